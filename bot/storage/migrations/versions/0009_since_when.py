"""Since when a due date is what it is: what could not have been asked earlier does not come late."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contacts", sa.Column("changed_on", sa.Date))
    op.add_column("jour_fixes", sa.Column("fixed_on", sa.Date))


def downgrade() -> None:
    with op.batch_alter_table("jour_fixes") as jour_fixes:
        jour_fixes.drop_column("fixed_on")
    with op.batch_alter_table("contacts") as contacts:
        contacts.drop_column("changed_on")
