"""Requests to change to a team, or to lead one."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "team_requests",
        sa.Column("id", row_id, primary_key=True),
        sa.Column("member_id", sa.BigInteger, sa.ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
        sa.Column("team_id", sa.BigInteger, sa.ForeignKey("teams.id", ondelete="CASCADE"), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("name", sa.String(80), nullable=False, server_default=""),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("asked_at", moment),
        sa.UniqueConstraint("member_id", name="team_requests_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("team_requests_team", "team_requests", ["team_id"])


def downgrade() -> None:
    op.drop_table("team_requests")
