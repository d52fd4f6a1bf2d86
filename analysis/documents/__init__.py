"""Bundles become pages."""
