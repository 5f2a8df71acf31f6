"""Invitations: making them, looking after them, following them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from handlers.texts.dates import clock_name, day_name, short_day
from scheduler.calendar import BERLIN
from scheduler.people import Role
from scheduler.rounding import rounded
from scheduler.teams import LEAD_LIFETIME, MOST_OPEN, NEWCOMER_LIFETIME, Invite, Leader

# /einladen -----------------------------------------------------------------------------------------------------------

HUB_TITLE = "Wen willst du einladen?"
HUB_TEXT = (
    "Ich mache dir einen Link und ein Bild zum Scannen. Wer den Link öffnet, ist dabei. Du siehst ungefähr, wie oft "
    "er benutzt wird, aber nicht von wem."
)
ROLES: Mapping[Role, str] = MappingProxyType(
    {Role.NEWCOMER: "Neue im Team", Role.LEAD: "Teamleitung", Role.ADMIN: "Verwaltung"}
)
NO_TEAM_TITLE = "Noch gibt es kein Team."
NO_TEAM = "Leg zuerst eins an. Dann kannst du dafür einladen."
WHICH_TEAM = "In welches Team?"
BACK = "‹ Zurück"
ALL_OPEN = "‹ Alle Einladungen"
NEW_ONE = "Neue Einladung"
HOW_MANY = "Für wie viele Menschen soll der Link gelten?"
HOW_LONG = f"Er gilt {NEWCOMER_LIFETIME.days} Tage. Zurückziehen kannst du ihn jederzeit."
USES: Mapping[int, str] = MappingProxyType(
    {1: "Für eine Person", 5: "Für fünf", 20: "Für zwanzig", 0: "Für beliebig viele"}
)
"""How often a newcomers' link works; 0: as often as wanted."""
MAKE = "Link machen"
FULL_TITLE = "Es sind schon viele Einladungen offen."
FULL = f"Mehr als {MOST_OPEN} auf einmal behält niemand im Blick. Zieh zuerst welche zurück."
_HOURS = int(LEAD_LIFETIME.total_seconds()) // 3600
READY = "Die Einladung ist fertig. Sie steht gleich darunter."


def open_ones(number: int) -> str:
    return f"Offene Einladungen ({number})"


def sure(role: Role, team: str) -> tuple[str, str]:
    once = f"Der Link gilt {_HOURS} Stunden und für eine Person. Gib ihn nur dieser Person."
    if role is Role.ADMIN:
        return "Jemanden in die Verwaltung einladen?", f"Die Verwaltung darf alles, auch Teams löschen. {once}"
    return (
        f"Eine Teamleitung für {team} einladen?",
        f"Eine Teamleitung lädt ein, schickt Rundrufe, beantwortet offene Fragen und ändert das Wissen. {once}",
    )


# One invitation ------------------------------------------------------------------------------------------------------


def what_for(role: Role, team: str) -> str:
    if role is Role.ADMIN:
        return "Verwaltung"
    return f"Teamleitung {team}" if role is Role.LEAD else f"Neu im Team {team}"


def moment(at: datetime) -> str:
    local = at.astimezone(BERLIN)
    return f"{day_name(local.date())}, {clock_name(local.time().replace(second=0, microsecond=0))}"


def valid(invite: Invite) -> str:
    return f"Gilt bis {moment(invite.expires_at)}, {_for_how_many(invite.uses)}."


def _for_how_many(uses: int | None) -> str:
    if uses is None:
        return "für beliebig viele Menschen"
    return "für eine Person" if uses == 1 else f"für {uses} Menschen"


def used(invite: Invite) -> str:
    """As coarse as the number of a team's members, which would tell the same people."""
    if invite.uses == 1:
        return "Schon benutzt." if invite.used else "Noch nicht benutzt."
    number = rounded(invite.used)
    times = "unter 5-mal" if number is None else f"rund {number}-mal"
    return f"Benutzt: {times}. Von wem, merke ich mir nicht."


def list_label(invite: Invite, team: str) -> str:
    return f"{what_for(invite.role, team)}, bis {short_day(invite.expires_at.astimezone(BERLIN).date())}"


PICTURE = "einladung.png"
SHOW_TO = "Zeig das Bild zum Scannen, oder schick den Link weiter."
SHARE = "Link weiterschicken"
SHOW = "Link zeigen"
REVOKE = "Zurückziehen"
REVOKE_TITLE = "Diese Einladung zurückziehen?"
REVOKE_TEXT = "Der Link öffnet dann nichts mehr. Wer schon dabei ist, bleibt dabei."
REVOKE_YES, REVOKE_NO = "Ja, zurückziehen", "Nein, behalten"
REVOKED = "Zurückgezogen."
LIST_TITLE = "Offene Einladungen"
LIST_NONE = "Gerade ist keine Einladung offen."
ENDED_TITLE = "Diese Einladung gilt nicht mehr."
ENDED = "Sie ist abgelaufen, aufgebraucht oder zurückgezogen."
UNREADABLE_TITLE = "Diesen Link kann ich nicht mehr zeigen."
UNREADABLE = "Der Bot hat inzwischen einen neuen Schlüssel, und damit gelten alte Links nicht mehr. Mach einen neuen."


def share_text(role: Role, team: str) -> str:
    return "Deine Einladung zum Quartierslotsen" if role is Role.ADMIN else f"Deine Einladung ins Team {team}"


# Following a link ----------------------------------------------------------------------------------------------------

FAULTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "unknown": (
            "Diesen Einladungslink kenne ich nicht.",
            "Vielleicht fehlt ein Stück davon. Öffne ihn noch einmal, oder bitte deine Teamleitung um einen neuen.",
        ),
        "expired": ("Diese Einladung ist abgelaufen.", "Bitte deine Teamleitung um eine neue."),
        "used": ("Diese Einladung ist schon aufgebraucht.", "Bitte deine Teamleitung um eine neue."),
        "revoked": ("Diese Einladung wurde zurückgezogen.", "Bitte deine Teamleitung um eine neue."),
        "void": (
            "Diese Einladung gilt nicht mehr.",
            "Wer sie gemacht hat, darf dafür nicht mehr einladen. Bitte die Teamleitung oder die Verwaltung um eine "
            "neue.",
        ),
    }
)
ASK_MEANWHILE = "Fragen kannst du mir trotzdem."
SEES = (
    "Deine Teamleitung sieht nur Summen: ungefähr, wie viele ihr seid, und was in einer Woche insgesamt gefragt wurde. "
    "Deine Fragen, Kontakte und Erinnerungen sieht sie nicht. Was du ausdrücklich weitergibst, lesen sie und "
    "die Verwaltung."
)
WELCOME_NEXT = "Nachrichten an dein Team kommen hier an. Unter /team kannst du es jederzeit wieder verlassen."
LEAD_WELCOME = (
    "Mit /einladen holst du Menschen dazu, mit /rundruf schreibst du deinem Team. Weitergegebene Fragen stehen unter "
    "/offen, Summen unter /statistik."
)
LEAD_SEES = "Was Einzelne sonst fragen oder notieren, sieht niemand, auch du nicht."
ADMIN_TITLE = "Du verwaltest jetzt den Quartierslotsen."
ADMIN_WELCOME = (
    "Unter /team legst du Teams an und änderst sie. Mit /einladen holst du Teamleitungen und Neue dazu. "
    "Weitergegebene Fragen aus allen Teams stehen unter /offen. Andere Fragen, Kontakte und Erinnerungen Einzelner "
    "siehst du nicht."
)
UNCHANGED = "Es bleibt alles, wie es ist."


def welcome(team: str) -> str:
    return f"Willkommen im Team {team}."


def your_leads(leaders: Sequence[Leader]) -> str:
    named = [leader.name for leader in leaders if leader.name]
    return f"Deine Teamleitung: {', '.join(named)}." if named else ""


def now_leading(team: str) -> str:
    return f"Du leitest jetzt das Team {team}."


def already(role: Role, team: str) -> str:
    if role is Role.ADMIN:
        return "Du verwaltest den Quartierslotsen schon."
    return f"Du leitest das Team {team} schon." if role is Role.LEAD else f"Du bist schon im Team {team}."


def switch_title(team: str) -> str:
    return f"Du bist ins Team {team} eingeladen."


def switch_text(others: Sequence[str]) -> str:
    named = ", ".join(others)
    leaving = "Wenn du wechselst, bist du dort nicht mehr dabei. Deine Kontakte und Termine bleiben."
    return f"Bisher gehörst du zu: {named}. {leaving}"


SWITCH = "Wechseln"
BOTH = "In beiden bleiben"
NEITHER = "Nein"
STAYED = "Gut, du bleibst, wo du bist. Der Link geht noch, solange er gilt."
