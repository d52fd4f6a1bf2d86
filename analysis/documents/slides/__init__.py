"""Bundles as slides."""
