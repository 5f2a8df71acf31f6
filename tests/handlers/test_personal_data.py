"""A rule of thumb: what names a person, and what must not be taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.personal_data import looks_personal, looks_traceable

PERSONAL = (
    "Anna Schmidt",
    "anna schmidt",
    "ANNA SCHMIDT",
    "Zeynep Kaya fragen wegen Bank",
    "Hans-Peter Müller-Lüdenscheid",
    "Anna von der Heide",
    "Mit Jörg Wischnewski über die Bank reden",
    "Tadeusz Nowak",
    "Frau Kaya anrufen",
    "Herr Dr. Brandt",
    "Herrn Müller danken",
    "Bürgermeister Peter Brandt",
    "0234 123456",
    "0234/123456",
    "0170-1234567",
    "+49 170 1234567",
    "(0234) 12 34 56",
    "Rückruf unter 0234.123456",
    "Tel. 4711",
    "Durchwahl: 4711",
    "491701234567",
    "a.schmidt@stadt.example",
    "Mail an amt@stadt.de",
    "Hauptstraße 12",
    "hauptstr. 5a",
    "Am alten Weg 3",
    "Treffen: Marktplatz 3",
)
NOT_PERSONAL = (
    "",
    "Bank am Marktplatz",
    "Bank Marktplatz",
    "Seniorenbeirat",
    "Leitung Sozialamt",
    "Ansprechperson Quartier",
    "Freiwillige Feuerwehr",
    "Runder Tisch",
    "Rotes Kreuz",
    "Evangelische Kirche",
    "Stadt Musterstadt",
    "Frau Bürgermeisterin einladen",
    "Beleuchtung in der Hauptstraße",
    "Anne-Frank-Schule",
    "Anne Frank Schule",
    "Karl Marx Allee sperren",
    "Sommerfest am 3.5.",
    "Termin 03.03.2026, 9:30 Uhr",
    "03.03.2026 - 14 Uhr",
    "2026-03-03",
    "50.000 Euro Förderung",
    "Antrag bis 31.12. stellen",
    "3 Bänke und 2 Papierkörbe",
    "Öffnungszeiten 08:00-12:00",
    "ÖPNV Anbindung",
    "Wer räumt den Schnee weg?",
    "Um 9 Uhr am Ring",
    "Neue Räume für den Mittagstisch",
    "Fahrdienst Wochenmarkt",
)


@pytest.mark.parametrize("text", PERSONAL)
def test_what_names_a_person_is_seen(text: str) -> None:
    assert looks_personal(text)


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_what_names_nobody_is_let_through(text: str) -> None:
    assert not looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        *PERSONAL,
        "Wie hoch ist das Pflegegeld für meinen Vater in der Blumenstraße?",
        "in der blumenstraße wohnt eine frau",
        "Karl-Marx-Allee: Wer hilft dort?",
        "Die Nachbarin am Lindenweg ruft immer an",
        "Jemand in der Berliner Straße",
        "auf der Anne Frank Straße",
        "wer wohnt in der Goethestr.?",
    ],
)
def test_where_somebody_lives_is_seen_without_a_number(text: str) -> None:
    assert looks_traceable(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wer räumt den Schnee auf der Straße weg?",
        "Ein Fest in der Einkaufsstraße",
        "Wer ist am Radweg zuständig?",
        "Wie finde ich einen Lösungsweg?",
        "Bank am Marktplatz",
        "Um 9 Uhr am Ring",
        "in einer Sackgasse",
        "Wie komme ich in die Lokalzeitung?",
    ],
)
def test_a_kind_of_street_is_no_address(text: str) -> None:
    assert not looks_traceable(text)


@given(st.text(max_size=300))
def test_any_text_can_be_judged(text: str) -> None:
    assert looks_personal(text) in (True, False)
    assert looks_traceable(text) in (True, False)


def test_a_long_number_is_judged_at_once() -> None:
    """No pattern that takes for ever."""
    assert looks_personal("1" * 4096)
    assert not looks_personal("a-" * 2000)
    assert not looks_personal("straße " * 600)
    for text in ("straße " * 600, "in der " * 600, "A-" * 2000, "in der " + "Aa " * 1200):
        assert not looks_traceable(text)
