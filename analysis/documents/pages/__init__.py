"""Bundles as pages of a browser."""
