"""What a briefing says of one unit: its summary, its sections, or the sheet of a small unit."""
