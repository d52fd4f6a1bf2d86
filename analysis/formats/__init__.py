"""The files that the project writes and keeps: catalogues, CSV tables, answers."""
