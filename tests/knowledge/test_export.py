"""The merged collection as files: it loads without a fault, answers like what was live, and shows only the changes."""

import difflib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.changes import Change, What, tidy
from knowledge.curation import merge
from knowledge.export import exported
from knowledge.library import SHIPPED, load
from tests.knowledge.written import Files, collection

LIBRARY = load()
PHRASING = Change(What.PHRASING, "Wer im Landratsamt hilft: bei der Bushaltestelle?", "kommune-herausforderung-1")
ENTRY = Change(
    What.ENTRY,
    "Wo leihe ich einen Pavillon?",
    "kommune-neu-7",
    "Leihen statt kaufen",
    "Frag im Bürgerbüro nach dem Fundus. " * 5 + "Danke.",
    "kommune",
    "tipp",
    ("Ruf an: am besten morgens.", "Hol ihn ab."),
)
DECOY = Change(What.DECOY, "- Wo kaufe ich gute Kopfhörer?")
FEST = Change(
    What.OCCASION,
    entry="anlass-neu-3",
    title="Fest: Nordend",
    day="2027-06-12",
    when="2027-06-12",
    why="Alle sind auf der Straße.",
    opening="Wir feiern, kommen Sie vorbei?",
)
YEARLY = Change(
    What.OCCASION, entry="anlass-neu-4", title="Lichterfest", when="second saturday of june", why="W.", opening="O."
)
REWRITE = Change(What.REWRITE, "", "kommune-neu-7", "Borgen", "Erster Absatz.\n\nZweiter # Absatz.")


def write(directory: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_bytes(content)
    return directory


def diff_of(name: str, files: dict[str, bytes], directory: Path = SHIPPED) -> list[str]:
    """The lines that were taken out (-) and put in (+)."""
    before = (directory / name).read_text(encoding="utf-8").splitlines()
    after = files[name].decode("utf-8").splitlines()
    lines = difflib.unified_diff(before, after, n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_without_changes_every_byte_stays() -> None:
    files = exported(SHIPPED, LIBRARY, LIBRARY)
    assert {name: (SHIPPED / name).read_bytes() for name in files} == files
    assert {"questions.yaml", "recommendations/einstieg.yaml", "recommendation.schema.json"} < set(files)


def test_only_the_changes_are_new_and_it_loads_as_it_was_live(tmp_path: Path) -> None:
    merged = merge(LIBRARY, enumerate([PHRASING, ENTRY, DECOY, FEST]))
    assert not merged.skipped
    files = exported(SHIPPED, LIBRARY, merged.library)
    assert load(write(tmp_path, files)) == merged.library
    assert diff_of("decoys.yaml", files) == ['+- "- Wo kaufe ich gute Kopfhörer?"']
    assert diff_of("occasions.yaml", files) == [
        "+",
        "+- id: anlass-neu-3",
        '+  title: "Fest: Nordend"',
        '+  when: "2027-06-12"',
        "+  why: Alle sind auf der Straße.",
        "+  opening: Wir feiern, kommen Sie vorbei?",
    ]
    added = diff_of("recommendations/kommune.yaml", files)
    assert added[0] == '+    - "Wer im Landratsamt hilft: bei der Bushaltestelle?"'
    assert added[1:6] == [
        "+",
        "+- id: kommune-neu-7",
        "+  area: kommune",
        "+  kind: tipp",
        "+  title: Leihen statt kaufen",
    ]
    assert all(line.startswith("+") and len(line) <= 121 for line in added)
    assert diff_of("recommendations/einstieg.yaml", files) == []


def test_an_entry_that_got_other_words_is_written_with_them(tmp_path: Path) -> None:
    merged = merge(LIBRARY, enumerate([ENTRY, REWRITE]))
    assert load(write(tmp_path, exported(SHIPPED, LIBRARY, merged.library))) == merged.library


def test_exported_and_shipped_the_changes_have_nothing_left_to_do(tmp_path: Path) -> None:
    changes = list(enumerate([PHRASING, ENTRY, DECOY, FEST, YEARLY]))
    merged = merge(LIBRARY, changes).library
    shipped = load(write(tmp_path, exported(SHIPPED, LIBRARY, merged)))
    again = merge(shipped, changes)
    assert again.library == shipped
    assert set(again.skipped.values()) == {"stands"}
    rewritten = merge(shipped, [(1, REWRITE)]).library
    assert load(write(tmp_path, exported(tmp_path, shipped, rewritten))) == rewritten


WRITTEN: dict[str, Files] = {
    "in braces": {
        "wir.yaml": "# oben\n- {id: eins, title: Eins, answer: Tu dies.}\n- {id: zwei, title: Zwei, answer: B}\n"
    },
    "all in brackets": {
        "wir.yaml": "# oben\n[{id: eins, title: Eins, answer: Tu dies.}]\n",
        "decoys.yaml": "[a, b]",
        "occasions.yaml": "# oben\n[{id: a, title: A, when: 05-12, why: B., opening: C., lead_weeks: 5}]",
    },
    "no phrasings, no end": {"wir.yaml": "- id: eins\n  title: Eins\n  answer: Tu dies."},
    "phrasings in brackets": {"wir.yaml": "- id: eins\n  title: Eins\n  answer: Tu dies.\n  phrasings: [a,\n    b]\n"},
    "remarks": {
        "wir.yaml": "- id: eins\n  title: Eins\n  phrasings:\n  - a b\n  # dazu\n\n  answer: |\n    Tu dies.\n\n"
        "    Ja.\n\n# Ende\n",
        "decoys.yaml": "# leer\n",
        "occasions.yaml": "# leer\n",
    },
    "carriage returns": {"wir.yaml": "- id: eins\r\n  title: Eins\r\n  answer: Tu dies.\r\n", "decoys.yaml": "- a\r\n"},
    "indented, marked": {
        "wir.yaml": "\ufeff  - id: eins\n    title: Eins\n    answer: Tu dies.\n",
        "decoys.yaml": "\n",
        "occasions.yaml": "  - {id: a, title: A, when: 05-12, why: B., opening: C.}\n\n# Ende\n",
    },
    "dash alone": {"wir.yaml": "-\n  id: eins\n  title: Eins\n  answer: Tu dies.\n  area: ihr\n"},
    "two areas": {
        "a.yaml": "- {id: eins, title: Eins, answer: A, area: ihr}\n- {id: drei, title: D, answer: A, area: du}\n",
        "wir.yaml": "- {id: zwei, title: Zwei, answer: A, area: ihr}\n",
    },
}


@pytest.mark.parametrize("files", WRITTEN.values(), ids=list(WRITTEN))
def test_any_style_of_file_is_carried_on(tmp_path: Path, files: Files) -> None:
    directory = collection(tmp_path / "from", files)
    library = load(directory)
    area = library.recommendations["eins"].area
    changes = [
        Change(What.PHRASING, "wie: das?", "eins"),
        Change(What.ENTRY, "", f"{area}-neu-1", "Neu", "Ja: doch.", area),
        Change(What.ENTRY, "noch eins", f"{area}-neu-2", "Neuer", "Ja.", area),
        Change(What.PHRASING, "und noch eins", f"{area}-neu-1"),
        Change(What.DECOY, "Wo?"),
        FEST,
        YEARLY,
    ]
    merged = merge(library, enumerate(changes))
    assert not merged.skipped
    assert load(write(tmp_path / "to", exported(directory, library, merged.library))) == merged.library
    changes.append(Change(What.REWRITE, "", "eins", "Anders", "Ganz anders."))
    merged = merge(library, enumerate(changes))
    assert load(write(tmp_path / "to", exported(directory, library, merged.library))) == merged.library


def test_remarks_stay_where_they_are(tmp_path: Path) -> None:
    directory = collection(tmp_path, WRITTEN["remarks"])
    library = load(directory)
    merged = merge(library, [(1, Change(What.PHRASING, "c d", "eins")), (2, Change(What.DECOY, "Wo?"))]).library
    files = exported(directory, library, merged)
    assert diff_of("recommendations/wir.yaml", files, directory) == ["+  - c d"]
    assert diff_of("decoys.yaml", files, directory) == ["+- Wo?"]


def test_an_area_that_no_file_has_any_more_gets_a_file(tmp_path: Path) -> None:
    library = load(collection(tmp_path, {"wir.yaml": "- {id: eins, title: Eins, answer: A}\n"}))
    merged = merge(library, [(1, Change(What.ENTRY, "", "ihr-neu-1", "Neu", "Ja.", "ihr"))]).library
    assert load(write(tmp_path, exported(tmp_path, library, merged))) == merged


TYPED = st.text(st.characters(codec="utf-8"), min_size=1, max_size=80)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED, TYPED, TYPED, st.lists(TYPED, max_size=4))
def test_whatever_is_typed_and_fits_can_be_read_back(
    tmp_path: Path, text: str, title: str, answer: str, steps: list[str]
) -> None:
    directory = collection(
        tmp_path, {"wir.yaml": "- {id: eins, title: Eins, answer: A}\n", "decoys.yaml": "- a\n", "occasions.yaml": ""}
    )
    library = load(directory)
    tidied = tuple(step for step in map(tidy, steps) if step)
    changes = [
        Change(
            What.ENTRY,
            tidy(text),
            "wir-neu-1",
            tidy(title)[:60].strip(),
            tidy(answer, paragraphs=True),
            "wir",
            "",
            tidied,
        ),
        Change(What.DECOY, tidy(f"{title} nicht")),
        Change(What.PHRASING, tidy(f"{answer} wie"), "eins"),
        replace(FEST, title=tidy(title)[:60].strip(), why=tidy(text), opening=tidy(answer)),
    ]
    merged = merge(library, enumerate(changes))
    assert load(write(tmp_path / "to", exported(directory, library, merged.library))) == merged.library
