"""Associates, on in-store iPads and on phones."""
