"""Requests: to change to another team, or to lead one's own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from handlers.texts.dates import day_name
from handlers.texts.teams import listed
from scheduler.calendar import BERLIN
from scheduler.people import Role
from scheduler.team_requests import REQUEST_LIFETIME
from scheduler.teams import NAME_LENGTH

CHANGE = "Team wechseln"
TAKE_LEAD = "Ich übernehme die Leitung"
CHANGE_TITLE = "In welches Team willst du wechseln?"
CHANGE_TEXT = "Ich frage für dich dort an. Vorher zeige ich dir genau, was ankommt."
NO_OTHER_TITLE = "Es gibt gerade kein anderes Team."
NOBODY_TITLE = "Gerade kann niemand darüber entscheiden."
NOBODY = "Es gibt noch keine Leitung und keine Verwaltung, die ich fragen kann. Versuch es später noch einmal."

# The name, and what goes ---------------------------------------------------------------------------------------------

NAME_TITLE = "Mit welchem Namen soll ich für dich anfragen?"
NAME_TEXT = "Wer entscheidet, soll wissen, wer fragt. Schreib mir deinen Vornamen, oder nimm den aus Telegram."
NAME_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "empty": "Darin finde ich keinen Namen.",
        "long": f"Das ist zu lang: Ein Name hat höchstens {NAME_LENGTH} Zeichen.",
    }
)
NAME_FROM_PROFILE = "Vorname aus Telegram"
SEND = "So anfragen"
OTHER_NAME = "Anderer Name"
NEVER_MIND = "Lieber nicht"
UNTIL_ANSWERED = (
    f"Die Anfrage gilt {REQUEST_LIFETIME.days} Tage. Bis zur Antwort kannst du sie zurückziehen. Danach lösche ich sie "
    "mit dem Namen."
)


def asked(name: str, role: Role, team: str) -> str:
    """What those read who decide, word for word."""
    return f"{name} möchte das Team {team} leiten." if role is Role.LEAD else f"{name} möchte ins Team {team} wechseln."


def draft_title(role: Role, team: str, led: bool) -> str:
    if role is Role.NEWCOMER and led:
        return f"Genau das lesen die Leitung von {team} und die Verwaltung:"
    return "Genau das liest die Verwaltung:"


def consequences(role: Role, team: str, left: Sequence[str]) -> str:
    if role is Role.LEAD:
        return (
            f"Heißt es Ja, leitest du das Team {team}. Dein Team liest dich dann mit diesem Namen. Ändern kannst du "
            "ihn unter /team."
        )
    there = f"Heißt es Ja, gehörst du zum Team {team}"
    moved = f"{there} und nicht mehr zu: {listed(left)}." if left else f"{there}."
    return f"{moved} Rundrufe bekommst du dann von dort. Deine Kontakte und Termine bleiben."


def open_questions(team: str) -> str:
    return (
        "Fragen, die du weitergegeben hast und die noch offen sind, bleiben bei deinem bisherigen Team. "
        f"Die Leitung von {team} liest sie nicht. Du kannst sie jederzeit zurückziehen."
    )


# On its way ----------------------------------------------------------------------------------------------------------

SENT_TITLE = "Deine Anfrage ist unterwegs."
WITHDRAW = "Anfrage zurückziehen"
SHOW_MINE = "Meine Anfrage"
WITHDRAWN = "Zurückgezogen."
DROPPED = "Verworfen."
GONE_TITLE = "Diese Anfrage gibt es nicht mehr."
GONE = "Sie ist beantwortet, zurückgezogen oder abgelaufen. /team zeigt dir den Stand."


def waits_until(asked_at: datetime) -> str:
    until = (asked_at + REQUEST_LIFETIME).astimezone(BERLIN).date()
    return f"Ich schreibe dir, sobald es eine Antwort gibt. Die Anfrage gilt bis {day_name(until)}."


# For those who decide ------------------------------------------------------------------------------------------------

LIST_TITLE = "Anfragen"
LIST_TEXT = "Hier möchte jemand ins Team oder es leiten. Du entscheidest."
LIST_NONE = "Gerade wartet keine Anfrage auf dich."
CHECK = "Den Namen hat die Person selbst geschrieben. Bist du unsicher, wer das ist, frag vorher im Team nach."
ACCEPT, DECLINE = "Annehmen", "Ablehnen"
ACCEPTED, DECLINED = "Angenommen.", "Abgelehnt."
SETTLED = "Schon erledigt."
ALL = "‹ Alle Anfragen"


def waiting(number: int) -> str:
    return f"Anfragen ({number})"


def effect(role: Role, team: str) -> str:
    if role is Role.LEAD:
        return (
            f"Nimmst du an, leitet die Person das Team {team}: Sie lädt ein, schickt Rundrufe, beantwortet offene "
            "Fragen und ändert das Wissen."
        )
    return f"Nimmst du an, gehört die Person sofort zum Team {team}. Ihr bisheriges verlässt sie, außer sie leitet es."


def list_label(name: str, role: Role, team: str) -> str:
    return f"{name}: Leitung {team}" if role is Role.LEAD else f"{name}: ins Team {team}"


# The answer ----------------------------------------------------------------------------------------------------------


def told(accepted: bool, role: Role, team: str) -> tuple[str, str]:
    if not accepted:
        title = "Deine Anfrage wurde abgelehnt."
        about = f"Es ging um die Leitung von {team}" if role is Role.LEAD else f"Es ging um das Team {team}"
        return title, f"{about}. Es bleibt alles, wie es ist. Frag am besten persönlich nach."
    if role is Role.LEAD:
        return f"Du leitest jetzt das Team {team}.", "Deine Anfrage wurde angenommen."
    return f"Du gehörst jetzt zum Team {team}.", "Deine Anfrage wurde angenommen."
