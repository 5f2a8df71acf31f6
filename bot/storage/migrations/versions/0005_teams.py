"""Teams, who leads them, and invitations."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("members", sa.Column("name", sa.String(80), nullable=False, server_default=""))
    op.add_column("members", sa.Column("admin_since", moment))
    op.add_column("members", sa.Column("menu", sa.String(8), nullable=False, server_default=""))
    op.create_table(
        "teams",
        sa.Column("id", row_id, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False, unique=True),
        sa.Column("since", moment, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "memberships",
        sa.Column("id", row_id, primary_key=True),
        sa.Column("member_id", sa.BigInteger, sa.ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
        sa.Column("team_id", sa.BigInteger, sa.ForeignKey("teams.id", ondelete="CASCADE"), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.UniqueConstraint("member_id", "team_id", name="memberships_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("memberships_team", "memberships", ["team_id"])
    op.create_table(
        "invites",
        sa.Column("id", row_id, primary_key=True),
        sa.Column("made_by", sa.BigInteger, sa.ForeignKey("members.id", ondelete="SET NULL")),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("team_id", sa.BigInteger, sa.ForeignKey("teams.id", ondelete="CASCADE")),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("uses", sa.Integer),
        sa.Column("used", sa.Integer, nullable=False, server_default="0"),
        sa.Column("revoked_at", moment),
        sqlite_autoincrement=True,
    )
    op.create_index("invites_age", "invites", ["expires_at"])


def downgrade() -> None:
    op.drop_table("invites")
    op.drop_table("memberships")
    op.drop_table("teams")
    for column in ("menu", "admin_since", "name"):
        op.drop_column("members", column)
