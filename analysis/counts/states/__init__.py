"""What somebody was in a year, which lists and events there are, and who is followed."""
