"""The catalogue's words, read from its source: importing it would bring torch in, for seconds.

What an entry says is made of constants: texts, sums of texts, and names for them in the same
file. A test holds that this reading and the imported catalogue say the same.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "findings"
EXERCISES = ("forward", "loss", "backward", "step", "train", "hidden_layer", "explain")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry of the catalogue says; the names are those of `Misconception`."""

    code: str
    exercises: tuple[str, ...]
    believes: str
    message: str
    hint: str
    why: str
    numbers: str = ""
    file: str = ""
    bad: str = ""
    good: str = ""
    whole: bool = False
    beside: Mapping[str, str] = field(default_factory=dict)
    rank: int = 50
    severity: str = "error"

    @property
    def sentence(self) -> str:
        """The whole of what is said, the numbers included."""
        return self.message + self.numbers


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry, by rank and code."""
    found = [entry for path in sorted(FOLDER.glob("[!_]*.py")) for entry in _read(path)]
    return tuple(sorted(found, key=lambda entry: (entry.rank, entry.code)))


def by_code() -> dict[str, list[Entry]]:
    """The entries of each code in alphabetical order; the one with the most to show first."""
    codes: dict[str, list[Entry]] = {}
    for entry in sorted(entries(), key=lambda e: (e.code, not e.bad, -len(e.why))):
        codes.setdefault(entry.code, []).append(entry)
    return codes


def _read(path: Path) -> list[Entry]:
    """The entries of one file."""
    known: dict[str, Any] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign([ast.Name(name)], ast.Call(func=ast.Name(made)) as call):
                known[name] = _entry(call, known) if made == "Misconception" else None
            case ast.Assign([ast.Name(name)], value):
                known[name] = _value(value, known)
    return [value for value in known.values() if isinstance(value, Entry)]


def _entry(call: ast.Call, known: Mapping[str, Any]) -> Entry:
    words = {
        keyword.arg: _value(keyword.value, known)
        for keyword in call.keywords
        if keyword.arg in Entry.__dataclass_fields__
    }
    return Entry(**words)


def _value(node: ast.expr, known: Mapping[str, Any]) -> Any:
    """The value of a constant expression; None for anything that is none."""
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Tuple(elts=parts):
            return tuple(_value(part, known) for part in parts)
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            return {_value(k, known): _value(v, known) for k, v in pairs if k is not None}
        case ast.Name(id=name):
            return known.get(name)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            one, other = _value(left, known), _value(right, known)
            return None if one is None or other is None else one + other
        case ast.Attribute(value=ast.Name(id="Severity"), attr=attribute):
            return attribute.lower()
        case ast.Attribute(value=ast.Name(id=name), attr=attribute):
            return getattr(known.get(name), attribute, None)
        case ast.Call(func=ast.Attribute(value=text, attr="format"), args=arguments):
            template = _value(text, known)
            return template and template.format(*(_value(part, known) for part in arguments))
    return None
