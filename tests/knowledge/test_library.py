"""Good collections load, and every fault of a bad one is named with its line and what to do."""

import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.entries import GoldQuestion, Library, Recommendation, Smalltalk
from knowledge.faults import CollectionError, Fault
from knowledge.fields import BESIDE, MESSAGE_ROOM
from knowledge.library import SHIPPED, load
from tests.knowledge.written import ENTRY, SECOND, Files, collection, faults


def one(directory: Path, text: str) -> Recommendation:
    return next(iter(load(collection(directory, {"a.yaml": text})).recommendations.values()))


# --- what loads -------------------------------------------------------------------------------------------------------


def test_three_fields_are_enough(tmp_path: Path) -> None:
    assert one(tmp_path, ENTRY) == Recommendation(id="eins", title="Eins", answer="Tu dies.", area="a")


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    files = {
        "a.yaml": ENTRY + "  area: garten\n  kind: tipp\n  steps: [Grab um.]\n  phrasings: [Wie grabe ich?]\n"
        "  keywords: [spaten]\n  related: [zwei]\n" + SECOND,
        "decoys.yaml": "- Wie spät ist es?\n",
        "smalltalk.yaml": "- {id: hi_du, reply: Hallo., phrasings: [moin], contains: [servus], unless: [servus tv]}\n",
        "questions.yaml": "- {question: Graben?, ids: [eins, zwei], style: phone}\n- {question: Zeit?, ids: []}\n",
        "collection.yaml": "areas: {garten: Der Garten}\nkinds: {tipp: Tipps}\nexamples: [Was pflanze ich?]\n",
    }
    library = load(collection(tmp_path, files))
    assert library.recommendations["eins"] == Recommendation(
        id="eins",
        title="Eins",
        answer="Tu dies.",
        area="garten",
        kind="tipp",
        steps=("Grab um.",),
        phrasings=("Wie grabe ich?",),
        keywords=("spaten",),
        related=("zwei",),
    )
    assert library.decoys == ("Wie spät ist es?",)
    assert library.smalltalk == (Smalltalk("hi_du", "Hallo.", ("moin",), ("servus",), ("servus tv",)),)
    assert library.questions == (GoldQuestion("Graben?", ("eins", "zwei"), "phone"), GoldQuestion("Zeit?", ()))
    assert (library.naming.area("garten"), library.naming.kind("tipp")) == ("Der Garten", "Tipps")
    assert library.naming.examples == ("Was pflanze ich?",)


def test_folded_texts_lose_their_last_line_break_and_keep_their_paragraphs(tmp_path: Path) -> None:
    text = "- id: eins\n  title: >\n    Eins\n    zwei\n  answer: >\n    Erst\n    dies.\n\n    Dann das.\n"
    entry = one(tmp_path, text)
    assert (entry.title, entry.answer) == ("Eins zwei", "Erst dies.\nDann das.")


def test_entries_keep_the_order_of_files_and_lines(tmp_path: Path) -> None:
    files = {"b.yaml": SECOND, "a.yaml": "- {id: z, title: Z, answer: Z.}\n- {id: a, title: A, answer: A.}\n"}
    assert list(load(collection(tmp_path, files)).recommendations) == ["z", "a", "zwei"]


def test_named_areas_decide_the_order_and_the_others_follow(tmp_path: Path) -> None:
    areas = "areas: {c: Zuerst, a: Danach}\n"
    files = {f"{name}.yaml": f"- {{id: {name}, title: T, answer: A.}}\n" for name in "abc"}
    assert load(collection(tmp_path, {**files, "collection.yaml": areas})).areas == ("c", "a", "b")


@pytest.mark.parametrize(
    "text", ["\ufeff" + ENTRY, ENTRY.replace("\n", "\r\n"), "---\n" + ENTRY, "%YAML 1.1\n---\n" + ENTRY]
)
def test_marks_of_editors_do_no_harm(text: str, tmp_path: Path) -> None:
    assert one(tmp_path, text).answer == "Tu dies."


def test_an_empty_file_beside_others_does_no_harm(tmp_path: Path) -> None:
    files = {"a.yaml": ENTRY, "b.yaml": "# noch nichts\n", "decoys.yaml": "", "collection.yaml": ""}
    assert list(load(collection(tmp_path, files)).recommendations) == ["eins"]


def test_smalltalk_may_repeat_itself_and_be_a_decoy_or_a_gold_question(tmp_path: Path) -> None:
    files = {
        "a.yaml": ENTRY,
        "smalltalk.yaml": "- {id: hi, reply: Hallo., phrasings: [Hallo, hallo!]}\n",
        "decoys.yaml": "- Hallo\n",
    }
    assert load(collection(tmp_path, files)).smalltalk[0].phrasings == ("Hallo", "hallo!")
    files = {**files, "decoys.yaml": "", "questions.yaml": "- {question: Hallo, ids: []}\n"}
    assert load(collection(tmp_path, files)).questions


def test_a_library_can_not_be_changed(tmp_path: Path) -> None:
    library = load(collection(tmp_path, {"a.yaml": ENTRY, "collection.yaml": "areas: {a: A}\n"}))
    with pytest.raises(FrozenInstanceError):
        library.recommendations["eins"].title = "Zwei"  # type: ignore[misc]
    with pytest.raises(TypeError):
        library.recommendations["zwei"] = library.recommendations["eins"]  # type: ignore[index]
    with pytest.raises(TypeError):
        library.naming.areas["a"] = "B"  # type: ignore[index]


def test_a_full_message_fits_and_one_unit_more_does_not(tmp_path: Path) -> None:
    room = MESSAGE_ROOM - len("Eins") - len("\n\n")
    assert one(tmp_path / "fits", ENTRY.replace("Tu dies.", "x" * room)).answer
    assert len(faults(tmp_path / "not", {"a.yaml": ENTRY.replace("Tu dies.", "x" * (room + 1))})) == 1


@pytest.mark.parametrize(
    "files", [{}, {"a.yaml": ""}, {"a.yaml": "# nichts\n", "decoys.yaml": "- Wie?\n"}, {"a.yaml": "[]"}]
)
def test_without_a_recommendation(files: Files, tmp_path: Path) -> None:
    folder = tmp_path / "recommendations" / "*.yaml"
    assert faults(tmp_path, files) == [
        "recommendations:1: there is not a single recommendation, "
        f"write entries with `id`, `title` and `answer` into {folder}"
    ]


def test_without_the_folder_of_recommendations(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="recommendations:1: there is no such folder in the collection, write"):
        load(tmp_path)


def test_without_the_folder_of_the_collection(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match=r"recommendations:1: there is no folder .*nowhere, name the folder"):
        load(tmp_path / "nowhere")


def test_a_name_that_no_folder_can_have(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match=r"recommendations:1: this can't be read \(File name too long\), check"):
        load(tmp_path / ("x" * 300))


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (collection(tmp_path, {"a.yaml": ENTRY}) / "decoys.yaml").mkdir()
    with pytest.raises(CollectionError, match=r"decoys\.yaml:1: this can't be read \(Is a directory\), check"):
        load(tmp_path)


def test_all_faults_of_all_files_are_kept_in_order(tmp_path: Path) -> None:
    files = dict.fromkeys(("b.yaml", "a.yaml"), "- {id: A, title: T, answer: A.}\n" * 150)
    with pytest.raises(CollectionError) as caught:
        load(collection(tmp_path, files))
    lines = [(fault.file, fault.line) for fault in caught.value.faults]
    assert len(lines) == 300 + 299  # each id is bad, each but the first is taken
    assert lines == sorted(lines)
    assert str(caught.value).count("\n") == len(lines) - 1


def test_a_fault_reads_as_one_line() -> None:
    assert str(Fault("decoys.yaml", 3, "it is wrong", "put it right")) == "decoys.yaml:3: it is wrong, put it right"


# --- whatever stands in a file ----------------------------------------------------------------------------------------

FIELDS = ["id: ", "title: ", "answer: ", "related: ", "phrasings:", "steps:", "press: ", "eins", "112", "~", "no"]
MARKS = ["- ", ", ", ": ", "\n", "\n  ", "\n    ", "\t", "---", "..."]
SIGNS = ["&a ", "*a", "!!int ", "\\ud800", *"[]{}'\">|#%?!<\x00\x85\u2028\ufeff\ud800😀é"]
FRAGMENTS = st.sampled_from([*FIELDS, *MARKS, *SIGNS])
TEXTS = st.one_of(st.lists(FRAGMENTS, max_size=40).map("".join), st.text(max_size=80))
NAMES = st.sampled_from(["a.yaml", *BESIDE])


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, name=NAMES, behind=st.booleans())
def test_no_text_raises_anything_else(
    text: str, name: str, behind: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    directory = tmp_path_factory.mktemp("any")
    files = {"a.yaml": ENTRY, name: (ENTRY if behind and name == "a.yaml" else "") + text}
    try:
        library = load(collection(directory, files))
    except CollectionError as error:
        assert error.faults
        assert all(1 <= fault.line <= text.count("\n") + text.count("\r") + 5 for fault in error.faults)
        assert all(line.isprintable() for line in str(error).split("\n"))
    else:
        assert isinstance(library, Library)


def test_loading_imports_nothing_heavy() -> None:
    heavy = {"jsonschema", "telegram", "sqlalchemy", "pydantic", "asyncio"}
    program = f"import sys, knowledge.library; print(*{heavy} & set(sys.modules))"
    output = subprocess.run(
        [sys.executable, "-c", program], cwd=SHIPPED.parent, capture_output=True, text=True, check=True
    )
    assert output.stdout.split() == []
