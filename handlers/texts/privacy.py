"""What is kept, shown and deleted, in words."""

from collections.abc import Mapping
from types import MappingProxyType

# /datenschutz --------------------------------------------------------------------------------------------------------

TITLE = "Was mit deinen Daten geschieht"
SHORT = (
    "Den Wortlaut deiner Fragen lösche ich, sobald du eine Antwort hast. Niemand liest mit. Deine Teamleitung und die "
    "Verwaltung des Quartierslotsen sehen nur, was du selbst weitergibst.\n\n"
    "Gespeichert wird, was ich zum Erinnern brauche: deine Kennung bei Telegram, deine Einstellungen, deine Kontakte "
    "und Termine. /meinedaten zeigt dir alles, /loeschen löscht alles.\n\n"
    "Jede Nachricht läuft über die Server von Telegram. Schreib deshalb keine Namen, keine Telefonnummern und nichts "
    "über die Gesundheit von Menschen."
)
READ_ALL = "Alles lesen"
READ_LESS = "Kurz gefasst"
BEFORE_WRITING = "Du kannst den Quartierslotsen jederzeit in Telegram blockieren."
RESPONSIBLE_LOCAL = "Das hier ist eine lokale Probe. Nichts verlässt diesen Rechner."


def responsible(body: str) -> str:
    return f"Verantwortlich für die Daten ist:\n{body}\nDort kannst du auch fragen, was über dich gespeichert ist."


def whole(due_things: str, blocked_days: int, backups: str) -> tuple[str, ...]:
    """Paragraphs, each with its heading on the first line."""
    return (
        "Deine Fragen\nDen Wortlaut lösche ich, sobald die Antwort geschrieben ist. Sieben Tage lang weiß ich noch, "
        "welche Empfehlungen ich dir gezeigt habe. So funktionieren die Knöpfe.",
        "Deine Nachrichten\nZwei Tage lang merke ich mir Nummer und Zeit jeder Nachricht, damit keine zweimal zählt. "
        "Was ich dir schicke, steht sieben Tage lang als Kennung da. Warte ich auf eine Eingabe von dir, merke ich mir "
        "das mit dem Zwischenstand eine Viertelstunde lang, die Nummer der Eingabe sieben Tage.",
        "Deine Einstellungen\nKennung bei Telegram (nicht die Telefonnummer), seit wann du dabei bist, Bundesland, "
        "erster Arbeitstag, Tage und Uhrzeit, Pause, Stand im Einstieg. Dazu, zu welchem Team du gehörst, und wenn du "
        "eins leitest, der Name, den du dir dafür gibst. Sie bleiben, bis du sie löschst. Fragst du an, das Team zu "
        "wechseln oder eins zu leiten, zeige ich dir vorher genau, was ankommt. Nach der Antwort lösche ich die "
        "Anfrage, spätestens nach sieben Tagen.",
        "Deine Kontakte und Termine\nRollen statt Namen, Abstand, letzter Kontakt, Notizen. Dazu der Jour fixe mit "
        "seinen Notizen. Das bleibt, bis du es löschst. Nur besprochene Notizen fallen acht Wochen nach dem "
        "Termin weg.",
        due_things,
        "Fragen an deine Teamleitung\nWas du weitergibst, zeige ich dir vorher genau so, mit deinem Vornamen nur, wenn "
        "du willst. Lesen können es deine Teamleitung und die Verwaltung. Bis zur Antwort kannst du es zurückziehen. "
        "90 Tage nach der Antwort lösche ich es. Einen Entwurf, den du nicht sendest, lösche ich nach einer Stunde. "
        "Ohne deinen Namen kann deine Teamleitung eine Frage ins Wissen übernehmen. Dort bleibt sie.",
        "Wer es sieht\nIm Chat nur du. Deine Teamleitung und die Verwaltung sehen nur die Fragen, die du weitergibst. "
        "Andere Fragen, Kontakte und Erinnerungen sehen sie nicht. Wer den Quartierslotsen betreibt, kommt technisch "
        "an die Datenbank.",
        "Zahlen für die Teamleitung\nIch zähle mit, wie viele Fragen es zu einem Thema gibt und was aus Erinnerungen "
        "wird. Wer das war, steht nirgends. Zu sehen sind gerundete Zahlen ganzer Wochen, erst ab fünf Menschen.",
        "Wenn du mich blockierst\nDann ruht alles. Meldest du dich nicht wieder, lösche ich nach "
        f"{blocked_days} Tagen alles über dich.",
        f"Sicherungen\n{backups}",
        "Telegram\nJede Nachricht läuft über die Server von Telegram. Der Chatverlauf liegt dort, bis du ihn löschst. "
        "Schreib deshalb keine Namen, keine Telefonnummern und nichts über die Gesundheit von Menschen.",
        "Deine Rechte\n/meinedaten gibt dir alles, was über dich gespeichert ist. /loeschen löscht es sofort. Unter "
        "/zeiten und /kontakte änderst du, was nicht stimmt.",
    )


def due_things(settled_days: int, tip_days: int, jour_fixe_days: int) -> str:
    return (
        "Deine Erinnerungen\nWas dran war und was daraus wurde. Erledigte Kontakte und Schritte vergesse ich nach "
        f"{settled_days} Tagen. Lässt du einen Kontakt aus, merke ich mir das, bis er wieder dran ist, "
        f"mindestens {settled_days} Tage. Was zum Jour fixe gehört, vergesse ich nach {jour_fixe_days} Tagen. Tipps "
        f"vergesse ich nach {tip_days} Tagen, dann weiß ich nur noch, welche du hattest."
    )


def backups(days: int) -> str:
    if days == 0:
        return "Sicherungen gibt es keine."
    if days == 1:
        return "In einer Sicherung steht Gelöschtes höchstens noch einen Tag. Dann ist es auch dort weg."
    return f"In Sicherungen steht Gelöschtes höchstens noch {days} Tage. Dann ist es auch dort weg."


# /meinedaten ---------------------------------------------------------------------------------------------------------

FILE_NAME = "meine-daten.json"
FILE_TITLE = "Alles, was über dich gespeichert ist"
FILE_TEXT = "Die Datei hält jede Zeile fest, auch die technischen. Darunter steht dasselbe zum Lesen."
DATA_TITLE = "Deine Daten zum Lesen"
NOTHING = "Über dich ist nichts gespeichert."
NO_MORE = "Hier steht nichts mehr. Mit /meinedaten bekommst du den Stand von jetzt."
CHANGE_HINT = "Ändern kannst du alles unter /zeiten und /kontakte, löschen mit /loeschen."
YES, NO = "ja", "nein"
TOUR_END = "Abschluss vom Einstieg"

TABLES: Mapping[str, str] = MappingProxyType(
    {
        "members": "Du und deine Einstellungen",
        "contacts": "Kontakte",
        "jour_fixes": "Jour fixe",
        "agenda_notes": "Notizen für die Tagesordnung",
        "dues": "Erinnerungen",
        "memberships": "Deine Teams",
        "team_requests": "Deine Anfrage an eine Leitung",
        "invites": "Einladungen von dir",
        "broadcasts": "Rundrufe von dir",
        "series": "Serien von dir",
        "copies": "Rundrufe an dich",
        "open_questions": "Fragen, die du weitergegeben hast",
        "answers": "Antworten von dir auf Fragen aus dem Team",
        "question_notices": "Hinweis auf offene Fragen",
        "curations": "Änderungen von dir am Wissen",
        "prompts": "Worauf ich gerade warte",
        "turns": "Deine Eingaben als Nummer, mit gezeigten Empfehlungen (sieben Tage)",
        "inbox": "Nachrichten von dir, ohne Text (zwei Tage)",
        "outbox": "Nachrichten an dich, als Kennung (sieben Tage)",
    }
)
COUNTED = frozenset({"turns", "inbox", "outbox", "copies", "invites", "curations"})
"""Only counted in the text; each row stands in the file."""

COLUMNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "members": {
            "id": "Kennung bei Telegram", "since": "dabei seit", "quiet_since": "still seit",
            "blocked_since": "blockiert seit", "bundesland": "Bundesland", "first_day": "erster Arbeitstag",
            "days": "Tage", "hour": "Uhrzeit", "leave_from": "Pause ab", "leave_until": "Pause bis",
            "muted": "abgeschaltet", "tour_done": "im Einstieg erledigt", "tour_passed": "im Einstieg schon gekommen",
            "tour_at": "im Einstieg offen",
            "tour_paused": "Einstieg pausiert", "tour_from": "Tipps wieder ab", "digest_on": "zuletzt erinnert",
            "look_at": "nächste Prüfung", "season_months": "Monate für den Jour fixe",
            "name": "Name im Team", "admin_since": "Verwaltung seit",
        },
        "memberships": {"team_id": "Nummer des Teams", "role": "Rolle", "since": "dabei seit"},
        "team_requests": {
            "team_id": "Nummer des Teams", "role": "Rolle", "name": "mit Namen", "made_at": "angelegt",
            "asked_at": "gesendet",
        },
        "broadcasts": {
            "made_at": "angelegt", "text": "Text", "entry": "Empfehlung", "state": "Stand", "send_at": "senden ab",
            "confirmed_at": "bestätigt", "finished_at": "fertig",
        },
        "series": {"made_at": "angelegt", "weekday": "Wochentag (0 ist Montag)", "entries": "Empfehlungen",
                   "next_on": "nächster Tag", "paused": "ruht", "ended_at": "beendet"},
        "open_questions": {
            "text": "Frage", "name": "mit Namen", "state": "Stand", "asked_at": "weitergegeben", "answer": "Antwort",
            "entry": "Empfehlung als Antwort", "answered_at": "beantwortet am",
            "teams": "weitergegeben an Team Nummer",
        },
        "answers": {"text": "Antwort", "entry": "Empfehlung", "made_at": "geschrieben", "sent_at": "gesendet"},
        "question_notices": {"told_on": "zuletzt am"},
        "contacts": {
            "role": "Rolle", "kind": "Art", "interval_weeks": "Abstand in Wochen", "since": "auf der Liste seit",
            "last_on": "letzter Kontakt", "before_on": "Kontakt davor", "note": "Notiz", "paused": "ruht",
            "changed_on": "geändert am",
        },
        "jour_fixes": {
            "half": "Halbjahr", "at": "Termin", "minutes": "Minuten", "state": "Stand", "fixed_on": "eingetragen am",
        },
        "agenda_notes": {"text": "Notiz", "noted_at": "notiert", "half": "besprochen im Halbjahr"},
        "dues": {
            "kind": "Art", "subject": "Bezug", "due_on": "dran am", "state": "Stand", "asked": "so oft erinnert",
            "asked_on": "zuletzt erinnert", "snoozed_to": "verschoben auf", "closed_on": "abgeschlossen am",
        },
        "prompts": {"kind": "Art", "data": "Zwischenstand", "expires_at": "bis"},
    }
)  # fmt: skip
TECHNICAL: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "members": frozenset({"menu"}),
        "contacts": frozenset({"id", "member_id"}),
        "jour_fixes": frozenset({"id", "member_id", "uid", "sequence"}),
        "agenda_notes": frozenset({"id", "member_id"}),
        "dues": frozenset({"id", "member_id", "period"}),
        "prompts": frozenset({"chat_id", "user_id", "turn_id"}),
        "memberships": frozenset({"id", "member_id"}),
        "team_requests": frozenset({"id", "member_id"}),
        "broadcasts": frozenset(
            {
                "id",
                "made_by",
                "audience",
                "audience_teams",
                "newcomer_months",
                "kind",
                "entities",
                "file_id",
                "urgent",
                "read_button",
                "window_from",
                "window_until",
                "expires_at",
                "confirmed",
                "version",
                "board_chat",
                "board_message",
                "series_id",
                "kept",
            }
        ),
        "series": frozenset({"id", "made_by", "audience", "audience_teams", "newcomer_months", "hour", "minute"}),
        "open_questions": frozenset({"id", "member_id", "made_at", "answered_by", "rated"}),
        "answers": frozenset({"id", "made_by", "asked", "message_id"}),
        "question_notices": frozenset({"member_id"}),
    }
)
"""Numbers that say nothing to a reader; they stand in the file."""

VALUES: Mapping[str, str] = MappingProxyType(
    {
        "jour_fixe": "Jour fixe", "press": "Presse", "relationship": "Kontakt", "step": "Schritt", "tip": "Tipp",
        "open": "offen", "done": "erledigt", "skipped": "diesmal nicht", "expired": "abgelaufen",
        "planned": "geplant", "dropped": "abgesagt",
        "draft": "Entwurf", "answered": "beantwortet", "closed": "geschlossen",
        "newcomer": "neu im Team", "lead": "Teamleitung",
    }
)  # fmt: skip


def titled(title: str) -> str:
    """One of several in a line, some of which end in a question mark."""
    return f"„{title}“"


def counted(rows: int) -> str:
    return "ein Eintrag" if rows == 1 else f"{rows} Einträge"


def part(number: int, of: int) -> str:
    return f"Teil {number} von {of}"


# /loeschen -----------------------------------------------------------------------------------------------------------

DELETE_TITLE = "Alles über dich löschen?"
DELETE_WHAT = "Das lösche ich sofort und endgültig:"
DELETE_ALWAYS = ("alles, was noch unterwegs zu dir ist",)
DELETE_AFTER = "Der Chatverlauf bleibt in Telegram, bis du ihn dort selbst löschst."
DELETE_FIRST = "Vorher behalten? /meinedaten schickt dir alles als Datei."
DELETE_YES = "Ja, alles löschen"
DELETE_NO = "Nein, behalten"
KEPT = "Gut, es bleibt alles, wie es ist."
ERASED_TITLE = "Alles über dich ist gelöscht."
ERASED = (
    "Auch diese Nachricht merke ich mir nicht. Den Chatverlauf löschst du in Telegram selbst.\n\n"
    "Schreibst du mir wieder, fangen wir von vorn an."
)
NOTHING_TO_DELETE = "Gespeichert ist gerade nichts von Bedeutung, nur Kennungen der letzten Nachrichten."

_SETTINGS = "deine Einstellungen und deinen Stand im Einstieg"
GOES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "members": (_SETTINGS, _SETTINGS),
        "memberships": ("dass du zu einem Team gehörst", "zu welchen {} Teams du gehörst"),
        "team_requests": ("deine Anfrage an eine Leitung", "{} Anfragen an eine Leitung"),
        "contacts": ("einen Kontakt mit Notiz", "{} Kontakte mit ihren Notizen"),
        "jour_fixes": ("einen Termin mit der Kommune", "{} Termine mit der Kommune"),
        "agenda_notes": ("eine Notiz für die Tagesordnung", "{} Notizen für die Tagesordnung"),
        "open_questions": ("eine Frage an deine Teamleitung", "{} Fragen an deine Teamleitung"),
        "dues": ("eine Erinnerung", "{} Erinnerungen, offene und beantwortete"),
        "turns": ("was ich dir zuletzt gezeigt habe", "was ich dir zuletzt gezeigt habe"),
    }
)


def goes(table: str, rows: int) -> str:
    one, many = GOES[table]
    return one if rows == 1 else many.format(rows)
