"""What a cell or a text says: headings, levels, names, signs of old fonts."""
