"""What we have: items, where their pieces lie, who holds them and how it came to be so."""
