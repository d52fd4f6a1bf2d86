"""Readers of lists of events, and what becomes of each event."""
