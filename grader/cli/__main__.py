"""`python -m grader.cli`: the command line where no script of that name is on PATH."""

from grader.cli import run

run()
