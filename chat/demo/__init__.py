"""Answers that Tolland has approved."""
