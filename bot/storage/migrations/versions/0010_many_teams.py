"""An audience may name two hundred teams: more letters than were thought of. SQLite never counted them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in ("series", "broadcasts"):
            op.alter_column(table, "audience_teams", type_=sa.Text)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in ("broadcasts", "series"):
            op.alter_column(table, "audience_teams", type_=sa.String(400))
