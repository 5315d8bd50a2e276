"""`make run`: one parent that starts, watches and stops everything Omni needs on one machine."""
