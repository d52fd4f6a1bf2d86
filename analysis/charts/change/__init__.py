"""Pictures of one year against another."""
