# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Applications of the demo procedure, written and moved by the real services."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from coprogettazione.applications.models import (
    Application,
    ApplicationForm,
    ApplicationState,
    CheckItem,
    Title,
)
from coprogettazione.applications.queries import divided, organisations_in
from coprogettazione.applications.services import (
    check_admissibility,
    confirm_participation,
    make_declarations,
    open_applications,
    request_cure,
    save_answer,
    save_member,
    save_plan,
    set_partnership,
    start_application,
    submit_application,
)
from coprogettazione.calls.models import AnsweredBy, Call, CallState, QuestionKind
from coprogettazione.calls.queries import form_of
from coprogettazione.calls.services import close_call
from coprogettazione.parties.models import Organisation, User
from tests.factories.calls import DEADLINE, ROME, make_call
from tests.factories.parties import make_ets, make_legal_representative
from tests.stages import staged

STARTED = datetime(2026, 2, 10, 9, 0, tzinfo=ROME)
SUBMITTED = datetime(2026, 2, 20, 10, 12, 5, tzinfo=ROME)
OPENED = datetime(2026, 3, 2, 9, 0, tzinfo=ROME)
CHECKED = datetime(2026, 3, 2, 11, 0, tzinfo=ROME)

#: Every requirement in order, as the services and the chronicles take it.
ALL_IN_ORDER: list[dict[str, Any]] = [{"item": item.value, "outcome": "OK"} for item in CheckItem]

TEXTS = {
    "title": "Nessuno resta fuori",
    "site": "Via del Mulino 8, Valdora",
}


def pdf(name: str = "statuto.pdf", text: str = "statuto") -> ContentFile:
    """A file with the content of a small PDF."""
    return ContentFile(f"%PDF-1.7\n% {text}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n".encode(), name=name)


def checks_in_order(application: Application) -> list[dict[str, Any]]:
    """The checklist of this application with everything in order."""
    grouped = application.is_grouped
    return [check for check in ALL_IN_ORDER if grouped or check["item"] != CheckItem.GROUP]


def declarations_of(application: Application) -> list[str]:
    """The keys of every declaration of the form."""
    return [q.key for q in form_of(application.call).questions(QuestionKind.DECLARATION)]


@staged
def start(call: Call, *keys: str, lot: str = "", at: datetime = STARTED) -> Application:
    """An empty draft of `keys[0]`, alone or as the lead of a group with the others (equal shares); on a theme."""
    lead, *others = [make_ets(key) for key in keys or ("ets1",)]
    signer = make_legal_representative(lead)
    form = ApplicationForm.ATS_TO_BE_FORMED if others else ApplicationForm.SINGLE
    theme = call.lots.get(code=lot) if lot else None
    application = start_application(call=call, organisation=lead, form=form, lot=theme, by=signer, at=at)
    if others:
        bodies = [lead, *others]
        share = (Decimal(100) / len(bodies)).quantize(Decimal("0.01"))
        members = [{"codice_fiscale": body.codice_fiscale, "share": share} for body in bodies]
        set_partnership(application=application, form=form, members=members, by=signer, at=at)
        application.refresh_from_db()
    return application


@staged
def complete_part(application: Application, body: Organisation, *, at: datetime = STARTED) -> None:
    """Everything one body has to write, declare and commit to; its lines of the plan use up its share."""
    signer = make_legal_representative(body)
    common: dict[str, Any] = {"application": application, "organisation": body, "by": signer, "at": at}
    form = form_of(application.call)
    for question in form.questions(QuestionKind.TEXT):
        mine = question.by == AnsweredBy.EACH_MEMBER or body.pk == application.lead_id
        if mine and question.required:
            text = TEXTS.get(question.key, f"{question.label}, scritto da {body.known_as}.")
            save_answer(key=question.key, value=text, **common)
    save_member(title=Title.RUNTS, operators=6, volunteers=14, **common)
    assert application.requested_grant is not None
    members = list(application.members.filter(left_at__isnull=True))
    quotas = divided(application.requested_grant, [m.share for m in members])
    quota = next(q for q, m in zip(quotas, members, strict=True) if m.organisation_id == body.pk)
    lines: list[dict[str, Any]] = [
        {"category": "A", "description": "Operatori di strada", "amount": quota, "source": "PUBLIC"},
        {"category": "V", "description": "Ore di volontariato", "amount": "4500.00", "source": "VOLUNTEERS"},
    ]
    save_plan(lines=[line for line in lines if Decimal(line["amount"]) > 0], **common)
    make_declarations(declarations=declarations_of(application), **common)
    if application.is_grouped:
        confirm_participation(**common)


@staged
def make_application(
    call: Call | None = None,
    *keys: str,
    lot: str = "",
    state: str = ApplicationState.RECEIVED,
    at: datetime = SUBMITTED,
) -> Application:
    """An application of these bodies (ets1 alone by default), in DRAFT (complete) or RECEIVED.

    For the states after the opening see `open_all` and `admit`.
    """
    call = call or make_call(CallState.PUBLISHED)
    application = start(call, *keys, lot=lot, at=min(STARTED, at))
    for body in organisations_in(application):
        complete_part(application, body, at=min(STARTED, at))
    application.refresh_from_db()
    if state != ApplicationState.DRAFT:
        signer = make_legal_representative(application.lead)
        submit_application(application=application, by=signer, at=at)
        application.refresh_from_db()
    return application


@staged
def open_all(call: Call, *, at: datetime = OPENED) -> None:
    """Close the call at its term, if it is still open, and unseal its applications."""
    call.refresh_from_db()
    if call.state == CallState.PUBLISHED:
        close_call(call=call, by=None, at=call.deadline or DEADLINE)
    open_applications(call=call, by=call.procedure_officer, at=at)


@staged
def admit(application: Application, *, at: datetime = CHECKED) -> Application:
    """Check the requirements and admit; the applications of the call are already open."""
    application.refresh_from_db()
    check_admissibility(
        application=application,
        outcome=ApplicationState.ADMITTED,
        checks=checks_in_order(application),
        by=application.call.procedure_officer,
        at=at,
    )
    application.refresh_from_db()
    return application


@staged
def make_admitted(call: Call, *groups: tuple[str, ...]) -> list[Application]:
    """Applications of these groups, received, opened and admitted. The call must be PUBLISHED."""
    received = [
        make_application(call, *keys, at=SUBMITTED + timedelta(minutes=n)) for n, keys in enumerate(groups)
    ]
    open_all(call)
    return [admit(application) for application in received]


@staged
def ask_cure(application: Application, *, at: datetime = CHECKED, days: int = 7) -> Any:
    """The cure request of the demo: a signature on the economic plan."""
    return request_cure(
        application=application,
        gaps=[{"item": "ATTACHMENTS", "words": "firma digitale sul piano economico"}],
        due=(at + timedelta(days=days)).date(),
        by=application.call.procedure_officer,
        at=at,
    )


@staged
def colleague_of(body: Organisation, first_name: str = "Sara", last_name: str = "Benedetti") -> User:
    """A collaborator of a body, invited by its legal representative."""
    from coprogettazione.parties.models import Membership
    from coprogettazione.records.roles import Role
    from tests.factories.parties import FOUNDED, make_user

    user = make_user(first_name, last_name)
    Membership.objects.get_or_create(
        user=user,
        organisation=body,
        role=Role.ETS_EDITOR,
        defaults={"valid_from": FOUNDED.date(), "act": "invito"},
    )
    return user
