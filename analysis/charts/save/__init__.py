"""A picture as PNG and SVG files, drawn once and fast."""
