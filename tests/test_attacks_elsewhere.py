"""A course of one's own withstands what the course that ships withstands: the same attacks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import Attack, Elsewhere, attacks
from siege import Siege, besieged, require_contained

from grader.course.course import load_course
from grader.sandbox import kernel
from grader.submission.submission import read_submission

pytestmark = pytest.mark.skipif(not kernel.supported(), reason="the seals are Linux's")

COURSES = Path(__file__).parent / "courses"
ACCUMULATE = """\
  - id: accumulate
    title: "Gradient accumulation"
    points: 20
    hints: ["Which calls of a training step happen once here, and which k times?"]
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a function, a training on data of its own and questions."""
    folder = tmp_path_factory.mktemp("elsewhere") / "course"
    shutil.copytree(COURSES / "own-data", folder)
    for place in ("solutions", "checks"):
        shutil.copy(COURSES / "more-training" / place / "accumulate.py", folder / place)
    with (folder / "course.yaml").open("a") as record:
        record.write(ACCUMULATE)
    return folder


@pytest.fixture(scope="module")
def siege(own: Path, places: dict[str, str]) -> Iterator[Siege]:
    with besieged(load_course(own / "course.yaml"), places | {"ROOT": str(own)}) as siege:
        yield siege


def parameters() -> list[object]:
    return [
        pytest.param(
            Elsewhere(attack.path, attack.heads),
            id=attack.id,
            marks=[pytest.mark.xfail(reason=attack.heads["open"])]
            if "open" in attack.heads
            else [],
        )
        for attack in attacks()
    ]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("attack", parameters())
def test_an_attack_is_contained_elsewhere_too(attack: Attack, siege: Siege, own: Path) -> None:
    right = read_submission(own / "solutions")
    require_contained(siege, attack, right, "accumulate")
