"""The documentation builds as a site without a warning, and a reader of it needs no network."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from browser import visit

ROOT = Path(__file__).parent.parent
LOADED = re.compile(r"<(?:link|script|img|iframe)\b[^>]*?(?:src|href)=[\"']?([^\"'\s>]+)")

if importlib.util.find_spec("material") is None or importlib.util.find_spec("mkdocs") is None:
    pytest.skip("mkdocs-material is not installed", allow_module_level=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once; a warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    nowhere = "http://127.0.0.1:9"  # where anything that was fetched would fail
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore"}
    environment |= {"http_proxy": nowhere, "https_proxy": nowhere}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_page_of_the_documentation_is_in_it_and_the_lesson_too(site: Path) -> None:
    pages = {path.with_suffix(".html").name for path in (ROOT / "docs").glob("*.md")}
    assert pages <= {path.name for path in site.glob("*.html")}
    assert (site / "lesson" / "index.html").is_file()
    assert (site / "lesson" / "forward.py").is_file()


def test_every_page_is_reached_from_the_first(site: Path) -> None:
    first = (site / "index.html").read_text(encoding="utf-8")
    for page in site.glob("*.html"):
        assert page.name == "404.html" or f'href="{page.name}"' in first


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        loaded = LOADED.findall(page.read_text(encoding="utf-8"))
        assert loaded
        assert [address for address in loaded if "//" in address] == [], page.name


@pytest.mark.parametrize("page", ["index.html", "cli.html", "lesson/index.html"])
def test_a_browser_asks_nobody_for_anything(chromium: Any, site: Path, page: str) -> None:
    opened = visit(chromium, site / page)
    opened.page.wait_for_load_state("networkidle")
    assert [url for url in opened.asked if not url.startswith(("file:", "data:", "blob:"))] == []


def test_no_solution_is_in_it(site: Path) -> None:
    for path in (ROOT / "solutions").glob("*.py"):
        block = re.search(r"BEGIN SOLUTION\n(.*?)\n *### END", path.read_text(), re.DOTALL)
        assert block is not None
        for page in (site / "lesson").iterdir():
            assert block[1] not in page.read_text(encoding="utf-8")
