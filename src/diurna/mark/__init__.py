"""Finds and identifies: who, where, when and how many."""
