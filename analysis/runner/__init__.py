"""A review file becomes jobs, runs, and a published folder."""
