"""What is said where one team lead decides about another's proposal."""

DROP_TITLE = "Diesen Vorschlag verwerfen?"
DROP_TEXT = "Er liegt dann wieder als Entwurf bei der Person, die ihn geschrieben hat. Ich sage ihr Bescheid."
DROP_YES, DROP_NO = "Ja, verwerfen", "Nein, behalten"
SHOW_IT = "Ansehen"
COPIED = "Du änderst eine Kopie. Der Vorschlag bleibt stehen."


def told(what: str, by: str) -> tuple[str, str]:
    return {
        "accepted": ("Dein Vorschlag gilt jetzt.", f"Übernommen von: {by}. Zurücknehmen könnt ihr ihn jederzeit."),
        "returned": (
            "Dein Vorschlag ist nicht übernommen worden.",
            f"Verworfen von: {by}. Er liegt einen Tag lang als Entwurf bei dir, wenn du ihn ändern willst.",
        ),
        "undone": ("Deine Änderung ist zurückgenommen worden.", f"Zurückgenommen von: {by}."),
    }[what]
