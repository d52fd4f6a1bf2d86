"""The reader of published figures."""
