"""Bundles as a Word document."""
