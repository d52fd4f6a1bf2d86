"""What is done with published builds: compare, verify, gallery."""
