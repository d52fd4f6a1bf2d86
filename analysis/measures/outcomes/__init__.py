"""What followed a rating."""
