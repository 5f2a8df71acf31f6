"""Which of the tour's steps were sent, without the days; and room for a tour of any length. SQLite never counted."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("members", sa.Column("tour_passed", sa.Text, nullable=False, server_default=""))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("members", "tour_done", type_=sa.Text)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("members", "tour_done", type_=sa.String(1000))
    with op.batch_alter_table("members") as members:
        members.drop_column("tour_passed")
