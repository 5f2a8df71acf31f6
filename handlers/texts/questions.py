"""Questions that are passed on to the team lead, and what comes back."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from handlers.texts.dates import clock_name, day_name
from scheduler.calendar import BERLIN
from scheduler.questions import MOST_OPEN


def _moment(moment: datetime) -> str:
    local = moment.astimezone(BERLIN)
    return f"{day_name(local.date())}, {clock_name(local.time())}"


def quoted(text: str) -> str:
    return f"„{text}“"


# Passing on ----------------------------------------------------------------------------------------------------------


DRAFT_TITLE = "Genau das geht an deine Teamleitung und die Verwaltung:"
DRAFT_TO_OFFICE_TITLE = "Genau das geht an die Verwaltung:"
DRAFT_TO_OFFICE = "Bekommt dein Team eine neue Leitung, kann auch sie es lesen."
DRAFT_NAMED = "Noch ist nichts gesendet. Du entscheidest, ob dein Name dabeisteht."
DRAFT_NAMELESS = "Noch ist nichts gesendet."
DRAFT_FEW = "Auch ohne Namen ahnt vielleicht jemand, wer fragt, wenn ihr wenige seid."
DRAFT_HINT = (
    "Das sieht nach dem Namen, der Nummer oder der Adresse eines Menschen aus. Lass so etwas besser weg, "
    "die Frage versteht man auch so."
)
DRAFT_MAY_STAY = "Deine Teamleitung kann die Frage ohne deinen Namen ins Wissen übernehmen. Dort bleibt sie."
NAMELESS = "Ohne Namen senden"
REWORD = "Anders formulieren"
NEVER_MIND = "Doch nicht"


def with_name(name: str) -> str:
    return f"So stünde er da: {name}"


SEND_NAMED = "Mit meinem Namen senden"

WRITE_TITLE = "Schreib mir die Frage für deine Teamleitung."
WRITE_TO_OFFICE_TITLE = "Schreib mir die Frage für die Verwaltung."
WRITE = "Ich zeige sie dir noch einmal, bevor sie weggeht. Lass Namen und Telefonnummern weg."
WRITE_AGAIN = "Den Wortlaut habe ich nicht mehr. " + WRITE
FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "": WRITE,
        "gone": WRITE_AGAIN,
        "long": "Das sind mehr als 2.000 Zeichen. Schreib die Frage bitte kürzer. " + WRITE,
        "empty": "Darin finde ich keine Worte. " + WRITE,
    }
)

PASSED_TITLE = "Deine Frage ist weitergegeben."
PASSED = (
    "Sobald eine Antwort da ist, schreibe ich dir hier. Bis dahin kannst du die Frage zurückziehen. "
    "Unter /meinedaten steht, was gespeichert ist."
)
PASSED_NAMELESS = "Gesendet ohne Namen."
PASSED_BEFORE = "Das hast du schon weitergegeben."
WITHDRAW = "Zurückziehen"
WITHDRAWN_SHORT = "Zurückgezogen und gelöscht."
NONE_OPEN = "Von diesen Fragen ist keine mehr offen."
WITHDRAWN = "Zurückgezogen und gelöscht. Niemand sieht die Frage mehr."
NOT_SENT = "In Ordnung, nichts ist weggegangen. Den Wortlaut habe ich gelöscht."
DRAFT_OVER_TITLE = "Dieser Entwurf ist nicht mehr da."
DRAFT_OVER = "Ich behalte ihn höchstens eine Stunde. Schreib die Frage neu, wenn du sie noch weitergeben magst."
WRITE_ANEW = "Frage neu schreiben"
GONE_QUESTION_TITLE = "Diese Frage ist nicht mehr da."
GONE_QUESTION = "Sie wurde zurückgezogen oder gelöscht."
SETTLED_ALREADY = "Diese Frage wartet nicht mehr auf eine Antwort."
TOO_LATE_TITLE = "Diese Frage ist schon beantwortet."
TOO_LATE = "Zurückziehen geht nicht mehr. Mit /loeschen löschst du alles über dich."


def passed_with(name: str) -> str:
    return f"Gesendet mit deinem Namen: {name}."


# One's own open questions ---------------------------------------------------------------------------------------------


def own_open(why: str, count: int) -> tuple[str, str]:
    """Title and text. `why`: "left" a team, it was "dropped", or too "many" are open."""
    one = count == 1
    if why == "many":
        return (
            "Eine deiner Fragen wartet auf Antwort." if one else f"{count} deiner Fragen warten auf Antwort.",
            f"Mehr als {MOST_OPEN} auf einmal gehen nicht. Zieh eine zurück, wenn dir eine andere wichtiger ist.",
        )
    if why == "dropped":
        whose = "Deine offene Frage von dort liest" if one else "Deine offenen Fragen von dort liest"
        return (
            "Ein Team, an das du etwas weitergegeben hast, gibt es nicht mehr.",
            f"{whose} jetzt nur noch die Verwaltung. Sie kann antworten. Wenn du das nicht möchtest, zieh zurück.",
        )
    return (
        "Deine offene Frage bleibt beim alten Team." if one else "Deine offenen Fragen bleiben beim alten Team.",
        f"Dessen Leitung und die Verwaltung können {'sie' if one else 'sie alle'} noch beantworten. Ein neues Team "
        "sieht nichts davon. Wenn du das nicht möchtest, zieh zurück.",
    )


def withdraw_one(number: int, of: int) -> str:
    return WITHDRAW if of == 1 else f"{number} zurückziehen"


# The answer ----------------------------------------------------------------------------------------------------------

THE_TEAM_LEAD = "die Teamleitung"
THE_ADMINISTRATION = "die Verwaltung"
FORMER_LEAD = "ehemalige Teamleitung"
YOUR_QUESTION = "Deine Frage:"


def answer_title(author: str) -> str:
    return f"Antwort auf deine Frage, von: {author}"


def addition_title(author: str) -> str:
    return f"Ein Nachtrag zu deiner Frage, von: {author}"


THIS_HELPS = "Danke, das hilft"
NO_HELP = "Das hilft mir nicht"
ASK_AGAIN = "Nachfragen"
THANKED = "Schön. Danke für die Rückmeldung."
NO_HELP_NOTED = "Danke für die Rückmeldung. Frag gern noch einmal nach."
DECLINED_TITLE = "Auf deine Frage kommt leider keine Antwort."
DECLINED = "Vielleicht hilft es, sie anders zu stellen. Oder frag bei der nächsten Gelegenheit direkt nach."

# Team leads ----------------------------------------------------------------------------------------------------------

NOTICE_TITLE = "Aus deinem Team ist eine Frage da."
NOTICE_TO_OFFICE_TITLE = "Eine Frage ist da, für die es gerade keine Teamleitung gibt."
NOTICE = "Ich konnte sie nicht beantworten. Alle offenen Fragen stehen unter /offen."
SHOW_OPEN = "Offene Fragen ansehen"

LIST_TITLE = "Offene Fragen"
LIST_TEXT = "Die älteste zuerst. Tipp auf eine, um zu antworten."
NOTHING_OPEN = "Gerade wartet niemand auf eine Antwort."


def more_waiting(count: int) -> str:
    more = "Dahinter wartet noch eine." if count == 1 else f"Dahinter warten noch {count}."
    return f"Das sind die ältesten Fragen. {more}"


BACK_TO_LIST = "‹ Offene Fragen"
QUESTION_TITLE = "Eine offene Frage"


def group_title(askers: int) -> str:
    return f"{askers} Menschen fragen das"


def asked_on(name: str, moment: datetime) -> str:
    return f"{name or 'ohne Namen'}, {_moment(moment)}"


def listed(askers: int, moment: datetime) -> str:
    since = day_name(moment.astimezone(BERLIN).date())
    return f"seit {since}" if askers == 1 else f"{askers} fragen das, seit {since}"


def more_wordings(count: int) -> str:
    return "… und eine weitere Frage" if count == 1 else f"… und {count} weitere Fragen"


def read_whole(number: int) -> str:
    return f"Frage {number} ganz lesen"


NEAREST = "Das hätte ich am ehesten genannt:"
REPLY_HINT = "Antworte direkt auf diese Nachricht, oder tipp auf Antworten."
ANSWER = "Antworten"
CANT_ANSWER = "Kann ich nicht beantworten"


def send_entry(title: str) -> str:
    return f"Schick: {title}"


ANSWER_TITLE = "Was antwortest du?"
ANSWER_TEXT = "Schreib es mir. Ich zeige dir, wie es ankommt, bevor es weggeht."
ANSWER_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "": ANSWER_TEXT,
        "long": "Das sind mehr als 2.000 Zeichen. Kürz deine Antwort bitte und schick sie noch einmal.",
        "empty": "Darin finde ich keine Worte. Schreib deine Antwort noch einmal.",
        "media": "Eine Antwort geht nur als Text. Schreib sie mir bitte.",
    }
)

PREVIEW_TITLE = "So kommt es an:"
SEND = "Senden"
SEND_ADDITION = "Als Nachtrag senden"
SEND_TO_FIRST = "Nur auf die erste Frage"
CHANGE = "Ändern"
DISCARD = "Verwerfen"
DISCARDED = "Verworfen, nichts ist weggegangen. Die Frage bleibt offen."
REPLACED = "Diese Fassung gilt nicht mehr, deine neue steht weiter unten. Gesendet ist noch nichts."
TOO_OLD = "Diese Nachricht ist zu alt. Öffne die Frage unter /offen und antworte dort."
UNOPENED = "Öffne erst die Frage, dann antworte auf sie."


def send_to_all(count: int) -> str:
    return f"An alle {count} senden"


def taken_title(author: str, moment: datetime) -> str:
    return f"Das ist schon beantwortet, von: {author}, {_moment(moment)}"


def closed_title(author: str, moment: datetime) -> str:
    return f"Das ist schon geschlossen, von: {author}, {_moment(moment)}"


def sent_entry(title: str) -> str:
    return f"Geschickt wurde: {title}"


TAKEN = "Dein Text ist nicht weg. Er kann als Nachtrag mitgehen:"
ADD = "Nachtrag schreiben"
OLD_VERSION = "Gesendet ist die alte Fassung."
YOU = "dir"
A_LEAD = "einer Teamleitung"
AN_ADMIN = "der Verwaltung"
TAKE_OVER = "Ins Wissen übernehmen"
TAKE_OVER_HINT = "Soll ich das künftig selbst beantworten? Dann übernimm es ins Wissen."
SENT_ALREADY = "Das ist schon gesendet."
GONE_FOR_LEAD_TITLE = "Diese Frage ist nicht mehr da."
GONE_FOR_LEAD = "Sie wurde zurückgezogen oder gelöscht, oder sie liegt nicht mehr bei dir. Gesendet ist nichts."


def sent_to(count: int) -> str:
    return "Gesendet." if count == 1 else f"Gesendet an {count} Menschen."


CLOSE_TITLE = "Diese Frage schließen?"
CLOSE_TEXT = "Wer gefragt hat, kann Bescheid bekommen. Er lautet:"
CLOSE_TELL = "Bescheid geben und schließen"
CLOSE_SILENT = "Ohne Nachricht schließen"
BACK = "‹ Zurück"
CLOSED_TOLD = "Geschlossen. Wer gefragt hat, bekommt Bescheid."
CLOSED_SILENT = "Geschlossen, ohne Nachricht."
DONE: Mapping[str, str] = MappingProxyType(
    {
        "told": CLOSED_TOLD,
        "silent": CLOSED_SILENT,
        "discarded": DISCARDED,
        "replaced": REPLACED,
        "old": TOO_OLD,
        "unopened": UNOPENED,
    }
)
