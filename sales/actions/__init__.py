"""What sales can do: one module per verb."""
