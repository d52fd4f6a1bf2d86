"""Sentences on votes of confidence."""
