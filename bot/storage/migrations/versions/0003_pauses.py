"""Where the tour goes on after a pause; what is to be forgotten is found by its age."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("members", sa.Column("tour_from", sa.Date))
    op.create_index("dues_closed", "dues", ["closed_on"])
    op.create_index("inbox_age", "inbox", ["received_at"])
    op.create_index("outbox_age", "outbox", ["created_at"])
