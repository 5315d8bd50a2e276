"""What staff can do: one module per verb."""
