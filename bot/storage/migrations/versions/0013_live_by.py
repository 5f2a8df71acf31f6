"""Who put a change of the knowledge live."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

numbered = {"sqlite_autoincrement": True}


def upgrade() -> None:
    """SQLite copies the table to give it a foreign key. It must go on counting from where it was: old buttons carry
    numbers of what is there no more."""
    bind = op.get_bind()
    sqlite = bind.dialect.name == "sqlite"
    query = sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'curations'")
    last = bind.execute(query).scalar() if sqlite else None
    author = sa.ForeignKey("members.id", name="curations_live_by", ondelete="SET NULL")
    with op.batch_alter_table("curations", table_kwargs=numbered) as curations:
        curations.add_column(sa.Column("live_by", sa.BigInteger, author))
    if last is not None:
        bind.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = 'curations'"))
        bind.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('curations', :last)"), {"last": last})


def downgrade() -> None:
    with op.batch_alter_table("curations", table_kwargs=numbered) as curations:
        curations.drop_constraint("curations_live_by", type_="foreignkey")
        curations.drop_column("live_by")
