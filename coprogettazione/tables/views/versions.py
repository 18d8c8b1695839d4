# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The versions of the whole document: saving one, reading one, comparing any two."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from coprogettazione.tables.forms import SaveVersionForm
from coprogettazione.tables.models import ChapterVersion, NamedVersion
from coprogettazione.tables.queries import content_of, differences_between, fingerprint_of, version_matrix
from coprogettazione.tables.queries.project import chapters_in
from coprogettazione.tables.views.base import TableView


class VersionsView(TableView):
    """The list, newest first, with what is being worked on; and the form that keeps a version."""

    tab = "versions"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read."""
        return self.draw(SaveVersionForm(subject=self.table, by=self.person, at=self.at))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep a version."""
        form = SaveVersionForm(request.POST, subject=self.table, by=self.person, at=self.at)
        if not form.perform():
            return self.draw(form, 422)
        return self.done(_("Versione %(n)s salvata.") % {"n": form.result.number}, self.address("versions"))

    def draw(self, form: SaveVersionForm, status: int = 200) -> HttpResponse:
        """The page."""
        versions = list(self.table.versions.select_related("saved_by").defer("content").order_by("-number"))
        since = versions[0].saved_at if versions else self.table.opened_at
        later = ChapterVersion.objects.filter(chapter__table=self.table, saved_at__gt=since)
        same = bool(versions) and fingerprint_of(content_of(self.table)) == versions[0].content_hash
        return self.page(
            "versions.html",
            status,
            form=form,
            versions=versions,
            same=same,
            edits=later.count(),
            bodies=later.values("organisation").distinct().count(),
        )


class VersionView(TableView):
    """One version, as it was."""

    tab = "versions"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read."""
        version = get_object_or_404(NamedVersion, table=self.table, number=self.kwargs["number"])
        chapters = chapters_in(version)
        matrix = version_matrix(self.table, version)
        return self.page(
            "version.html",
            version=version,
            chapters=chapters,
            matrix=matrix,
            heads=list(zip(matrix.columns, matrix.orders, strict=True)),
        )


class CompareView(TableView):
    """What changed between two versions; 0 is the document as it is now."""

    tab = "versions"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read."""
        chosen = [self.number("before"), self.number("after")]
        versions = {
            v.number: v
            for v in NamedVersion.objects.filter(table=self.table, number__in=[n for n in chosen if n])
        }
        before, after = (versions.get(n) if n else None for n in chosen)
        if any(n and n not in versions for n in chosen):
            return self.page("compare.html", 404, missing=True, numbers=self.numbers())
        difference = differences_between(
            before.content if before else content_of(self.table),
            after.content if after else content_of(self.table),
        )
        return self.page(
            "compare.html",
            before=before,
            after=after,
            difference=difference,
            numbers=self.numbers(),
            chosen=chosen,
        )

    def number(self, name: str) -> int:
        """The number in the address, or chosen in the form."""
        written = self.request.GET.get(name, "")
        return int(written) if written.isdecimal() and len(written) < 9 else int(self.kwargs[name])

    def numbers(self) -> list[int]:
        """Every version there is."""
        return list(self.table.versions.order_by("number").values_list("number", flat=True))
