"""Telegram counts in UTF-16 code units, Python in code points."""


def length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, offset: int, size: int) -> str:
    """The part of `text` that an entity with this offset and length covers."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[offset * 2 : (offset + size) * 2].decode("utf-16-le", "surrogatepass")
