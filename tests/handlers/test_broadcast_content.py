"""What may be the content of a broadcast, counted as Telegram counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.arrival import Arrival, Kind
from handlers.broadcast_content import Fault, may_be_split, read_content, storable
from handlers.cards import Showcase
from handlers.cards.broadcast_choices import AskContentCard
from handlers.portions import units
from knowledge.entries import Library
from scheduler.broadcasts import Content


def arrival(text: str = "", media: str = "", file_id: str = "", size: int = 0, entities: str = "") -> Arrival:
    return Arrival(
        Kind.TEXT,
        1,
        1,
        1,
        text=text.strip(),
        exact=text,
        media=media,
        file_id=file_id,
        file_bytes=size,
        entities=entities,
    )


def said(fault: Fault) -> str:
    return AskContentCard(3, fault.what, fault.amount, fault.file).draw(Showcase(Library({}))).html


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b\u200b", "\u00a0"])
def test_a_text_in_which_nothing_stands_is_empty(text: str) -> None:
    assert read_content(arrival(text)) == Fault("empty")


@pytest.mark.parametrize(("text", "count"), [("x" * 4097, 4097), ("😀" * 2049, 4098)])
def test_a_text_over_the_limit_is_told_with_both_numbers(text: str, count: int) -> None:
    fault = read_content(arrival(text))
    assert fault == Fault("too_long", count)
    assert isinstance(fault, Fault)
    assert f"hat {count:,} Zeichen".replace(",", ".") in said(fault)
    assert "4.096" in said(fault)


@pytest.mark.parametrize("text", ["x" * 4096, "😀" * 2048])
def test_a_text_at_the_limit_is_taken(text: str) -> None:
    content = read_content(arrival(text))
    assert content == Content("text", text)
    assert isinstance(content, Content)
    assert may_be_split(content)


def test_spaces_at_the_ends_stay_because_the_formatting_counts_from_the_first() -> None:
    entities = '[{"type": "bold", "offset": 2, "length": 4}]'
    assert read_content(arrival("  fett  ", entities=entities)) == Content("text", "  fett  ", entities)


@pytest.mark.parametrize(
    ("media", "size", "fault"),
    [
        ("photo", 10_000_000, None),
        ("photo", 10_000_001, Fault("too_large", 11, "photo")),
        ("document", 50_000_000, None),
        ("document", 61_500_000, Fault("too_large", 62, "document")),
    ],
)
def test_files_have_a_limit(media: str, size: int, fault: Fault | None) -> None:
    content = read_content(arrival("Plakat", media, "file", size))
    assert content == (fault or Content("photo" if media == "photo" else "document", "Plakat", "", "file"))
    if fault is not None:
        assert f"{fault.amount} MB" in said(fault)


@pytest.mark.parametrize("media", ["voice", "sticker", "video", "location", "contact", "poll", "other"])
def test_other_media_are_refused_even_with_a_caption(media: str) -> None:
    fault = read_content(arrival("Schaut mal", media))
    assert isinstance(fault, Fault)
    assert "Rundruf" in said(fault)


@given(st.text(alphabet=st.characters()))
def test_what_is_kept_can_be_stored_and_keeps_its_length(text: str) -> None:
    kept = storable(text)
    kept.encode("utf-8")
    assert "\0" not in kept
    assert units(kept) == units(text)
