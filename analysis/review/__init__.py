"""What a notebook works with, and how it shows its results."""
