# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The final text and its acceptance; the conclusion, with everything that is still missing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.models import PaperKind
from coprogettazione.documents.queries import papers_about
from coprogettazione.tables.forms import AcceptFinalTextForm, ConcludeTableForm, ObjectToFinalTextForm
from coprogettazione.tables.queries import (
    accepting_bodies,
    content_of,
    fingerprint_of,
    missing_to_conclude,
    version_matrix,
)
from coprogettazione.tables.queries.project import chapters_in
from coprogettazione.tables.queries.readiness import last_version
from coprogettazione.tables.views.base import DeedPage, TableView
from coprogettazione.tables.views.paper import drawn


class FinalView(TableView):
    """The final version to read and accept, and who has accepted it."""

    tab = "versions"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read."""
        form = AcceptFinalTextForm(subject=self.table, by=self.person, at=self.at)
        return self.draw(form if self.can("accept_final_text") and form.can_answer else None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Accept."""
        form = AcceptFinalTextForm(request.POST, subject=self.table, by=self.person, at=self.at)
        if not form.perform():
            return self.draw(form, 422)
        return self.done(str(_("Testo definitivo accettato.")), self.address("final"))

    def draw(self, form: AcceptFinalTextForm | None, status: int = 200) -> HttpResponse:
        """The page."""
        version = last_version(self.table)
        context: dict[str, Any] = {"form": form, "version": version}
        if version is not None:
            accepted = {
                a.organisation_id: a for a in version.acceptances.select_related("person", "organisation")
            }
            matrix = version_matrix(self.table, version)
            context |= {
                "chapters": drawn(chapters_in(version), self.picture),
                "matrix": matrix,
                "heads": list(zip(matrix.columns, matrix.orders, strict=True)),
                "answers": [(o, accepted.get(o.pk)) for o in accepting_bodies(self.table, self.at)],
                "changed": not self.table.is_concluded
                and fingerprint_of(content_of(self.table)) != version.content_hash,
                "paper": papers_about(version).filter(kind=PaperKind.PROJECT_DOCUMENT).first(),
            }
        return self.page("final.html", status, **context)


class ObjectView(DeedPage):
    """An objection to the text under approval."""

    tab = "versions"
    form_class = ObjectToFinalTextForm
    back = "final"
    done_words = _("Obiezione inviata a chi siede al tavolo.")


class ConcludeView(DeedPage):
    """The conclusion."""

    tab = "sessions"
    form_class = ConcludeTableForm
    template = "conclude.html"
    done_words = _("Tavolo concluso. La relazione conclusiva è pubblicata.")

    def more(self) -> dict[str, Any]:
        """What is missing, sentence by sentence; open proposals are answered in the form itself."""
        return {"missing": missing_to_conclude(self.table, self.at, answering=True)}
