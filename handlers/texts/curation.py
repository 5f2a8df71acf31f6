"""What is said where team leads make the knowledge better."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from handlers.texts import dates
from knowledge.changes import SENTENCE_LONGEST, WORDING_LONGEST, What
from knowledge.curation import Misfit, Place, Standing
from knowledge.fields import STEPS_MOST, TITLE_LONGEST
from scheduler.calendar import BERLIN
from scheduler.curations import Curation, State

# The list ------------------------------------------------------------------------------------------------------------

LIST_TITLE = "Wissen pflegen"
LIST_TEXT = (
    "Was ihr hier ändert, gilt für alle Teams. Jede Teamleitung kann etwas vorschlagen, übernehmen und zurücknehmen. "
    "Bevor sich Antworten ändern, prüfe ich, ob andere Fragen darunter leiden."
)
LIST_EMPTY = "Noch hat niemand etwas geändert."
NEW_PHRASING = "Neue Formulierung"
NEW_ENTRY = "Neue Empfehlung"
NEW_DECOY = "Frage ohne Empfehlung"
NEW_OCCASION = "Neuer Anlass"
ALL = "‹ Alle Änderungen"
BACK = "‹ Zurück"

KINDS: Mapping[What, str] = MappingProxyType(
    {
        What.PHRASING: "Formulierung",
        What.ENTRY: "Neue Empfehlung",
        What.DECOY: "Frage ohne Empfehlung",
        What.REWRITE: "Neuer Text",
        What.OCCASION: "Anlass",
    }
)
STATES: Mapping[State, str] = MappingProxyType(
    {
        State.DRAFT: "Entwurf",
        State.PROPOSED: "wird geprüft",
        State.CHECKED: "geprüft, noch nicht übernommen",
        State.ACCEPTED: "wird noch einmal geprüft",
        State.LIVE: "gilt",
        State.UNDONE: "zurückgenommen",
    }
)
NAMELESS_LEAD = "eine Teamleitung"
FORMER_LEAD = "ehemalige Teamleitung"


RESTING = "wirkt gerade nicht"


def list_line(curation: Curation, author: str, rests: bool) -> str:
    """`rests`: it is live and does nothing."""
    if rests:
        return f"{KINDS[curation.change.what]}, {RESTING}, {author}"
    moment = {State.LIVE: curation.live_at, State.UNDONE: curation.undone_at}.get(curation.state)
    since = f"{'seit' if curation.state is State.LIVE else 'am'} {short_day(moment)}" if moment else ""
    state = f"{STATES[curation.state]} {since}".strip()
    return f"{KINDS[curation.change.what]}, {state}, {author}"


def short_day(moment: datetime) -> str:
    return dates.short_day(moment.astimezone(BERLIN).date())


def when(moment: datetime) -> str:
    local = moment.astimezone(BERLIN)
    return f"{dates.day_name(local.date())}, {dates.clock_name(local.time().replace(second=0))}"


def quoted(text: str) -> str:
    return f"„{text}“"


def shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


# Taking over a question ----------------------------------------------------------------------------------------------

TAKE_TITLE = "Als was übernehmen?"
TAKE_TEXT = (
    "Beantwortet eine Empfehlung diese Frage schon? Dann tipp auf sie: Die Frage führt künftig dorthin. Sonst leg eine "
    "neue Empfehlung an. Oder sag mir, dass es dazu keine gibt."
)
TAKE_KEY = "Ins Wissen übernehmen"
OTHER_ENTRY = "Andere Empfehlung suchen"
QUESTION_GONE_TITLE = "Diese Frage gibt es nicht mehr."
QUESTION_GONE = "Sie wurde gelöscht. Unter /wissen kannst du auch ohne sie etwas ändern."

# Asking for texts ----------------------------------------------------------------------------------------------------

ASKED: Mapping[str, str] = MappingProxyType(
    {
        "text": "Wie fragen Leute danach? Schreib mir die Frage so, wie sie jemand ins Handy tippt.",
        "decoy": "Welche Frage soll ohne Empfehlung bleiben? Schreib sie so, wie sie jemand ins Handy tippt.",
        "title": f"Wie heißt die Empfehlung? Höchstens {TITLE_LONGEST} Zeichen, damit der Titel auf einen Knopf passt.",
        "answer": "Was rätst du? Zwei bis fünf kurze Sätze, die man zwischen zwei Terminen lesen kann.",
        "steps": f"Was sind die nächsten Schritte? Schreib jeden in eine eigene Zeile, höchstens {STEPS_MOST}.",
        "occasion": (
            "Wie heißt der Anlass? Schreib ihn so, dass er hinter „Am Samstag ist …“ passt, zum Beispiel "
            f"„Stadtteilfest im Nordend“. Höchstens {TITLE_LONGEST} Zeichen."
        ),
        "day": (
            "Wann ist das? Schreib das Datum, wie du magst: „12.6.“, „zweiter Samstag im Juni“, „Pfingstmontag“. Ob es "
            "jedes Jahr so ist, frage ich gleich."
        ),
        "why": "Warum passt der Anlass zur Arbeit im Quartier? Ein Satz genügt.",
        "opening": "Mit welchem Satz kann man der Redaktion davon erzählen? Schreib ihn so, wie man ihn sagt.",
        "search": "Welche Empfehlung meinst du? Schreib mir ein Wort aus dem Titel oder eine Frage, zu der sie passt.",
    }
)
NO_NAMES = "Was du schreibst, bleibt im Wissen und gilt für alle Teams. Namen gehören nicht hinein."
ASKED_LIKE_THIS = "So wurde gefragt:"
REWORD = "Schreib die Frage so, dass niemand erkennbar ist."
REWORD_USABLE = (
    "Am besten kurz und allgemein, in deinen Worten. Sie bleibt im Wissen und gilt für alle Teams, auch wenn die "
    "gestellte Frage längst gelöscht ist. Verrät sie niemanden, tipp auf „So übernehmen“."
)
REWORD_NEEDED = (
    "Kurz und allgemein, in deinen Worten: ohne Namen, Orte und alles, woran man einen Menschen erkennt. Sie bleibt im "
    "Wissen und gilt für alle Teams, auch wenn die gestellte Frage längst gelöscht ist."
)
ANSWER_SUGGESTED = "Das war deine Antwort. Passt sie so, tipp auf „So übernehmen“. Sonst schreib sie neu:"
SO_FAR = "So steht es gerade da. Tipp auf den Text, um ihn zu kopieren."
USE = "So übernehmen"
WITHOUT_STEPS = "Ohne Schritte"
FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "empty": "Darin finde ich keinen Text.",
        "long_text": f"Das ist zu lang. Fass die Frage bitte in höchstens {WORDING_LONGEST} Zeichen.",
        "long_title": f"Der Titel ist zu lang. Er hat höchstens {TITLE_LONGEST} Zeichen.",
        "long_answer": "Das ist zu lang: Titel, Text und Schritte müssen in eine Nachricht passen. Kürz bitte etwas.",
        "many_steps": f"Das sind zu viele Schritte. Such die wichtigsten {STEPS_MOST} heraus.",
        "not_found": "Dazu finde ich keine Empfehlung. Versuch es mit einem anderen Wort.",
        "long_name": f"Der Name ist zu lang. Er hat höchstens {TITLE_LONGEST} Zeichen.",
        "long_sentence": f"Das ist zu lang. Fass es bitte in höchstens {SENTENCE_LONGEST} Zeichen, ein Satz genügt.",
        "twin": "Diesen Anlass gibt es schon. Schreib einen anderen Namen, oder verwirf den Entwurf.",
        "unread_day": "Das lese ich nicht als Datum.",
        "past_day": "Das Datum liegt schon hinter uns. Wann ist der Anlass das nächste Mal?",
        "failed": "Die Prüfung hat nicht geklappt. Lass bitte noch einmal prüfen.",
    }
)
ENTRIES_TITLE = "Zu welcher Empfehlung soll die Frage führen?"
AREA_TITLE = "Zu welchem Thema gehört die Empfehlung?"
KIND_TITLE = "Was für eine Empfehlung ist es?"

# A draft -------------------------------------------------------------------------------------------------------------

DRAFT_TITLES: Mapping[What, str] = MappingProxyType(
    {
        What.PHRASING: "Diese Frage führt künftig zu einer Empfehlung",
        What.ENTRY: "So steht die neue Empfehlung im Wissen",
        What.DECOY: "Auf diese Frage soll ich nicht antworten",
        What.REWRITE: "So steht die Empfehlung künftig im Wissen",
        What.OCCASION: "So steht der Anlass im Kalender",
    }
)
KEPT = (
    "Genau dieser Wortlaut bleibt im Wissen und gilt für alle Teams. Namen gehören nicht hinein, auch sonst nichts, "
    "woran man einen Menschen erkennt."
)
LOOKS_PERSONAL = "Das liest sich, als stünde ein Name, eine Nummer oder eine Adresse darin. Nimm das bitte heraus."
NEXT_CHECK = "Als Nächstes prüfe ich, ob andere Fragen darunter leiden. Danach entscheidest du."
PROPOSE = "Prüfen lassen"
PROPOSE_ANYWAY = "Trotzdem prüfen lassen"
CHANGE_TEXT = "Wortlaut ändern"
CHANGE_ENTRY = "Andere Empfehlung"
CHANGE_TITLE = "Titel"
CHANGE_ANSWER = "Text"
CHANGE_STEPS = "Schritte"
ADD_TEXT = "Frage dazu"
CHANGE_AREA = "Thema"
DROP = "Verwerfen"
UNCHANGED = "Noch ist nichts geändert. Tipp auf das, was du neu schreiben willst."
INCOMPLETE = "Es fehlt noch etwas. Magst du weitermachen?"
GO_ON = "Weiter"


def leads_to(title: str) -> str:
    return f"Führt künftig zu: {title}"


def found_by(text: str) -> str:
    return f"Diese Frage führt künftig hierher: „{text}“"


TAKE_BACK = "Du kannst die Änderung zurücknehmen."
"""What can be done about one that is live."""


def misfit(found: Misfit, what: What, stands: Standing | None, title: str) -> tuple[str, str]:
    """Why a change does not fit, and what can be done about it while it is a draft. `title` is that of the entry that
    the wording leads to already."""
    match found:
        case Misfit.GONE:
            other = "Such eine andere aus, oder verwirf die Änderung."
            drop = "Du kannst die Änderung verwerfen."
            return "Die Empfehlung dazu gibt es nicht mehr.", other if what is What.PHRASING else drop
        case Misfit.STANDS:
            return "Das steht schon genau so im Wissen.", "Hier ist nichts mehr zu tun."
        case Misfit.FAULTY:
            return "So passt es nicht in eine Nachricht.", "Schreib den Text bitte kürzer oder neu."
    place = stands.place if stands else Place.GOLD
    if place is Place.PHRASING:
        return f"Diese Frage führt schon zu „{title}“.", "Schreib sie etwas anders."
    if place is Place.DECOY:
        return "Diese Frage steht schon als Frage ohne Empfehlung im Wissen.", "Schreib sie etwas anders."
    if place is Place.SMALLTALK:
        return "Darauf antworte ich schon mit einem festen Satz.", "Schreib die Frage etwas anders."
    return "Mit genau dieser Frage prüfe ich mich selbst.", "Schreib sie etwas anders, dann zählt beides."


# The check -----------------------------------------------------------------------------------------------------------

CHECKING_TITLE = "Ich prüfe das."
CHECKING = "Ich stelle mir alle Prüffragen, einmal mit und einmal ohne deine Änderung. Gleich schreibe ich dir."
CHECKING_AGAIN = "Inzwischen hat sich das Wissen geändert. Ich prüfe noch einmal. Ist alles gut, gilt es gleich danach."
HARMLESS_TITLE = "Die Prüfung ist gut gegangen."
IDLE_TITLE = "Niemandem schadet es, aber es hilft noch nicht."
HARMFUL_TITLE = "Andere Fragen würden darunter leiden."
FOUND: Mapping[What, str] = MappingProxyType(
    {
        What.PHRASING: "Deine Frage führt damit zur richtigen Empfehlung.",
        What.ENTRY: "Die Empfehlung wird damit gefunden.",
        What.DECOY: "Auf die Frage selbst antworte ich dann nicht mehr mit einer Empfehlung.",
        What.REWRITE: "Die Empfehlung wird damit gefunden.",
    }
)
NO_ENTRY = "keine Empfehlung"
QUESTION_SHOWN = 90
"""Characters of a question in a report: ten of them have to fit a message."""
ALL_WORSE = "Alle betroffenen Fragen"
ACCEPT = "Übernehmen"
ACCEPT_ANYWAY = "Trotzdem übernehmen"
CHANGE = "Ändern"

# What became of it ---------------------------------------------------------------------------------------------------

GONE_TITLE = "Diesen Vorschlag gibt es nicht mehr."
GONE = "Er wurde verworfen, oder der Entwurf war älter als einen Tag. Unter /wissen steht, was es gibt."
RESTS = "Gerade wirkt sie nicht:"
UNDO = "Zurücknehmen"
UNDO_TITLE = "Diese Änderung zurücknehmen?"
UNDO_TEXT = (
    "Dann antworte ich gleich wieder wie vorher, für alle Teams. Nur was inzwischen fest in der Sammlung steht, bleibt."
)
UNDO_YES = "Ja, zurücknehmen"
UNDO_NO = "Nein, behalten"
REWRITE = "Text ändern"
MORE = "Formulierung dazu"
SHOW_REPORT = "Prüfung ansehen"
REPORT_TITLE = "Das ergab die Prüfung:"


def live_since(moment: datetime, author: str, by: str) -> str:
    return f"Gilt seit {when(moment)}. {proposed_by(author)}{f' Übernommen von: {by}.' if by else ''}"


def undo_text(others: int) -> str:
    """`others`: changes that do nothing any more with it."""
    if not others:
        return UNDO_TEXT
    one = "Daran hängt eine weitere Änderung, die dann nicht mehr wirkt."
    hanging = one if others == 1 else f"Daran hängen {others} weitere Änderungen, die dann nicht mehr wirken."
    return (
        f"Dann antworte ich gleich ohne diese Empfehlung, für alle Teams. {hanging} Nur was inzwischen fest in der "
        "Sammlung steht, bleibt."
    )


def undone_on(moment: datetime, by: str, author: str) -> str:
    return f"Zurückgenommen am {when(moment)} von: {by}. Vorgeschlagen hatte es: {author}."


def proposed_by(author: str) -> str:
    return f"Vorgeschlagen von: {author}."


# Short lines over the chat -------------------------------------------------------------------------------------------

DROPPED = "Verworfen."
ACCEPTED = "Übernommen."
UNDONE = "Zurückgenommen."
ALREADY = "Das ist schon erledigt."
