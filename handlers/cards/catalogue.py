"""All cards there are; importing this makes each of them thaw."""

from handlers.cards.about import HelpCard, QuietCard
from handlers.cards.base import Card, KeptCard, Showcase, freeze, thaw
from handlers.cards.contact_steps import ContactKindsCard, ContactRoleCard
from handlers.cards.contacts import ContactCard, ContactListCard
from handlers.cards.conversation import ClarifyCard, PersonCard, RephraseCard, SmalltalkCard, UnknownCard
from handlers.cards.entry import EntryCard
from handlers.cards.jour_fixe import JourFixeCard
from handlers.cards.jour_fixe_papers import PaperCard
from handlers.cards.jour_fixe_planning import AskDateCard
from handlers.cards.notices import GoneCard, MediaCard, NoticeCard, PersonalCard, RefusalCard
from handlers.cards.nudges import DigestCard, LaterCard, NudgeGoneCard, SettledCard
from handlers.cards.onboarding import WelcomeCard
from handlers.cards.privacy import PrivacyCard
from handlers.cards.reminders import AheadCard, KindsCard, NothingDueCard, ReminderCard, StepDayCard, StepsCard
from handlers.cards.topics import TopicsCard

__all__ = [
    "AheadCard",
    "AskDateCard",
    "Card",
    "ClarifyCard",
    "ContactCard",
    "ContactKindsCard",
    "ContactListCard",
    "ContactRoleCard",
    "DigestCard",
    "EntryCard",
    "GoneCard",
    "HelpCard",
    "JourFixeCard",
    "KeptCard",
    "KindsCard",
    "LaterCard",
    "MediaCard",
    "NothingDueCard",
    "NoticeCard",
    "NudgeGoneCard",
    "PaperCard",
    "PersonCard",
    "PersonalCard",
    "PrivacyCard",
    "QuietCard",
    "RefusalCard",
    "ReminderCard",
    "RephraseCard",
    "SettledCard",
    "Showcase",
    "SmalltalkCard",
    "StepDayCard",
    "StepsCard",
    "TopicsCard",
    "UnknownCard",
    "WelcomeCard",
    "freeze",
    "thaw",
]
