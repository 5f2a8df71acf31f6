"""The tables of teams: who belongs to whom, what leads send and answer, and totals that know nobody."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from bot.storage.schema import RowId, UtcMoment, author, metadata, owner

teams = Table(
    "teams",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("since", UtcMoment, nullable=False),
    sqlite_autoincrement=True,
)

memberships = Table(
    "memberships",
    metadata,
    Column("id", RowId, primary_key=True),
    owner(),
    Column("team_id", BigInteger, ForeignKey("teams.id", ondelete="CASCADE"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("since", UtcMoment, nullable=False),
    UniqueConstraint("member_id", "team_id", name="memberships_once"),
    Index("memberships_team", "team_id"),
    sqlite_autoincrement=True,
)

invites = Table(
    "invites",
    metadata,
    Column("id", RowId, primary_key=True),
    author(),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("team_id", BigInteger, ForeignKey("teams.id", ondelete="CASCADE")),
    Column("made_at", UtcMoment, nullable=False),
    Column("expires_at", UtcMoment, nullable=False),
    Column("uses", Integer),  # NULL: as often as wanted
    Column("used", Integer, nullable=False, server_default="0"),
    Column("revoked_at", UtcMoment),
    Index("invites_age", "expires_at"),
    sqlite_autoincrement=True,
)


team_requests = Table(
    "team_requests",
    metadata,
    Column("id", RowId, primary_key=True),
    owner(),
    Column("team_id", BigInteger, ForeignKey("teams.id", ondelete="CASCADE"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("name", String(80), nullable=False, server_default=""),
    Column("made_at", UtcMoment, nullable=False),
    Column("asked_at", UtcMoment),  # NULL: its writer has not sent it
    UniqueConstraint("member_id", name="team_requests_once"),
    Index("team_requests_team", "team_id"),
    sqlite_autoincrement=True,
)


def _audience() -> list[Column[object]]:
    """Whom something is for: everybody, some teams (ids with spaces between), or newcomers of the last months."""
    return [
        Column("audience", String(16), nullable=False),
        # On SQLite, which counts no letters, the table would have to be made anew for it to be called a text.
        Column("audience_teams", String(400).with_variant(Text(), "postgresql"), nullable=False, server_default=""),
        Column("newcomer_months", Integer),
    ]


series = Table(
    "series",
    metadata,
    Column("id", RowId, primary_key=True),
    author(),
    Column("made_at", UtcMoment, nullable=False),
    *_audience(),
    Column("weekday", Integer, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("minute", Integer, nullable=False, server_default="0"),
    Column("entries", Text, nullable=False),
    Column("next_on", Date),
    Column("paused", Boolean, nullable=False, server_default=false()),
    Column("ended_at", UtcMoment),
    sqlite_autoincrement=True,
)

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", RowId, primary_key=True),
    author(),
    Column("made_at", UtcMoment, nullable=False),
    *_audience(),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    Column("entities", Text, nullable=False, server_default=""),
    Column("file_id", String(200), nullable=False, server_default=""),
    Column("entry", String(80), nullable=False, server_default=""),
    Column("urgent", Boolean, nullable=False, server_default=false()),
    Column("read_button", Boolean, nullable=False, server_default=true()),
    Column("state", String(16), nullable=False),
    Column("send_at", UtcMoment),
    Column("window_from", Integer),  # NULL: each member's own hours
    Column("window_until", Integer),
    Column("expires_at", UtcMoment),
    Column("confirmed", Integer),
    Column("confirmed_at", UtcMoment),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("board_chat", BigInteger),
    Column("board_message", BigInteger),
    Column("series_id", BigInteger, ForeignKey("series.id", ondelete="SET NULL")),
    Column("finished_at", UtcMoment),
    Column("kept", Text),  # the totals, once the copies are forgotten
    Index("broadcasts_state", "state", "send_at"),
    sqlite_autoincrement=True,
)

copies = Table(
    "copies",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("broadcast_id", BigInteger, ForeignKey("broadcasts.id", ondelete="CASCADE"), nullable=False),
    author("member_id"),
    Column("state", String(16), nullable=False),
    Column("not_before", UtcMoment, nullable=False),
    Column("message_id", BigInteger),
    Column("sent_at", UtcMoment),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("read", Boolean, nullable=False, server_default=false()),
    Column("fault", String(200)),
    Column("uncertain", Integer, nullable=False, server_default="0"),
    Column("task", String(8), nullable=False, server_default=""),
    UniqueConstraint("broadcast_id", "member_id", name="copies_once"),
    Index("copies_ledger", "broadcast_id", "state", "not_before"),
    Index("copies_tasks", "broadcast_id", "task"),
    Index("copies_member", "member_id", "sent_at"),
    sqlite_autoincrement=True,
)

open_questions = Table(
    "open_questions",
    metadata,
    Column("id", RowId, primary_key=True),
    owner(),
    Column("text", Text, nullable=False),
    Column("name", String(80), nullable=False, server_default=""),
    Column("state", String(16), nullable=False),
    Column("made_at", UtcMoment, nullable=False),
    Column("asked_at", UtcMoment),
    Column("answer", Text, nullable=False, server_default=""),
    Column("entry", String(80), nullable=False, server_default=""),
    author("answered_by"),
    Column("answered_at", UtcMoment),
    Column("rated", Boolean, nullable=False, server_default=false()),
    Column("teams", Text, nullable=False, server_default=""),  # ids of teams with spaces between
    Index("open_questions_state", "state", "asked_at"),
    Index("open_questions_member", "member_id"),
    sqlite_autoincrement=True,
)

answers = Table(
    "answers",
    metadata,
    Column("id", RowId, primary_key=True),
    author(),
    Column("asked", String(200), nullable=False),  # ids of open questions with spaces between
    Column("text", Text, nullable=False, server_default=""),
    Column("entry", String(80), nullable=False, server_default=""),
    Column("made_at", UtcMoment, nullable=False),
    Column("sent_at", UtcMoment),  # NULL: its writer has not sent it
    Column("message_id", BigInteger),
    Index("answers_age", "sent_at", "made_at"),
    sqlite_autoincrement=True,
)

question_notices = Table(
    "question_notices",
    metadata,
    Column(
        "member_id", BigInteger, ForeignKey("members.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("told_on", Date, nullable=False),
)

curations = Table(
    "curations",
    metadata,
    Column("id", RowId, primary_key=True),
    author(),
    Column("made_at", UtcMoment, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("content", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("report", Text, nullable=False, server_default=""),
    Column("version", Integer),  # counts every change that went live or was undone; processes poll the highest
    Column("live_at", UtcMoment),
    author("undone_by"),
    Column("undone_at", UtcMoment),
    author("live_by"),
    UniqueConstraint("version", name="curations_version"),
    Index("curations_state", "state"),
    sqlite_autoincrement=True,
)

totals = Table(
    "totals",
    metadata,
    Column("week", Date, primary_key=True),
    Column("team_id", BigInteger, primary_key=True, autoincrement=False),  # 0: everybody
    Column("metric", String(24), primary_key=True),
    Column("topic", String(80), primary_key=True),
    Column("count", Integer, nullable=False),
)
