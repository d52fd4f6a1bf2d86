"""Sentences on women and men."""
