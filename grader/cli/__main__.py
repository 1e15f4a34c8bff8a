"""The program by the name of its package: python -m grader.cli."""

from grader.cli import run

run()
