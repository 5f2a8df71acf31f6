import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main

GARDEN = """
- id: giessen
  title: Richtig gießen
  answer: Gieß am Morgen.
  phrasings: [Wie oft gieße ich Tomaten?, tomaten sind trocken]
- id: schnitt
  title: Hecke schneiden
  answer: Schneide im Herbst.
"""


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    (tmp_path / "recommendations").mkdir()
    (tmp_path / "recommendations" / "garten.yaml").write_text(GARDEN, encoding="utf-8")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_an_answer_is_read_aloud(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Wie oft im Jahr treffe ich mich mit der Stadt zum Jour fixe?"]) == 0
    text = said(capsys)
    assert "Jour fixe" in text.splitlines()[0]
    assert "Nächste" in text
    assert "<" not in text


def test_what_the_readme_asks_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    questions = re.findall(r'bot ask "([^"]+)"', readme)
    assert questions
    for question in questions:
        assert main(["ask", "--json", question]) == 0
        assert json.loads(said(capsys))["outcome"] == "answer", question


def test_json_has_the_promised_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", "Wie oft im Jahr treffe ich mich mit der Stadt zum Jour fixe?"]) == 0
    line = json.loads(said(capsys))
    assert list(line) == ["question", "outcome", "hits", "ms"]
    assert line["outcome"] == "answer"
    assert len(line["hits"]) == 5
    assert all(list(hit) == ["id", "title", "confidence"] for hit in line["hits"])
    assert line["hits"][0]["id"] == "kommune-umsetzungsidee-4"
    assert line["ms"] > 0


def test_a_batch_takes_first_columns_and_skips_heading_and_blanks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = tmp_path / "fragen.tsv"
    batch.write_text("question\tids\nHallo\t-\n\nwer bist du\t-\tsmalltalk\n", encoding="utf-8-sig")
    assert main(["ask", "--json", "--batch", str(batch)]) == 0
    assert [json.loads(line)["question"] for line in said(capsys).splitlines()] == ["Hallo", "wer bist du"]


def test_standard_input_is_a_batch_too(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Grüß Gott\r\nDanke\r\n".encode())))
    assert main(["ask", "--json", "--batch", "-"]) == 0
    assert [json.loads(line)["outcome"] for line in said(capsys).splitlines()] == ["smalltalk", "smalltalk"]


def test_offered_hits_are_marked_in_a_clarify_only(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    batch = tmp_path / "fragen.txt"
    batch.write_text("\n".join(("die stadt", "Kommune", "Zusammenarbeit", "Presse Termin", "Verein")), encoding="utf-8")
    main(["ask", "--json", "--batch", str(batch)])
    lines = [json.loads(line) for line in said(capsys).splitlines()]
    assert any(line["outcome"] == "clarify" for line in lines)
    for line in lines:
        offered = [hit for hit in line["hits"] if "offered" in hit]
        assert len(offered) in ((2, 3) if line["outcome"] == "clarify" else (0,))
        assert all(hit["offered"] is True for hit in offered)


def test_a_collection_of_ones_own(garden: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", "--knowledge", str(garden), "tomaten giessen"]) == 0
    assert json.loads(said(capsys))["hits"][0]["id"] == "giessen"


def test_the_environment_names_a_collection(
    garden: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DIR", str(garden))
    assert main(["check"]) == 0
    assert said(capsys).startswith("No faults: 2 recommendations with 2 phrasings")


def test_half_a_surrogate_pair_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", "Wer ist im Rathaus zuständig \ud83d"]) == 0
    assert json.loads(said(capsys))["outcome"] == "answer"


def test_faults_are_listed(garden: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (garden / "recommendations" / "garten.yaml").write_text("- {id: eins, title: Eins}\n", encoding="utf-8")
    assert main(["check", "--knowledge", str(garden)]) == 1
    assert said(capsys).startswith("recommendations/garten.yaml:1: ")


def test_a_faulty_collection_answers_nothing(garden: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (garden / "recommendations" / "garten.yaml").write_text("- {id: eins, title: Eins}\n", encoding="utf-8")
    assert main(["ask", "--knowledge", str(garden), "Hallo"]) == 2
    assert "garten.yaml:1" in capsys.readouterr().err


def test_an_evaluation_shows_table_and_errors(garden: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "fragen.tsv"
    questions.write_text("Wie oft gieße ich Tomaten?\tgiessen\tplain\nWetter?\t-\tfar\nHi\tschnitt\tphone\n", "utf-8")
    assert main(["evaluate", str(questions), "--knowledge", str(garden)]) == 0
    text = said(capsys)
    assert ["plain", "1", "1.000"] in [line.split()[:3] for line in text.splitlines()]
    assert "Out of scope: answered 0.000, offered 0.000" in text
    assert "Errors (1)\ndon't know: Hi\n    wanted schnitt" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["evaluate", "nirgends.tsv"], "nirgends.tsv can't be read: No such file"),
        (["ask", "--batch", "nirgends.tsv"], "nirgends.tsv can't be read: No such file"),
        (["ask"], "a question is needed"),
        (["ask", " "], "a question is needed"),
        (["ask", "--batch", "-", "Hallo"], "either a question or --batch"),
        (["ask", "--knowledge", "nirgends", "Hallo"], "nirgends"),
    ],
)
def test_misuse_is_explained(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Wer?\tniemand\tplain\n", "line 1: the collection has no entry niemand"),
        (b"Gr\xfc\xdfe\t-\tplain\n", "is no UTF-8 text"),
        (b"", "there is no question in it"),
    ],
)
def test_a_faulty_question_file_is_explained(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "fragen.tsv"
    questions.write_bytes(content)
    assert main(["evaluate", str(questions)]) == 2
    assert said in capsys.readouterr().err


def test_asking_loads_nothing_that_it_does_not_need() -> None:
    """Not counted in seconds, which differ from machine to machine: these are what made `ask` slow and large."""
    heavy = ("telegram", "sqlalchemy", "pydantic", "starlette", "bot.settings", "icalendar", "holidays", "hypothesis")
    program = (
        "import sys; from bot.__main__ import main\n"
        "for question in sys.argv[1:]: main(['ask', question]); main(['ask', '--json', question])\n"
        f"print([name for name in {(*heavy, 'handlers.cards.catalogue')} if name in sys.modules])"
    )
    questions = ("Hallo", "Wer ist im Rathaus für uns zuständig?", "Zusammenarbeit", "Wie wird das Wetter?")
    done = subprocess.run([sys.executable, "-c", program, *questions], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
