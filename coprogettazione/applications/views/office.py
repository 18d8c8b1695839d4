# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office's side: the applications of a dossier, reading one, checking its requirements, cures."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coprogettazione.applications import forms, services
from coprogettazione.applications.documents import application_data
from coprogettazione.applications.models import Application
from coprogettazione.applications.queries import (
    conclusion_term,
    current_submission,
    elsewhere,
    files_with_remarks,
    last_answers,
    reserve_words,
    segnatura_of,
    with_suspensions,
)
from coprogettazione.applications.views.place import people_words
from coprogettazione.applications.views.sending import last_cure
from coprogettazione.calls.models import Call
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.forms import DeedForm, typed
from coprogettazione.records.refusals import NotAllowed, Refusal
from coprogettazione.records.rights import may

#: The deeds of the office on an application that have a page of their own.
PAGES: dict[str, type[DeedForm]] = {
    "integra": forms.RequestCureForm,
    "protocollo": forms.RecordProtocolForm,
    "passa-al-protocollo": forms.SendToProtocolForm,
    "riserva": forms.ResolveReserveForm,
    "sostituzione": forms.SubstituteMemberForm,
}
#: The deeds of the office on the call.
CALL_PAGES: dict[str, type[DeedForm]] = {
    "apri": forms.OpenApplicationsForm,
    "deserto": forms.DeclareDesertedForm,
    "sospendi": forms.SuspendTermsForm,
    "riprendi": forms.ResumeTermsForm,
    "distruggi-chiavi": forms.DestroySealedKeysForm,
}


def allowed(request: HttpRequest, name: str, subject: Any, at: Any) -> None:
    """Refuse the page to whoever does not hold this right."""
    verdict = may(request.user, name, subject, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)


def call_of(code: str) -> Call:
    """The dossier, with its people, its opening and the days in which its term stood still."""
    related = ("lead_authority", "district", "procedure_officer", "executive_officer", "opening__opened_by")
    return get_object_or_404(with_suspensions(Call.objects.select_related(*related)), code=code)


def _application(pk: int) -> Application:
    rows = Application.objects.select_related(
        "lead", "call__lead_authority", "call__procedure_officer", "call__executive_officer", "call__district"
    )
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def call_act(request: HttpRequest, code: str, what: str) -> HttpResponse:
    """A deed of the office on the call, on a page of its own."""
    at = timezone.now()
    call = call_of(code)
    allowed(request, "read_case_file", call, at)
    if what not in CALL_PAGES:
        raise Http404
    form = CALL_PAGES[what](typed(request), subject=call, by=signed_in(request.user), at=at)
    if request.method == "POST" and form.perform():
        return redirect("applications:dossier", code)
    context = {
        "call": call,
        "form": form,
        "verdict": may(request.user, form.deed_name, call, at),
        "term": conclusion_term(call, at) if what in ("sospendi", "riprendi") else None,
        "at": at,
    }
    return render(
        request, "applications/office_act.html", context, status=422 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def office_act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """A deed of the office on an application, on a page of its own."""
    at = timezone.now()
    application = _application(pk)
    allowed(request, "read_case_file", application.call, at)
    if what not in PAGES:
        raise Http404
    verdict = may(request.user, PAGES[what].deed_name, application, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)
    form = PAGES[what](typed(request), subject=application, by=signed_in(request.user), at=at)
    if request.method == "POST" and form.perform():
        return redirect("applications:requirements", pk)
    context = {
        "application": application,
        "call": application.call,
        "form": form,
        "verdict": verdict,
        "excludes": what == "riserva" and may(request.user, "announce_exclusion", application, at),
        "at": at,
    }
    return render(
        request, "applications/office_act.html", context, status=422 if request.method == "POST" else 200
    )


@require_safe
@login_required
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what arrived. Whoever is not of the application leaves an entry in the register."""
    at = timezone.now()
    application = _application(pk)
    allowed(request, "read_application", application, at)
    services.read_application(application=application, by=signed_in(request.user), at=at)
    submission = application.submissions.filter(superseded_at__isnull=True).first()
    if submission is None:
        raise Http404
    names = {m["codice_fiscale"]: m["known_as"] for m in submission.snapshot["members"]}
    context = {
        "application": application,
        "call": application.call,
        "in_office": may(request.user, "read_case_file", application.call, at),
        "submission": submission,
        "content": submission.snapshot,
        "files": files_with_remarks(application, submission.snapshot["files"]),
        "said": application_data(application, submission.snapshot, submitted=submission),
        "members": [
            {**m, "share": Decimal(m["share"]), "people": people_words(m["operators"], m["volunteers"])}
            for m in submission.snapshot["members"]
        ],
        "plan": [
            {**line, "amount": Decimal(line["amount"]), "name": names[line["codice_fiscale"]]}
            for line in submission.snapshot["plan"]
        ],
        "declared": [
            (name, [d for d in submission.snapshot["declarations"] if d["codice_fiscale"] == code])
            for code, name in names.items()
        ],
        "at": at,
    }
    return render(request, "applications/read.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def requirements(request: HttpRequest, pk: int) -> HttpResponse:
    """The checklist of one application: saved item by item, decided at the end."""
    at = timezone.now()
    application = _application(pk)
    allowed(request, "read_case_file", application.call, at)
    if not Application.objects.filter(pk=pk).visible_to(request.user, at).exists():
        raise Http404
    form = forms.CheckAdmissibilityForm(
        typed(request), subject=application, by=signed_in(request.user), at=at
    )
    verdict = may(request.user, "check_admissibility", application, at)
    protocols = may(request.user, "record_protocol", application, at)
    saving = request.POST.get("only") == "save"
    if request.method == "POST" and saving:
        form.fields["outcome"].required = False
        if form.is_valid():
            try:
                services.save_checks(
                    application=application, checks=form.checks(), by=signed_in(request.user), at=at
                )
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                return redirect("applications:requirements", pk)
    elif request.method == "POST" and form.perform():
        return redirect("applications:dossier", application.call.code)
    members = application.members.filter(left_at__isnull=True).select_related("organisation")
    context = {
        "application": application,
        "call": application.call,
        "form": form,
        "verdict": verdict,
        "cures": list(application.cures.all()),
        "asks_cure": may(request.user, "request_cure", application, at),
        "substitutes": application.is_grouped and may(request.user, "substitute_member", application, at),
        "protocols": protocols,
        "members": [(m, elsewhere(m)) for m in members],
        "evidence": last_answers([application]).select_related("organisation"),
        "reserve": reserve_words(application),
        "resolves": may(request.user, "resolve_reserve", application, at),
        "excludes": may(request.user, "announce_exclusion", application, at),
        "sends": bool(protocols) and services.protocol_connector() is not None,
        "at": at,
    }
    return render(
        request, "applications/requirements.html", context, status=422 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer decides on the answer to a cure request."""
    at = timezone.now()
    row = last_cure(pk)
    allowed(request, "read_case_file", row.application.call, at)
    form = forms.ResolveCureForm(typed(request), subject=row, by=signed_in(request.user), at=at)
    if request.method == "POST" and form.perform():
        return redirect("applications:dossier", row.application.call.code)
    context = {
        "cure": row,
        "application": row.application,
        "call": row.application.call,
        "form": form,
        "verdict": may(request.user, "resolve_cure", row, at),
        "at": at,
    }
    return render(
        request, "applications/resolve.html", context, status=422 if request.method == "POST" else 200
    )


@require_safe
@login_required
def segnatura(request: HttpRequest, pk: int) -> HttpResponse:
    """AgID's file of what arrived, for the protocol system of the office."""
    at = timezone.now()
    application = _application(pk)
    allowed(request, "record_protocol", application, at)
    submission = current_submission(application)
    if submission is None:
        raise Http404
    response = HttpResponse(segnatura_of(application, submission), content_type="application/xml")
    name = f"segnatura-{application.call.code}-{application.registry_number.replace('/', '-')}.xml"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
