"""The hook of mkdocs.yml: which pages the site has, and in which order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parent.parent
# In a learner's order; a page of docs/ that is not named here follows by itself.
ORDER = ("index.md", "lesson/README.md", "cli.md", "findings.md", "own-course.md")


def on_files(files: Files, config: Any) -> Files:
    """Take the lesson and its starters in, so that the lesson's links lead to them."""
    for path in sorted((ROOT / "exercises").iterdir()):
        if path.is_file() and not path.name.startswith("."):
            files.append(File.generated(config, f"lesson/{path.name}", abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Turn a link out of docs/, to a file that is there, into the name of that file."""

    def named(link: re.Match[str]) -> str:
        words, target = link[1], link[2].split("#")[0]
        if not (ROOT / target).exists():
            return link[0]  # which mkdocs then warns of
        return words if target in words else f"{words} (`{target}`)"

    return re.sub(r"\[([^\]]+)\]\(\.\./([^)]+)\)", named, markdown)


def on_nav(nav: Any, config: Any, files: Files) -> Any:
    """Put the pages in order, in one list without folders."""
    place = {name: number for number, name in enumerate(ORDER)}
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    last = len(ORDER)
    pages.sort(key=lambda page: (place.get(page.file.src_uri, last), page.file.src_uri))
    for page, before, after in zip(pages, [None, *pages], [*pages[1:], None], strict=False):
        page.parent, page.previous_page, page.next_page = None, before, after
    nav.items = nav.pages = pages
    return nav
