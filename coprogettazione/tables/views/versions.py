# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The versions of the whole document: saving one, reading one, comparing any two."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from coprogettazione.tables.forms import RestoreVersionForm, SaveVersionForm
from coprogettazione.tables.models import NamedVersion
from coprogettazione.tables.queries import content_of, differences_between, fingerprint_of, version_matrix
from coprogettazione.tables.queries.project import authorship_of, bodies_since, chapters_in, project_text
from coprogettazione.tables.queries.seats import orders_of
from coprogettazione.tables.queries.shared_text import read_text
from coprogettazione.tables.views.base import DeedPage, TableView
from coprogettazione.tables.views.paper import drawn


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
        reading = read_text(project_text(self.table))
        content = content_of(self.table, reading)
        same = bool(versions) and fingerprint_of(content) == versions[0].content_hash
        return self.page(
            "versions.html",
            status,
            form=form,
            versions=versions,
            same=same,
            since=bodies_since(reading, versions[0].saved_at) if versions else [],
        )


class VersionView(TableView):
    """One version, as it was."""

    tab = "versions"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read."""
        version = get_object_or_404(NamedVersion, table=self.table, number=self.kwargs["number"])
        matrix = version_matrix(self.table, version)
        return self.page(
            "version.html",
            version=version,
            chapters=drawn(chapters_in(version), self.picture),
            matrix=matrix,
            heads=list(zip(matrix.columns, matrix.orders, strict=True)),
            last=self.table.versions.order_by("number").values_list("number", flat=True).last(),
        )


class RestoreView(DeedPage):
    """Going back to the chapters of a version."""

    tab = "versions"
    form_class = RestoreVersionForm
    back = "versions"
    done_words = _("Fatto: i capitoli sono quelli di allora, in una versione nuova.")

    @cached_property
    def version(self) -> NamedVersion:
        """The version to go back to."""
        return get_object_or_404(NamedVersion, table=self.table, number=self.kwargs["number"])

    def form(self, data: Any = None, files: Any = None) -> RestoreVersionForm:
        """It asks nothing but the press."""
        return RestoreVersionForm(data, subject=self.table, by=self.person, at=self.at, version=self.version)

    def more(self) -> dict[str, Any]:
        """Which version."""
        return {"about": str(self.version)}


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
        reading = read_text(project_text(self.table))
        difference = differences_between(
            before.content if before else content_of(self.table, reading),
            after.content if after else content_of(self.table, reading),
            after.authorship if after else authorship_of(reading),
        )
        orders = orders_of(self.table)
        return self.page(
            "compare.html",
            before=before,
            after=after,
            difference=difference,
            numbers=self.numbers(),
            chosen=chosen,
            orders=orders,
            legend=[p for p in self.places if p.organisation.pk in difference.authors],
        )

    def number(self, name: str) -> int:
        """The number in the address, or chosen in the form."""
        written = self.request.GET.get(name, "")
        return int(written) if written.isdecimal() and len(written) < 9 else int(self.kwargs[name])

    def numbers(self) -> list[int]:
        """Every version there is."""
        return list(self.table.versions.order_by("number").values_list("number", flat=True))
