"""One self-contained HTML page: a template with its style and script inside, and no network.

The policy in its head lets nothing run or load but these two, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader.report.reading import ABOUT_TARGETS
from grader.report.text import clean, fixed, flat, number, percent, points


def self_contained(
    templates: Path,
    name: str,
    *,
    style: str | tuple[str, ...],
    script: str | tuple[str, ...] = (),
    **values: Any,
) -> str:
    """Render a template of a folder with its styles, its scripts, and these values.

    Raises:
        jinja2.TemplateError: the template asks for a value that is not there.
    """
    css, js = (
        "".join((templates / file).read_text(encoding="utf-8") for file in files)
        for files in ((f,) if isinstance(f, str) else f for f in (style, script))
    )
    page: str = (
        _environment(templates)
        .get_template(name)
        .render(style=Markup(css), script=Markup(js), policy=_policy(css, js), **values)
    )
    return page


@cache
def _environment(templates: Path) -> Environment:
    """Kept: a class has thousands of pages, and to read a template takes longer than to fill it."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        # SECURITY: without it a student's message or code would be markup of the page.
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "clean": clean, "fixed": fixed, "flat": flat, "number": number, "percent": percent,
        "points": points,
    }  # fmt: skip
    environment.globals["about_targets"] = ABOUT_TARGETS
    return environment


def _policy(css: str, js: str) -> str:
    # SECURITY: were anything of a student's to slip through unescaped, the browser would still
    # neither run it nor fetch anything for it.
    scripts = f"script-src {_hash(js)}; " if js else ""
    return (
        f"default-src 'none'; {scripts}style-src {_hash(css)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"
