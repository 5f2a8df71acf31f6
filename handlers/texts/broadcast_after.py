"""What is said about a broadcast that has gone out: stopping it, correcting it, taking it back, "Gelesen"."""

from collections.abc import Mapping
from types import MappingProxyType

PREVIEW_PRESSED = "Das ist nur die Vorschau."

THANKS = "Danke!"
READ_ALREADY = "Schon gemerkt, danke."
OVER = "Das geht gerade nicht mehr."
AMENDED = "Wird korrigiert."

CANCEL_TITLE = "Diesen Rundruf abbrechen?"
CANCEL_TEXT = "Wer ihn noch nicht hat, bekommt ihn dann nicht mehr. Weiter senden geht danach nicht."
CANCEL_YES, CANCEL_NO = "Ja, abbrechen", "Nein, weiter"
RECALL_TITLE = "Diesen Rundruf zurückholen?"
RECALL_TEXT = "Er verschwindet aus allen Chats, in denen er schon steht. Gelesen ist er vielleicht trotzdem."
RECALL_LIMIT = "Telegram lässt mich Nachrichten nur 48 Stunden lang löschen."
RECALL_OLD = "Was schon länger dasteht, bleibt. Danach kann ich ihn nicht mehr korrigieren."
LATE_TITLE = "Zum Zurückholen ist es zu spät."
LATE_TEXT = "Was schon angekommen ist, bleibt darum stehen. Korrigieren geht noch."
LATE_CORRECT, LATE_STOP = "Korrigieren", "Nichts mehr senden"
RECALL_UNSENT = "Wer ihn noch nicht hat, bekommt ihn dann nicht mehr."
RECALL_YES, RECALL_NO = "Ja, zurückholen", "Nein, lassen"

CORRECT_TITLE = "Wie soll es richtig heißen?"
CORRECT_TEXT = (
    "Schick mir den ganzen Text noch einmal, so wie er da stehen soll. Ich zeige ihn dir, bevor ich etwas ändere."
)
CORRECT_FILE = (
    "Schick mir das richtige Bild oder die richtige Datei, mit dem Text darunter. Schickst du nur Text, bleibt das "
    "Bild oder die Datei. Ich zeige es dir, bevor ich etwas ändere."
)
CORRECT_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "now_file": (
            "Dieser Rundruf ist ein Text, und in Telegram bleibt ein Text ein Text. Schick mir bitte Text. Für ein "
            "Bild oder eine Datei leg einen neuen Rundruf an."
        )
    }
)
MORE_TEXT = (
    "Dein Text war so lang, dass Telegram ihn geteilt hat. In der Korrektur steht nur der erste Teil. Kürz ihn auf "
    "4.096 Zeichen und schick ihn noch einmal: Tipp dafür auf „Korrigieren“."
)
MORE_PICTURES = (
    "In einen Rundruf passt ein Bild oder eine Datei. Ich habe nur das erste genommen. Möchtest du ein anderes, tipp "
    "noch einmal auf „Korrigieren“."
)
EDITED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "new": ("Schick mir den geänderten Text bitte als neue Nachricht.", ""),
        "draft": ("Der Rundruf hat noch den alten Text. Tipp auf „Inhalt ändern“.", "Inhalt ändern"),
        "scheduled": ("Der Rundruf ist geplant, noch mit dem alten Text. Hol ihn zurück zum Entwurf.", "Zum Rundruf"),
        "sent": ("Gesendet ist die alte Fassung. Tipp auf „Korrigieren“.", "Korrigieren"),
    }
)
"""What is said when the message with its text was edited, and the key under it."""
UNCHANGED = "Bis dahin bleibt alles, wie es ist."
NOT_NOW = "‹ Doch nicht"
AMEND_TITLE = "So steht es dann da. Stimmt alles?"
AMEND_AGAIN = "Das wäre deine Fassung. Soll sie die andere ersetzen?"
AMENDED_BY_OTHERS = "Inzwischen ist dieser Rundruf schon korrigiert worden. So steht er jetzt da:"
AMEND_YES, AMEND_NO = "Ja, korrigieren", "Nein, so lassen"


def amend_text(*, waiting: bool) -> str:
    """What is changed, and what those get who have none yet. Not at how many: see `broadcasts.delivered`."""
    changed = "Ich ändere jede Nachricht, die schon angekommen ist."
    also = " Wer ihn noch nicht hat, bekommt gleich die neue Fassung." if waiting else ""
    return f"{changed} Wo ich nicht mehr herankomme, bleibt die alte Fassung stehen.{also}"
