"""Every German sentence of the interface: plain text, nothing escaped. How it sounds is part of the product.

Constants where nothing is filled in, small typed functions where something is. Content (recommendations, small talk)
is YAML in `knowledge/`.
"""

from collections.abc import Mapping
from types import MappingProxyType

# Bot profile and menus -----------------------------------------------------------------------------------------------

DESCRIPTION = (
    "Schön, dass du da bist. Ich bin der Quartierslotse.\n\n"
    "Frag mich, wie du mit Mitbewerbern und Kommune gut zusammenarbeitest. "
    "Ich suche dir die passende Empfehlung von Menschen, die das schon machen. "
    "Finde ich keine, sage ich dir das."
)
SHORT_DESCRIPTION = "Empfehlungen aus der Praxis für neue Quartiersmanager*innen: Mitbewerber, Kommune, Einstieg."

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "themen": "Alle Empfehlungen nach Themen",
        "heute": "Was gerade dran ist",
        "erinnerungen": "Was in den nächsten Wochen ansteht",
        "kontakte": "Mit wem du in Verbindung bleibst",
        "einstieg": "Die ersten Wochen, Schritt für Schritt",
        "zeiten": "Wann ich mich melden darf",
        "pause": "Eine Weile keine Erinnerungen",
        "jourfixe": "Deine zwei Gespräche im Jahr mit der Kommune",
        "team": "Dein Team, und wer es leitet",
        "hilfe": "Was ich kann und wie du fragst",
        "abbrechen": "Beenden, was gerade offen ist",
        "datenschutz": "Was gespeichert wird und was nicht",
        "meinedaten": "Alles, was über dich gespeichert ist",
        "loeschen": "Alles über dich löschen",
        "stopp": "Ich schreibe dir nur noch, wenn du fragst",
        "start": "Von vorn anfangen",
    }
)
GROUP_COMMANDS: Mapping[str, str] = MappingProxyType(
    {name: COMMANDS[name] for name in ("themen", "hilfe", "datenschutz")}
)

# Buttons -------------------------------------------------------------------------------------------------------------

TOPICS = "Themen ansehen"
REPHRASE = "Anders fragen"
PERSON = "Einen Menschen fragen"
HAND_ON = "An die Teamleitung weitergeben"
HAND_ON_TO_OFFICE = "An die Verwaltung weitergeben"
HELPED = "Ja, beantwortet"
NOT_FITTING = "Nein, passt nicht"
THANKS = "Danke, gut zu wissen."
NONE_OF_THESE = "Nichts davon"
SHARE = "Teilen"
CANCEL = "Abbrechen"
HELP = "So fragst du"
BACK_TO_AREAS = "‹ Alle Themen"
NEXT_PAGE = "Weitere ›"
PREVIOUS_PAGE = "‹ Vorige"
MORE_IN_CHAT = "Mehr im Chat mit dem Quartierslotsen"
TO_PRIVATE_CHAT = "Zum Chat mit mir"


def back_to(place: str) -> str:
    return f"‹ {place}"


def option(number: int, title: str) -> str:
    return f"{number} · {title}"


def way_on(title: str) -> str:
    return f"➜ {title}"


# Help ----------------------------------------------------------------------------------------------------------------

HELP_TITLE = "So hilft dir der Quartierslotse"
HELP_TEXT = (
    "Schreib mir, was dich gerade beschäftigt. Ein Stichwort reicht, ein ganzer Satz ist besser. Tippfehler machen "
    "nichts.\n\n"
    "Bin ich sicher, bekommst du eine Empfehlung mit nächsten Schritten. Bin ich unsicher, frage ich nach. "
    "Weiß ich nichts, sage ich es."
)
HELP_COMMANDS = "Das geht auch:"


def inline_hint(bot: str) -> str:
    return f"In jedem anderen Chat: Schreib @{bot} und ein Stichwort, dann kannst du eine Empfehlung weitergeben."


# Answers -------------------------------------------------------------------------------------------------------------

NEXT_STEP = "Nächster Schritt"
NEXT_STEPS = "Nächste Schritte"
WAY_OUT = "Das hilft weiter:"
GOES_WITH = "Dazu passt:"


def place(area: str, kind: str) -> str:
    return f"{area} · {kind}" if kind else area


CLARIFY_TITLE = "Ich bin nicht ganz sicher, was du meinst."
CLARIFY = "Geht es um …"
CLARIFY_HINT = "Tipp auf einen Vorschlag oder schreib die Zahl."
NEXT_TRY_TITLE = "Dann passt vielleicht das:"

UNKNOWN_TITLE = "Dazu habe ich keine Empfehlung."
UNKNOWN = "Ich rate lieber nicht. Schau in die Themen, oder frag noch einmal mit anderen Worten."
NOTHING_LEFT_TITLE = "Dann habe ich nichts Passendes."
PERSON_TITLE = "Hier hilft ein Mensch besser als ich."
PERSON_UNKNOWN = "Auch damit finde ich nichts, das passt. Frag am besten deine Teamleitung. Oder schau in die Themen."


def unknown_lead(office: bool) -> str:
    whom = "die Verwaltung" if office else "deine Teamleitung"
    return f"Ich rate lieber nicht. Frag mit anderen Worten, schau in die Themen, oder gib die Frage an {whom} weiter."


def person_lead(office: bool) -> str:
    whom = "die Verwaltung" if office else "deine Teamleitung"
    return f"Auch damit finde ich nichts, das passt. Gib die Frage an {whom} weiter, wenn du magst."


def person_known(person: str) -> str:
    return f"Ich finde nichts, das passt. Wende dich an: {person}. Oder schau in die Themen."


def person_contact(person: str) -> str:
    return f"Wende dich an: {person}."


PERSON_FALLBACK = "Frag am besten deine Teamleitung."

REPHRASE_TITLE = "Erzähl es mir mit anderen Worten."
REPHRASE_TEXT = (
    "Am besten mit einem Beispiel: Wer will was, und woran hakt es? "
    "Lass dir Zeit: Eine Viertelstunde lang weiß ich noch, worum es geht."
)
CANCELLED = "In Ordnung, das ist beendet. Frag mich, wann du magst."
NOTHING_OPEN = "Gerade ist nichts offen. Frag mich einfach etwas."


def out_of_range(count: int) -> str:
    return f"Ich habe dir {count} Vorschläge gezeigt. Schreib eine Zahl von 1 bis {count}, oder stell deine Frage neu."


NO_OPTIONS = "Gerade steht keine Auswahl offen. Schreib mir deine Frage, am besten in einem Satz."

# Topics --------------------------------------------------------------------------------------------------------------

TOPICS_TITLE = "Themen"
TOPICS_TEXT = "Worum geht es?"
KIND_TEXT = "Was suchst du?"
ENTRY_TEXT = "Welche Empfehlung möchtest du lesen?"
WITHOUT_KIND = "Alle Empfehlungen"


def page(number: int, pages: int) -> str:
    return f"Seite {number} von {pages}"


def counted(label: str, count: int) -> str:
    return f"{label} ({count})"


# What can't be done --------------------------------------------------------------------------------------------------

GONE_TITLE = "Diese Empfehlung gibt es nicht mehr."
GONE = "Sie wurde geändert oder zusammengelegt. In den Themen findest du alles, was es jetzt gibt."
OLD_BUTTON_TITLE = "Diese Auswahl ist schon älter."
OLD_BUTTON = "Ich weiß nicht mehr, worum es ging. Stell mir die Frage noch einmal, oder schau in die Themen."
ALREADY = "Das habe ich schon beantwortet."
TURN_OVER = "Diese Frage ist schon älter. Stell sie einfach noch einmal."

MEDIA_TITLE = "Ich kann nur lesen."
MEDIA: Mapping[str, str] = MappingProxyType(
    {
        "voice": "Sprachnachrichten verstehe ich nicht.",
        "photo": "Bilder sehe ich nicht an.",
        "sticker": "Sticker verstehe ich nicht.",
        "location": "Mit einem Standort kann ich nichts anfangen.",
        "document": "Dateien öffne ich nicht.",
        "video": "Videos sehe ich nicht an.",
        "contact": "Kontakte nehme ich nicht an, das schützt die anderen.",
        "poll": "An Umfragen nehme ich nicht teil.",
        "other": "Damit kann ich nichts anfangen.",
    }
)
MEDIA_INSTEAD = "Schreib mir deine Frage in ein, zwei Sätzen. Dann suche ich dir die passende Empfehlung."

NO_WORDS_TITLE = "Das verstehe ich nicht."
NO_WORDS = "Schreib mir deine Frage bitte auf Deutsch, am besten in einem Satz. Ein Stichwort geht auch."


UNKNOWN_COMMAND = "Diesen Befehl kenne ich nicht. Unter /hilfe steht, was geht. Oder frag mich einfach."


PERSONAL_TITLE = "Das klären wir unter uns."
PERSONAL = "Solche Dinge gehören nicht in eine Gruppe. Schreib mir im privaten Chat."

LOSS_TITLE = "Das hat nicht geklappt."
LOSS = "Bei mir ging etwas schief, und ich konnte deine Nachricht nicht beantworten. Schick sie bitte noch einmal."

# Being written to ----------------------------------------------------------------------------------------------------

QUIET_TITLE = "Gut, ich melde mich nicht mehr von selbst."
QUIET = "Auf deine Fragen antworte ich weiter. Mit /start darf ich mich wieder melden."

# What people type instead of pressing a button (compared after folding) ----------------------------------------------

NUMBER_WORDS: Mapping[str, int] = MappingProxyType(
    {
        "eins": 1, "erste": 1, "ersten": 1, "das erste": 1, "die erste": 1, "der erste": 1,
        "zwei": 2, "zweite": 2, "zweiten": 2, "das zweite": 2, "die zweite": 2, "der zweite": 2,
        "drei": 3, "dritte": 3, "dritten": 3, "das dritte": 3, "die dritte": 3, "der dritte": 3,
    }
)  # fmt: skip
NUMBER_PREFIXES = ("nummer", "nr", "option", "vorschlag", "antwort", "die", "das", "punkt")
NONE_WORDS = frozenset(
    {
        "nichts davon", "keins davon", "keines davon", "keine davon", "passt nicht", "nix davon", "passt alles nicht",
        "nichts passt", "nein nichts davon", "weder noch", "das passt nicht", "das meine ich nicht", "nichts von dem",
    }
)  # fmt: skip
