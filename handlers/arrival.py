"""What has arrived from a phone, as far as the handlers care: the shell reads it out of Telegram's update."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"
    EDIT = "edit"
    COMMAND = "command"
    BUTTON = "button"
    MEDIA = "media"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"


@dataclass(frozen=True, slots=True)
class Arrival:
    """`sent_at` (aware, UTC) is when the message was first sent, not when it was edited.

    `message_id` is the person's message, for a button the message that it hangs under.

    `addressed`: in a group, the bot was mentioned or replied to. In a private chat it always is.

    `text` is without a mention of the bot, `exact` as it was typed. `name` is the first name that the person's Telegram
    shows. `media` is set beside `text` where that is a caption; `entities` is the text's formatting as Telegram's JSON,
    "" for none; `file_id` and `file_bytes` are those of the largest size of a photo, or of a document. `reply_to` is
    the message it replies to, `replies_to_bot` whether that is the bot's. `quoted` is, for a button, the text of the
    message that the button's message replies to.
    """

    kind: Kind
    chat_id: int
    user_id: int
    message_id: int
    private: bool = True
    addressed: bool = True
    text: str = ""
    command: str = ""
    argument: str = ""
    button: str = ""
    media: str = ""
    sent_at: datetime | None = None
    name: str = ""
    exact: str = ""
    entities: str = ""
    file_id: str = ""
    file_bytes: int = 0
    reply_to: int | None = None
    replies_to_bot: bool = False
    quoted: str = ""
