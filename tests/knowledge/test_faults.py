"""What the loader says about one faulty file: each text with the whole list of its faults."""

from pathlib import Path

import pytest

from tests.knowledge.written import ENTRY, SECOND, faults

FILES = {
    "colon in a text": (
        "- id: eins\n  title: Presse: so geht es\n",
        "a.yaml:2: this is not valid YAML (mapping values are not allowed in this context), "
        "put a text that contains `: ` in quotes, and check the indentation",
    ),
    "tab": (
        "- id: eins\n\ttitle: Eins\n",
        "a.yaml:2: this is not valid YAML (found a tab character that violates indentation), "
        "indent with spaces instead of tabs",
    ),
    "half in quotes": (
        ENTRY + '  phrasings:\n    - "Nein", sagt sie\n',
        "a.yaml:5: this is not valid YAML (did not find expected '-' indicator), "
        "start items with `- ` in one column; put all of a text in quotes or none of it",
    ),
    "open quotation": (
        ENTRY + '  phrasings:\n    - "Nein\n    - Doch\n',
        "a.yaml:5: this is not valid YAML (found unexpected end of stream), close the quotation mark",
    ),
    "open bracket": (
        ENTRY + "  related: [zwei\n\n",
        "a.yaml:4: this is not valid YAML (did not find expected ',' or ']'), "
        "close the bracket, and put commas between the items",
    ),
    "begins with @": (
        ENTRY + "  phrasings:\n    - @caritas was nun\n",
        "a.yaml:5: this is not valid YAML (found character that cannot start any token), "
        "indent with spaces instead of tabs, and put a text that begins with @, ` or % in quotes",
    ),
    "begins with a star": (
        ENTRY + "  phrasings:\n    - *innen ansprechen\n",
        "a.yaml:5: `*innen` refers to another place, write the text out, or put it in quotes if it begins with a star",
    ),
    "alias": (
        ENTRY + "  phrasings: &a [Wie?]\n  keywords: *a\n",
        "a.yaml:5: `*a` refers to another place, write the text out, or put it in quotes if it begins with a star",
    ),
    "two documents": (ENTRY + "---\n" + SECOND, "a.yaml:4: a second document begins here, remove the line `---`"),
    "nested deeply": ("\n" + "[" * 100_000, "a.yaml:2: this is nested too deeply, check indentation and brackets"),
    "half a surrogate pair": (
        ENTRY + "# \ud800\n",
        "a.yaml:4: this is not UTF-8, save the file with the encoding UTF-8",
    ),
    "control character": (
        ENTRY + "# \x00\n",
        "a.yaml:4: the invisible character U+0000 stands here, delete it and type the place anew",
    ),
    "line break of a word processor": (
        ENTRY + "  kind: a\u2028b\n",
        "a.yaml:4: the invisible character U+2028 stands here, delete it and type the place anew",
    ),
    "escaped control character": (
        ENTRY + '  kind: "a\\x07b"\n',
        "a.yaml:4: `kind` has the invisible character U+0007, delete it and type the place anew",
    ),
    "escaped surrogate": (
        ENTRY + '  kind: "\\ud800"\n',
        "a.yaml:4: this is not valid YAML (found invalid Unicode character escape code), "
        "write a backslash twice, or use single quotes",
    ),
    "turned direction": (
        ENTRY + "  kind: a\u202eb\n",
        "a.yaml:4: `kind` has the invisible character U+202E, delete it and type the place anew",
    ),
    "no list": (
        "id: eins\n",
        "a.yaml:1: the file is a mapping (`key: value`), not a list, begin every entry with `- id:`",
    ),
    "only a text": ("\nHallo\n", "a.yaml:2: the file is the text “Hallo”, not a list, begin every entry with `- id:`"),
    "no entries": (
        ENTRY + "- Hallo\n-\n",
        "a.yaml:4: the text “Hallo” stands where the entry should be, write `id: …` and `title: …` and `answer: …`",
        "a.yaml:5: nothing stands where the entry should be, write `id: …` and `title: …` and `answer: …`",
    ),
    "missing": (
        "- id: eins\n- kind: tipp\n  title: ' '\n  answer:\n",
        "a.yaml:1: the entry has no `answer`, add `answer: …`",
        "a.yaml:1: the entry has no `title`, add `title: …`",
        "a.yaml:2: the entry has no `id`, add `id: …`",
        "a.yaml:3: `title` is empty, write what belongs there, or remove it if it is not needed",
        "a.yaml:4: `answer` is empty, write what belongs there, or remove it if it is not needed",
    ),
    "unknown keys": (
        ENTRY + "  phrasing: [a]\n  Titel: Eins\n  farbe: rot\n  [a]: b\n",
        "a.yaml:4: `phrasing` is no field of the entry, did you mean `phrasings`?",
        "a.yaml:5: `Titel` is no field of the entry, did you mean `title`?",
        "a.yaml:6: `farbe` is no field of the entry, "
        "use one of: id, area, kind, title, answer, steps, phrasings, keywords, related",
        "a.yaml:7: `a list` is no field of the entry, "
        "use one of: id, area, kind, title, answer, steps, phrasings, keywords, related",
    ),
    "a key that can not be printed": (
        ENTRY + '  "a\\n\\x1b[31m": b\n',
        "a.yaml:4: `a \N{REPLACEMENT CHARACTER}[31m` is no field of the entry, "
        "use one of: id, area, kind, title, answer, steps, phrasings, keywords, related",
    ),
    "a key twice": (ENTRY + "  title: Zwei\n", "a.yaml:4: `title` stands twice (first in line 2), keep one of them"),
    "other types": (
        "- id: 1\n  title: [a]\n  answer: {a: b}\n  kind: no\n  area: 2024-01-01\n  steps: Ruf an.\n"
        "  phrasings:\n    - Frage: Wer hilft?\n    - 112\n    - ~\n    - !eigen Text\n",
        'a.yaml:1: `id` is a number (1), not a text, put it in quotes: "1"',
        "a.yaml:2: `title` is a list, not a text, write one text, without `- ` or brackets, or put it in quotes",
        "a.yaml:3: `answer` is a mapping (`key: value`), not a text, put a text that contains `: ` in quotes",
        'a.yaml:4: `kind` is a yes/no value (no), not a text, put it in quotes: "no"',
        'a.yaml:5: `area` is a date (2024-01-01), not a text, put it in quotes: "2024-01-01"',
        "a.yaml:6: `steps` is the text “Ruf an.”, not a list, write every text on its own line after `- `",
        "a.yaml:8: an item of `phrasings` is a mapping (`key: value`), not a text, "
        "put a text that contains `: ` in quotes",
        'a.yaml:9: an item of `phrasings` is a number (112), not a text, put it in quotes: "112"',
        "a.yaml:10: an item of `phrasings` is empty, write what belongs there, or remove it if it is not needed",
        'a.yaml:11: an item of `phrasings` is a value of type !eigen (Text), not a text, put it in quotes: "Text"',
    ),
    "bad ids": (
        f"- {{id: Eins, title: A, answer: B.}}\n- {{id: {'x' * 41}, title: A, answer: B.}}\n",
        "a.yaml:1: `id` is “Eins”, use 1 to 40 of a-z, 0-9 and hyphens",
        f"a.yaml:2: `id` is “{'x' * 41}”, use 1 to 40 of a-z, 0-9 and hyphens",
    ),
    "related": (
        ENTRY + "  related:\n    - eins\n    - zwei\n    - zwie\n    - zwei\n" + SECOND,
        "a.yaml:5: the entry `eins` is related to itself, remove the id",
        "a.yaml:7: there is no entry `zwie`, did you mean `zwei`?",
        "a.yaml:8: the id `zwei` stands here twice, remove one",
    ),
    "too long a title": (
        f"- id: eins\n  title: {'x' * 61}\n  answer: Tu dies.\n",
        "a.yaml:2: `title` has 61 characters, shorten it to 60",
    ),
    "steps": (
        ENTRY + "  steps: [a, b, c, d, e]\n- {id: zwei, title: Zwei, answer: Tu., steps: []}\n",
        "a.yaml:4: `steps` has 5 items, keep the best 4",
        "a.yaml:5: `steps` is empty, write at least 1, or remove the line",
    ),
    "longer than a message, together": (
        f"- id: eins\n  title: Eins\n  answer: {'x' * 2000}\n  steps:\n    - {'y' * 900}\n    - {'😀' * 450}\n",
        "a.yaml:3: title + answer + steps would not fit a Telegram message (3810 characters), shorten by 14 characters",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_faults_of_a_file(name: str, tmp_path: Path) -> None:
    text, *expected = FILES[name]
    assert faults(tmp_path, {"a.yaml": text}) == expected
