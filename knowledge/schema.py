"""JSON schemas for editors, made from the table of fields. `python -m knowledge.schema` writes them anew.

A YAML file names its schema in its first line: `# yaml-language-server: $schema=../recommendation.schema.json`.
A schema sees one file only; what must be right between files is the loader's business.
"""

import json
from pathlib import Path
from typing import Any

from knowledge.fields import (
    BESIDE,
    RECOMMENDATIONS,
    Field,
    Flag,
    Labels,
    Listing,
    Number,
    Record,
    Records,
    Text,
    Texts,
)

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, Schema]:
    """File name → schema, for every kind of file in a collection."""
    shapes = {
        "recommendation": RECOMMENDATIONS,
        **{name.removesuffix(".yaml"): shape for name, shape in BESIDE.items()},
    }
    return {
        f"{name}.schema.json": {"$schema": _DIALECT, "title": f"Quartierslotse: {name}", **_file(shape)}
        for name, shape in shapes.items()
    }


def write(directory: Path) -> None:
    for name, schema in schemas().items():
        (directory / name).write_text(rendered(schema), encoding="utf-8")


def rendered(schema: Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _file(shape: Listing | Record) -> Schema:
    if isinstance(shape, Record):
        return _record(shape)
    item = _record(shape.item) if isinstance(shape.item, Record) else _text(shape.item)
    return {"type": "array", "items": item}


def _record(record: Record) -> Schema:
    return {
        "type": "object",
        "properties": {field.name: _field(field) for field in record.fields},
        "required": [field.name for field in record.fields if field.required],
        "additionalProperties": False,
    }


def _field(field: Field) -> Schema:
    match field.shape:
        case Text():
            schema = _text(field.shape)
        case Texts():
            schema = _texts(field.shape)
        case Labels():
            schema = {"type": "object", "additionalProperties": _text(field.shape.label)}
        case Number(least, most):
            schema = {"type": "integer", "minimum": least, "maximum": most}
        case Flag():
            schema = {"type": "boolean"}
        case Records(record):
            schema = {"type": "array", "items": _record(record), "minItems": 1}
    return {"description": field.meaning, **schema}


def _texts(shape: Texts) -> Schema:
    schema: Schema = {"type": "array", "items": _text(shape.item)}
    if shape.least:
        schema["minItems"] = shape.least
    if shape.most is not None:
        schema["maxItems"] = shape.most
    return schema


def _text(shape: Text) -> Schema:
    schema: Schema = {"type": "string", "pattern": f"^{shape.pattern}$" if shape.pattern else r"\S"}
    if shape.longest is not None:
        schema["maxLength"] = shape.longest
    return schema


if __name__ == "__main__":
    write(Path(__file__).parent)
