"""When a review is built by itself, and who is told how it went."""
