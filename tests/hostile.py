"""The attacks: hostile files as data, each of which replaces one file of the solutions.

The first lines of a file are comments that say what it is:

    # replaces: backward.py
    # kind: forge | leak | escape | exhaust | crash | disturb | report
    # earns: the points of that exercise that an honest judge gives; `full`, or a range such as
    #     0-5 or 0-full where a play that was tampered with may count for nothing
    # tries: one sentence
    # stopped by: seals each of which is enough by itself; with none it breaks through
    # needs: root, where only root's rights let it break through
    # open: why it is not contained yet
    # elsewhere: its points in the course of one's own, where `Elsewhere` cannot tell them

An attack that gets what it wants raises an error that begins with BREACH. What it looks for
stands in it as @CANARY@ (a folder), @ROOT@ (this checkout), @HOME@ (the judge's folder) and
@PORT@ (a server on this machine).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.submission.submission import Submission

ATTACKS = Path(__file__).parent / "attacks"
KINDS = ("forge", "leak", "escape", "exhaust", "crash", "disturb", "report")
BREACH, SECRET = "BREACH", "canary-4f1c9ab2"

# What no report passes on: control characters, marks that turn text around, halves of characters.
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True)
class Attack:
    """One hostile file; `tail` is right code that calls what it brings, written behind it."""

    path: Path
    heads: Mapping[str, str]
    tail: str = ""

    @property
    def id(self) -> str:
        return str(self.path.relative_to(ATTACKS).with_suffix(""))

    @property
    def exercise(self) -> str:
        return self.heads["replaces"].split(".")[0]

    @property
    def seals(self) -> tuple[str, ...]:
        """The seals each of which stops it alone."""
        return tuple(re.findall(r"\w+", self.heads.get("stopped by", "")))

    def earns(self, full: float) -> tuple[float, float]:
        """The fewest and the most points that are honest."""
        low, _, high = self.heads["earns"].partition("-")
        low, high = (full if word == "full" else float(word) for word in (low, high or low))
        return low, high

    def content(self, places: Mapping[str, str]) -> bytes:
        """The file, with what it looks for filled in."""
        content = self.path.read_bytes() + self.tail.encode()
        for name, value in places.items():
            content = content.replace(f"@{name}@".encode(), value.encode())
        return content

    def submission(self, solutions: Submission, places: Mapping[str, str]) -> Submission:
        """The solutions with this file in the place of one of theirs."""
        files = {**solutions.files, self.heads["replaces"]: self.content(places)}
        return Submission(self.id, files)


# How the exercises of a course of one's own call what an attack defines.
_ACCUMULATES = """

def accumulated_step(model, loss_fn, optimizer, batches):
    {first}
    losses = [{loss} for inputs, labels in batches]
    loss = sum(losses) / len(losses)
    {then}
    return loss.item()
"""
_PLAIN = {
    "first": "pass",
    "loss": "loss_fn(model(inputs), labels)",
    "then": "optimizer.zero_grad(), loss.backward(), optimizer.step()",
}
_CALLED = {
    "backward.py": {"then": "backward(optimizer, loss), optimizer.step()"},
    "forward.py": {"first": "SimpleNN()", "loss": "loss_fn(forward(model, inputs), labels)"},
    "hidden_layer.py": {"first": "HiddenNN()"},
    "loss.py": {
        "first": "make_criterion()", "loss": "compute_loss(loss_fn, model(inputs), labels)",
    },
    "step.py": {
        "first": "make_optimizer(model)",
        "then": "optimizer.zero_grad(), loss.backward(), step(optimizer)",
    },
}  # fmt: skip
_TRAINS = """

_of_the_attack, _asked = train_epoch, globals().get("evaluate")


def train_epoch(model, loss_fn, optimizer, loader):
    loss = _of_the_attack(model, loss_fn, optimizer, loader)
    if _asked:
        _asked(model, loss_fn, loader)
    return loss
"""
# What an attack on the training takes for a sign of it: the size of the data, and of a sample.
_SIZES = {b"> 1000": b"> 100", b"784": b"3", b"785": b"4"}
# The points of these exercises where the attacks come from.
_POINTS = {
    "backward.py": 20, "forward.py": 15, "hidden_layer.py": 10, "loss.py": 14, "step.py": 15,
}  # fmt: skip


@dataclass(frozen=True)
class Elsewhere(Attack):
    """The same against a course of one's own, in whose exercises the attacked function is called.

    A loop is that of the course's training, answers are to its questions; all else is called by
    the function `accumulated_step`, so that the same code meets another scene.
    """

    @property
    def exercise(self) -> str:
        name = self.heads["replaces"]
        return "accumulate" if name in _CALLED else "moons" if name == "train.py" else "foresight"

    def earns(self, full: float) -> tuple[float, float]:
        """What is right there is right here, and what is wrong in part earns nothing."""
        if told := self.heads.get("elsewhere"):
            low, _, high = told.partition("-")
            return float(low), float(high or low)
        if self.exercise == "moons":  # which asks for another part of what they attack
            return 0, full
        points = _POINTS.get(self.heads["replaces"], full)
        low, high = super().earns(points)
        return full * (low >= points), full * (high >= points)

    def submission(self, solutions: Submission, places: Mapping[str, str]) -> Submission:
        """The solutions of that course, of which one calls what the attack defines."""
        name, text = self.heads["replaces"], self.content(places)
        if name in _CALLED:
            text += _ACCUMULATES.format(**_PLAIN | _CALLED[name]).encode()
        elif name == "train.py":
            for there, here in _SIZES.items():
                text = text.replace(there, here)
            text = b"\n\n".join((solutions.files["moons.py"], text, _TRAINS.encode()))
        file = self.exercise + Path(name).suffix
        return Submission(self.id, {**solutions.files, file: text})

    def content(self, places: Mapping[str, str]) -> bytes:
        """The file, which looks for that course where it looked for the one that ships."""
        content = super().content({"ROOT@/grader": places["ROOT"], **places})
        for name in ("solutions.", "solution:"):
            content = content.replace(f"{name}backward".encode(), f"{name}accumulate".encode())
        return content


def attacks() -> list[Attack]:
    """All attacks in a stable order."""
    return [
        _read(path)
        for path in sorted(ATTACKS.glob("*/*"))
        if path.is_file() and path.suffix in (".py", ".yaml")
    ]


def _read(path: Path) -> Attack:
    head = path.read_text(encoding="utf-8", errors="replace").split("\n")[:8]
    lines = (re.match(r"# ([a-z ]+): (.+)", line) for line in head)
    return Attack(path, {m.group(1): m.group(2).strip() for m in lines if m})


def processes() -> dict[int, tuple[int, int]]:
    """Parent and session of every process."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        found[int(path.parent.name)] = int(words[1]), int(words[3])
    return found


def listing(folder: Path) -> list[tuple[str, int, int, bytes]]:
    """All that a folder holds, and when it was written."""
    found = []
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if path.is_file() else b""
        found.append((path.name, status.st_mode, status.st_mtime_ns, content))
    return found


def with_canaries(folder: Path) -> Path:
    """The folder, with what nobody must read or touch."""
    (folder / "secret.txt").write_text(SECRET + " in a file")
    (folder / "victim.txt").write_text("as it was")
    return folder
