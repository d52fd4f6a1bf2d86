"""Readers of lists and returns of ratings."""
