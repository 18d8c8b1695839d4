# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Starting an application, and writing it: what is typed is saved as one types, and is not a deed."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.models import (
    APPLICANT_ROLES,
    FIGURATIVE,
    Answer,
    Application,
    ApplicationForm,
    ApplicationState,
    CostCategory,
    EconomicLine,
    FundingSource,
    Member,
    Title,
)
from coprogettazione.applications.queries.answers import is_blank, kept_value, said
from coprogettazione.applications.queries.shares import WHOLE, rounded
from coprogettazione.calls.models import AnsweredBy, Call, Lot, SelectionMode, terms_of
from coprogettazione.calls.queries import form_of
from coprogettazione.parties.models import Organisation, OrganisationState, User
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Stale
from coprogettazione.records.rights import Verdict, may
from coprogettazione.records.roles import Role
from coprogettazione.wording import clock, day


def speaks_for(by: User | None, organisation: Organisation, at: datetime, roles: Sequence[Role]) -> Role:
    """The role in which this person acts for this body. Raises NotAllowed when it holds none of them."""
    for role in roles:
        if organisation.pk in organisations_of(by, [role], at):
            return role
    raise NotAllowed(_("Non hai un ruolo in %(name)s che lo permetta.") % {"name": organisation.known_as})


def act_for(act: Act, organisation: Organisation, roles: Sequence[Role]) -> None:
    """Hold the deed to the body named in its arguments, and have the register say so."""
    held = speaks_for(act.by, organisation, act.at, roles)
    kept = act.verdict.role if act.verdict.role == Role.LEAD_PARTNER else held
    act.verdict = Verdict(True, role=kept, organisation_id=organisation.pk)


def member_of(application: Application, organisation: Organisation) -> Member:
    """The body's place in the application. Raises NotAllowed when it has none."""
    members = application.members.filter(organisation_id=organisation.pk, left_at__isnull=True)
    member = members.select_related("organisation").first()
    if member is None:
        raise NotAllowed(_("%(name)s non è in questa domanda.") % {"name": organisation.known_as})
    return member


@deed(on="call", says=gettext_lazy("ha iniziato una domanda"), law="art. 55, d.lgs. 117/2017")
def start_application(
    act: Act,
    *,
    call: Call,
    organisation: Organisation,
    form: str = ApplicationForm.SINGLE,
    lot: Lot | None = None,
    by: User | None,
    at: datetime,
) -> Application:
    """Begin a draft for a body, alone or as the lead of a group; on a theme, when the call is divided.

    Raises AlreadyDone when there is one (on the same theme), Invalid for a theme that is not of the call.
    """
    act_for(act, organisation, APPLICANT_ROLES)
    if organisation.state in (OrganisationState.REJECTED, OrganisationState.SUSPENDED):
        raise NotAllowed(_("%(name)s non è un ente riconosciuto sulla piattaforma.") % {"name": organisation})
    _check_lot(call, lot)
    already = (
        call.applications.filter(lead=organisation, lot=lot)
        .exclude(state=ApplicationState.WITHDRAWN)
        .select_related("created_by")
        .first()
    )
    if already is not None:
        raise AlreadyDone(
            _("%(who)s ha già iniziato la domanda di %(name)s il %(day)s.")
            % {"who": already.created_by, "name": organisation.known_as, "day": day(already.created_at)}
        )
    application = Application.objects.create(
        call=call,
        lead=organisation,
        lot=lot,
        form=_form(form),
        created_at=at,
        created_by=by,
        requested_grant=terms_of(call, lot).grant,
    )
    Member.objects.create(
        application=application,
        organisation=organisation,
        title=title_of(organisation),
        share=WHOLE,
        invited_at=at,
    )
    act.about(application)
    return application


def title_of(organisation: Organisation) -> str:
    """The title a body takes part by, as its own page says."""
    if not organisation.is_ets:
        return Title.NONE
    return Title.RUNTS if organisation.runts_number else Title.RUNTS_PENDING


def _check_lot(call: Call, lot: Lot | None) -> None:
    if (lot is not None and lot.call_id != call.pk) or (
        lot is None and call.selection_mode == SelectionMode.PER_LOT
    ):
        words = _("L’avviso ha più temi: scegli quello per cui vi candidate.")
        raise Invalid(words, fields={"lot": words})


def _form(form: str) -> str:
    if form not in ApplicationForm.values:
        raise Invalid(_("Forma non prevista."), fields={"form": _("Scegli una delle forme elencate.")})
    return form


def _for_writing(
    application: Application, organisation: Organisation, by: User | None, at: datetime
) -> Application:
    """The draft, locked, if this person may write this body's part of it. Call inside a transaction."""
    draft: Application = locked(application)
    verdict = may(by, "write_application", draft, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)
    speaks_for(by, organisation, at, APPLICANT_ROLES)
    member_of(draft, organisation)
    return draft


def _saved(draft: Application, at: datetime) -> None:
    draft.saved_at = at
    draft.save(update_fields=["saved_at"])


@transaction.atomic
def save_answer(
    *,
    application: Application,
    organisation: Organisation,
    key: str,
    value: Any,
    base_version: int | None = None,
    by: User | None,
    at: datetime,
) -> Answer:
    """Save an answer of the draft. Not a deed: nothing is entered in the register before the submission.

    What is asked once for the whole group is answered by the lead, the rest by each body for itself; an answer
    beyond its limits is kept too, and the check page says so. Raises Invalid for what is no answer of its kind
    (see `kept_value`), and Stale, with both answers in words, when it changed after `base_version` (None: do
    not ask).
    """
    draft = _for_writing(application, organisation, by, at)
    question = form_of(draft.call).question(key)
    if question is None:
        raise Invalid(_("Il modulo non ha questa domanda."), fields={"key": key})
    if question.by == AnsweredBy.LEAD and organisation.pk != draft.lead_id:
        raise NotAllowed(_("A questa domanda risponde il capofila, per tutto il gruppo."))
    value = kept_value(question, value)
    answer = draft.answers.filter(organisation=organisation, key=key).select_related("saved_by").first()
    if answer is None:
        if is_blank(value):
            return Answer(application=draft, organisation=organisation, key=key, value=value, saved_at=at)
        answer = Answer(application=draft, organisation=organisation, key=key)
    elif answer.value == value:
        return answer
    elif base_version is not None and base_version != answer.version:
        raise Stale(
            _(
                "%(who)s ha salvato questa parte alle %(time)s, mentre la scrivevi. Qui sotto ci sono i "
                "due testi."
            )
            % {"who": answer.saved_by, "time": clock(answer.saved_at)},
            mine=said(question, value),
            theirs=said(question, answer.value),
        )
    answer.value, answer.saved_at, answer.saved_by = value, at, by
    answer.version += 1
    answer.save()
    _saved(draft, at)
    return answer


@transaction.atomic
def save_member(
    *,
    application: Application,
    organisation: Organisation,
    title: str,
    operators: int | None,
    volunteers: int | None,
    by: User | None,
    at: datetime,
) -> Member:
    """Save what a body says of itself in numbers, and by which title it takes part. Not a deed."""
    draft = _for_writing(application, organisation, by, at)
    member = member_of(draft, organisation)
    if title not in Title.values:
        raise Invalid(_("Titolo non previsto."), fields={"title": _("Scegli uno dei titoli elencati.")})
    member.title, member.operators, member.volunteers = title, operators, volunteers
    member.save(update_fields=["title", "operators", "volunteers"])
    _saved(draft, at)
    return member


@transaction.atomic
def save_requested_grant(
    *, application: Application, amount: Decimal | None, by: User | None, at: datetime
) -> Application:
    """Save how much public money the application asks for, in euro. Only the lead; not a deed.

    Another sum is another commitment: the other members of a group take theirs again.
    """
    draft = _for_writing(application, application.lead, by, at)
    if amount is not None and amount < 0:
        raise Invalid(
            _("Importo sbagliato."), fields={"amount": _("Scrivi un importo positivo, per esempio 180.000.")}
        )
    asked = None if amount is None else rounded(amount)
    if asked != draft.requested_grant:
        others = draft.members.filter(left_at__isnull=True).exclude(organisation=draft.lead_id)
        for other in others:
            other.confirmed_at, other.confirmed_by, other.confirmed_items = None, None, {}
            other.save(update_fields=["confirmed_at", "confirmed_by", "confirmed_items"])
    draft.requested_grant = asked
    draft.save(update_fields=["requested_grant"])
    _saved(draft, at)
    return draft


@transaction.atomic
def save_plan(
    *,
    application: Application,
    organisation: Organisation,
    lines: list[dict[str, Any]],
    by: User | None,
    at: datetime,
) -> list[EconomicLine]:
    """Save a body's own lines of the economic plan, in order, in place of those it had. Not a deed.

    Each line: `category`, `description`, `amount` (Decimal or its text, euro), `source`. Raises Invalid
    with the field
    `lines-<n>-<name>` at fault.
    """
    draft = _for_writing(application, organisation, by, at)
    rows = []
    for number, given in enumerate(lines):
        rows.append(
            EconomicLine(
                application=draft, organisation=organisation, position=number, **_line(number, given)
            )
        )
    draft.lines.filter(organisation=organisation).delete()
    saved = EconomicLine.objects.bulk_create(rows)
    _saved(draft, at)
    return saved


def _line(number: int, given: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    category, source = str(given.get("category", "")), str(given.get("source", ""))
    if category not in CostCategory.values:
        fields["category"] = _("Scegli la voce di spesa, per esempio «Personale dipendente».")
    if source not in FundingSource.values:
        fields["source"] = _("Scegli con quali risorse si paga, per esempio «contributo pubblico».")
    try:
        amount = rounded(Decimal(str(given.get("amount", ""))))
    except InvalidOperation:
        amount = Decimal(0)
    if not amount.is_finite() or not 0 < amount < Decimal("10000000000"):
        fields["amount"] = _("Scrivi un importo maggiore di zero, per esempio 3.000.")
    figurative = FIGURATIVE.get(category) if category in FIGURATIVE else None  # type: ignore[call-overload]
    if figurative is not None and source and source != figurative:
        fields["source"] = _("Questa voce non si paga: si indica come «%(source)s».") % {
            "source": figurative.label
        }
    description = str(given.get("description", "")).strip()
    if not description:
        fields["description"] = _("Scrivi che cosa è, per esempio «Due operatori di strada».")
    if fields:
        raise Invalid(
            _("La riga %(n)d del piano economico non è completa.") % {"n": number + 1},
            fields={f"lines-{number}-{name}": words for name, words in fields.items()},
        )
    return {"category": category, "source": source, "amount": amount, "description": description[:200]}
