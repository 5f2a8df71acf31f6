"""What is said while the content of a broadcast is chosen, and what is wrong with it."""

from collections.abc import Mapping
from types import MappingProxyType

ASK_TITLE = "Was möchtest du senden?"
ASK_CONTENT = (
    "Schreib mir jetzt den Text, so wie er ankommen soll. Fett und kursiv bleiben erhalten. Oder schick ein Bild oder "
    "eine Datei, gern mit Text darunter. Lass dir Zeit: Ich warte eine Stunde."
)
ASK_AGAIN = "Schick mir den neuen Inhalt: Text, Bild oder Datei. Bis dahin bleibt alles, wie es ist."
TAKE_TIP = "Tipp aus der Sammlung"
KEEP_CONTENT = "Inhalt behalten"
LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024
MEGABYTE = 1_000_000


def number(count: int) -> str:
    """With the point that German puts between thousands."""
    return f"{count:,}".replace(",", ".")


def too_long(count: int, limit: int, caption: bool) -> str:
    what = "Der Text unter dem Bild oder der Datei" if caption else "Der Text"
    kept = "Kürz ihn bitte und schick ihn noch einmal."
    return f"{what} hat {number(count)} Zeichen. Mehr als {number(limit)} nimmt Telegram nicht an. {kept}"


def too_large(what: str, megabytes: int, limit: int) -> str:
    named = "Das Bild" if what == "photo" else "Die Datei"
    return (
        f"{named} ist {megabytes} MB groß. Für einen Rundruf gehen höchstens {limit} MB, sonst dauert das Laden "
        "unterwegs zu lange. Schick es bitte kleiner."
    )


FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "empty": "Da steht kein Text. Schreib mir bitte, was ankommen soll.",
        "voice": "Sprachnachrichten und Töne kann ich nicht als Rundruf senden. Schreib mir bitte den Text.",
        "sticker": "Einen Sticker kann ich nicht als Rundruf senden. Schreib mir bitte einen Text.",
        "video": "Videos kann ich nicht als Rundruf senden. Ein Bild, eine Datei oder ein Text geht.",
        "other": "Das kann ich nicht als Rundruf senden. Es gehen Text, ein Bild oder eine Datei.",
    }
)
NOTHING_LOST = "Dein Entwurf ist unverändert."
ONE_PICTURE = (
    "In einen Rundruf passt ein Bild oder eine Datei. Ich habe nur das erste genommen. Möchtest du ein anderes, tipp "
    "auf „Inhalt ändern“."
)
SPLIT_TEXT = (
    "Dein Text war so lang, dass Telegram ihn geteilt hat. Im Entwurf steht nur der erste Teil. Kürz ihn auf 4.096 "
    "Zeichen und schick ihn noch einmal: Tipp dafür auf „Inhalt ändern“."
)

ASK_TIP_TITLE = "Welcher Tipp soll es sein?"
ASK_TIP = "Schreib mir ein Stichwort, zum Beispiel „Presse“. Oder wähl ein Thema."
TIPS_FOUND = "Das passt dazu. Tipp auf einen, oder schreib ein anderes Stichwort."
NO_TIPS = "Dazu finde ich nichts. Schreib ein anderes Stichwort, oder wähl ein Thema."
TIPS_OF_AREA = "Tipp auf eine Empfehlung."
TOPICS = "‹ Alle Themen"
