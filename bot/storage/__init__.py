"""Where everything is remembered: SQLite and PostgreSQL from the same code."""
