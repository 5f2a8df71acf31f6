"""What the loader says about faults between files, and in the files beside the recommendations."""

from pathlib import Path

import pytest

from tests.knowledge.written import ENTRY, SECOND, Files, faults

CHOOSE = "choose another, or remove one of the two"
REWORD = "remove or reword one of the two"
WER_HILFT = "recommendations/a.yaml:5 as a phrasing of `eins`"
WAS_TUN = "recommendations/a.yaml:7 as a phrasing of `eins`"
COLLECTIONS: dict[str, tuple[Files, list[str]]] = {
    "an id in two files": (
        {"a.yaml": ENTRY, "b.yaml": "\n" + ENTRY},
        [f"b.yaml:2: the id `eins` is taken, first by recommendations/a.yaml:1, {CHOOSE}"],
    ),
    "one wording, two places": (
        {
            "a.yaml": ENTRY + "  phrasings:\n    - Wer hilft?\n    - wer  HILFT\n    - Was tun?\n",
            "b.yaml": "- id: zwei\n  title: Zwei\n  answer: Tu das.\n  phrasings:\n    - „Was – tun“\n",
            "decoys.yaml": "- Was tun!\n- Wie spät?\n- wie spät\n",
            "smalltalk.yaml": "- {id: a, reply: A., phrasings: [Hallo, Wer hilft]}\n"
            "- {id: b, reply: B., phrasings: [hallo]}\n",
            "questions.yaml": "- {question: Wer hilft, ids: [eins]}\n- {question: Wie spät, ids: []}\n"
            "- {question: Neu?, ids: []}\n- {question: neu, ids: []}\n",
        },
        [
            f"decoys.yaml:1: “Was tun!” stands already in {WAS_TUN}, {REWORD}",
            f"decoys.yaml:3: “wie spät” stands already in decoys.yaml:2 as a decoy, {REWORD}",
            f"questions.yaml:1: “Wer hilft” stands already in {WER_HILFT}, {REWORD}",
            f"questions.yaml:2: “Wie spät” stands already in decoys.yaml:2 as a decoy, {REWORD}",
            f"questions.yaml:4: “neu” stands already in questions.yaml:3 as a gold question, {REWORD}",
            f"a.yaml:6: “wer HILFT” stands already in {WER_HILFT}, {REWORD}",
            f"b.yaml:5: “„Was – tun“” stands already in {WAS_TUN}, {REWORD}",
            f"smalltalk.yaml:1: “Wer hilft” stands already in {WER_HILFT}, {REWORD}",
            f"smalltalk.yaml:2: “hallo” stands already in smalltalk.yaml:1 as a phrasing of `a`, {REWORD}",
        ],
    ),
    "an unreadable file hides only its own entries": (
        {
            "a.yaml": ENTRY + "  related: [zwei, eins]\n",
            "b.yaml": "- 'zwei\n",
            "questions.yaml": "- {question: Q, ids: [zwei]}\n",
        },
        ["b.yaml:1: this is not valid YAML (found unexpected end of stream), close the quotation mark"],
    ),
    "an unreadable file beside them hides nothing": (
        {"a.yaml": ENTRY + "  related: [zwie]\n" + SECOND, "decoys.yaml": "- 'a\n"},
        [
            "decoys.yaml:1: this is not valid YAML (found unexpected end of stream), close the quotation mark",
            "a.yaml:4: there is no entry `zwie`, did you mean `zwei`?",
        ],
    ),
    "decoys": (
        {"a.yaml": ENTRY, "decoys.yaml": "- 1\n- Frage: Wie?\n-\n"},
        [
            'decoys.yaml:1: an item of the file is a number (1), not a text, put it in quotes: "1"',
            "decoys.yaml:2: an item of the file is a mapping (`key: value`), not a text, "
            "put a text that contains `: ` in quotes",
            "decoys.yaml:3: an item of the file is empty, write what belongs there, or remove it if it is not needed",
        ],
    ),
    "decoys as a mapping": (
        {"a.yaml": ENTRY, "decoys.yaml": "decoys: [a]\n"},
        [
            "decoys.yaml:1: the file is a mapping (`key: value`), not a list, "
            "write every text on its own line after `- `"
        ],
    ),
    "smalltalk": (
        {
            "a.yaml": ENTRY,
            "smalltalk.yaml": f"- {{id: hi, reply: Hallo.}}\n- {{id: hi, reply: Hey.}}\n- {{id: ja}}\n"
            f"- id: lang\n  reply: {'😀' * 1900}\n",
        },
        [
            f"smalltalk.yaml:2: the id `hi` is taken, first by smalltalk.yaml:1, {CHOOSE}",
            "smalltalk.yaml:3: the topic has no `reply`, add `reply: …`",
            "smalltalk.yaml:5: reply would not fit a Telegram message (3800 characters), shorten by 4 characters",
        ],
    ),
    "questions": (
        {
            "a.yaml": ENTRY,
            "questions.yaml": "- {question: Was?, ids: [ein]}\n- {question: Wie?}\n- {question: Wo?, ids: eins}\n"
            "- {question: Wer?, ids: [eins, eins]}\n- {ids: [eins], Style: phone}\n",
        },
        [
            "questions.yaml:1: there is no entry `ein`, did you mean `eins`?",
            "questions.yaml:2: the question has no `ids`, add `ids: …`",
            "questions.yaml:3: `ids` is the text “eins”, not a list, write every text on its own line after `- `",
            "questions.yaml:4: the id `eins` stands here twice, remove one",
            "questions.yaml:5: `Style` is no field of the question, did you mean `style`?",
            "questions.yaml:5: the question has no `question`, add `question: …`",
        ],
    ),
    "names": (
        {"a.yaml": ENTRY, "collection.yaml": "areas: [a]\nkinds: {1: x, a: b, c: 3, a: d}\nfoo: bar\nexamples:\n"},
        [
            "collection.yaml:1: `areas` is a list, not a mapping, write lines like `id: Label`",
            "collection.yaml:2: `a` stands twice (first in line 2), keep one of them",
            'collection.yaml:2: the id in `kinds` is a number (1), not a text, put it in quotes: "1"',
            'collection.yaml:2: the label in `kinds` is a number (3), not a text, put it in quotes: "3"',
            "collection.yaml:3: `foo` is no field of the collection, use one of: areas, kinds, examples",
            "collection.yaml:4: `examples` is empty, write what belongs there, or remove it if it is not needed",
        ],
    ),
    "names as a list": (
        {"a.yaml": ENTRY, "collection.yaml": "- areas\n"},
        ["collection.yaml:1: a list stands where the collection should be, write `areas: …`"],
    ),
    "other ending": (
        {"a.yaml": ENTRY + "  related: [zwei]\n", "b.yml": SECOND},
        ["b.yml:1: files that end in .yml are not read, let the name end in .yaml"],
    ),
    "larger than 5 MB": (
        {"a.yaml": ENTRY + "# " + "x" * 5_000_000},
        ["a.yaml:1: the file is larger than 5 MB, split it, or check that it is the right file"],
    ),
}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_faults_of_a_collection(name: str, tmp_path: Path) -> None:
    files, expected = COLLECTIONS[name]
    assert faults(tmp_path, files) == expected
