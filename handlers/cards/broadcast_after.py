"""The questions before a broadcast that went out is stopped, taken back or corrected."""

from dataclasses import dataclass

from handlers.buttons import Deed, deed
from handlers.cards.base import Card, Showcase
from handlers.cards.broadcast_choices import fault_text
from handlers.cards.broadcasts import FEATURE
from handlers.screens import Screen, bold, lines, paragraphs, plain, press
from handlers.texts import broadcast_after as texts


@dataclass(frozen=True)
class SureCard(Card, name="broadcast_sure"):
    """`what`: "cancel", "recall", or "late": it is too late for a recall, but what is unsent can be stopped if it is
    `under_way`. `old`: it began over 48 hours ago."""

    broadcast: int = 0
    what: str = "cancel"
    old: bool = False
    under_way: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        back = deed(FEATURE, "open", self.broadcast)
        if self.what == "cancel":
            yes = press(texts.CANCEL_YES, deed(FEATURE, "stop", self.broadcast))
            html = paragraphs(bold(texts.CANCEL_TITLE), plain(texts.CANCEL_TEXT))
            return Screen(html, ((yes, press(texts.CANCEL_NO, back)),))
        if self.what == "late":
            return self._draw_late(back)
        yes = press(texts.RECALL_YES, deed(FEATURE, "fetch", self.broadcast))
        limit = f"{texts.RECALL_LIMIT} {texts.RECALL_OLD if self.old else ''}".strip()
        html = paragraphs(
            bold(texts.RECALL_TITLE),
            lines([plain(texts.RECALL_TEXT), plain(texts.RECALL_UNSENT)]),
            plain(limit),
        )
        return Screen(html, ((yes, press(texts.RECALL_NO, back)),))

    def _draw_late(self, back: Deed) -> Screen:
        correct = press(texts.LATE_CORRECT, deed(FEATURE, "correct", self.broadcast))
        stop = (press(texts.LATE_STOP, deed(FEATURE, "stop", self.broadcast)),) if self.under_way else ()
        rows = ((correct,), stop, (press(texts.NOT_NOW, back),))
        html = paragraphs(bold(texts.LATE_TITLE), plain(f"{texts.RECALL_LIMIT} {texts.LATE_TEXT}"))
        return Screen(html, tuple(row for row in rows if row))


@dataclass(frozen=True)
class AskCorrectionCard(Card, name="broadcast_ask_correction"):
    """The next text or file is the corrected content. `fault`, `amount`, `file`: why what came can't be it."""

    broadcast: int = 0
    with_file: bool = False
    fault: str = ""
    amount: int = 0
    file: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        asked = texts.CORRECT_FILE if self.with_file else texts.CORRECT_TEXT
        if self.fault:
            wrong = texts.CORRECT_FAULTS.get(self.fault) or fault_text(self.fault, self.amount, self.file)
            asked = f"{wrong} {texts.UNCHANGED}"
        back = press(texts.NOT_NOW, deed(FEATURE, "open", self.broadcast))
        return Screen(paragraphs(bold(texts.CORRECT_TITLE), plain(asked)), ((back,),))


@dataclass(frozen=True)
class MoreOfCorrectionCard(Card, name="broadcast_more_of_correction"):
    """More came than fits into a correction. `what`: "picture", or "text" where a phone has split a long one."""

    broadcast: int = 0
    what: str = "picture"

    def draw(self, showcase: Showcase) -> Screen:
        said = texts.MORE_TEXT if self.what == "text" else texts.MORE_PICTURES
        return Screen(plain(said), ((press(texts.LATE_CORRECT, deed(FEATURE, "correct", self.broadcast)),),))


@dataclass(frozen=True)
class EditedCard(Card, name="broadcast_edited"):
    """The message in which its content was typed was changed, which changes nothing. `what`: "new" (there is none yet),
    "draft", "scheduled", "sent"."""

    broadcast: int = 0
    what: str = "draft"

    def draw(self, showcase: Showcase) -> Screen:
        verbs = {"draft": "what", "scheduled": "open", "sent": "correct"}
        said, label = texts.EDITED.get(self.what, texts.EDITED["draft"])
        if self.what not in verbs:
            return Screen(plain(said), ())
        return Screen(plain(said), ((press(label, deed(FEATURE, verbs[self.what], self.broadcast)),),))


@dataclass(frozen=True)
class AmendedCard(Card, name="broadcast_amended"):
    """Somebody else was quicker. Below it stands what they wrote."""

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(plain(texts.AMENDED_BY_OTHERS), ())


@dataclass(frozen=True)
class AmendCard(Card, name="broadcast_amend"):
    """Stands under the preview of the correction, which is the draft `by`. `waiting`: some have none yet. `version` is
    the broadcast's, which stands in the key: what somebody else has corrected meanwhile is shown and asked anew, which
    is `again`. Without it (0) the card is an old one."""

    broadcast: int = 0
    by: int = 0
    waiting: bool = False
    version: int = 0
    again: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        yes = press(texts.AMEND_YES, deed(FEATURE, "amend", self.broadcast, self.by, self.version))
        no = press(texts.AMEND_NO, deed(FEATURE, "leave", self.broadcast, self.by))
        title = texts.AMEND_AGAIN if self.again else texts.AMEND_TITLE
        html = paragraphs(bold(title), plain(texts.amend_text(waiting=bool(self.waiting))))
        return Screen(html, ((yes, no),))
