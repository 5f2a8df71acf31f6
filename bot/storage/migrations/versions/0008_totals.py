"""Totals of weeks, which know nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "totals",
        sa.Column("week", sa.Date, primary_key=True),
        sa.Column("team_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("metric", sa.String(24), primary_key=True),
        sa.Column("topic", sa.String(80), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("totals")
