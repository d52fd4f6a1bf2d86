"""The tables of a sheet: where each header stands, and what each of its columns holds."""
