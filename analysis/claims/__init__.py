"""Published figures: what each is of, and which of them belong together."""
