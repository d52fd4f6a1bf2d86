"""A workbook as tables, each with its header, its titles and its columns."""
