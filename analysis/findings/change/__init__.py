"""Sentences on one year against another."""
