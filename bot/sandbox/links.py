"""Which links Telegram takes."""

import re
from urllib.parse import urlsplit


class InvalidLink(ValueError):
    """Its message is Telegram's reason."""


def checked(link: str) -> str:
    """The link with its scheme, or InvalidLink."""
    if re.match(r"(?i)(tg|ton|tonsite):", link):
        return _internal(link)
    scheme, mark, rest = link.partition("://")
    if not mark:
        scheme, rest = "http", link
    if scheme.lower() not in ("http", "https"):
        raise InvalidLink("Unsupported URL protocol")
    host = _host(f"{scheme}://{rest}")
    if not host:
        raise InvalidLink("URL host is empty")
    if "." not in host and ":" not in host:
        raise InvalidLink("Wrong HTTP URL")
    return f"{scheme.lower()}://{rest}"


def _internal(link: str) -> str:
    scheme, _, rest = link.partition(":")
    host = re.split(r"[/?#]", rest.removeprefix("//"), maxsplit=1)[0]
    if not re.fullmatch(r"[A-Za-z0-9_\-.]+", host):
        raise InvalidLink("Unallowed characters in URL host")
    return f"{scheme.lower()}://{rest.removeprefix('//')}"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        raise InvalidLink("Wrong HTTP URL") from None
