"""What is said while a broadcast is put together: its content, whom it is for, when it goes."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from types import MappingProxyType

from handlers.texts.broadcast_content import number
from handlers.texts.dates import clock_name, day_name, short_day
from handlers.texts.teams import listed
from scheduler.rounding import rounded

# The overview --------------------------------------------------------------------------------------------------------

TITLE = "Rundrufe"
INTRO = "Ein Rundruf geht an viele auf einmal: ein Hinweis, ein Bild, eine Datei oder ein Tipp der Woche."
NO_BROADCASTS = "Noch ist keiner da. Fang ruhig mit einem Entwurf an: Vor dem Senden frage ich immer nach."
DAILY_RULE = (
    "Jeder Mensch bekommt höchstens einen Rundruf am Tag. Kommen zwei zusammen, geht der zweite am Tag danach. "
    "Entwürfe lösche ich nach 30 Tagen."
)
NEW = "Neuer Rundruf"
SERIES = "Serien"
ALL_BROADCASTS = "‹ Rundrufe"
BACK = "‹ Zurück"
TO_DRAFT = "‹ Zum Entwurf"
NEXT, PREVIOUS = "Ältere ›", "‹ Neuere"
STATES: Mapping[str, str] = MappingProxyType(
    {
        "draft": "Entwurf",
        "scheduled": "Geplant",
        "sending": "Läuft gerade",
        "paused": "Angehalten",
        "finished": "Gesendet",
        "cancelled": "Abgebrochen",
        "recalled": "Zurückgeholt",
    }
)


def overview_key(state: str, title: str, day: date | None, *, year: bool = False) -> str:
    """ "Geplant, 3. März: Sommerfest"."""
    said = STATES.get(state, state)
    return f"{said}, {short_day(day, year=year)}: {title}" if day is not None else f"{said}: {title}"


SHORTENED = "…"
UNTITLED: Mapping[str, str] = MappingProxyType(
    {
        "text": "ohne Text",
        "photo": "Bild ohne Text",
        "document": "Datei ohne Text",
        "entry": "Tipp, den es nicht mehr gibt",
    }
)


def tip_title(title: str) -> str:
    return f"Tipp „{title}“"


FORMER_LEAD = "Angelegt von einer ehemaligen Teamleitung."

# The draft -----------------------------------------------------------------------------------------------------------

DRAFT_TITLE = "Dein Entwurf"
SCHEDULED_TITLE = "Dein geplanter Rundruf"
WHAT, WHOM, WHEN, HOURS, LIFETIME, URGENT, READ = "Inhalt", "An", "Wann", "Uhrzeiten", "Gilt", "Dringend", "„Gelesen“"
COLON = ":"


def part(name: str, said: str) -> str:
    return f"{name}: {said}"


KINDS: Mapping[str, str] = MappingProxyType({"text": "Text", "photo": "Bild", "document": "Datei"})


def content(kind: str, title: str, count: int) -> str:
    """ "Text, 240 Zeichen: „Am Freitag …“"."""
    if kind == "entry":
        return title
    if not count:
        return KINDS.get(kind, kind)
    with_text = "" if kind == "text" else " mit Text"
    return f"{KINDS.get(kind, kind)}{with_text}, {number(count)} Zeichen: „{title}“"


YES, NO = "ja", "nein"
AT_ONCE = "gleich nach dem Bestätigen"
ZONE = "deutsche Zeit"


def moment(day: date, clock: time, *, year: bool) -> str:
    return f"{day_name(day, year=year)}, {clock_name(clock)} ({ZONE})"


OWN_HOURS = "so, wie es alle für sich eingestellt haben"
OWN_HOURS_KEY = "So, wie es alle eingestellt haben"


def window(hours: tuple[int, int]) -> str:
    return f"nur von {hours[0]} bis {hours[1]} Uhr"


def window_key(hours: tuple[int, int]) -> str:
    return f"{hours[0]} bis {hours[1]} Uhr"


def days(count: int) -> str:
    return "1 Tag" if count == 1 else f"{count} Tage"


def lifetime(count: int) -> str:
    return f"{days(count)} lang, danach geht nichts mehr raus"


def people(count: int) -> str:
    """Rounded, until it is confirmed."""
    about = rounded(count)
    return "unter 5 Menschen" if about is None else f"etwa {number(about)} Menschen"


def audience(said: str, count: int) -> str:
    return f"{said} ({people(count)})"


EVERYBODY = "alle"
EVERYBODY_KEY, MY_TEAMS_KEY = "Alle", "Alle meine Teams"
NO_TEAM = "noch niemand"
GONE_TEAM = "ein Team, das es nicht mehr gibt"


def newcomers(months: int, teams: Sequence[str]) -> str:
    said = f"alle, die in den letzten {months} Monaten dazugekommen sind"
    return f"{said}, aus {named(teams)}" if teams else said


def newcomers_key(months: int) -> str:
    return f"Neu seit {months} Monaten"


def named(names: Sequence[str]) -> str:
    """ "Nord, Süd und West"."""
    return listed(names, " und ") or NO_TEAM


CHANGE_CONTENT, CHANGE_AUDIENCE = "Inhalt ändern", "An wen"
CHANGE_WHEN, CHANGE_HOURS, CHANGE_LIFETIME, CHANGE_URGENT = "Wann", "Uhrzeiten", "Gültigkeit", "Dringend"


def read_key(on: bool) -> str:
    return f"„Gelesen“-Knopf: {'an' if on else 'aus'}"


PREVIEW = "Vorschau und senden"
PREVIEW_ONLY = "Vorschau"
DROP = "Entwurf löschen"
CANCEL = "Gar nicht senden"
UNSCHEDULE = "Zurück zum Entwurf"
SCHEDULED_HINT = "Zum Ändern hol ihn zurück zum Entwurf. Danach planst du ihn neu ein."

NOBODY = "Dort ist gerade niemand, an den er gehen könnte. Wähl andere Menschen aus."
NOT_YOUR_TEAM = "Zu diesem Entwurf gehört ein Team, das du nicht leitest. Wähl noch einmal aus, an wen er geht."
TOO_SHORT = (
    "So käme er bei niemandem an: Er läuft ab, bevor ich mich wieder melden darf. Wähl unter „Gültigkeit“ mehr Tage, "
    "oder unter „Wann“ eine andere Zeit."
)
TIP_GONE = "Diesen Tipp gibt es in der Sammlung nicht mehr. Wähl bitte einen anderen Inhalt."
SAID: Mapping[str, str] = MappingProxyType(
    {
        "unplanned": "Er ist wieder ein Entwurf und geht nicht von selbst raus.",
        "planned": "Eingeplant. Ich sende ihn zur gewählten Zeit und sage dir, wie es läuft.",
        "nobody": NOBODY,
        "too_short": TOO_SHORT,
        "not_your_team": NOT_YOUR_TEAM,
        "tip_gone": TIP_GONE,
    }
)

AUDIENCE_TITLE = "An wen geht der Rundruf?"
AUDIENCE_TEXT = "Gezählt sind alle, die dazugehören. Wer Rundrufe abbestellt hat, bekommt ihn trotzdem nicht."
AUDIENCE_TEAMS = "Tipp auf Teams, um sie dazuzunehmen oder wegzulassen."


def chosen(label: str, on: bool) -> str:
    return f"✓ {label}" if on else label


WHEN_TITLE = "Wann soll der Rundruf losgehen?"
WHEN_TEXT = "Tipp auf eine Zeit, oder schreib sie mir. Zum Beispiel: „Donnerstag 14 Uhr“. Es gilt die deutsche Zeit."
NOW = "Gleich"


def tomorrow(clock: time) -> str:
    return f"Morgen, {clock_name(clock)}"


def monday(clock: time) -> str:
    return f"Nächsten Montag, {clock_name(clock)}"


WHEN_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "unread": "Die Zeit verstehe ich nicht. Schreib sie so: „Donnerstag 14 Uhr“, „3.5. um 9“, „morgen halb zehn“.",
        "past": "Die Zeit liegt schon hinter uns. Nimm bitte eine spätere.",
        "far": "Das ist mehr als ein Jahr hin. Bitte nimm einen früheren Tag.",
    }
)


def which_clock(day: date, *, year: bool) -> str:
    return f"Um wie viel Uhr am {day_name(day, year=year)}? Tipp auf eine Zeit, oder schreib sie mir."


HOURS_TITLE = "Zu welchen Uhrzeiten darf er ankommen?"
HOURS_TEXT = (
    "Alle stellen selbst ein, wann ich mich melden darf. Daran halte ich mich. Du kannst stattdessen feste Uhrzeiten "
    "wählen. An freien Tagen und in der Pause kommt trotzdem nichts an."
)
LIFETIME_TITLE = "Wie lange soll der Rundruf gelten?"
LIFETIME_TEXT = (
    "Wer in dieser Zeit nicht zu erreichen ist, bekommt ihn nicht mehr. So kommt nichts an, was schon vorbei ist."
)
URGENT_TITLE = "Ist es dringend?"
URGENT_TEXT = (
    "Sonst gilt: ein Rundruf am Tag für jeden Menschen. Ein dringender darf der zweite sein. Die Uhrzeiten gelten auch "
    "für ihn. Und wer Rundrufe abbestellt hat, bekommt auch keinen dringenden."
)
URGENT_YES, URGENT_NO = "Ja, dringend", "Nein, das hat Zeit"

DROP_QUESTION = "Diesen Entwurf löschen?"
DROP_YES, DROP_NO = "Ja, löschen", "Nein, behalten"
DROPPED = "Der Entwurf ist gelöscht."

# Before it goes ------------------------------------------------------------------------------------------------------

CONFIRM_TITLE = "So kommt er an. Stimmt alles?"
NOT_ALL = "Wer Rundrufe abbestellt hat, bekommt ihn nicht."
CHANGED_TITLE = "Inzwischen hat sich etwas geändert."
CONTENT_CHANGED = "Der Entwurf ist nicht mehr der, den du bestätigen wolltest. Schau ihn dir bitte noch einmal an."


def audience_changed(count: int) -> str:
    return f"Jetzt sind es {count_people(count)}. Soll ich ihn trotzdem senden?"


def count_people(count: int) -> str:
    return "1 Mensch" if count == 1 else f"{number(count)} Menschen"


def send_key(count: int, *, later: bool) -> str:
    """ "An 37 Menschen senden"."""
    people = "1 Menschen" if count == 1 else f"{number(count)} Menschen"
    return f"Für {people} einplanen" if later else f"An {people} senden"


STILL_CHANGE = "‹ Noch ändern"
ALREADY = "Das ist schon geschehen."


def waits(*, later: bool, window: bool) -> str:
    """It begins when hardly anybody is at work."""
    if window:
        return "Er kommt erst zu den gewählten Uhrzeiten an, und nicht an freien Tagen."
    return f"Wer {'dann' if later else 'gerade'} frei hat, bekommt ihn zur nächsten eigenen Zeit."


CONFIRMED_TOAST = "Bestätigt."
SCHEDULED_TOAST = "Eingeplant."
SENDING_TOAST = "Es geht los."

# What can't be done --------------------------------------------------------------------------------------------------

NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "gone": "Diesen Rundruf gibt es nicht mehr.",
        "not_yours": "Dieser Rundruf gehört zu einem Team, das du nicht leitest.",
        "sending": "Dieser Rundruf ist schon unterwegs. Öffne ihn unter /rundruf und tipp auf „Korrigieren“.",
        "scheduled": "Dieser Rundruf ist schon geplant. Hol ihn zuerst zurück zum Entwurf.",
        "over": "Dieser Rundruf ist schon vorbei.",
        "forgotten": "Nach 30 Tagen weiß ich nicht mehr, wo der Rundruf steht. Er bleibt jetzt so, wie er ist.",
        "full": "Du hast schon viele Entwürfe. Lösch bitte erst einen, den du nicht mehr brauchst.",
    }
)
