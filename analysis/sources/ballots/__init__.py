"""Readers of lists of confidence votes."""
