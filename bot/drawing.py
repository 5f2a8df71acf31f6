"""A screen in Telegram's terms."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.screens import Key, Screen


def keyboard(screen: Screen) -> InlineKeyboardMarkup | None:
    if not screen.rows:
        return None
    return InlineKeyboardMarkup([[_key(key) for key in row] for row in screen.rows])


def _key(key: Key) -> InlineKeyboardButton:
    if key.url:
        return InlineKeyboardButton(key.label, url=key.url)
    return InlineKeyboardButton(key.label, callback_data=key.data)
