"""From finished runs to a published folder."""
