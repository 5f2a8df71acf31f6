"""A local stand-in for Telegram: one state machine, served over HTTP with a phone, or asked directly in tests."""
