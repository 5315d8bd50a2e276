"""Real PostgreSQL and Valkey servers out of wheels, with no installation, for laptop and tests."""
