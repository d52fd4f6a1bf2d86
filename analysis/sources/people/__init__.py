"""Who is who, as far as a pseudonym says it, and what of a name may pass."""
