"""Bytes to articles, and what is furniture in them."""
