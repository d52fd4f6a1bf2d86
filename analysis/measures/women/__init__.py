"""Women and men: shares, and ratings of like posts."""
