"""Bundles as an Excel workbook."""
