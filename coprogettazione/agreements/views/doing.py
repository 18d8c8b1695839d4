# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages on which something is done to an agreement: what will happen, the questions, one button."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from coprogettazione.agreements import forms
from coprogettazione.agreements.models import Agreement
from coprogettazione.agreements.queries import (
    agreement_of,
    disclosures_of,
    live_signings,
)
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.tables.queries import final_project

#: The deeds whose page shows no more than the form.
PLAIN: dict[str, type[DeedForm]] = {
    "avvio": forms.StartExecutionForm,
    "risoluzione": forms.TerminateAgreementForm,
    "atto-aggiuntivo": forms.DraftAddendumForm,
    "parte": forms.DescribePartyForm,
    "parte-tolta": forms.RemovePartyForm,
    "abbandono": forms.AbandonAgreementForm,
    "rifiuto": forms.RefuseToSignForm,
    "firma-accettata": forms.AcceptSignatureForm,
    "firma-da-rifare": forms.RejectSignatureForm,
    "ricontrollo": forms.RecheckSignatureForm,
    "nuovo-termine": forms.RenewSigningTermForm,
    "chi-firma": forms.ReplaceSignatoryForm,
    "senza-una-parte": forms.DropPartyForm,
    "ritiro": forms.WithdrawTextForm,
    "adesione": forms.InviteAdhesionForm,
    "recesso": forms.WithdrawFromAgreementForm,
    "rinnovo": forms.RenewAgreementForm,
    "responsabile": forms.ReplaceAgreementOfficerForm,
    "dirigente": forms.ReplaceAgreementExecutiveForm,
}
#: After these one goes on with the signatures, or with the parties, rather than to the page of the agreement.
BACK_TO_SIGNATURES = (
    "firma-accettata",
    "firma-da-rifare",
    "ricontrollo",
    "nuovo-termine",
    "chi-firma",
    "senza-una-parte",
    "adesione",
)


def agreement_row(pk: int) -> Agreement:
    """The agreement with what its pages say of it."""
    return get_object_or_404(
        Agreement.objects.select_related(
            "call__lead_authority",
            "call__procedure_officer",
            "call__executive_officer",
            "lead_authority",
            "procedure_officer",
            "executive_officer",
            "amends",
            "to_sign__file",
            "paper__file",
            "paper__public_file",
        ),
        pk=pk,
    )


def demand(user: Any, right: str, subject: Any, at: datetime) -> None:
    """Refuse with its reason whoever does not hold the right."""
    verdict = may(user, right, subject, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)


def _deed_page(
    request: HttpRequest,
    form_class: Callable[..., DeedForm],
    subject: Any,
    *,
    after: Callable[[DeedForm], str],
    back: str,
    template: str = "agreements/deed.html",
    only_show: Callable[[DeedForm], bool] = lambda form: False,
    **context: Any,
) -> HttpResponse:
    """A deed's form on a page: the effect, the questions, one button; a refusal appears in place, and what was
    typed stays.
    """
    at = timezone.now()
    demand(request.user, form_class.deed_name, subject, at)  # type: ignore[attr-defined]
    posted = request.method == "POST"
    initial = {"organisation": request.GET["ente"]} if request.GET.get("ente", "").isdigit() else None
    form = form_class(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial=initial,
        subject=subject,
        by=request.user,
        at=at,
    )
    shown = posted and only_show(form)
    if posted and not shown and form.perform():
        return redirect(after(form))
    status = 422 if posted and not shown else 200
    return render(request, template, {"form": form, "back": back, **context}, status=status)


@login_required
def approve(request: HttpRequest, code: str) -> HttpResponse:
    """D9: the executive approves project, money and text."""
    call = get_object_or_404(
        Call.objects.select_related("lead_authority", "procedure_officer", "executive_officer"), code=code
    )
    return _deed_page(
        request,
        forms.ApproveProjectForm,
        call,
        after=lambda form: reverse("agreements:show", args=[form.result.pk]),
        back="/scrivania/",
        template="agreements/approve.html",
        call=call,
        project=final_project(call),
        made=agreement_of(call),
    )


@login_required
def draft(request: HttpRequest, body: int) -> HttpResponse:
    """Open an agreement that a body keeps."""
    organisation = get_object_or_404(Organisation, pk=body)
    return _deed_page(
        request,
        forms.DraftAgreementForm,
        organisation,
        after=lambda form: reverse("agreements:show", args=[form.result.pk]),
        back=reverse("agreements:list"),
        kicker=organisation.name,
    )


def _step(
    request: HttpRequest,
    pk: int,
    form_class: Callable[..., DeedForm],
    template: str = "agreements/deed.html",
    *,
    after: Callable[[DeedForm], str] | None = None,
    back: str = "",
    only_show: Callable[[DeedForm], bool] = lambda form: False,
    **more: Callable[[Agreement], Any],
) -> HttpResponse:
    row = agreement_row(pk)
    here = reverse("agreements:show", args=[pk])
    return _deed_page(
        request,
        form_class,
        row,
        after=after or (lambda form: here),
        back=back or here,
        template=template,
        only_show=only_show,
        agreement=row,
        call=row.call,
        kicker=row.title,
        **{name: value(row) for name, value in more.items()},
    )


@login_required
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the text to those who sign."""
    return _step(request, pk, forms.SendForSignatureForm, "agreements/send.html")


@login_required
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the text, sign it outside, upload the signed copy."""
    return _step(
        request,
        pk,
        forms.SignAgreementForm,
        "agreements/sign.html",
        signings=live_signings,
        on_trial=lambda _agreement: settings.TRIAL_AUTHORITY is not None,
    )


@login_required
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """What will be public, then one button."""
    return _step(
        request, pk, forms.PublishAgreementForm, "agreements/publish.html", disclosures=disclosures_of
    )


@login_required
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The text by articles; more empty ones on request, with what was typed in place."""
    return _step(
        request,
        pk,
        forms.WriteAgreementForm,
        "agreements/write.html",
        only_show=lambda form: bool(getattr(form, "wants_more", False)),
    )


@login_required
def add_parties(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick, look for by name, paste codes; looking for a name adds nobody."""
    return _step(
        request,
        pk,
        forms.AddPartiesForm,
        "agreements/parties.html",
        only_show=lambda form: bool(getattr(form, "only_looks", False)),
    )


@login_required
def do(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A deed whose page shows no more than its form; `?ente=` names the body it is about."""
    there = reverse("agreements:signatures", args=[pk])
    if step == "atto-aggiuntivo":
        made = lambda form: reverse("agreements:show", args=[form.result.pk])  # noqa: E731 - said where it is used
        return _step(request, pk, PLAIN[step], after=made)
    if step in BACK_TO_SIGNATURES:
        return _step(request, pk, PLAIN[step], after=lambda form: _signatures_or_page(form, pk), back=there)
    return _step(request, pk, PLAIN[step])


def _signatures_or_page(form: DeedForm, pk: int) -> str:
    """The signatures while some are missing; the agreement when the deed was the last."""
    agreement = form.subject
    assert isinstance(agreement, Agreement)
    return reverse("agreements:signatures" if live_signings(agreement) else "agreements:show", args=[pk])
