"""People, and what they are reminded of. No Telegram, no SQL."""
