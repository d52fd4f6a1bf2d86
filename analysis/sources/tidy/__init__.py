"""Readers of tidy files: counts, and units that are expected."""
