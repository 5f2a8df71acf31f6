import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.entries import Smalltalk
from knowledge.smalltalk import SmalltalkRules

RULES = SmalltalkRules(
    (
        Smalltalk(
            "emergency",
            "112",
            phrasings=("Notruf",),
            contains=("will nicht mehr leben", "umbringen", "es brennt"),
            unless=("zeit umbringen", "die zeit umbringen", "wo es brennt"),
        ),
        Smalltalk("greeting", "Hallo", phrasings=("Hallo!", "guten Morgen", "moin moin")),
        Smalltalk("thanks", "Gern", phrasings=("danke", "super danke", "vielen Dank")),
        Smalltalk("goodbye", "Tschüss", phrasings=("tschüss", "bis morgen")),
        Smalltalk("who", "Ich", phrasings=("Wer bist du?", "Bist du ein Mensch?")),
        Smalltalk("emoji", "Schön"),
    )
)


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("HALLO!!", "greeting"),
        ("Guten Morgen 🌞", "greeting"),
        ("vielen dank", "thanks"),
        ("wer bist du", "who"),
        ("Hallo, wer bist du? Danke!", "who"),
        ("wer bsit du", "who"),
        ("Super, danke, tschuess, bis morgen", "thanks"),
        ("👍", "emoji"),
        ("😂😂", "emoji"),
        ("???", ""),
        ("", ""),
        ("Wer bist du für die Leute im Quartier, wenn du neu bist?", ""),
        ("Wie danke ich Ehrenamtlichen?", ""),
        ("Hallo, wer ist im Rathaus zuständig? Danke", ""),
    ],
)
def test_topics(message: str, topic: str) -> None:
    assert RULES.topic(message) == topic


@pytest.mark.parametrize(
    "message",
    [
        "ich will nicht mehr leben",
        "Hallo, eine Bewohnerin sagt, sie WILL NICHT MEHR LEBEN. Was mach ich?",
        "Es brennt!",
        "ich könnte die zeit umbringen aber eigentlich will ich mich umbringen",
        "Wie finde ich Partner? " * 60 + "Ich will nicht mehr leben.",
    ],
)
def test_an_emergency_is_heard_anywhere_in_a_message(message: str) -> None:
    assert RULES.topic(message) == "emergency"


@pytest.mark.parametrize(
    "message", ["Wie kann man hier die Zeit umbringen?", "Ich helfe da, wo es brennt", "Die Umbringenden, es brennte"]
)
def test_idioms_and_parts_of_words_are_no_emergency(message: str) -> None:
    assert RULES.topic(message) == ""


def test_cutting_an_idiom_out_makes_no_new_phrase() -> None:
    rules = SmalltalkRules((Smalltalk("alarm", "!", contains=("es brennt",), unless=("sehr",)),))
    assert rules.topic("es sehr brennt") == ""


def test_without_rules_nothing_is_smalltalk() -> None:
    rules = SmalltalkRules(())
    assert [rules.topic(message) for message in ("Hallo", "👍", "", "ich will nicht mehr leben")] == [""] * 4


@given(st.text(st.characters(codec=None), max_size=300))
def test_any_text_gets_a_known_topic_or_none(message: str) -> None:
    assert RULES.topic(message) in {"", "emergency", "greeting", "thanks", "goodbye", "who", "emoji"}
