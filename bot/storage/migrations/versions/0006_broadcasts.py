"""Broadcasts, a ledger entry per recipient, and series."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", row_id, primary_key=True),
        sa.Column("made_by", sa.BigInteger, sa.ForeignKey("members.id", ondelete="SET NULL")),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("audience_teams", sa.String(400), nullable=False, server_default=""),
        sa.Column("newcomer_months", sa.Integer),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("hour", sa.Integer, nullable=False),
        sa.Column("minute", sa.Integer, nullable=False, server_default="0"),
        sa.Column("entries", sa.Text, nullable=False),
        sa.Column("next_on", sa.Date),
        sa.Column("paused", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("ended_at", moment),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "broadcasts",
        sa.Column("id", row_id, primary_key=True),
        sa.Column("made_by", sa.BigInteger, sa.ForeignKey("members.id", ondelete="SET NULL")),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("audience_teams", sa.String(400), nullable=False, server_default=""),
        sa.Column("newcomer_months", sa.Integer),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False, server_default=""),
        sa.Column("entities", sa.Text, nullable=False, server_default=""),
        sa.Column("file_id", sa.String(200), nullable=False, server_default=""),
        sa.Column("entry", sa.String(80), nullable=False, server_default=""),
        sa.Column("urgent", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("read_button", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("send_at", moment),
        sa.Column("window_from", sa.Integer),
        sa.Column("window_until", sa.Integer),
        sa.Column("expires_at", moment),
        sa.Column("confirmed", sa.Integer),
        sa.Column("confirmed_at", moment),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("board_chat", sa.BigInteger),
        sa.Column("board_message", sa.BigInteger),
        sa.Column("series_id", sa.BigInteger, sa.ForeignKey("series.id", ondelete="SET NULL")),
        sa.Column("finished_at", moment),
        sa.Column("kept", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("broadcasts_state", "broadcasts", ["state", "send_at"])
    op.create_table(
        "copies",
        sa.Column("id", row_id, primary_key=True),
        sa.Column("broadcast_id", sa.BigInteger, sa.ForeignKey("broadcasts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("member_id", sa.BigInteger, sa.ForeignKey("members.id", ondelete="SET NULL")),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("not_before", moment, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("sent_at", moment),
        sa.Column("version", sa.Integer, nullable=False, server_default="0"),
        sa.Column("read", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("fault", sa.String(200)),
        sa.Column("uncertain", sa.Integer, nullable=False, server_default="0"),
        sa.Column("task", sa.String(8), nullable=False, server_default=""),
        sa.UniqueConstraint("broadcast_id", "member_id", name="copies_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("copies_ledger", "copies", ["broadcast_id", "state", "not_before"])
    op.create_index("copies_tasks", "copies", ["broadcast_id", "task"])
    op.create_index("copies_member", "copies", ["member_id", "sent_at"])


def downgrade() -> None:
    op.drop_table("copies")
    op.drop_table("broadcasts")
    op.drop_table("series")
