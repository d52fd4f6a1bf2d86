"""What is kept of runs, under which mark, and for whom."""
