"""Sentences on what followed a rating."""
