"""What is decided over all files of a source at once."""
