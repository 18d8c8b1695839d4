# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The budget as a file: taken away, changed elsewhere, brought back line by line after a look at what changes."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.applications.models import FundingSource
from coprogettazione.documents.documents import ODS, XLSX
from coprogettazione.parties.models import Organisation
from coprogettazione.records.forms import typed
from coprogettazione.records.refusals import NotAllowed, Refusal
from coprogettazione.tables.documents import budget_as
from coprogettazione.tables.documents.budget import said_category
from coprogettazione.tables.forms import ImportBudgetForm
from coprogettazione.tables.queries import budget_matrix
from coprogettazione.tables.queries.budget_import import FileLines, LineFacts, Step, plan_import
from coprogettazione.tables.queries.seats import orders_of, speaks_for, voting_bodies
from coprogettazione.tables.services import import_lines
from coprogettazione.tables.views.base import TableView
from coprogettazione.tables.views.export import attached
from coprogettazione.wording import euro

FORMATS = {"ods": ODS, "xlsx": XLSX}
#: How long what was read of a file waits to be confirmed.
WAITS = timedelta(hours=2)
SALT = "tables.budget_file"


class ExportView(TableView):
    """The whole budget as a workbook."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make it and hand it over."""
        extension = self.kwargs["extension"]
        if extension not in FORMATS:
            raise Http404
        call = self.table.call
        partners = [o for o in voting_bodies(self.table, self.at) if o.pk != call.lead_authority_id]
        content = budget_as(extension, self.table, budget_matrix(self.table, partners))
        name = _("Piano economico %(code)s") % {"code": call.code}
        return attached(content, FORMATS[extension], f"{name}.{extension}")


class ImportView(TableView):
    """Read a file, show what it would change, write it when that is confirmed. Nothing is kept of the file: what was
    read goes to the page and comes back signed.
    """

    tab = "budget"

    @cached_property
    def writable(self) -> list[Organisation]:
        """The bodies whose columns the reader writes. Raises NotAllowed when there are none."""
        found = [
            body
            for body in voting_bodies(self.table, self.at)
            if self.can("set_budget_line") and speaks_for(self.person, self.table, body, self.at)
        ]
        if not found:
            raise NotAllowed(
                _("Il piano economico lo carica chi siede per un ente, quando il tavolo è al lavoro.")
            )
        return found

    @cached_property
    def bodies(self) -> list[Organisation]:
        """Every body with a column."""
        return list(budget_matrix(self.table, voting_bodies(self.table, self.at)).columns)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the file."""
        return self.draw(ImportBudgetForm(bodies=self.bodies, writable=self.writable))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what the file would change, or write what was shown."""
        if "read" in request.POST:
            return self.write(request)
        form = ImportBudgetForm(typed(request), request.FILES, bodies=self.bodies, writable=self.writable)
        if not form.is_valid():
            return self.draw(form, 422)
        return self.preview(form.lines)

    def write(self, request: HttpRequest) -> HttpResponse:
        """Write what was confirmed, all or nothing."""
        try:
            said = signing.loads(request.POST["read"], salt=self.salt, max_age=WAITS)
        except signing.BadSignature:
            form = ImportBudgetForm(bodies=self.bodies, writable=self.writable)
            return self.draw(form, 409, reason=_("È passato troppo tempo: carica di nuovo il file."))
        file = FileLines.unpacked(said)
        try:
            changed = import_lines(
                table=self.table,
                file=file,
                writable=self.writable,
                confirmed=request.POST.get("confirmed", ""),
                by=self.person,
                at=self.at,
            )
        except Refusal as refusal:
            return self.preview(file, 409, refusal)
        words = ngettext("%(n)s riga cambiata.", "%(n)s righe cambiate.", changed) % {"n": changed}
        return self.done(words, self.address("budget"))

    @property
    def salt(self) -> str:
        """What was read is of this person at this table."""
        return f"{SALT}.{self.table.pk}.{self.person.pk}"

    def preview(self, file: FileLines, status: int = 200, refusal: Refusal | None = None) -> HttpResponse:
        """What the file would change now."""
        writable = [body.pk for body in self.writable]
        lines = self.table.budget_lines.select_related("changed_by").order_by("category", "pk")
        plan = plan_import(file, lines, writable)
        return self.page(
            "import_preview.html",
            status,
            plan=plan,
            groups=[
                (_("Righe nuove"), self.told(plan.of("add"))),
                (_("Righe cambiate"), self.told(plan.of("change"))),
                (_("Righe tolte"), self.told(plan.of("remove"))),
            ],
            left=self.told(plan.left),
            read=signing.dumps(file.packed(), salt=self.salt, compress=True),
            confirmed=plan.fingerprint(),
            refusal=refusal,
        )

    def told(self, steps: list[Step]) -> list[dict[str, Any]]:
        """The steps in words."""
        orders = orders_of(self.table)
        names = {body.pk: body for body in self.bodies}
        return [
            {
                "organisation": names.get(step.organisation),
                "order": orders.get(step.organisation, len(orders)),
                "row": step.row,
                "now": _said(step.now),
                "wanted": _said(step.wanted),
                "why": self.why(step),
            }
            for step in steps
        ]

    def why(self, step: Step) -> str:
        """Why a line is left as it is."""
        if step.kind == "theirs":
            return _("Questa colonna la scrive chi siede per quell’ente.")
        if step.kind == "gone":
            return _("Qualcuno ha tolto questa riga dopo che hai scaricato il file.")
        if step.kind == "moved" and step.line is not None:
            return _("%(who)s ha cambiato questa riga dopo che hai scaricato il file.") % {
                "who": step.line.changed_by
            }
        return ""

    def draw(self, form: ImportBudgetForm, status: int = 200, reason: str = "") -> HttpResponse:
        """The page that asks for the file."""
        return self.page(
            "import_budget.html",
            status,
            form=form,
            reason=reason,
            writable=[body.known_as for body in self.writable],
        )


def _said(facts: LineFacts | None) -> str:
    if facts is None:
        return ""
    parts = [said_category(facts.category), facts.description, str(FundingSource(facts.source).label)]
    sum_ = euro(facts.amount, cents=bool(facts.amount % 1))
    return f"{', '.join(part for part in parts if part)}: {sum_}"
