"""What a course wants of a submission: its files and what each defines, and the questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from grader.course.contract import Contract
from grader.course.marks import shipped_contract
from grader.course.records import key_of, shipped_records


@dataclass(frozen=True, slots=True)
class Wanted:
    """The contract of a course, its files that have a stand-in, and its questions by their keys."""

    contract: Contract
    stand_ins: frozenset[str] = frozenset()
    questions: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """The same in values that JSON has."""
        return {
            "contract": self.contract.to_plain(),
            "stand_ins": sorted(self.stand_ins),
            "questions": self.questions,
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """What `to_plain` gave, out of a frame."""
        contract = Contract.from_plain(plain["contract"])
        return cls(contract, frozenset(plain["stand_ins"]), tuple(plain["questions"]))

    @classmethod
    def by(cls, contract: Contract, records: Iterable[Mapping[str, Any]]) -> Self:
        """What these records of exercises add to a contract."""
        records = list(records)
        asking = (record for record in records if record.get("kind") == "predictions")
        return cls(
            contract,
            frozenset(record["file"] for record in records if record.get("stand_in")),
            tuple(key_of(check) for record in asking for check in record["checks"]),
        )


@cache
def shipped_wanted() -> Wanted:
    """What the course wants that mnist-grade comes with, and every variant of it."""
    return Wanted.by(shipped_contract(), shipped_records().values())
