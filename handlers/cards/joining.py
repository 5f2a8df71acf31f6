"""What somebody reads who follows an invitation."""

from dataclasses import dataclass

from handlers.buttons import deed
from handlers.cards.base import HELP_ROW, Card, KeptCard, Showcase
from handlers.cards.invites import FEATURE, team_name
from handlers.screens import Screen, bold, paragraphs, plain, press
from handlers.texts import invites as texts
from scheduler.people import Role
from scheduler.seals import Seal
from scheduler.stores import Stores


def pass_of(seal: Seal, invite_id: int, member_id: int) -> str:
    """Shows that this person had the link: buttons carry it instead of the link itself."""
    return seal(f"pass:{invite_id}:{member_id}")[:16]


@dataclass(frozen=True)
class TeamSaidCard(KeptCard):
    """Base of what is said about a team and a role in it. Team 0: all of them."""

    team: int = 0
    role: str = "newcomer"

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        return self.draw_of(team_name(await stores.teams.get(self.team)))

    def draw(self, showcase: Showcase) -> Screen:
        return self.draw_of("")

    def draw_of(self, team: str) -> Screen:
        raise TypeError(f"{type(self).__name__} can't be drawn")


@dataclass(frozen=True)
class JoinedCard(TeamSaidCard, name="joined"):
    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        leads = texts.your_leads(await stores.teams.leads_of(self.team))
        return self._draw(team_name(await stores.teams.get(self.team)), leads)

    def draw_of(self, team: str) -> Screen:
        return self._draw(team, "")

    def _draw(self, team: str, leads: str) -> Screen:
        match Role(self.role):
            case Role.ADMIN:
                return Screen(paragraphs(bold(texts.ADMIN_TITLE), plain(texts.ADMIN_WELCOME)))
            case Role.LEAD:
                said = (plain(texts.LEAD_WELCOME), plain(texts.LEAD_SEES))
                return Screen(paragraphs(bold(texts.now_leading(team)), *said))
        html = paragraphs(bold(texts.welcome(team)), plain(leads), plain(texts.SEES), plain(texts.WELCOME_NEXT))
        return Screen(html)


@dataclass(frozen=True)
class AlreadyInCard(TeamSaidCard, name="already_in"):
    def draw_of(self, team: str) -> Screen:
        return Screen(paragraphs(bold(texts.already(Role(self.role), team)), plain(texts.UNCHANGED)), (HELP_ROW,))


@dataclass(frozen=True)
class InviteFaultCard(Card, name="invite_fault"):
    """`open`: questions are answered all the same."""

    what: str = "unknown"
    open: bool = True

    def draw(self, showcase: Showcase) -> Screen:
        title, text = texts.FAULTS.get(self.what, texts.FAULTS["unknown"])
        html = paragraphs(bold(title), plain(text), plain(texts.ASK_MEANWHILE) if self.open else "")
        return Screen(html, (HELP_ROW,))


@dataclass(frozen=True)
class SwitchCard(KeptCard, name="invite_switch"):
    """Somebody of another team was invited: leave that one, or belong to both?"""

    member: int = 0
    invite: int = 0

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        invite = await stores.invites.get(self.invite)
        if invite is None or invite.team_id is None:
            return self.draw(showcase)
        team = await stores.teams.get(invite.team_id)
        others = [
            team_name(await stores.teams.get(one.team_id))
            for one in await stores.teams.of(self.member)
            if one.team_id != invite.team_id and one.role is Role.NEWCOMER
        ]
        genuine = pass_of(showcase.seal, self.invite, self.member)
        keys = ((texts.SWITCH, "switch"), (texts.BOTH, "both"), (texts.NEITHER, "no"))
        rows = tuple((press(label, deed(FEATURE, verb, self.invite, genuine)),) for label, verb in keys)
        return Screen(paragraphs(bold(texts.switch_title(team_name(team))), plain(texts.switch_text(others))), rows)

    def draw(self, showcase: Showcase) -> Screen:
        return InviteFaultCard().draw(showcase)


@dataclass(frozen=True)
class StayedCard(Card, name="invite_stayed"):
    def draw(self, showcase: Showcase) -> Screen:
        return Screen(plain(texts.STAYED), (HELP_ROW,))
