"""Teams, who leads them, and what is only for some."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from scheduler.people import Member
from scheduler.teams import MOST_TEAMS, NAME_LENGTH, Leader

# Refusals ------------------------------------------------------------------------------------------------------------

INVITED_ONLY_TITLE = "Hier brauchst du eine Einladung"
INVITED_ONLY = (
    "Dieser Quartierslotse ist nur für eingeladene Menschen da. Bitte deine Teamleitung um einen Einladungslink und "
    "tipp darauf. Danach beantworte ich deine Fragen."
)
REFUSALS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "leading": ("Das ist für Teamleitungen", "Frag mich gern etwas zu Mitbewerbern und Kommune."),
        "other_team": ("Dieses Team leitest du nicht.", "Unter /team siehst du, wozu du gehörst."),
        "administering": ("Das ist für die Verwaltung des Quartierslotsen", "Wende dich dafür an deine Teamleitung."),
    }
)

REFUSED_ELSEWHERE = "other_team"
LEAD_COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "einladen": "Menschen ins Team einladen",
        "rundruf": "Deinen Teams etwas schicken",
        "offen": "Fragen, die dein Team weitergegeben hat",
        "statistik": "Was gefragt wird, nur in Summen",
        "wissen": "Was ich von euch dazugelernt habe",
    }
)
"""Only in the chats of those who lead or administer, before everybody's."""

# Names ---------------------------------------------------------------------------------------------------------------

FORMER_LEAD = "ehemalige Teamleitung"
NAMELESS_LEAD = "Teamleitung"


def author_name(member: Member | None) -> str:
    """Who wrote something for a team, as the team reads it. None: they have deleted everything about themselves."""
    return FORMER_LEAD if member is None else member.name or NAMELESS_LEAD


def leader_name(leader: Leader) -> str:
    return leader.name or "ohne Namen"


NAME_TITLE = "Unter welchem Namen soll dein Team dich lesen?"
NAME_TEXT = (
    "Er steht bei deinem Team und über deinen Antworten. Schreib ihn mir, oder nimm den Vornamen aus deinem "
    "Telegram-Profil. Ändern kannst du ihn unter /team."
)
NAME_FROM_PROFILE = "Vorname aus Telegram"
NAME_NONE = "Ohne Namen"
NAME_KEPT = "Gemerkt."
NAME_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "empty": "Darin finde ich keinen Namen.",
        "long": f"Das ist zu lang: Ein Name hat höchstens {NAME_LENGTH} Zeichen.",
        "taken": "Ein Team mit diesem Namen gibt es schon.",
        "full": f"Mehr als {MOST_TEAMS} Teams gehen nicht. Lösch eins, das es nicht mehr gibt.",
    }
)


def name_known(name: str) -> str:
    return f"Dein Team liest dich als {name}." if name else "Dein Team liest nur „Teamleitung“, ohne Namen."


def my_name(name: str, leads: bool) -> str:
    return f"Mein Name: {name or (NAMELESS_LEAD if leads else 'noch keiner')}"


# /team ---------------------------------------------------------------------------------------------------------------

NO_TEAM_TITLE = "Du gehörst zu keinem Team."
NO_TEAM = "Mit einem Einladungslink kommst du in eins. Den macht dir die Teamleitung. Fragen kannst du mir auch so."
CHANGE_HINT = "In ein anderes Team kommst du mit einem Einladungslink von dort."
CHANGE_HINT_ASK = f"{CHANGE_HINT} Oder du fragst hier an."
YOU_LEAD = "Du leitest dieses Team."
YOU_ADMINISTER = "Du verwaltest den Quartierslotsen."
NO_LEAD = "Noch leitet niemand dieses Team."
ALL_TEAMS = "Alle Teams"
ADMINS = "Verwaltung"
LEAVE = "Team verlassen"
RESIGN = "Leitung abgeben"
INVITE = "Einladen"
RENAME = "Umbenennen"
DROP = "Team löschen"
ADD_TEAM = "Neues Team"
BACK_TO_MINE = "‹ Mein Team"
BACK_TO_ALL = "‹ Alle Teams"
BACK_TO_TEAM = "‹ Zum Team"
TEAM_GONE_TITLE = "Dieses Team gibt es hier nicht mehr."
TEAM_GONE = "Vielleicht hast du es verlassen, oder es wurde gelöscht. /team zeigt dir den Stand."
ALL_TITLE = "Alle Teams"
NONE_TITLE = "Noch gibt es kein Team."
NONE_TEXT = "Leg das erste an. Danach lädst du mit /einladen die Menschen dazu ein."
ADD_TITLE = "Wie soll das neue Team heißen?"
ADD_TEXT = "Schreib mir den Namen, zum Beispiel „Quartier Nord“."


def my_teams(number: int) -> str:
    return "Dein Team" if number == 1 else "Deine Teams"


def members(number: int | None) -> str:
    """`number` is rounded; None stands for under five."""
    return "unter 5 Menschen" if number is None else f"rund {number} Menschen"


def led_by(leaders: Sequence[Leader], most: int) -> str:
    named = [leader.name for leader in leaders if leader.name]
    nameless, more = len(leaders) - len(named), max(len(named) - most, 0)
    rest = ["eine weitere Person" if more == 1 else f"{more} weitere"] if more else []
    said = [*named[:most], *rest, *([f"{nameless} ohne Namen"] if nameless else [])]
    return f"Teamleitung: {', '.join(said)}" if said else NO_LEAD


_TEAMS_NAMED = 10


def listed(names: Sequence[str], last: str = ", ") -> str:
    """Teams, in any case of the grammar: "Nord, Süd und West", and of very many how many there are."""
    if len(names) > _TEAMS_NAMED:
        return f"{', '.join(names[:_TEAMS_NAMED])} … (insgesamt {len(names)} Teams)"
    return last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def rename_title(name: str) -> str:
    return f"Wie soll „{name}“ künftig heißen?"


RENAME_TEXT = "Schreib mir den neuen Namen."
DEMOTE = "nicht mehr als Teamleitung"
UNADMIN = "nicht mehr in der Verwaltung"


def demote(leader: Leader) -> str:
    return f"{leader_name(leader)}: {DEMOTE}"


def unadmin(leader: Leader) -> str:
    return f"{leader_name(leader)}: {UNADMIN}"


# Questions before something ends -------------------------------------------------------------------------------------

YES: Mapping[str, str] = MappingProxyType(
    {
        "leave": "Ja, verlassen",
        "resign": "Ja, abgeben",
        "drop": "Ja, löschen",
        "demote": "Ja, entziehen",
        "unadmin": "Ja, entziehen",
        "abdicate": "Ja, abgeben",
    }
)
NO = "Nein"
DONE: Mapping[str, str] = MappingProxyType(
    {
        "leave": "Du hast das Team verlassen.",
        "resign": "Du leitest das Team nicht mehr.",
        "drop": "Das Team ist gelöscht.",
        "demote": "Erledigt.",
        "unadmin": "Erledigt.",
        "abdicate": "Du verwaltest nicht mehr.",
    }
)


def question(what: str, team: str, person: str) -> str:
    return {
        "leave": f"Das Team {team} verlassen?",
        "resign": f"Die Leitung von {team} abgeben?",
        "drop": f"Das Team {team} löschen?",
        "demote": f"{person} die Leitung von {team} entziehen?",
        "unadmin": f"{person} aus der Verwaltung nehmen?",
        "abdicate": "Die Verwaltung abgeben?",
    }[what]


CONSEQUENCES: Mapping[str, str] = MappingProxyType(
    {
        "leave": "Rundrufe für dieses Team kommen dann nicht mehr zu dir. Deine Kontakte, Termine und Erinnerungen "
        "bleiben.",
        "resign": "Du bleibst im Team.",
        "drop": "Einladungen in dieses Team gelten dann nicht mehr. Die Menschen behalten alles, was sie hier haben. "
        "Schon gesendete Rundrufe bleiben stehen. Offene Fragen von dort sieht nur noch die Verwaltung.",
        "demote": "Das gilt sofort. Die Person bleibt im Team und erfährt es von mir.",
        "unadmin": "Das gilt sofort. Die Person erfährt es von mir.",
        "abdicate": "Das gilt sofort. Wieder dazu kommst du mit einer neuen Einladung.",
    }
)
QUESTIONS_STAY = "Offene Fragen, die du hier weitergegeben hast, bleiben bei diesem Team, bis du sie zurückziehst."
NO_MORE_COMMANDS = "Die Befehle für Teamleitungen gelten dann nicht mehr für dich."
LAST_LEAD = "Danach leitet niemand dieses Team."
LAST_TEAM = "Danach kannst du mich erst mit einer neuen Einladung wieder nutzen."

LINKS_LEFT = (
    "Bis zum Ablauf kommt man damit weiter ins Team, auch wenn die Person es nicht mehr leitet. Was sie für "
    "Teamleitungen gemacht hat, gilt schon jetzt nicht mehr."
)
REVOKE_LINKS = "Links zurückziehen"
LET_LINKS = "Gelten lassen"
NO_LINKS_LEFT = "Davon gilt kein Link mehr. Wer schon dabei ist, bleibt dabei."


def links_left(team: str, number: int) -> str:
    if number == 1:
        return f"Ein Link für Neue im Team {team} gilt noch."
    return f"{number} Links für Neue im Team {team} gelten noch."


# The administration --------------------------------------------------------------------------------------------------

ADMINS_TITLE = "Wer den Quartierslotsen verwaltet"
ADMINS_TEXT = (
    "Die Verwaltung legt Teams an und lädt Teamleitungen ein. Sie liest auch die Fragen, die jemand ausdrücklich "
    "weitergibt, aus allen Teams. Andere Fragen, Kontakte und Erinnerungen sieht sie nicht."
)
ABDICATE = "Verwaltung abgeben"
INVITE_ADMIN = "Jemanden dazu einladen"
YOU = "du"
LAST_ADMIN_TITLE = "Du bist als Letzte*r in der Verwaltung."
LAST_ADMIN = "Ohne Verwaltung geht es nicht. Lade mit /einladen zuerst jemanden dazu ein. Dann kannst du abgeben."
APPOINTED_TITLE = "Diesen Platz in der Verwaltung kann hier niemand ändern."
APPOINTED = "Er ist fest eingetragen. Ändern kann das nur, wer den Quartierslotsen betreibt."
ERASE_LAST_ADMIN = (
    "Du bist als Letzte*r in der Verwaltung. Danach kann niemand mehr Teams anlegen oder Teamleitungen einladen. Wer "
    "den Quartierslotsen betreibt, bekommt beim nächsten Start einen neuen Link dafür."
)


def appointed(number: int) -> str:
    return "Fest eingetragen: eine Person" if number == 1 else f"Fest eingetragen: {number} Menschen"


# Said to somebody else -----------------------------------------------------------------------------------------------


def told(what: str, team: str) -> tuple[str, str]:
    return {
        "demoted": (
            f"Du leitest das Team {team} nicht mehr." if team else "Du leitest ein Team nicht mehr.",
            "Die Verwaltung hat das geändert. Im Team bleibst du. /team zeigt dir den Stand.",
        ),
        "dropped": (
            "Ein Team, das du geleitet hast, gibt es nicht mehr.",
            "Die Verwaltung hat es gelöscht. Alles andere bleibt dir. /team zeigt dir den Stand.",
        ),
        "unadmined": (
            "Du gehörst nicht mehr zur Verwaltung.",
            "Jemand aus der Verwaltung hat das geändert. Alles andere bleibt dir.",
        ),
    }[what]
