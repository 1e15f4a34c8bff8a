"""Both ways of starting workers pass one suite, which the package holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from grader.judge.conformance import CASES, CONTRACT, HABITS, MEMORY, Case, NotConforming, Trial
from grader.sandbox.starting import start_workers
from grader.sandbox.ways import VARIABLE, Way, offers_sealed

WAYS = [
    pytest.param(way, marks=pytest.mark.skipif(
        way is Way.SEALED and not offers_sealed(), reason="this platform has no sealed way"
    ), id=way.value)
    for way in Way
]  # fmt: skip


@pytest.fixture(scope="module", params=WAYS)
def trial(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Trial]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, request.param.value)
        patch.setenv("CONFORMANCE_SECRET", "canary")
        launcher = start_workers(CONTRACT, MEMORY)
    try:
        yield Trial(launcher, tmp_path_factory.mktemp("submissions"))
    finally:
        launcher.close()
        assert not launcher.home.exists()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence.replace(" ", "-"))
def test_what_a_file_does_comes_to_what_it_has_to(trial: Trial, case: Case) -> None:
    trial.require(case)


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.__name__)
def test_a_launcher_has_the_habits_that_it_has_to(
    trial: Trial, habit: Callable[[Trial], None]
) -> None:
    habit(trial)


@pytest.mark.parametrize(
    "wrong",
    [
        Case("other numbers", "return given"),
        Case("another line", "raise ValueError", ("exception",), 2),
        Case("another kind", "raise ValueError", ("timeout",)),
        Case("no mishap", "return given * 2", ("exception",)),
        Case("a mishap", "raise ValueError"),
        Case("another text", "raise ValueError('so')", ("exception",), 1, "no"),
    ],
    ids=lambda case: case.sentence.replace(" ", "-"),
)
def test_the_suite_sees_what_does_not_conform(trial: Trial, wrong: Case) -> None:
    with pytest.raises(NotConforming, match=wrong.sentence):
        trial.require(wrong)
