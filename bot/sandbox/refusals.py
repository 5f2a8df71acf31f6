"""What Telegram says when it says no."""

from typing import Any


class Refusal(Exception):
    """An answer with ok=false; its description is Telegram's own wording."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


class LostAnswer(Exception):
    """The call took effect, but its answer never reaches the caller."""


def bad_request(what: str) -> Refusal:
    return Refusal(400, f"Bad Request: {what}")


def forbidden(what: str) -> Refusal:
    return Refusal(403, f"Forbidden: {what}")


def too_many_requests(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def unknown_query() -> Refusal:
    return bad_request("query is too old and response timeout expired or query ID is invalid")


def not_modified() -> Refusal:
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )


def unauthorized() -> Refusal:
    return Refusal(401, "Unauthorized")


def unknown_method() -> Refusal:
    return Refusal(404, "Not Found: method not found")


def conflict() -> Refusal:
    return Refusal(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
