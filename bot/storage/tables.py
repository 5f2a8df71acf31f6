"""The tables. A change here needs a migration beside it; a test compares the two."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint, false

from bot.storage.schema import RowId, UtcMoment, metadata, owner
from bot.storage.team_tables import (
    answers,
    broadcasts,
    copies,
    curations,
    invites,
    memberships,
    open_questions,
    question_notices,
    series,
    teams,
    totals,
)

__all__ = [
    "agenda_notes",
    "answers",
    "broadcasts",
    "contacts",
    "copies",
    "curations",
    "dues",
    "inbox",
    "invites",
    "jour_fixes",
    "members",
    "memberships",
    "metadata",
    "open_questions",
    "outbox",
    "prompts",
    "question_notices",
    "series",
    "teams",
    "totals",
    "turns",
]

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("received_at", UtcMoment, nullable=False),
    Column("payload", Text),  # erased in the transaction that handles it
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("fault", String(200)),
    Index("inbox_open", "state", "chat_id", "update_id"),
    Index("inbox_age", "received_at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("cause", String(64), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("card", Text, nullable=False),
    Column("turn_id", BigInteger),
    Column("reply_to", BigInteger),
    Column("op", String(8), nullable=False),
    Column("edits", BigInteger),  # the message to change; NULL in an edit: the turn's answer, looked up when sending
    Column("created_at", UtcMoment, nullable=False),
    Column("not_before", UtcMoment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("uncertain", Integer, nullable=False, default=0),
    Column("message_id", BigInteger),
    Column("finished_at", UtcMoment),
    Column("fault", String(200)),
    UniqueConstraint("cause", "ordinal", name="outbox_once"),
    Index("outbox_waiting", "state", "chat_id", "priority", "id"),
    Index("outbox_turn", "turn_id"),
    Index("outbox_age", "created_at"),
    sqlite_autoincrement=True,
)

turns = Table(
    "turns",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("question_id", BigInteger, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("candidates", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("rephrased", Integer, nullable=False),
    Column("rated", Boolean, nullable=False, server_default=false()),
    Column("created_at", UtcMoment, nullable=False),
    Index("turns_latest", "chat_id", "user_id", "id"),
    Index("turns_question", "chat_id", "question_id"),
    Index("turns_age", "created_at"),
    sqlite_autoincrement=True,  # an id must not come again: old buttons carry it
)

prompts = Table(
    "prompts",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(32), nullable=False),
    Column("turn_id", BigInteger, nullable=False),
    Column("expires_at", UtcMoment, nullable=False),
    Column("data", String(200), nullable=False, server_default=""),
)

members = Table(
    "members",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("since", UtcMoment, nullable=False),
    Column("quiet_since", UtcMoment),
    Column("blocked_since", UtcMoment),
    Column("bundesland", String(2), nullable=False, server_default=""),
    Column("first_day", Date),
    Column("days", String(13), nullable=False, server_default="0 1 2 3 4"),
    Column("hour", Integer, nullable=False, server_default="9"),
    Column("leave_from", Date),
    Column("leave_until", Date),
    Column("muted", String(200), nullable=False, server_default=""),
    Column("tour_done", String(1000), nullable=False, server_default=""),
    Column("tour_at", String(40), nullable=False, server_default=""),
    Column("tour_paused", Boolean, nullable=False, server_default=false()),
    Column("tour_from", Date),
    Column("digest_on", Date),
    Column("look_at", UtcMoment),
    Column("season_months", String(5), nullable=False, server_default="2 9"),
    Column("name", String(80), nullable=False, server_default=""),
    Column("admin_since", UtcMoment),
    Column("menu", String(8), nullable=False, server_default=""),
    Index("members_look", "look_at"),
    Index("members_blocked", "blocked_since"),
)


contacts = Table(
    "contacts",
    metadata,
    Column("id", RowId, primary_key=True),
    owner(),
    Column("kind", String(40), nullable=False),
    Column("role", String(80), nullable=False),
    Column("interval_weeks", Integer, nullable=False),
    Column("since", Date, nullable=False),
    Column("last_on", Date),
    Column("before_on", Date),
    Column("note", String(300), nullable=False),
    Column("paused", Boolean, nullable=False),
    Index("contacts_member", "member_id"),
    sqlite_autoincrement=True,
)

dues = Table(
    "dues",
    metadata,
    Column("id", RowId, primary_key=True),
    owner(),
    Column("kind", String(16), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("period", String(40), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("state", String(16), nullable=False),
    Column("asked", Integer, nullable=False),
    Column("asked_on", Date),
    Column("snoozed_to", Date),
    Column("closed_on", Date),
    UniqueConstraint("member_id", "kind", "subject", "period", name="dues_once"),
    Index("dues_member", "member_id"),
    Index("dues_closed", "closed_on"),
    sqlite_autoincrement=True,
)

jour_fixes = Table(
    "jour_fixes",
    metadata,
    Column("id", RowId, primary_key=True),
    owner(),
    Column("half", String(6), nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("uid", String(80), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    UniqueConstraint("member_id", "half", name="jour_fixes_once"),
    sqlite_autoincrement=True,
)

agenda_notes = Table(
    "agenda_notes",
    metadata,
    Column("id", RowId, primary_key=True),
    owner(),
    Column("text", String(500), nullable=False),
    Column("noted_at", UtcMoment, nullable=False),
    Column("half", String(6), nullable=False),
    Index("agenda_notes_member", "member_id"),
    sqlite_autoincrement=True,
)
