"""One module per page of the shop."""
