# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checking, submitting, and what may be done afterwards."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from coprogettazione.applications import forms
from coprogettazione.applications.documents import application_data
from coprogettazione.applications.models import (
    Application,
    ApplicationState,
    CureRequest,
    CureState,
)
from coprogettazione.applications.queries import (
    OF_THE_GROUP,
    Draft,
    content_of,
    is_blank,
    section_step,
    totals,
    warnings_of,
)
from coprogettazione.applications.views.place import Place, is_draft, people_words, place
from coprogettazione.calls.models import FormSection, QuestionKind
from coprogettazione.documents.models import PaperKind
from coprogettazione.documents.services import preview_act
from coprogettazione.parties.queries import role_holders
from coprogettazione.records.arrival import STILL_AT_THE_DOOR
from coprogettazione.records.forms import DeedForm, typed
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role
from coprogettazione.wording import day, euro, joined

#: The deeds of the applicant that have a page of their own.
PAGES: dict[str, type[DeedForm]] = {
    "invia": forms.SubmitApplicationForm,
    "ritardo": forms.RecordLateApplicationForm,
    "sostituisci": forms.ReopenApplicationForm,
    "ritira": forms.WithdrawApplicationForm,
    "rinuncia": forms.RenounceApplicationForm,
    "uscita": forms.WithdrawMemberForm,
}


@require_safe
@login_required
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 6, the hub: what is missing, each body's part, the application in short, what happens next."""
    here = place(request, pk)
    if not is_draft(here.application):
        return redirect("applications:done", pk)
    context = here.context(
        "controlla",
        todo=_todo(here),
        parts=here.draft.parts(here.at),
        warnings=warnings_of(here.application),
        brief=_brief(here),
        submits=may(request.user, "submit_application", here.application, here.at),
        reminded=request.GET.get("ricordato", ""),
        unused=here.draft.unused(here.me.organisation_id),
    )
    return render(request, "applications/check.html", context)


def _todo(here: Place) -> list[dict[str, Any]]:
    """What is missing, one item each; what another body has to do is one item, with a reminder."""
    mine = here.me.organisation_id
    leads = mine == here.application.lead_id
    items: list[dict[str, Any]] = [
        {
            "title": gap.title,
            "detail": gap.detail,
            "action": gap.action,
            "url": f"{here.address(gap.step)}#{gap.anchor}",
            "question": gap.question,
        }
        for gap in here.gaps
        if gap.organisation_id == mine or (leads and gap.kind in OF_THE_GROUP)
    ]
    for part in here.draft.parts(here.at):
        gaps = [gap for gap in part.gaps if not (leads and gap.kind in OF_THE_GROUP)]
        if gaps and part.member.organisation_id != mine:
            names = {"name": part.member.organisation.known_as, "what": joined([g.short for g in gaps])}
            items.append(
                {
                    "title": _("%(name)s deve completare la sua parte") % names,
                    "detail": _("Manca ancora: %(what)s.") % names,
                    "remind": part.member.organisation_id,
                    "action": _("Ricordalo a %(name)s") % names,
                }
            )
    return items


def _brief(here: Place) -> list[dict[str, str]]:
    application, draft = here.application, here.draft
    names = [m.organisation.known_as for m in draft.members]
    lead = here.application.lead_id
    sums = totals(draft.lines)
    signers = role_holders(lead, Role.LEGAL_REPRESENTATIVE, here.at)
    own = sums["total"] - sums["PUBLIC"]
    last = draft.form.sections[-1].key
    return [
        {
            "label": _("Chi si candida"),
            "value": f"{joined(names)}, {application.get_form_display()}",
            "url": here.address("gruppo"),
        },
        {
            "label": _("Legale rappresentante"),
            "value": joined([str(s) for s in signers]) or _("nessuno: va indicato nella scheda dell’ente"),
            "url": here.address("ente"),
        },
        *(
            {
                "label": section.title,
                "value": _in_short(draft, section),
                "url": here.address(section_step(section.key)),
            }
            for section in draft.form.sections
        ),
        {
            "label": _("Persone"),
            "value": people_words(
                sum(m.operators or 0 for m in draft.members), sum(m.volunteers or 0 for m in draft.members)
            ),
            "url": here.address("ente"),
        },
        {
            "label": _("Risorse"),
            "value": _("%(asked)s chiesti, %(own)s propri")
            % {"asked": euro(application.requested_grant), "own": euro(own)},
            "url": here.address("piano"),
        },
        {
            "label": _("Allegati"),
            "value": str(len(draft.attachments)) if draft.attachments else _("nessuno"),
            "url": f"{here.address(section_step(last))}#allegati",
        },
    ]


def _in_short(draft: Draft, section: FormSection) -> str:
    """A section in a line: its first short answer, how many answers and declarations there are."""
    asked = [
        (question, member.organisation_id)
        for member in draft.members
        for question in draft.asked_of(section, member.organisation_id)
    ]
    typed = [draft.value(body, q.key) for q, body in asked if q.is_typed]
    declared = {(d.organisation_id, d.key): d.declared_at for d in draft.declarations}
    wanted = [(body, q.key) for q, body in asked if q.kind == QuestionKind.DECLARATION]
    made = [declared[pair] for pair in wanted if pair in declared]
    said = [f"«{draft.text(body, q.key)}»" for q, body in asked[:1] if q.is_short and draft.text(body, q.key)]
    if typed:
        count = len([value for value in typed if not is_blank(value)])
        said.append(
            ngettext("%(done)d risposta su %(all)d", "%(done)d risposte su %(all)d", count)
            % {"done": count, "all": len(typed)}
        )
    if wanted:
        said.append(
            ngettext("%(made)d dichiarazione su %(all)d", "%(made)d dichiarazioni su %(all)d", len(made))
            % {"made": len(made), "all": len(wanted)}
        )
    if made:
        said.append(_("le ultime rese il %(day)s") % {"day": day(max(made))})
    return ", ".join(said)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """A deed on a page of its own. Done already, it shows what was done and by whom."""
    here = place(request, pk)
    form_class = PAGES.get(what)
    if form_class is None:
        raise Http404
    if what in ("invia", "ritardo", "sostituisci") and _is_done(here.application, what):
        return redirect("applications:show", pk)
    form = form_class(typed(request), subject=here.application, by=request.user, at=here.at)
    if request.method == "POST" and form.perform():
        return redirect("applications:show", pk)
    verdict = may(request.user, form.deed_name, here.application, here.at)
    if request.method == "POST" and what == "invia" and not verdict and not is_draft(_again(here)):
        return redirect("applications:done", pk)
    term = here.application.call.deadline
    queueing = what == "invia" and term is not None and term <= here.at < term + STILL_AT_THE_DOOR
    context = here.context("controlla", form=form, verdict=verdict, what=what, queueing=queueing)
    return render(request, "applications/act.html", context, status=422 if request.method == "POST" else 200)


def _again(here: Place) -> Application:
    here.application.refresh_from_db(fields=["state"])
    return here.application


def _is_done(application: Application, what: str) -> bool:
    return is_draft(application) if what == "sostituisci" else not is_draft(application)


@require_safe
@login_required
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done, when, with which number; the receipts; what happens next."""
    here = place(request, pk)
    application = here.application
    if is_draft(application):
        return redirect("applications:check", pk)
    user, at = request.user, here.at
    submissions = list(
        application.submissions.select_related("receipt__file", "submitted_by").order_by("-number")
    )
    context = here.context(
        "controlla",
        submissions=submissions,
        current=next(
            (s for s in submissions if s.superseded_at is None), submissions[0] if submissions else None
        ),
        cures=list(application.cures.all()),
        reopens=may(user, "reopen_application", application, at),
        withdraws=may(user, "withdraw_application", application, at),
        renounces=may(user, "renounce_application", application, at),
        leaves=application.is_grouped and may(user, "withdraw_member", application, at),
        joining=[m for m in here.draft.members if m.confirmed_at is None and m.substitutes_id],
    )
    return render(request, "applications/done.html", context)


@require_safe
@login_required
def draft_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The application as it is now, printed; while it is a draft each page says so."""
    here = place(request, pk)
    application = here.application
    pdf = preview_act(
        kind=PaperKind.APPLICATION,
        body=application.call.lead_authority,
        title=_("Domanda di partecipazione (bozza, non inviata)")
        if is_draft(application)
        else _("Domanda di partecipazione (copia)"),
        subject=application.call.title,
        data=application_data(application, content_of(application)),
        at=here.at,
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    name = "bozza" if is_draft(application) else "copia"
    response["Content-Disposition"] = f'attachment; filename="{name}-{application.call.code}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def last_cure(pk: int) -> CureRequest:
    """The cure request of an application: the open one, else the last."""
    rows = CureRequest.objects.filter(application=pk).select_related(
        "application__call__lead_authority", "application__lead", "letter__file", "answered_by"
    )
    row = rows.order_by("-pk").first()
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cure(request: HttpRequest, pk: int) -> HttpResponse:
    """The applicant reads the request and answers it."""
    at = timezone.now()
    row = last_cure(pk)
    reading = may(request.user, "read_cure", row, at)
    if not reading:
        raise NotAllowed(reading.reason, law=reading.law)
    form = forms.AnswerCureForm(typed(request), request.FILES or None, subject=row, by=request.user, at=at)
    if request.method == "POST" and form.perform():
        return redirect(reverse("applications:cure", args=[pk]))
    context = {
        "cure": row,
        "application": row.application,
        "call": row.application.call,
        "form": form,
        "answers": may(request.user, "answer_cure", row, at),
        "decides": may(request.user, "resolve_cure", row, at),
        "waiting": row.state == CureState.ASKED,
        "excluded": row.application.state == ApplicationState.EXCLUDED,
        "at": at,
    }
    return render(request, "applications/cure.html", context, status=422 if request.method == "POST" else 200)
