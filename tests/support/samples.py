"""Makes a value that fits a JSON schema: enough to send each message of the contract once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Schema = dict[str, Any]

TEXTS = {
    "date-time": "2026-03-01T08:30:00Z",
    "date": "2026-03-01",
    "time": "08:30:00",
    "uuid": "12345678-1234-4234-8234-123456789abc",
    "binary": "",
}
WORDS = ("13800138000", "2026-03-01", "7.5000", "abcdefghijklmnop", "1234", "08:30", "a", "0", "A1")
"""Tried one after another where a text has a pattern."""
NAMED = {
    "phone": "13800138000",
    "mobile": "13800138000",
    "code": "123456",
    "patient_number": "00000042",
}
"""For fields that tidy what was typed before they check it: their schema shows no pattern."""


def sample(schema: Schema, *, full: bool) -> Any:
    """A value for `schema`; `full` fills optional fields and lists, else they are left out."""
    return _value(schema, schema.get("$defs", {}), full)


def _value(schema: Schema, known: Schema, full: bool) -> Any:
    if "$ref" in schema:
        return _value(known[schema["$ref"].rsplit("/", 1)[-1]], known, full)
    for name in ("const", "default"):
        if name in schema and (name == "const" or not full):
            return schema[name]
    if "enum" in schema:
        return schema["enum"][-1 if full else 0]
    for name in ("anyOf", "oneOf", "allOf"):
        if name in schema:
            return _value(_chosen(schema[name]), known, full)
    make = _MAKERS.get(schema.get("type", ""))
    return make(schema, known, full) if make else None


def _chosen(options: list[Schema]) -> Schema:
    """The first option that is not null."""
    return next((each for each in options if each.get("type") != "null"), options[0])


def _object(schema: Schema, known: Schema, full: bool) -> Any:
    needed = schema.get("required", [])
    fields = schema.get("properties", {})
    return {
        name: NAMED.get(name) if _is_text(field) and name in NAMED else _value(field, known, full)
        for name, field in fields.items()
        if full or name in needed
    }


def _is_text(schema: Schema) -> bool:
    return schema.get("type") == "string"


def _array(schema: Schema, known: Schema, full: bool) -> Any:
    if "prefixItems" in schema:
        return [_value(each, known, full) for each in schema["prefixItems"]]
    count = max(schema.get("minItems", 0), 1 if full else 0)
    return [_value(schema.get("items", {}), known, full) for _ in range(count)]


def _text(schema: Schema, _known: Schema, full: bool) -> Any:
    if "pattern" in schema:
        return next(word for word in WORDS if re.search(schema["pattern"], word))
    if schema.get("format") in TEXTS:
        return TEXTS[schema["format"]]
    length = max(schema.get("minLength", 0), 1 if full else 0)
    return ("李𠮷a1" * length)[:length]


def _number(schema: Schema, _known: Schema, _full: bool) -> Any:
    low = schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
    return max(low, min(1, schema.get("maximum", 1)))


_MAKERS: dict[str, Callable[[Schema, Schema, bool], Any]] = {
    "object": _object,
    "array": _array,
    "string": _text,
    "integer": _number,
    "number": _number,
    "boolean": lambda *_: True,
}
