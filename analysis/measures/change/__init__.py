"""What changed from one year to another, and for whom."""
