"""What inventory can do: one module per verb."""
