"""What is known: the recommendations, and finding the right one. No Telegram, no SQL, no clock."""
