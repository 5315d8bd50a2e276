"""What customers can do: one module per verb."""
