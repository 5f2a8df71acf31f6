"""All cards there are; importing this makes each of them thaw."""

from handlers.cards.about import HelpCard, QuietCard
from handlers.cards.base import Card, KeptCard, Showcase, freeze, thaw
from handlers.cards.broadcast_after import SureCard
from handlers.cards.broadcast_choices import AskContentCard
from handlers.cards.broadcast_draft import BroadcastsCard, DraftCard
from handlers.cards.broadcasts import BoardCard, BroadcastCard
from handlers.cards.contact_steps import ContactKindsCard, ContactRoleCard
from handlers.cards.contacts import ContactCard, ContactListCard
from handlers.cards.conversation import ClarifyCard, PersonCard, RephraseCard, SmalltalkCard, UnknownCard
from handlers.cards.curation import CurationCard
from handlers.cards.curation_decided import CurationToldCard
from handlers.cards.curation_draft import CurationAskCard, TakeCard
from handlers.cards.curation_list import CurationListCard
from handlers.cards.curation_undo import CurationUndoCard
from handlers.cards.entry import EntryCard
from handlers.cards.invites import InviteHubCard
from handlers.cards.joining import JoinedCard
from handlers.cards.jour_fixe import JourFixeCard
from handlers.cards.jour_fixe_papers import PaperCard
from handlers.cards.jour_fixe_planning import AskDateCard
from handlers.cards.notices import GoneCard, MediaCard, NoticeCard, PersonalCard, RefusalCard
from handlers.cards.nudges import DigestCard, LaterCard, NudgeGoneCard, SettledCard
from handlers.cards.onboarding import WelcomeCard
from handlers.cards.open_questions import OpenListCard
from handlers.cards.own_questions import OwnOpenCard
from handlers.cards.passing_on import AnswerCard
from handlers.cards.privacy import PrivacyCard
from handlers.cards.reminders import AheadCard, KindsCard, NothingDueCard, ReminderCard, StepDayCard, StepsCard
from handlers.cards.series import SeriesListCard
from handlers.cards.statistics import StatisticsCard, WhoseCard
from handlers.cards.team_administration import AdminsCard
from handlers.cards.team_requests import RequestsCard
from handlers.cards.teams import TeamsCard
from handlers.cards.topics import TopicsCard
from handlers.cards.tour_end import TourEndCard

__all__ = [
    "AdminsCard",
    "AheadCard",
    "AnswerCard",
    "AskContentCard",
    "AskDateCard",
    "BoardCard",
    "BroadcastCard",
    "BroadcastsCard",
    "Card",
    "ClarifyCard",
    "ContactCard",
    "ContactKindsCard",
    "ContactListCard",
    "ContactRoleCard",
    "CurationAskCard",
    "CurationCard",
    "CurationListCard",
    "CurationToldCard",
    "CurationUndoCard",
    "DigestCard",
    "DraftCard",
    "EntryCard",
    "GoneCard",
    "HelpCard",
    "InviteHubCard",
    "JoinedCard",
    "JourFixeCard",
    "KeptCard",
    "KindsCard",
    "LaterCard",
    "MediaCard",
    "NothingDueCard",
    "NoticeCard",
    "NudgeGoneCard",
    "OpenListCard",
    "OwnOpenCard",
    "PaperCard",
    "PersonCard",
    "PersonalCard",
    "PrivacyCard",
    "QuietCard",
    "RefusalCard",
    "ReminderCard",
    "RephraseCard",
    "RequestsCard",
    "SeriesListCard",
    "SettledCard",
    "Showcase",
    "SmalltalkCard",
    "StatisticsCard",
    "StepDayCard",
    "StepsCard",
    "SureCard",
    "TakeCard",
    "TeamsCard",
    "TopicsCard",
    "TourEndCard",
    "UnknownCard",
    "WelcomeCard",
    "WhoseCard",
    "freeze",
    "thaw",
]
