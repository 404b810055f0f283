"""Time expressions: the words, the patterns over them, and what each pattern means."""
