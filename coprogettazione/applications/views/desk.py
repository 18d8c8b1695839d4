# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk of the requirements: all the applications of a call side by side, and what may be done on many."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from coprogettazione.applications import forms, services
from coprogettazione.applications.models import (
    BATCH_ITEMS,
    ITEM_OF_RULE,
    Application,
    ApplicationState,
    CheckItem,
    EligibilityRule,
)
from coprogettazione.applications.queries import (
    LINES_AT_ONCE,
    Cell,
    DeskRow,
    cells_of,
    conclusion_term,
    confirmable,
    desk_of,
    entirely_in_order,
    last_answers,
    proposals_of,
    protocol_lines,
)
from coprogettazione.applications.views.office import allowed, call_of
from coprogettazione.calls.models import Call, CallState, SelectionMode
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.forms import typed
from coprogettazione.records.refusals import Refusal
from coprogettazione.records.rights import may

#: How many applications are written at once by one click.
AT_ONCE = 50
#: In which states the items of an application are still written (the right `save_checks`).
WRITTEN = (ApplicationState.RECEIVED, ApplicationState.CURE, ApplicationState.RESERVED)
#: The items in few words, for the head of a column.
SHORT = {
    CheckItem.IN_TIME: _("Termine"),
    CheckItem.SUBJECT: _("Soggetto"),
    CheckItem.RUNTS: _("RUNTS"),
    CheckItem.POWERS: _("Poteri"),
    CheckItem.DECLARATIONS: _("Dichiarazioni"),
    CheckItem.GENERAL_ORDER: _("Ordine generale"),
    CheckItem.REQUIREMENTS: _("Requisiti tecnici"),
    CheckItem.ATTACHMENTS: _("Allegati"),
    CheckItem.GROUP: _("Gruppo"),
    CheckItem.ONE_GROUP: _("Una domanda"),
}


@require_safe
@login_required
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """The applications of a call: sealed until they are opened, not even their names before; then all together,
    a page at a time.
    """
    at = timezone.now()
    call = call_of(code)
    allowed(request, "read_case_file", call, at)
    opening = getattr(call, "opening", None)
    if opening is None or opening.opened_at > at:
        return _sealed(request, call, at)
    keep, words = request.GET.get("mostra", ""), request.GET.get("q", "")
    checks = may(request.user, "suspend_terms", call, at)
    checking = bool(checks) and call.state == CallState.ADMISSIBILITY
    found = desk_of(call, at, keep=keep, words=words, page=request.GET.get("pagina"))
    context = {
        "call": call,
        "at": at,
        "opening": opening,
        "desk": found,
        "rows": _lines(call, found.rows, writes=checking),
        "page_obj": found.page,
        "columns": [(SHORT[item], item.label) for item in CheckItem],
        "divided": call.selection_mode == SelectionMode.PER_LOT,
        "keep": keep,
        "words": words,
        "term": conclusion_term(call, at),
        "checks": checks,
        "together": checking and found.checked < found.total,
        "destroys": may(request.user, "destroy_sealed_keys", call, at),
    }
    return render(request, "applications/desk.html", context)


def _sealed(request: HttpRequest, call: Call, at: datetime) -> HttpResponse:
    arrived = call.applications.filter(state__in=[ApplicationState.RECEIVED, ApplicationState.LATE])
    context = {
        "call": call,
        "at": at,
        "opens": may(request.user, "open_applications", call, at),
        "deserts": may(request.user, "declare_deserted", call, at),
        "past": call.deadline is not None and at >= call.deadline,
        "any_arrived": arrived.exists(),
        "destroys": may(request.user, "destroy_sealed_keys", call, at),
    }
    return render(request, "applications/sealed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cell(request: HttpRequest, code: str, pk: int, item: str) -> HttpResponse:
    """One item of one application: a page of its own, or its place in the table where a script can put it."""
    at = timezone.now()
    call = call_of(code)
    allowed(request, "read_case_file", call, at)
    application = get_object_or_404(_rows(call), pk=pk)
    allowed(request, "save_checks", application, at)
    wanted = CheckItem.__members__.get(item.upper().replace("-", "_"))
    if wanted is None:
        raise Http404
    form = forms.ChecksForm(
        typed(request), only=wanted, subject=application, by=request.user, at=at, auto_id=f"id_{pk}_%s"
    )
    inline = bool(request.headers.get("HX-Request"))
    if request.method == "POST" and form.is_valid():
        try:
            services.save_checks(
                application=application, checks=form.checks(), by=signed_in(request.user), at=at
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if not inline:
                return redirect("applications:dossier", code)
            return HttpResponse(_saved(call, pk, wanted))
    proposed = proposals_of([application])
    context = {
        "call": call,
        "application": application,
        "item": wanted,
        "form": form,
        "evidence": [
            row
            for row in last_answers([application]).select_related("organisation")
            if ITEM_OF_RULE[EligibilityRule(row.rule)] == wanted
        ],
        "inline": inline,
        "cell": next(
            c for c in cells_of(application, application.checks.all(), proposed) if c.item == wanted
        ),
        "url": reverse("applications:cell", args=[code, pk, item]),
    }
    name = "_cell_form" if inline else "cell"
    status = 422 if request.method == "POST" else 200
    return render(request, f"applications/{name}.html", context, status=status)


def _rows(call: Call) -> Any:
    opened = Application.objects.filter(call=call, opened_at__isnull=False)
    return opened.select_related("lead", "call").prefetch_related("members__organisation", "checks")


def _saved(call: Call, pk: int, item: CheckItem) -> SafeString:
    """The cell as it is now, with the focus where the work was."""
    application = _rows(call).get(pk=pk)
    cells = cells_of(application, application.checks.all(), proposals_of([application]))
    cell = next(c for c in cells if c.item == item)
    return _link(call.code, pk, cell, str(SHORT[item]), str(cell.words), " autofocus")


def _link(code: str, pk: int, cell: Cell, short: str, words: str, more: str = "") -> SafeString:
    """A cell: a word with its shape, which opens its form. Written here and not in a template: a page has 250."""
    address = f"/fascicoli/{code}/istruttoria/{pk}/{cell.item.lower()}/"
    title = escape(f"{short}. {cell.why}") if cell.why else short
    return mark_safe(  # noqa: S308 - addresses and words are ours, what people wrote is escaped
        f'<a class="co-state co-small {cell.shape}" href="{address}" hx-get="{address}" title="{title}"{more}>'
        f"{words}</a>"
    )


def _lines(call: Call, rows: list[DeskRow], *, writes: bool) -> list[tuple[Application, SafeString]]:
    """Each application with all its cells; where nothing can be written they lead nowhere."""
    short = {item: str(words) for item, words in SHORT.items()}
    # Half a dozen words for 250 cells: each is put in the reader's language once.
    words = {id(cell.words): cell.words for row in rows for cell in row.cells}
    said = {key: str(one) for key, one in words.items()}

    def shown(pk: int, cell: Cell) -> SafeString:
        return _link(call.code, pk, cell, short[cell.item], said[id(cell.words)])

    lines = []
    for row in rows:
        pk, opens = row.application.pk, writes and row.application.state in WRITTEN
        cells = [
            f'<td data-pre="{short[cell.item]}">{shown(pk, cell) if opens and cell.asked else _said(cell)}</td>'
            for cell in row.cells
        ]
        lines.append((row.application, mark_safe("".join(cells))))  # noqa: S308 - made of cells
    return lines


def _said(cell: Cell) -> SafeString:
    """A cell that cannot be written."""
    words = "co-state co-small"
    return format_html('<span class="{} {}" title="{}">{}</span>', words, cell.shape, cell.why, cell.words)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def together(request: HttpRequest, code: str) -> HttpResponse:
    """Which items may be confirmed for many applications at once, for how many, and why the others may not."""
    at = timezone.now()
    call = call_of(code)
    allowed(request, "suspend_terms", call, at)
    refused: Refusal | None = None
    if request.method == "POST":
        try:
            item = str(request.POST.get("item", ""))
            ready, _left = confirmable(call, AT_ONCE).get(item, ([], 0))
            services.save_confirmations(
                call=call, item=item, applications=ready, by=signed_in(request.user), at=at
            )
        except Refusal as refusal:
            refused = refusal
        else:
            return redirect("applications:together", code)
    offered = [(item, ready, left) for item, (ready, left) in confirmable(call, AT_ONCE).items()]
    context = {
        "call": call,
        "offered": offered,
        "judged": [item for item in CheckItem if item not in BATCH_ITEMS],
        "at_once": AT_ONCE,
        "refused": refused,
    }
    return render(request, "applications/together.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def admit_many(request: HttpRequest, code: str) -> HttpResponse:
    """Admit those entirely in order: a list to confirm, then a deed, an entry and a message for each."""
    at = timezone.now()
    call = call_of(code)
    allowed(request, "suspend_terms", call, at)
    ready = list(entirely_in_order(call)[:AT_ONCE])
    refused: Refusal | None = None
    if request.method == "POST":
        chosen = set(request.POST.getlist("application"))
        try:
            services.admit_in_order(
                applications=[application for application in ready if str(application.pk) in chosen],
                by=signed_in(request.user),
                at=at,
            )
        except Refusal as refusal:
            refused = refusal
        else:
            return redirect("applications:dossier", code)
    context = {"call": call, "ready": ready, "refused": refused}
    return render(request, "applications/admit_many.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def protocols(request: HttpRequest, code: str) -> HttpResponse:
    """Paste many protocol numbers, see what would be written, then write it."""
    at = timezone.now()
    call = call_of(code)
    allowed(request, "suspend_terms", call, at)
    form = forms.ProtocolLinesForm(typed(request))
    lines, faults = [], 0
    if request.method == "POST" and form.is_valid():
        lines = protocol_lines(call, form.cleaned_data["lines"])
        faults = Counter(bool(line.fault) for line in lines)[True]
        if len(lines) > LINES_AT_ONCE:
            form.add_error("lines", _("Al massimo %(most)d righe alla volta.") % {"most": LINES_AT_ONCE})
        elif request.POST.get("go") == "write" and not faults:
            services.record_protocols(lines=lines, by=signed_in(request.user), at=at)
            return redirect("applications:dossier", code)
    context = {"call": call, "form": form, "lines": lines, "faults": faults}
    return render(request, "applications/protocols.html", context)


@require_safe
@login_required
def terms(request: HttpRequest, code: str) -> HttpResponse:
    """By when the procedure must be concluded, and each time its term stood still."""
    at = timezone.now()
    call = call_of(code)
    allowed(request, "read_case_file", call, at)
    del call.suspension_rows  # type: ignore[attr-defined] # the page says who, too
    context = {
        "call": call,
        "at": at,
        "term": conclusion_term(call, at),
        "suspends": may(request.user, "suspend_terms", call, at),
    }
    return render(request, "applications/terms.html", context)
