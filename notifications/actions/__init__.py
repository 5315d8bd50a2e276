"""What notifications can do: one module per verb."""
