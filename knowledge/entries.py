"""What a collection consists of, as plain values.

They come from `knowledge.library.load`, which has checked them: an id in `related` always exists, a text always fits
a Telegram message. Nothing here is ever changed after loading; a new collection is a new `Library`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

LEAD_WEEKS = 3  # an editorial office plans about that far ahead


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One entry. `area` defaults to the name of its file, `kind` to "" (a collection may do without kinds)."""

    id: str
    title: str
    answer: str
    area: str
    kind: str = ""
    steps: tuple[str, ...] = ()
    phrasings: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Smalltalk:
    """What is answered by rule, before any matching.

    `phrasings` are whole messages. `contains` are phrases that decide wherever they stand in a message, at the bounds
    of words. `unless` are idioms that hold such words harmlessly: they are cut out of the message, the longest first,
    before `contains` is looked for in what remains ("todmüde und will nicht mehr leben" still is an emergency).
    """

    id: str
    reply: str
    phrasings: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question whose right answers are known. `ids` has the best first; empty: none of the collection answers it."""

    question: str
    ids: tuple[str, ...]
    style: str = ""


@dataclass(frozen=True, slots=True)
class Naming:
    """How the collection calls its parts (`collection.yaml`, optional)."""

    areas: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    kinds: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    examples: tuple[str, ...] = ()

    def area(self, area: str) -> str:
        return self.areas.get(area, area.replace("-", " ").capitalize())

    def kind(self, kind: str) -> str:
        return self.kinds.get(kind, kind.replace("-", " ").capitalize())


@dataclass(frozen=True, slots=True)
class OnboardingStep:
    """One stop of the tour. `recommendation` is what it is about, `links` lead on from there."""

    id: str
    recommendation: str
    title: str
    text: str
    task: str
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Onboarding:
    """The tour for the first weeks (`onboarding.yaml`, optional). `summary` is said at its end."""

    steps: tuple[OnboardingStep, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day of the year that is a reason to call the press or to invite people (`occasions.yaml`, optional).

    `when` is a rule that `knowledge.occasions` computes; `opening` is what to say to the editorial office.
    """

    id: str
    title: str
    when: str
    why: str
    opening: str
    lead_weeks: int = LEAD_WEEKS


@dataclass(frozen=True, slots=True)
class ContactKind:
    """A role that is worth keeping in touch with (`contacts.yaml`, optional); `recommendation` says more about it."""

    id: str
    title: str
    interval_weeks: int
    why: str
    recommendation: str
    starter: str
    press: bool = False


@dataclass(frozen=True, slots=True)
class Library:
    """One whole collection. `recommendations` keeps the order of the files and of the entries in them."""

    recommendations: Mapping[str, Recommendation]
    decoys: tuple[str, ...] = ()
    smalltalk: tuple[Smalltalk, ...] = ()
    questions: tuple[GoldQuestion, ...] = ()
    naming: Naming = field(default_factory=Naming)
    onboarding: Onboarding = Onboarding()
    occasions: tuple[Occasion, ...] = ()
    contact_kinds: tuple[ContactKind, ...] = ()

    @property
    def areas(self) -> tuple[str, ...]:
        """Areas in the order in which they first appear."""
        return tuple(dict.fromkeys(entry.area for entry in self.recommendations.values()))

    def kinds(self, area: str) -> tuple[str, ...]:
        """Kinds within an area, in the order in which they first appear."""
        return tuple(dict.fromkeys(entry.kind for entry in self.recommendations.values() if entry.area == area))

    def entries(self, area: str, kind: str) -> tuple[Recommendation, ...]:
        return tuple(entry for entry in self.recommendations.values() if (entry.area, entry.kind) == (area, kind))
