"""The tables. A change here needs a migration beside it; a test compares the two."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData()

# SQLite numbers rows by itself only for INTEGER PRIMARY KEY.
RowId = BigInteger().with_variant(Integer, "sqlite")


class UtcMoment(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC out; SQLite, which knows no zones, keeps them as UTC without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone must not be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


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
)

members = Table(
    "members",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("since", UtcMoment, nullable=False),
    Column("quiet_since", UtcMoment),
    Column("blocked_since", UtcMoment),
)
