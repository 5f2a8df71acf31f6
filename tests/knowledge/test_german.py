import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import german

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Bürgermeister", "Buergermeister", "Burgermeister", "BÜRGERMEISTER", "bu\u0308rgermeister"),
        ("Straße", "Strasse", "STRASSE", "STRAẞE", "strase"),
        ("Kommune", "komune", "kommunne", "KOMMUNE"),
        ("Größe", "Groesse", "grosse", "Grose"),
        ("neue", "neu", "neü"),
        ("Stadt\u200bteil", "Stadt\u00adteil", "\u200fStadtteil", "Stadt\ufeffteil"),
    ],
)
def test_spellings_of_one_word_meet(spellings: tuple[str, ...]) -> None:
    assert len({tuple(german.words(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Haus", "Maus"), ("Rat", "Tat"), ("2024", "204"), ("Bund", "Band")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert german.words(one) != german.words(other)


def test_words_leave_out_tags_and_punctuation_but_no_word() -> None:
    assert german.words("<b>Wer</b> hilft?! Jour-fixe, 2x im Jahr …") == [
        "wer",
        "hilft",
        "jour",
        "fixe",
        "2x",
        "im",
        "jahr",
    ]


def test_a_lone_smaller_than_sign_swallows_nothing() -> None:
    assert german.words("Einfluss < Geld und Zeit > Ruhe") == ["einflus", "geld", "und", "zeit", "ruhe"]


@given(ANY_TEXT)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = german.fold(text)
    assert german.fold(once) == once


@given(st.text("aäoöuüsß enrt", max_size=60))
def test_umlauts_in_any_of_three_spellings_are_the_same_words(text: str) -> None:
    spelled_out = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    bare = text.replace("ä", "a").replace("ö", "o").replace("ü", "u").replace("ß", "ss")
    assert german.words(spelled_out) == german.words(text)
    # A bare spelling loses what an e behind the umlaut would have told ("säen").
    if not any(f"{umlaut}e" in text for umlaut in "äöü"):
        assert german.words(bare) == german.words(text)


@given(ANY_TEXT)
def test_words_are_folded_and_never_empty(text: str) -> None:
    words = german.words(text)
    assert all(words)
    assert words == german.words(text.swapcase()) or not text.isascii()


@pytest.mark.parametrize("forms", [("machen", "machn", "machst", "macht"), ("termin", "termine", "terminen")])
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({german.stem(form) for form in forms}) == 1


@given(st.text("abcdefgmnrst", min_size=1, max_size=20))
def test_a_stem_begins_its_word_and_keeps_four_letters(word: str) -> None:
    stem = german.stem(word)
    assert word.startswith(stem)
    assert len(stem) >= min(4, len(word))


@pytest.mark.parametrize(
    "message",
    [
        "Hallo, wer hilft mir?",
        "hey wer hilft mir",
        "Guten Morgen zusammen! Wer hilft mir? Vielen Dank im Voraus",
        "Moin, hallo, kurze Frage: Wer hilft mir? Danke dir, liebe Grüße Petra",
        "Wer hilft mir? LG",
    ],
)
def test_courtesies_are_taken_off(message: str) -> None:
    assert german.without_courtesies(german.words(message)) == ["wer", "hilft", "mir"]


@pytest.mark.parametrize("message", ["Wie danke ich Ehrenamtlichen?", "Tag der Nachbarn", "Was heißt hallo sagen?"])
def test_the_same_words_within_a_question_stay(message: str) -> None:
    assert german.without_courtesies(german.words(message)) == german.words(message)


@given(st.lists(st.sampled_from(["hallo", "danke", "lg", "petra", "wer", "guten", "morgen", "dank", "vielen"])))
def test_what_remains_is_a_stretch_of_the_message(words: list[str]) -> None:
    bare = german.without_courtesies(words)
    assert f" {' '.join(bare)} " in f" {' '.join(words)} " or not bare
