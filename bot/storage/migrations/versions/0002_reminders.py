"""Contacts, due things, the jour fixe; how a member wants to be reminded."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("prompts", sa.Column("data", sa.String(200), nullable=False, server_default=""))
    for column in _new_member_columns():
        op.add_column("members", column)
    op.create_index("members_look", "members", ["look_at"])
    _create("contacts", _contact_columns())
    op.create_index("contacts_member", "contacts", ["member_id"])
    _create("dues", _due_columns(), sa.UniqueConstraint("member_id", "kind", "subject", "period", name="dues_once"))
    op.create_index("dues_member", "dues", ["member_id"])
    _create("jour_fixes", _jour_fixe_columns(), sa.UniqueConstraint("member_id", "half", name="jour_fixes_once"))
    _create("agenda_notes", _note_columns())
    op.create_index("agenda_notes_member", "agenda_notes", ["member_id"])


def downgrade() -> None:
    for table in ("agenda_notes", "jour_fixes", "dues", "contacts"):
        op.drop_table(table)
    op.drop_index("members_look", "members")
    for column in _new_member_columns():
        op.drop_column("members", column.name)
    op.drop_column("prompts", "data")


def _new_member_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("bundesland", sa.String(2), nullable=False, server_default=""),
        sa.Column("first_day", sa.Date),
        sa.Column("days", sa.String(13), nullable=False, server_default="0 1 2 3 4"),
        sa.Column("hour", sa.Integer, nullable=False, server_default="9"),
        sa.Column("leave_from", sa.Date),
        sa.Column("leave_until", sa.Date),
        sa.Column("muted", sa.String(200), nullable=False, server_default=""),
        sa.Column("tour_done", sa.String(1000), nullable=False, server_default=""),
        sa.Column("tour_at", sa.String(40), nullable=False, server_default=""),
        sa.Column("tour_paused", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("digest_on", sa.Date),
        sa.Column("look_at", moment),
        sa.Column("season_months", sa.String(5), nullable=False, server_default="2 9"),
    ]


def _create(table: str, columns: list[sa.Column[Any]], *constraints: sa.Constraint) -> None:
    owner = sa.Column("member_id", sa.BigInteger, sa.ForeignKey("members.id", ondelete="CASCADE"), nullable=False)
    number = sa.Column("id", row_id, primary_key=True)
    op.create_table(table, number, owner, *columns, *constraints, sqlite_autoincrement=True)


def _contact_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("role", sa.String(80), nullable=False),
        sa.Column("interval_weeks", sa.Integer, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date),
        sa.Column("before_on", sa.Date),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
    ]


def _due_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("period", sa.String(40), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("asked_on", sa.Date),
        sa.Column("snoozed_to", sa.Date),
        sa.Column("closed_on", sa.Date),
    ]


def _jour_fixe_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("half", sa.String(6), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("uid", sa.String(80), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
    ]


def _note_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("noted_at", moment, nullable=False),
        sa.Column("half", sa.String(6), nullable=False),
    ]
