"""How the first admin gets in: by a link that only who starts the program sees."""

from datetime import datetime

from bot.storage.records import Records
from handlers.cards.invites import link_of
from scheduler.people import Admission, Role
from scheduler.seals import Seal
from scheduler.teams import LEAD_LIFETIME, Invite

SPOKEN = (
    "\n  Nobody administers this bot yet. Open this link in Telegram within 24 hours to become its admin.\n"
    "  It works once, so keep it to yourself; a new start prints a new one: {link}\n\n"
)


async def first_admin_link(records: Records, admission: Admission, seal: Seal, bot: str, now: datetime) -> str | None:
    """A fresh link; older ones end. None: there is an admin, and no such link is good any more."""
    await records.invites.revoke_unsigned(now)
    if admission.admins or await records.teams.admins():
        return None
    blank = Invite(0, None, "", Role.ADMIN, None, now, now + LEAD_LIFETIME)
    invite = await records.invites.add(blank, seal)
    return link_of(bot, invite.token(seal))
