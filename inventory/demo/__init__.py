"""What Tolland has: where pieces lie, the real list of rounds, made-up stones and settings."""
