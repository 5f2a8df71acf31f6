"""What is typed for a draft of a change: tidied, and looked at for what does not fit."""

from dataclasses import replace
from typing import Any

from knowledge.changes import ENTRY_LONGEST, SENTENCE_LONGEST, WORDING_LONGEST, Change, What, tidy
from knowledge.checks import message_units
from knowledge.curation import twin_of
from knowledge.entries import Library
from knowledge.fields import STEPS_MOST, TITLE_LONGEST


def with_text(change: Change, what: str, typed: str) -> Change:
    if what == "steps":
        lines = (tidy(line.lstrip(" -–•*·")) for line in typed.splitlines())
        return replace(change, steps=tuple(line for line in lines if line))
    changed: dict[str, Any] = {what: tidy(typed, paragraphs=what == "answer")}
    return replace(change, **changed)


def fault_of(change: Change, what: str, library: Library) -> str:
    """Names one of `texts.FAULTS`, "" for none."""
    value: str | tuple[str, ...] = getattr(change, what)
    if not any(sign.isalnum() for text in value for sign in text):
        return "empty"
    return _occasion_fault(change, what, library) if change.what is What.OCCASION else _fault(change, what)


def _fault(change: Change, what: str) -> str:
    if what == "text" and len(change.text) > WORDING_LONGEST:
        return "long_text"
    if what == "title" and len(change.title) > TITLE_LONGEST:
        return "long_title"
    if what == "steps" and len(change.steps) > STEPS_MOST:
        return "many_steps"
    too_long = message_units(change.title, change.answer, *change.steps) > ENTRY_LONGEST
    return "long_answer" if what in ("answer", "steps") and too_long else ""


def _occasion_fault(change: Change, what: str, library: Library) -> str:
    if what != "title":
        return "long_sentence" if len(getattr(change, what)) > SENTENCE_LONGEST else ""
    if len(change.title) > TITLE_LONGEST:
        return "long_name"
    return "twin" if twin_of(library.occasions, change) else ""
