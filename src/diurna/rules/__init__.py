"""The linguistics and the code books as readable files, and `load.py`, the one reader of them."""
