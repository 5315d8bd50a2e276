"""One module per thing."""
