"""Alembic's folder: one file a step, never changed once it has shipped."""
