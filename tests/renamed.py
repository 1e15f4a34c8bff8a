"""The course that mnist-grade comes with under other names: exercises, files, functions, classes.

Names are changed in the course's files and in submissions alike, so that one that is graded by its
old names and one that is graded by the new ones must fare the same.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

# By the old name: of an exercise, its file, and a function of that name where there is one.
EXERCISES = {
    "forward": "ahead",
    "loss": "cost",
    "backward": "back",
    "step": "move",
    "train": "learn",
    "explain": "predict",
    "hidden_layer": "deeper",
}
# Words that nothing else is called by.
DEFINITIONS = {
    "SimpleNN": "OneLayer",
    "HiddenNN": "TwoLayers",
    "make_criterion": "new_criterion",
    "compute_loss": "cost_of",
    "make_optimizer": "new_optimizer",
    "train_step": "learn_once",
    "train_epoch": "learn_all",
    "evaluate": "measure",
}
WORDS = EXERCISES | DEFINITIONS
_PLAIN = re.compile(rf"(?<![\w-])({'|'.join(DEFINITIONS)})(?![\w-])")
_FILE = re.compile(rf"\b({'|'.join(EXERCISES)})(?=\.(?:py|yaml)\b)")
# Of a course's code: where a text names an exercise, or a scene, which is named after a function.
_TOLD = re.compile(
    r"(?:\b(?:scene|exercise)\s*(?:==|!=|in|not in)\s*|\bexercises=|\b_SCENES = |\bdraw\.work\(\s*"
    r"|\bscene=)(?:\([^()]*\)|\"\w+\")"
)
# Of a course's parts: the methods that stand for functions of the contract, and none of PyTorch's.
_PARTS = re.compile(
    r"(?P<before>\bself\.|\bsuper\(\)\.|\bsuper\(\w+, self\)\.|\bdef )"
    r"(?P<name>forward|backward|step)"
    r"(?P<after>\(self, (?:model|optimizer)\b|\((?!self, ))"
)


def renamed(name: str, text: str) -> str:
    """A file of a submission, or of the solutions."""
    if not name.endswith(".py"):
        return _FILE.sub(lambda m: EXERCISES[m[1]], text)
    try:
        return "".join(_tokens(text))
    except (tokenize.TokenError, SyntaxError, IndentationError):
        return _PLAIN.sub(lambda m: DEFINITIONS[m[1]], text)


def file_named(name: str) -> str:
    """The new name of an exercise's file; of another file its own."""
    return _FILE.sub(lambda m: EXERCISES[m[1]], name)


def _tokens(text: str) -> Iterator[str]:
    """The text with each name changed that is no attribute, but for those of a course's module."""
    lines = text.splitlines(keepends=True)
    modules = {*re.findall(r"^\s*import (\w+)", text, re.M)} & EXERCISES.keys()
    place, before = (1, 0), ["", ""]
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.ENDMARKER, tokenize.DEDENT):
            continue
        yield _between(lines, place, token.start)
        word = token.string
        if token.type == tokenize.NAME:
            foreign = before[-1] == "." and before[-2] not in modules
            method = before[-1] in ("def", "class") and token.start[1] > 4
            if not foreign and not method:
                word = WORDS.get(word, word)
            word = DEFINITIONS.get(word, word)
        elif token.type == tokenize.STRING:
            word = _PLAIN.sub(
                lambda m: DEFINITIONS[m[1]], _FILE.sub(lambda m: EXERCISES[m[1]], word)
            )
        yield word
        place = token.end
        before = [before[-1], token.string]
    yield _between(lines, place, (len(lines) + 1, 0))


def _between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    """What stands between two tokens, comments apart."""
    if start[0] == end[0]:
        return lines[start[0] - 1][start[1] : end[1]] if start[0] <= len(lines) else ""
    rest = lines[start[0] - 1][start[1] :] if start[0] <= len(lines) else ""
    last = lines[end[0] - 1][: end[1]] if end[0] <= len(lines) else ""
    return rest + "".join(lines[start[0] : end[0] - 1]) + last


def course(record: Path, out: Path) -> Path:
    """A copy of a course's folder under the new names; its course.yaml."""
    home = record.parent
    for path in sorted(p for p in home.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        inside = path.relative_to(home)
        place = out / inside.with_name(file_named(inside.name))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(_of_course(inside, path.read_text(encoding="utf-8")), encoding="utf-8")
    return out / "course.yaml"


def _of_course(inside: Path, text: str) -> str:
    top = inside.parts[0]
    if inside.name == "course.yaml":
        return _record(text)
    if top in ("solutions", "stand_ins"):
        return renamed(inside.name, text)
    text = _PLAIN.sub(lambda m: DEFINITIONS[m[1]], text)
    text = _FILE.sub(lambda m: EXERCISES[m[1]], text)
    if top in ("mistakes", "parts.py"):
        text = _PARTS.sub(lambda m: m["before"] + EXERCISES[m["name"]] + m["after"], text)
    if top in ("mistakes", "works.py", "parts.py"):
        text = _TOLD.sub(lambda m: _quoted(m[0]), text)
    return text


def _quoted(text: str) -> str:
    """Each text in quotes that is an exercise's name."""
    return re.sub(r'"(\w+)"', lambda m: f'"{EXERCISES.get(m[1], m[1])}"', text)


def _record(text: str) -> str:
    text = _PLAIN.sub(lambda m: DEFINITIONS[m[1]], text)
    text = re.sub(rf"(?<=id: )({'|'.join(EXERCISES)})\b", lambda m: EXERCISES[m[1]], text)
    text = re.sub(
        r"(builds_on:\n(?:\s+\w+: \[[^\]]*\]\n)*)",
        lambda m: re.sub(r"\b(forward|backward|step)\b", lambda w: EXERCISES[w[1]], m[1]),
        text,
    )
    return _FILE.sub(lambda m: EXERCISES[m[1]], text)
