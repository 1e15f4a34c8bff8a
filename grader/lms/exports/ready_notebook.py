"""A course as one notebook for Colab or a JupyterHub, whose cells save the work to files.

    python -m grader.lms.exports.ready_notebook > docs/course.ipynb

Its first cell installs mnist-grade. A cell that begins with `%%writefile` is a file of the work, so
that the same commands check it as everywhere, and it can be handed in as a folder.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from grader.course.cells import Cell, code, markdown, notebook
from grader.course.course import Course, built_in_course, load_course
from grader.course.edition import LESSON, public_course, starters_of
from grader.course.lesson import without_marks

WORK = "work"
INSTALL = "mnist-grade @ git+https://HOST/OWNER/mnist-grade.git"
_BEGIN = """\
## How this notebook works

Run the first cell once: it installs the checks (your instructor puts the right address into it).
Each exercise is a cell that begins with `%%writefile`: fill it in and run it, and it is saved as a
file in the folder `{work}`. The cell below it checks that file, and the next one gives a hint.

The folder is gone when the machine behind this notebook is. Your work stands in the notebook, too,
and the last cell packs the folder for you to download and hand in."""


def ready_notebook(course: Course) -> dict[str, Any]:
    """The notebook of a course as JSON, format 4.5; the same course gives the same notebook.

    Raises:
        CourseError: a file of the course is missing.
    """
    return notebook(_cells(course))


def _cells(course: Course) -> Iterator[Cell]:
    files = {name: content.decode() for name, content in starters_of(course).items()}
    yield code(f'%pip install --quiet "{INSTALL}"')
    # Its title, and what the learner is told before the first thing to do.
    opening = re.split(r"^(?=## )", without_marks(files[LESSON]), flags=re.M)[:3]
    yield markdown("".join(opening).strip())
    yield markdown(_BEGIN.format(work=WORK))
    # The lesson and all starters: a file that is not written yet is there for those that import it.
    yield code(f"!mnist-grade start {WORK}")
    yield markdown(f"The lesson is `{WORK}/{LESSON}`: read it there, or run this cell.")
    yield code(f"from IPython.display import Markdown\n\nMarkdown(filename='{WORK}/{LESSON}')")
    for exercise in course.exercises:
        bonus = ", on top" if exercise.bonus else ""
        yield markdown(f"## {exercise.title}\n\n{exercise.points:g} points{bonus}")
        yield code(f"%%writefile {WORK}/{exercise.file}\n{files[exercise.file].rstrip()}")
        yield code(f"!mnist-grade check {WORK} --exercise {exercise.id}")
        yield code(f"# !mnist-grade hint {exercise.id} --for {WORK}")
    yield markdown("## Everything, and what you hand in")
    yield code(f"!mnist-grade check {WORK}")
    yield code(f'import shutil\n\nshutil.make_archive("{WORK}", "zip", "{WORK}")')


if __name__ == "__main__":
    made = ready_notebook(public_course(load_course(built_in_course())))
    sys.stdout.write(json.dumps(made, indent=1, ensure_ascii=False) + "\n")
