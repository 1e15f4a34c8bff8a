"""A finding: one misconception, named, with the place where it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from grader.results.harmless import clean


class Severity(StrEnum):
    """An error explains lost points; a warning costs none."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One misconception, named: what was observed, a hint, and where it was seen.

    `file` and `line` (1-based) are None where no place can be named; `end_line` is the last one of
    a place that is more than a line. `proven` says that the place was proven: changed there, and
    nowhere else, the code does what it should. Of a prediction that does not hold, `check` is the
    one that asks, and `experiment` the lines that would show it, if there are.
    """

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    file: str | None = None
    line: int | None = None
    end_line: int | None = None
    proven: bool = False
    check: str = ""
    experiment: str = ""

    def to_json(self) -> dict[str, Any]:
        """As it stands in the result document."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": clean(self.message),
            "hint": self.hint,
            "file": None if self.file is None else clean(self.file),
            "line": self.line,
            **({} if self.end_line is None else {"end_line": self.end_line}),
            **({"proven": True} if self.proven else {}),
            **({"check": self.check} if self.check else {}),
            **({"experiment": self.experiment} if self.experiment else {}),
        }

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Self:
        """Read back what `to_json` wrote."""
        return cls(**document | {"severity": Severity(document["severity"])})
