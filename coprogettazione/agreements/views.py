# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of an agreement: read it, sign it, see who has signed, publish it, begin."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from coprogettazione.agreements.forms import (
    ApproveProjectForm,
    PublishAgreementForm,
    SendForSignatureForm,
    SignAgreementForm,
    StartExecutionForm,
    TerminateAgreementForm,
)
from coprogettazione.agreements.models import Agreement
from coprogettazione.agreements.queries import (
    agreement_of,
    agreements_seen_by,
    as_of,
    disclosures_of,
    money_table,
    parties_of,
    signable_by,
    signing_of,
)
from coprogettazione.calls.models import Call
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.tables.queries import final_project

PAGE = 30


def _agreement(pk: int) -> Agreement:
    return get_object_or_404(
        Agreement.objects.select_related(
            "call__lead_authority",
            "call__procedure_officer",
            "call__executive_officer",
            "to_sign__file",
            "paper__file",
            "paper__public_file",
        ),
        pk=pk,
    )


def _demand(user: Any, right: str, subject: Any, at: datetime) -> None:
    verdict = may(user, right, subject, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)


def _deed_page(
    request: HttpRequest,
    form_class: Callable[..., DeedForm],
    subject: Any,
    at: datetime,
    *,
    after: Callable[[DeedForm], str],
    back: str,
    template: str = "agreements/deed.html",
    **context: Any,
) -> HttpResponse:
    """A deed's form on a page: the effect, the questions, one button; a refusal appears in place."""
    _demand(request.user, form_class.deed_name, subject, at)  # type: ignore[attr-defined]
    posted = request.method == "POST"
    form = form_class(
        request.POST if posted else None,
        request.FILES if posted else None,
        subject=subject,
        by=request.user,
        at=at,
    )
    if posted and form.perform():
        return redirect(after(form))
    return render(
        request, template, {"form": form, "back": back, **context}, status=422 if form.is_bound else 200
    )


@login_required
def my_agreements(request: HttpRequest) -> HttpResponse:
    """The agreements a person works on: of the own body, of the own organisations."""
    at = timezone.now()
    page = Paginator(agreements_seen_by(request.user, at), PAGE).get_page(request.GET.get("pagina"))
    rows = [(row, as_of(row, at)) for row in page]
    return render(request, "agreements/list.html", {"rows": rows, "page_obj": page})


@login_required
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The text, the money, who has signed and who not, the next step."""
    at = timezone.now()
    row = _agreement(pk)
    _demand(request.user, "read_agreement", row, at)
    rights = ("send_for_signature", "publish_agreement", "start_execution", "terminate_agreement")
    return render(
        request,
        "agreements/agreement.html",
        {
            "agreement": row,
            "call": row.call,
            "parties": list(parties_of(row)),
            "money": money_table(row),
            "signing": signing_of(row),
            "standing": as_of(row, at),
            "mine": signable_by(request.user, row, at)
            if may(request.user, "sign_agreement", row, at)
            else [],
            "reads_execution": row.starts_on is not None
            and bool(may(request.user, "read_monitoring", row, at)),
            "may_read_case": bool(may(request.user, "read_case_file", row.call, at)),
            **{f"may_{right}": bool(may(request.user, right, row, at)) for right in rights},
        },
    )


@login_required
def approve(request: HttpRequest, code: str) -> HttpResponse:
    """D9: the executive approves project, money and text."""
    call = get_object_or_404(
        Call.objects.select_related("lead_authority", "procedure_officer", "executive_officer"), code=code
    )
    project = final_project(call)
    return _deed_page(
        request,
        ApproveProjectForm,
        call,
        timezone.now(),
        after=lambda form: reverse("agreements:show", args=[form.result.pk]),
        back="/scrivania/",
        template="agreements/approve.html",
        call=call,
        project=project,
        made=agreement_of(call),
    )


def _step(
    request: HttpRequest, pk: int, form_class: Callable[..., DeedForm], template: str, **more: Any
) -> HttpResponse:
    row = _agreement(pk)
    here = reverse("agreements:show", args=[pk])
    context = {name: value(row) for name, value in more.items()}
    return _deed_page(
        request,
        form_class,
        row,
        timezone.now(),
        after=lambda form: here,
        back=here,
        template=template,
        agreement=row,
        call=row.call,
        **context,
    )


@login_required
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the text to those who sign."""
    return _step(request, pk, SendForSignatureForm, "agreements/send.html", parties=parties_of)


@login_required
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the text, sign it outside, upload the signed copy."""
    return _step(request, pk, SignAgreementForm, "agreements/sign.html", signing=signing_of)


@login_required
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """What will be public, then one button."""
    return _step(request, pk, PublishAgreementForm, "agreements/publish.html", disclosures=disclosures_of)


@login_required
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """The first day."""
    return _step(request, pk, StartExecutionForm, "agreements/deed.html")


@login_required
def terminate(request: HttpRequest, pk: int) -> HttpResponse:
    """The end before its time."""
    return _step(request, pk, TerminateAgreementForm, "agreements/deed.html")
