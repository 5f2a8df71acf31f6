"""Short remarks: what can't be done, and what to do instead."""

from dataclasses import dataclass

from handlers import texts
from handlers.cards.base import HELP_ROW, TOPICS_ROW, Card, Showcase
from handlers.screens import Key, Screen, bold, deep_link, paragraphs, plain
from handlers.texts import teams as team_texts
from scheduler.people import Right


@dataclass(frozen=True)
class NoticeCard(Card, name="notice"):
    """A short remark. `what` names one of `_NOTICES`; `detail` fills it where it has a gap."""

    what: str
    detail: int = 0

    def draw(self, showcase: Showcase) -> Screen:
        title, text = _NOTICES.get(self.what, _NOTICES["old_button"])
        if self.what == OUT_OF_RANGE:
            text = texts.out_of_range(self.detail)
        return Screen(paragraphs(bold(title) if title else "", plain(text)), (HELP_ROW,))


OUT_OF_RANGE = "out_of_range"
_NOTICES = {
    "old_button": (texts.OLD_BUTTON_TITLE, texts.OLD_BUTTON),
    "no_options": ("", texts.NO_OPTIONS),
    OUT_OF_RANGE: ("", ""),
    "no_words": (texts.NO_WORDS_TITLE, texts.NO_WORDS),
    "loss": (texts.LOSS_TITLE, texts.LOSS),
    "cancelled": ("", texts.CANCELLED),
    "nothing_open": ("", texts.NOTHING_OPEN),
    "turn_over": ("", texts.TURN_OVER),
    "unknown_command": ("", texts.UNKNOWN_COMMAND),
}


@dataclass(frozen=True)
class MediaCard(Card, name="media"):
    media: str

    def draw(self, showcase: Showcase) -> Screen:
        what = texts.MEDIA.get(self.media, texts.MEDIA["other"])
        html = paragraphs(bold(texts.MEDIA_TITLE), plain(f"{what} {texts.MEDIA_INSTEAD}"))
        return Screen(html, (HELP_ROW,))


@dataclass(frozen=True)
class PersonalCard(Card, name="personal"):
    """In a group: this belongs into the private chat, here is the way."""

    command: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        link = deep_link(showcase.bot, f"c_{self.command}" if self.command else "gruppe")
        return Screen(
            paragraphs(bold(texts.PERSONAL_TITLE), plain(texts.PERSONAL)), ((Key(texts.TO_PRIVATE_CHAT, url=link),),)
        )


@dataclass(frozen=True)
class RefusalCard(Card, name="refusal"):
    """Not for this person: `needs` is the right that is missing."""

    needs: str

    def draw(self, showcase: Showcase) -> Screen:
        if self.needs == Right.USING:
            return Screen(paragraphs(bold(team_texts.INVITED_ONLY_TITLE), plain(team_texts.INVITED_ONLY)))
        title, text = team_texts.REFUSALS[self.needs]
        return Screen(paragraphs(bold(title), plain(text)), (HELP_ROW,))


@dataclass(frozen=True)
class GoneCard(Card, name="gone"):
    def draw(self, showcase: Showcase) -> Screen:
        return Screen(paragraphs(bold(texts.GONE_TITLE), plain(texts.GONE)), (TOPICS_ROW,))
