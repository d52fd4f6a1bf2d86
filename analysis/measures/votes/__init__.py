"""Votes of confidence."""
