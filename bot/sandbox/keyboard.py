"""Reply markups, and which of them Telegram refuses."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox import links
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import bad_request

LONGEST_DATA = 64
LONGEST_URL = 2048
MOST_BUTTONS = 100
OTHER_ACTIONS = (
    "callback_game", "pay", "switch_inline_query", "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat", "login_url", "web_app", "copy_text",
)  # fmt: skip


def reply_markup(p: Parameters) -> dict[str, Any] | None:
    """The markup of a new message; None when there is none."""
    return checked(p.json("reply_markup", "reply keyboard markup"))


def inline_only(p: Parameters) -> dict[str, Any] | None:
    """The markup of an edited message, which can be an inline keyboard only."""
    markup = reply_markup(p)
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def checked(markup: Any) -> dict[str, Any] | None:
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline_keyboard(markup["inline_keyboard"])
    return markup or None


def _inline_keyboard(rows: Any) -> dict[str, Any] | None:
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    checked_rows = [[_button(button) for button in row] for row in rows if row]
    if sum(len(row) for row in checked_rows) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": checked_rows} if checked_rows else None


def _button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise _unreadable("InlineKeyboardButton must be an Object")
    for name in ("text", "url", "callback_data"):
        if name in button and not isinstance(button[name], str):
            raise _unreadable(f'Field "{name}" must be of type String')
    if "text" not in button:
        raise _unreadable('Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    return _with_action(button)


def _with_action(button: dict[str, Any]) -> dict[str, Any]:
    """The button with the one action that Telegram keeps of those given."""
    look = {key: button[key] for key in ("text", "style", "icon_custom_emoji_id") if key in button}
    if button.get("url"):
        return look | {"url": _url(button["url"])}
    if button.get("callback_data"):
        if len(button["callback_data"].encode("utf-8", "surrogatepass")) > LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return look | {"callback_data": button["callback_data"]}
    for action in OTHER_ACTIONS:
        if action in button:
            return look | {action: button[action]}
    if "callback_data" in button:
        raise bad_request("BUTTON_DATA_INVALID")
    raise _unreadable("Text buttons are unallowed in the inline keyboard")


def _url(url: str) -> str:
    try:
        valid = links.checked(url)
    except links.InvalidLink as reason:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}") from None
    if len(valid.encode("utf-8", "replace")) > LONGEST_URL or any(character.isspace() for character in valid):
        raise bad_request("BUTTON_URL_INVALID")
    return valid


def _unreadable(why: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {why}")


def buttons(message: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        yield from row
