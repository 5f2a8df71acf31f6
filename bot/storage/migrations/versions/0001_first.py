"""Inbox, outbox, conversation turns, prompts, members."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("received_at", moment, nullable=False),
        sa.Column("payload", sa.Text),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("fault", sa.String(200)),
    )
    op.create_index("inbox_open", "inbox", ["state", "chat_id", "update_id"])
    op.create_table(
        "outbox",
        sa.Column("id", row_id, primary_key=True),
        sa.Column("cause", sa.String(64), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("turn_id", sa.BigInteger),
        sa.Column("reply_to", sa.BigInteger),
        sa.Column("op", sa.String(8), nullable=False),
        sa.Column("edits", sa.BigInteger),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("not_before", moment, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("uncertain", sa.Integer, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("finished_at", moment),
        sa.Column("fault", sa.String(200)),
        sa.UniqueConstraint("cause", "ordinal", name="outbox_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_waiting", "outbox", ["state", "chat_id", "priority", "id"])
    op.create_index("outbox_turn", "outbox", ["turn_id"])
    op.create_table(
        "turns",
        sa.Column("id", row_id, primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("question_id", sa.BigInteger, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("candidates", sa.Text, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("rephrased", sa.Integer, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("turns_latest", "turns", ["chat_id", "user_id", "id"])
    op.create_index("turns_question", "turns", ["chat_id", "question_id"])
    op.create_index("turns_age", "turns", ["created_at"])
    op.create_table(
        "prompts",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("turn_id", sa.BigInteger, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
    )
    op.create_table(
        "members",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("since", moment, nullable=False),
        sa.Column("quiet_since", moment),
        sa.Column("blocked_since", moment),
    )


def downgrade() -> None:
    for table in ("members", "prompts", "turns", "outbox", "inbox"):
        op.drop_table(table)
