"""What somebody who leads a team changes in the knowledge, as plain values."""

import json
import re
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

WORDING_LONGEST = 600
"""What follows in a question is not matched anyway."""
ENTRY_LONGEST = 2500
"""Title, text and steps of an entry that is added here, as Telegram counts: what is said around it has to fit too."""
SENTENCE_LONGEST = 200
"""Why an occasion suits, and what to say about it: a line each on a phone, and beside a nudge."""
ID_LONGEST = 40
OCCASION_STEM = "anlass"
"""What ids of occasions begin with that are added here."""
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

# Marks that files of a collection may not hold: control characters, halves of pairs, changes of direction.
_HARMFUL = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u2030-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


class What(StrEnum):
    """PHRASING: a question leads to an entry. DECOY: nothing here answers it. REWRITE: other words for an entry that
    was added by an ENTRY. OCCASION: a reason to call the press; no answer changes with it."""

    PHRASING = "phrasing"
    ENTRY = "entry"
    DECOY = "decoy"
    REWRITE = "rewrite"
    OCCASION = "occasion"


@dataclass(frozen=True, slots=True)
class Change:
    """One change, or the draft of one: what is missing is empty.

    `text` is a wording as people ask: the phrasing, the decoy, or a new entry's first phrasing (which it may do
    without). `entry` is the id of the entry or occasion that the change is about, also of a new one. `day` was typed
    for an occasion (as ISO), `when` is the rule that was made of it. The rest is an entry's or an occasion's.
    """

    what: What
    text: str = ""
    entry: str = ""
    title: str = ""
    answer: str = ""
    area: str = ""
    kind: str = ""
    steps: tuple[str, ...] = ()
    day: str = ""
    when: str = ""
    why: str = ""
    opening: str = ""

    @property
    def lacks(self) -> str:
        """The first field that has to be filled still, "" for none."""
        return next((name for name in _NEEDED[self.what] if not getattr(self, name)), "")

    def write(self) -> str:
        """As JSON, without `what`, which is kept beside it."""
        values = {name: value for name, value in asdict(self).items() if value and name != "what"}
        return json.dumps(values, ensure_ascii=False)


_NEEDED = {
    What.PHRASING: ("text", "entry"),
    What.ENTRY: ("title", "answer", "area", "entry"),
    What.DECOY: ("text",),
    What.REWRITE: ("entry", "title", "answer"),
    What.OCCASION: ("title", "day", "when", "why", "opening", "entry"),
}


def read_change(what: str, content: str) -> Change:
    """Fields that this version does not know are left out. Raises ValueError for a kind that it does not know."""
    values: dict[str, Any] = json.loads(content)
    known = {name: value for name, value in values.items() if name in Change.__slots__}
    return replace(Change(What(what)), **known | {"steps": tuple(values.get("steps", ()))})


def tidy(text: str, *, paragraphs: bool = False) -> str:
    """A typed text as a collection's file would hold it: without marks that nobody sees, line breaks only if wanted."""
    lines = [" ".join(_HARMFUL.sub(" ", line).split()) for line in text.splitlines()]
    if not paragraphs:
        return " ".join(line for line in lines if line)
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


def new_id(area: str, number: int) -> str:
    """Of an entry that is added here: "kommune-neu-7". The number is given once and never again."""
    ending = f"neu-{number}"
    stem = re.sub("[^a-z0-9]+", "-", area.lower().translate(_SPELT_OUT)).strip("-") or "eintrag"
    return f"{stem[: ID_LONGEST - len(ending) - 1].strip('-')}-{ending}"
