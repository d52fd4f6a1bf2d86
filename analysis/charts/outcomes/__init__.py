"""Pictures of what followed a rating."""
