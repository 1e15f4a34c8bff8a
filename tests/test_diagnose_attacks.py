"""What an attack gets from a check it gets from `diagnose`: nothing."""

from __future__ import annotations

import io
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from corpus import ROOT
from hostile import (
    BREACH,
    FORBIDDEN,
    SECRET,
    Attack,
    attacks,
    listing,
    processes,
    with_canaries,
)  # fmt: skip
from rich.console import Console

from grader.learn.scripts.diagnosis import Diagnosis, diagnosed
from grader.learn.scripts.watching import Workshop
from grader.report.script import print_diagnosis
from grader.report.script_page import script_page
from grader.sandbox import kernel
from grader.sandbox.sealed import Nursery
from grader.submission.submission import Submission

pytestmark = pytest.mark.skipif(not kernel.supported(), reason="the seals are Linux's")

# A script that uses a submission's files, one of which is hostile; answers in YAML are no script.
WHOLE = ROOT / "tests" / "scripts" / "of_the_course.py"
ALL = [attack for attack in attacks() if attack.heads["replaces"].endswith(".py")]
SECONDS = 10
# What a check gives nobody and a script is given: its own copy to write in and to list, the data of
# other packages, more room than these ask for, and no guard, since there are no points to forge.
# Landlock covers no stat.
GIVEN = frozenset({
    "escape/writes-into-its-own-folder", "leak/home-folder", "leak/sizes-and-times-of-files",
    "leak/held-out-digits-imported", "exhaust/disk", "exhaust/disk-by-many-files",
    "exhaust/inodes", "exhaust/memory-by-mmap", "exhaust/memory-by-python",
    "exhaust/memory-by-torch", "forge/guard-ended-by-a-clock",
})  # fmt: skip
# What asks for more than that room: so many bytes of memory, or of files, or so many files.
TOO_MUCH = {
    "memory": "import torch\nheld = [torch.empty(64 << 20) for _ in range(16)]\n",
    "disk": "for n in range(9):\n    open(str(n), 'wb').write(bytes(48 << 20))\n",
    "one-file": "open('large', 'wb').write(bytes(201 << 20))\n",
    "files": "for n in range(20_001):\n    open(str(n), 'w').close()\n",
}


@dataclass(frozen=True)
class Siege:
    """A workshop among things that must not be touched."""

    workshop: Workshop
    canary: Path
    places: dict[str, str]
    folder: Path

    def diagnose(self, files: dict[str, bytes]) -> tuple[Diagnosis, str]:
        """What is said of the whole training beside these files: the document, and all texts."""
        for name, content in files.items():
            (self.folder / name).write_bytes(content)
        watched = self.workshop.watch(self.folder / WHOLE.name, ("parts", "hidden", "loop"))
        diagnosis = diagnosed(watched, WHOLE.name)
        shown = io.StringIO()
        print_diagnosis(diagnosis, Console(file=shown, width=100), watched.text, explain=True)
        return diagnosis, shown.getvalue() + script_page(diagnosis, watched.text)

    def state(self) -> dict[str, object]:
        """All that must be the same before and after a script was run."""
        nursery = self.workshop._launcher
        assert isinstance(nursery, Nursery)
        nursery.rest()
        return {
            "canary": listing(self.canary),
            "home": sorted(path.name for path in nursery.home.iterdir()),
            "scratch": sorted(path.name for path in nursery.scratch.iterdir()),
            "children of the nursery": {
                p for p, (parent, _) in processes().items() if parent == nursery._launched.pid
            },
            "shared memory": Path("/dev/shm/mnist-grade-attack").exists(),
        }


@pytest.fixture(scope="module")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Siege]:
    canary = with_canaries(tmp_path_factory.mktemp("canary"))
    folder = tmp_path_factory.mktemp("scripts")
    with (
        pytest.MonkeyPatch.context() as patch,
        socket.create_server(("127.0.0.1", 0)) as server,
    ):
        patch.setenv("MNIST_GRADE_CANARY_TOKEN", SECRET + " in the environment")
        with Workshop(tmp_path_factory.mktemp("data"), SECONDS) as workshop:
            home = workshop._launcher.home
            (home / "neighbour").mkdir()
            (home / "neighbour" / "forward.py").write_text(f"# {SECRET} of a neighbour\n")
            places = {"CANARY": str(canary), "ROOT": str(ROOT), "HOME": str(home)}
            places["PORT"] = str(server.getsockname()[1])
            (folder / "warm.py").write_text("")
            workshop.watch(folder / "warm.py")
            yield Siege(workshop, canary, places, folder)


def is_contained(attack: Attack, siege: Siege, solutions: Submission) -> None:
    """Run a script with an attack beside it; then the same without."""
    whole = {WHOLE.name: WHOLE.read_bytes()}
    before = siege.state()
    hostile = attack.submission(solutions, siege.places).files
    diagnosis, shown = siege.diagnose({**hostile, **whole})
    after = siege.state()
    honest, _ = siege.diagnose({**solutions.files, **whole})

    document = json.dumps(diagnosis.to_json(), allow_nan=False)
    assert diagnosis.status != "failed", diagnosis.error
    assert attack.id in GIVEN or BREACH not in document
    assert not [s for s in (SECRET, "root:x:0:0", "MNIST_GRADE_CANARY") if s in document]
    assert after == before
    assert len(document) < 300_000
    assert not FORBIDDEN.findall(shown)
    assert (honest.status, honest.findings) == ("diagnosed", ())


def of(*kinds: str) -> pytest.MarkDecorator:
    """Each attack of these kinds."""
    chosen = [attack for attack in ALL if attack.heads["kind"] in kinds]
    return pytest.mark.parametrize("attack", chosen, ids=lambda attack: attack.id)


@pytest.mark.sampled(3)
@of("forge", "leak", "escape", "crash", "disturb", "report")
def test_an_attack_on_a_check_gets_nothing_from_diagnose(
    attack: Attack, siege: Siege, solutions: Submission
) -> None:
    is_contained(attack, siege, solutions)


# One that holds the processor is killed only after a while: with `--all` alone.
@pytest.mark.sampled(0)
@of("exhaust")
def test_what_exhausts_a_check_is_ended_by_diagnose(
    attack: Attack, siege: Siege, solutions: Submission
) -> None:
    is_contained(attack, siege, solutions)


@pytest.mark.sampled(0)
@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_a_script_has_room_and_not_more(siege: Siege, text: str) -> None:
    script = siege.folder / "greedy.py"
    script.write_text(f"{text}raise RuntimeError('{BREACH}')\n")
    before = siege.state()
    diagnosis = diagnosed(siege.workshop.watch(script), script.name)
    assert BREACH not in json.dumps(diagnosis.to_json())
    assert diagnosis.status in ("crashed", "cannot-run")
    assert siege.state() == before
