"""Questions that were passed on, and what leads changed in the knowledge."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("turns", sa.Column("rated", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "open_questions",
        sa.Column("id", row_id, primary_key=True),
        sa.Column("member_id", sa.BigInteger, sa.ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("name", sa.String(80), nullable=False, server_default=""),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("asked_at", moment),
        sa.Column("answer", sa.Text, nullable=False, server_default=""),
        sa.Column("entry", sa.String(80), nullable=False, server_default=""),
        sa.Column("answered_by", sa.BigInteger, sa.ForeignKey("members.id", ondelete="SET NULL")),
        sa.Column("answered_at", moment),
        sa.Column("rated", sa.Boolean, nullable=False, server_default=sa.false()),
        sqlite_autoincrement=True,
    )
    op.create_index("open_questions_state", "open_questions", ["state", "asked_at"])
    op.create_index("open_questions_member", "open_questions", ["member_id"])
    op.create_table(
        "answers",
        sa.Column("id", row_id, primary_key=True),
        sa.Column("made_by", sa.BigInteger, sa.ForeignKey("members.id", ondelete="SET NULL")),
        sa.Column("asked", sa.String(200), nullable=False),
        sa.Column("text", sa.Text, nullable=False, server_default=""),
        sa.Column("entry", sa.String(80), nullable=False, server_default=""),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("sent_at", moment),
        sqlite_autoincrement=True,
    )
    op.create_index("answers_age", "answers", ["sent_at", "made_at"])
    op.create_table(
        "question_notices",
        sa.Column(
            "member_id",
            sa.BigInteger,
            sa.ForeignKey("members.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("told_on", sa.Date, nullable=False),
    )
    op.create_table(
        "curations",
        sa.Column("id", row_id, primary_key=True),
        sa.Column("made_by", sa.BigInteger, sa.ForeignKey("members.id", ondelete="SET NULL")),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("report", sa.Text, nullable=False, server_default=""),
        sa.Column("version", sa.Integer),
        sa.Column("live_at", moment),
        sa.Column("undone_by", sa.BigInteger, sa.ForeignKey("members.id", ondelete="SET NULL")),
        sa.Column("undone_at", moment),
        sa.UniqueConstraint("version", name="curations_version"),
        sqlite_autoincrement=True,
    )
    op.create_index("curations_state", "curations", ["state"])


def downgrade() -> None:
    op.drop_table("curations")
    op.drop_table("question_notices")
    op.drop_table("answers")
    op.drop_table("open_questions")
    op.drop_column("turns", "rated")
