# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Typst: a template of ours and facts in JSON become a PDF, the same bytes every time, or the same act as a page."""

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst
from django.conf import settings
from django.utils import timezone

from coprogettazione.documents.documents.facts import FONTS, drawable, facts_of
from coprogettazione.documents.documents.markup import Node, UnknownMarkup, read_markup

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "documents"
#: The standards asked of the compiler, which refuses a document that does not keep them.
Standard = Literal["ua-1", "a-2a"]
READ: tuple[Standard, ...] = ("ua-1",)
KEPT: tuple[Standard, ...] = ("a-2a", "ua-1")
NAME = re.compile(r"[a-z][a-z0-9_]*")
_local = threading.local()


class RenderingFailed(Exception):
    """The template and the facts do not fit, or the result would not keep its standard: a fault of ours."""


def render(
    template: str,
    data: Mapping[str, Any],
    *,
    at: datetime,
    standards: tuple[Standard, ...] = KEPT,
    pictures: Mapping[int, bytes] | None = None,
) -> bytes:
    """Render `templates/documents/<template>.typ`: the keys it reads are written at its head.

    The data reach the template only as JSON text: nothing in them is ever read as markup. `at` (with time
    zone) is the date of creation inside the file; same template, data and instant give the same bytes.
    `pictures` are PNG or JPEG, by the number of their file: the template finds in `pictures` which are there.
    Raises RenderingFailed.
    """
    if timezone.is_naive(at):
        raise TypeError("the instant of a paper has no time zone")
    with _place_of(pictures) as root:
        said = {**data, "pictures": [str(number) for number in pictures]} if pictures else data
        return _compiled(
            template,
            said,
            root=root,
            format="pdf",
            pdf_standards=list(standards),
            timestamp=int(at.timestamp()),
        )


def render_page(template: str, data: Mapping[str, Any]) -> Node:
    """The same template with the same facts as a page to read: headings, paragraphs, lists, tables, no look.

    Pictures are said in words. Raises RenderingFailed.
    """
    html = _compiled(template, data, root=TEMPLATES, format="html", form="page").decode()
    try:
        return read_markup(html)
    except UnknownMarkup as error:
        raise RenderingFailed(f"{template}: {error}") from error


def _compiled(template: str, data: Mapping[str, Any], *, root: Path, form: str = "pdf", **how: Any) -> bytes:
    path = TEMPLATES / f"{template}.typ"
    if not NAME.fullmatch(template) or not path.is_file():
        raise RenderingFailed(f"no template is called {template!r}")
    text = json.dumps(drawable(facts_of(data)), ensure_ascii=False, sort_keys=True, allow_nan=False)
    try:
        made = _compiler().compile(
            input=root / path.name, root=root, sys_inputs={"data": text, "form": form}, **how
        )
    except typst.TypstError as error:
        raise RenderingFailed(f"{template}: {error.message}\n{error.diagnostic}") from error
    assert isinstance(made, bytes)
    return made


@contextmanager
def _place_of(pictures: Mapping[int, bytes] | None) -> Iterator[Path]:
    """Where the compiler finds templates and pictures, and nothing else."""
    if not pictures:
        yield TEMPLATES
        return
    with TemporaryDirectory(prefix="paper-") as made:
        root = Path(made)
        for template in TEMPLATES.glob("*.typ"):
            copyfile(template, root / template.name)
        (root / "pictures").mkdir()
        for number, content in pictures.items():
            (root / "pictures" / str(int(number))).write_bytes(content)
        yield root


def _compiler() -> typst.Compiler:
    """One compiler for each thread (it may not be shared), all on the same fonts."""
    compiler: typst.Compiler | None = getattr(_local, "compiler", None)
    if compiler is None:
        compiler = typst.Compiler(root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)
        _local.compiler = compiler
    return compiler


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts of the repository: an act looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
