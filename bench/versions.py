"""The same grades with the oldest versions that pyproject.toml allows, and with Colab's.

    python bench/versions.py oldest|colab [--sample 40] [--folder DIR]
                                            [--torch-backend cpu] [--python PATH]

An environment of its own is made with uv in DIR (PyTorch is large: `--torch-backend cpu` takes the
build without CUDA, where PyTorch's own index can be reached), and the wheel of this checkout is
installed into it. A sample of the corpus is graded there and here; what differs in points,
outcomes, findings or lines is printed, and ends this with 1.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from grader.lms.exports.wheel import make_wheel

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "bench" / "documents.py"
# The Python of each, and what decides the versions of what the wheel needs.
KNOWN = {
    "oldest": ("3.11", ["--resolution", "lowest-direct"]),
    "colab": ("3.13", ["--requirements", str(ROOT / "bench" / "colab.txt")]),
}


def main() -> int:
    """Make the environment, grade on both sides, compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("versions", choices=KNOWN)
    parser.add_argument("--sample", default="40", help="how many of the corpus's submissions")
    parser.add_argument("--folder", type=Path, help="keeps the environment for another time")
    parser.add_argument("--torch-backend", help="which build of PyTorch; see uv's own help")
    parser.add_argument("--python", help="the Python of that version, where uv finds none")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = options.folder or Path(scratch)
        home.mkdir(parents=True, exist_ok=True)
        python = environment(home, options)
        here, there = Path(scratch) / "here.jsonl", Path(scratch) / "there.jsonl"
        documents(Path(sys.executable), "write", here, "--sample", options.sample)
        documents(python, "write", there, "--sample", options.sample)
        return documents(Path(sys.executable), "compare", here, there, "--loose", check=False)


def environment(home: Path, options: argparse.Namespace) -> Path:
    """The Python of an environment with the wheel and these versions of all that it needs."""
    release, words = KNOWN[options.versions]
    folder, backend = home / options.versions, options.torch_backend
    python = folder / "bin" / "python"
    uv("venv", "--quiet", "--clear", "--python", options.python or release, folder)
    name, content = make_wheel()
    (home / name).write_bytes(content)
    install = ["pip", "install", "--quiet", "--python", python]
    chosen = ["--torch-backend", backend] if backend else []
    # First what the wheel needs, as if each had been asked for: only then is it the oldest.
    uv(*install, *chosen, *words, "--requirements", ROOT / "pyproject.toml")
    uv(*install, "--no-deps", home / name)
    return python


def uv(*words: str | Path) -> None:
    subprocess.run(["uv", *words], cwd=ROOT, check=True)


def documents(python: Path, *words: str | Path, check: bool = True) -> int:
    """Write or compare with a Python that has its own mnist-grade."""
    done = subprocess.run([python, DOCUMENTS, *words], cwd=ROOT / "bench", check=check)
    return done.returncode


if __name__ == "__main__":
    raise SystemExit(main())
