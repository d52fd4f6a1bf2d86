"""What `review check` tells of a source: what was understood, reported and asked."""
