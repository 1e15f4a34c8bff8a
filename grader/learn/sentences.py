"""What a learner says in a sentence of why a change helped: kept beside the work, for the teacher.

It costs and gives no points. A learner can read, change and delete the file.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from grader.results.harmless import flat
from grader.submission.intake import SENTENCES_FILE

LONGEST, MOST = 500, 200
SCHEMA = 1


def keep_sentence(folder: Path, about: str, where: str, sentence: str) -> bool:
    """Add a sentence about a finding, met in an exercise or a puzzle; say whether it was kept."""
    kept = [*sentences_in(folder), {"about": about, "where": where,
                                    "sentence": flat(sentence)[:LONGEST]}]  # fmt: skip
    with suppress(OSError):
        if folder.is_dir():
            document = {"schema": SCHEMA, "sentences": kept[-MOST:]}
            text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
            (folder / SENTENCES_FILE).write_text(text, encoding="utf-8")
            return True
    return False


def sentences_in(folder: Path) -> list[dict[str, Any]]:
    """The sentences that are kept there; none where there is no such file, or it is another."""
    try:
        document = json.loads((folder / SENTENCES_FILE).read_text(encoding="utf-8"))
        return [dict(each) for each in document["sentences"]]
    except (OSError, ValueError, TypeError, KeyError):
        return []
