"""To which teams a question was passed on, and which message an answer was typed in."""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

questions = sa.table("open_questions", sa.column("member_id"), sa.column("state"), sa.column("teams"))
memberships = sa.table("memberships", sa.column("member_id"), sa.column("team_id"))


def upgrade() -> None:
    op.add_column("open_questions", sa.Column("teams", sa.Text, nullable=False, server_default=""))
    op.add_column("answers", sa.Column("message_id", sa.BigInteger))
    _fill()


def _fill() -> None:
    """So far a question was its asker's teams', as they were when somebody looked."""
    connection = op.get_bind()
    teams: dict[int, list[int]] = defaultdict(list)
    query = sa.select(memberships.c.member_id, memberships.c.team_id).order_by(memberships.c.team_id)
    for member_id, team_id in connection.execute(query):
        teams[member_id].append(team_id)
    for (member_id,) in connection.execute(sa.select(questions.c.member_id).distinct()).all():
        passed = sa.update(questions).where(questions.c.member_id == member_id, questions.c.state != "draft")
        connection.execute(passed.values(teams=" ".join(map(str, teams[member_id]))))


def downgrade() -> None:
    with op.batch_alter_table("answers") as answers:
        answers.drop_column("message_id")
    with op.batch_alter_table("open_questions") as open_questions:
        open_questions.drop_column("teams")
