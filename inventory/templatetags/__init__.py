"""Tags that show pieces."""
