"""Sentences on the lists themselves, and on what was published."""
