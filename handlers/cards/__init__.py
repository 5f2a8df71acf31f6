"""All cards there are; importing this makes each of them thaw."""

from handlers.cards.about import HelpCard, PrivacyCard, QuietCard, WelcomeCard
from handlers.cards.base import Card, Showcase, freeze, thaw
from handlers.cards.conversation import ClarifyCard, PersonCard, RephraseCard, SmalltalkCard, UnknownCard
from handlers.cards.entry import EntryCard
from handlers.cards.notices import GoneCard, MediaCard, NoticeCard, PersonalCard
from handlers.cards.topics import TopicsCard

__all__ = [
    "Card",
    "ClarifyCard",
    "EntryCard",
    "GoneCard",
    "HelpCard",
    "MediaCard",
    "NoticeCard",
    "PersonCard",
    "PersonalCard",
    "PrivacyCard",
    "QuietCard",
    "RephraseCard",
    "Showcase",
    "SmalltalkCard",
    "TopicsCard",
    "UnknownCard",
    "WelcomeCard",
    "freeze",
    "thaw",
]
