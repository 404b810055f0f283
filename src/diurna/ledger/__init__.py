"""Parts on disk, views over them, and the questions they answer."""
