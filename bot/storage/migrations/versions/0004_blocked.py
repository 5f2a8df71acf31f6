"""Accounts that have been paused for long, found without looking at all members."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("members_blocked", "members", ["blocked_since"])


def downgrade() -> None:
    op.drop_index("members_blocked", "members")
