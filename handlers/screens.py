"""What a phone shows: text in Telegram's HTML and rows of keys. The one place that escapes."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from handlers.buttons import Button, encode


@dataclass(frozen=True, slots=True)
class Key:
    """A key under a message: exactly one of `data` (callback) and `url` is set."""

    label: str
    data: str = ""
    url: str = ""


Row = tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message. The text becomes its caption, of which Telegram takes 1,024 characters."""

    name: str
    content: bytes
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Original:
    """What somebody wrote, sent on exactly as it was: `kind` is "text", "photo" or "document", `entities` Telegram's
    JSON of the formatting ("" for none), `file_id` Telegram's name for the file."""

    kind: str
    text: str
    entities: str = ""
    file_id: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """`original` stands in place of `html`."""

    html: str
    rows: tuple[Row, ...] = ()
    attachment: Attachment | None = None
    original: Original | None = None


def press(label: str, button: Button) -> Key:
    return Key(label, data=encode(button))


def deep_link(bot: str, parameter: str) -> str:
    return f"https://t.me/{bot}?start={parameter}"


def share_key(label: str, link: str, text: str) -> Key:
    """Opens Telegram's own "send to" list with the link and a line of text."""
    return Key(label, url=f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(text, safe='')}")


def plain(text: str) -> str:
    """Text that was written as text, made safe to stand in HTML."""
    return escape(text, quote=False)


def bold(text: str) -> str:
    return f"<b>{plain(text)}</b>"


def italic(text: str) -> str:
    return f"<i>{plain(text)}</i>"


def copyable(text: str) -> str:
    """One tap on it copies it."""
    return f"<pre>{plain(text)}</pre>"


def paragraphs(*parts: str) -> str:
    """Parts (already HTML) with an empty line between, empty ones left out."""
    return "\n\n".join(part for part in parts if part)


def lines(parts: Iterable[str]) -> str:
    return "\n".join(parts)
