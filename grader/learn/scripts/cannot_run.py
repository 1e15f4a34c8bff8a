"""What cannot be run here, which is not the script's fault: what is missing, and the remedy."""

from __future__ import annotations

import re

from grader.learn.scripts.run import Event, Run, place
from grader.learn.scripts.staging import Staged

_ADDRESS = re.compile(
    r"urlopen error|Name or service not known|Temporary failure in name resolution|"
    r"Max retries exceeded|Network is unreachable|HTTPError|URLError|ConnectionError|gaierror|"
    r"Connection refused|download"
)
_SEVERAL = re.compile(
    r"init_process_group|MASTER_ADDR|RANK|torch\.distributed|spawn|ProcessGroup|"
    r"shared memory object"
)
# What a script asks before it raises by itself.
_IS_THERE = re.compile(r"\b(?:exists|is_file|isfile|is_dir|isdir)\s*\(")
# What comes of a list of files that is empty.
_OF_NOTHING = ("KeyError", "IndexError", "ValueError", "RuntimeError", "ZeroDivisionError")


def reason(error: Event, staged: Staged, run: Run) -> str:
    """Why a script cannot be run here; empty where the error is its own."""
    kind, text = str(error.get("type")), str(error.get("text", ""))
    name = str(error.get("name", ""))
    if _SEVERAL.search(text):
        return "it starts several processes: run its training in one"
    if kind == "AssertionError" and _IS_THERE.search(run.source(*place(error))):
        return f"a file is not there that line {error.get('line')} asks for: name --cwd"
    wanted = [str(n.get("text")) for n in run.all_of("notes") if n.get("kind") == "no files"]
    if wanted and kind in _OF_NOTHING and not run.trains:
        return f"no file matches {wanted[0][:120]}: put them where the script looks, or name --cwd"
    if kind in ("ModuleNotFoundError", "ImportError") and not _is_own(name, staged):
        if kind == "ModuleNotFoundError":
            return f"the package {name or text} is not installed here: install it beside us"
        return ""
    if kind == "FileNotFoundError" or "No such file" in text:
        what = name or text
        return f"{what[:120]} is not there: put it where the script looks for it, or name --cwd"
    if kind in ("URLError", "HTTPError", "ConnectionError", "gaierror") or _ADDRESS.search(text):
        return (
            "it loads data or weights from an address, and runs without a network here: "
            "download them into its folder first"
        )
    if kind == "PermissionError" or "Permission denied" in text or "not permitted" in text:
        return f"it uses what is closed to it here ({text[:100]}): paths inside its folder are open"
    if "not found or corrupted" in text or "Dataset not found" in text:
        return "its data set is not there: put it into the script's folder"
    return ""


def _is_own(name: str, staged: Staged) -> bool:
    """Whether a module is a file of the script's own, perhaps in another case."""
    first = name.partition(".")[0].lower()
    names = {p.stem.lower() for p in staged.folder.rglob("*.py")}
    return bool(first) and first in names
