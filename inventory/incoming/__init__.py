"""Lists on their way into the stock: what the actions on lists do with a batch of rows."""
