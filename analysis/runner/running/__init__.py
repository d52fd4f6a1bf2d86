"""Runs of notebooks, each in a kernel of its own."""
