"""Collections written for a test."""

from pathlib import Path

import pytest

from knowledge.faults import CollectionError
from knowledge.fields import BESIDE
from knowledge.library import load

Files = dict[str, str]
ENTRY = "- id: eins\n  title: Eins\n  answer: Tu dies.\n"
SECOND = "- {id: zwei, title: Zwei, answer: Tu das.}\n"


def collection(directory: Path, files: Files) -> Path:
    """Writes the files; names that are not known to stand beside the recommendations are recommendations."""
    (directory / "recommendations").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = directory / name if name in BESIDE else directory / "recommendations" / name
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return directory


def faults(directory: Path, files: Files) -> list[str]:
    with pytest.raises(CollectionError) as caught:
        load(collection(directory, files))
    return [str(fault).removeprefix("recommendations/") for fault in caught.value.faults]
