# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Agreements that no call leads to: opened by a body, written by articles, with their parties."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.agreements.documents import starting_text
from coprogettazione.agreements.lifecycle import AgreementLifecycle
from coprogettazione.agreements.models import (
    WITHOUT_CALL,
    Agreement,
    AgreementKind,
    AgreementParty,
    PartyRole,
)
from coprogettazione.agreements.queries import everybody_of
from coprogettazione.calls.services import need_reasons
from coprogettazione.parties.codes import tidy
from coprogettazione.parties.models import Organisation, OrganisationState, User
from coprogettazione.parties.queries import holds
from coprogettazione.records.canonical import canonical_json, sha256
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid
from coprogettazione.records.roles import Role
from coprogettazione.tables.queries import final_project
from coprogettazione.wording import joined


@deed(
    on="body",
    says=gettext_lazy("ha aperto un accordo"),
    law=gettext_lazy("art. 15, l. 241/1990; art. 34, d.lgs. 267/2000"),
)
def draft_agreement(
    act: Act,
    *,
    body: Organisation,
    kind: str,
    title: str,
    procedure_officer: User,
    executive_officer: User,
    ends_on: date | None = None,
    purpose: str = "",
    by: User | None,
    at: datetime,
) -> Agreement:
    """Open a programme or an operational agreement that `body` keeps: in DRAFT, with a model text and itself as the
    first party. Raises Invalid for another kind, for people without their office, for an end that is past.
    """
    if kind not in WITHOUT_CALL:
        words = _(
            "Una convenzione nasce dal tavolo; qui si apre un accordo di programma o un accordo operativo."
        )
        raise Invalid(words, fields={"kind": words})
    _check_offices(body, procedure_officer, executive_officer, at)
    agreement = _draft(
        AgreementKind(kind), body, procedure_officer, executive_officer, title, ends_on, purpose, None, at
    )
    AgreementParty.objects.create(
        agreement=agreement, organisation=body, role=PartyRole.PUBLIC_BODY, position=0
    )
    act.about(agreement)
    act.record(body=body, agreement=agreement)
    return agreement


@deed(
    on="agreement",
    says=gettext_lazy("ha aperto un atto aggiuntivo"),
    law=gettext_lazy("art. 11, l. 241/1990"),
)
def draft_addendum(
    act: Act, *, agreement: Agreement, title: str, purpose: str = "", by: User | None, at: datetime
) -> Agreement:
    """Open the addendum of an agreement without a call, with the parties that are bound today. Raises Invalid.

    A *convenzione* changes otherwise: the table is reopened, and what it writes is approved as an addendum.
    """
    addendum = _draft(
        AgreementKind.ADDENDUM,
        agreement.authority,
        agreement.officer,
        agreement.executive,
        title,
        agreement.ends_on,
        purpose,
        agreement,
        at,
    )
    today = timezone.localdate(at)
    AgreementParty.objects.bulk_create(
        AgreementParty(
            agreement=addendum, organisation=party.organisation, role=party.role, position=party.position
        )
        for party in everybody_of(agreement)
        if party.is_bound_on(today)
    )
    act.record(addendum=addendum)
    return addendum


def _draft(
    kind: AgreementKind,
    body: Organisation,
    officer: User,
    executive: User,
    title: str,
    ends_on: date | None,
    purpose: str,
    amends: Agreement | None,
    at: datetime,
) -> Agreement:
    if not title.strip():
        words = _("Scrivi il titolo dell’accordo.")
        raise Invalid(words, fields={"title": words})
    _check_end(ends_on, at)
    text = starting_text(kind, body, amends)
    return Agreement.objects.create(
        kind=kind,
        lead_authority=body,
        procedure_officer=officer,
        executive_officer=executive,
        title=title.strip()[:200],
        purpose=purpose.strip(),
        ends_on=ends_on,
        amends=amends,
        text=text,
        text_hash=sha256(canonical_json({"text": text})),
        withdrawal_notice_days=90 if kind in WITHOUT_CALL else None,
        approved_at=at,
    )


def _check_end(ends_on: date | None, at: datetime) -> None:
    if ends_on is not None and ends_on <= timezone.localdate(at):
        words = _("La fine dell’accordo è un giorno dopo oggi.")
        raise Invalid(words, fields={"ends_on": words})


def _check_offices(body: Organisation, officer: User, executive: User, at: datetime) -> None:
    for name, person, role in (
        ("procedure_officer", officer, Role.PROCEDURE_OFFICER),
        ("executive_officer", executive, Role.EXECUTIVE_OFFICER),
    ):
        if not holds(person, role, body.pk, at):
            words = _("%(person)s oggi non è %(role)s in %(body)s.") % {
                "person": person,
                "role": role.label,
                "body": body.known_as,
            }
            raise Invalid(words, fields={name: words})


@deed(
    on="agreement",
    says=gettext_lazy("ha scritto il testo dell’accordo"),
    law=gettext_lazy("art. 11, l. 241/1990"),
)
def write_agreement(
    act: Act,
    *,
    agreement: Agreement,
    premises: Sequence[str],
    articles: Sequence[dict[str, Any]],
    title: str | None = None,
    purpose: str | None = None,
    ends_on: date | None = None,
    oversight_board: str | None = None,
    withdrawal_notice_days: int | None = None,
    renewal_months: int | None = None,
    reasons: str = "",
    by: User | None,
    at: datetime,
) -> Agreement:
    """Write premises and articles (`{"title", "paragraphs"}`) of a text that is not with who signs it.

    The text of a *convenzione* is part of the act that approved it: only the text changes, with its `reasons`.
    Raises Invalid for an article without title or words.
    """
    kept = [_article(place, row) for place, row in enumerate(articles, 1)]
    if not kept:
        raise Invalid(
            _("Il testo ha almeno un articolo."), fields={"articles": _("Scrivi il primo articolo.")}
        )
    text = {"premises": [row.strip() for row in premises if row.strip()], "articles": kept}
    if agreement.call is not None:
        need_reasons(reasons)
        project = final_project(agreement.call)
        assert project is not None
        agreement.text_hash = sha256(canonical_json({"text": text, "project": project.version.content}))
    else:
        _check_end(ends_on, at)
        agreement.text_hash = sha256(canonical_json({"text": text}))
        agreement.title = (title or agreement.title).strip()[:200]
        agreement.purpose = (agreement.purpose if purpose is None else purpose).strip()
        agreement.ends_on = ends_on
        agreement.oversight_board = (
            agreement.oversight_board if oversight_board is None else oversight_board
        ).strip()
        agreement.withdrawal_notice_days, agreement.renewal_months = withdrawal_notice_days, renewal_months
    agreement.text = text
    agreement.save()
    act.record(text_hash=agreement.text_hash)
    return agreement


def _article(place: int, row: dict[str, Any]) -> dict[str, Any]:
    title = str(row.get("title") or "").strip()
    paragraphs = [str(p).strip() for p in row.get("paragraphs") or [] if str(p).strip()]
    if not title or not paragraphs:
        words = _("L’articolo %(n)s ha bisogno di un titolo e di un testo.") % {"n": place}
        raise Invalid(words, fields={"articles": words})
    return {"title": title[:200], "paragraphs": paragraphs}


@deed(
    on="agreement",
    says=gettext_lazy("ha aggiunto parti all’accordo"),
    law=gettext_lazy("art. 34, d.lgs. 267/2000"),
)
def add_parties(
    act: Act,
    *,
    agreement: Agreement,
    organisations: Sequence[Organisation] = (),
    codes: str = "",
    by: User | None,
    at: datetime,
) -> list[AgreementParty]:
    """Add bodies to a draft, one or many: `codes` are codici fiscali or IPA codes apart by spaces, commas or lines.

    Who is a party already is left as it is. Raises Invalid, and adds nobody, naming every code that is not known,
    every body whose registration the office has not checked, every body that cannot be in an agreement of this kind.
    """
    found = list({body.pk: body for body in (*organisations, *_by_code(codes))}.values())
    if not found:
        words = _("Scegli almeno un ente, o incolla almeno un codice.")
        raise Invalid(words, fields={"codes": words})
    there = set(agreement.parties.values_list("organisation_id", flat=True))
    new = [body for body in found if body.pk not in there]
    unchecked = [body.known_as for body in new if body.state != OrganisationState.VERIFIED]
    if unchecked:
        words = _("L’Ufficio di Piano non ha ancora controllato: %(names)s.") % {"names": joined(unchecked)}
        raise Invalid(words, fields={"codes": words})
    private = [body.known_as for body in new if not body.is_public_body]
    if private and _among_bodies_only(agreement):
        words = _("Un accordo di programma lega enti pubblici; non lo è: %(names)s.") % {
            "names": joined(private)
        }
        raise Invalid(words, law=_("art. 34, c. 1, d.lgs. 267/2000"), fields={"codes": words})
    last = agreement.parties.aggregate(last=Max("position"))["last"] or 0
    made = AgreementParty.objects.bulk_create(
        AgreementParty(
            agreement=agreement,
            organisation=body,
            role=PartyRole.PUBLIC_BODY if body.is_public_body else PartyRole.PARTNER,
            position=place,
        )
        for place, body in enumerate(new, last + 1)
    )
    act.record(added=[body.codice_fiscale for body in new])
    return made


def _among_bodies_only(agreement: Agreement) -> bool:
    kind = agreement.amends.kind if agreement.amends is not None else agreement.kind
    return bool(kind == AgreementKind.PROGRAMME_AGREEMENT)


def _by_code(codes: str) -> list[Organisation]:
    written = [code for code in codes.replace(",", " ").replace(";", " ").split() if code]
    by_tax_code = {
        body.codice_fiscale: body
        for body in Organisation.objects.filter(codice_fiscale__in=[tidy(code) for code in written])
    }
    by_ipa = {
        body.ipa_code.lower(): body
        for body in Organisation.objects.filter(ipa_code__in=[*written, *(code.lower() for code in written)])
        if body.ipa_code
    }
    found, unknown = [], []
    for code in written:
        body = by_tax_code.get(tidy(code)) or by_ipa.get(code.lower())
        if body is None:
            unknown.append(code)
        else:
            found.append(body)
    if unknown:
        words = _(
            "Questi codici non sono di enti registrati qui: %(codes)s. Nessun ente è stato aggiunto."
        ) % {"codes": ", ".join(unknown)}
        raise Invalid(words, fields={"codes": words})
    return found


@deed(on="agreement", says=gettext_lazy("ha descritto una parte dell’accordo"))
def describe_party(
    act: Act,
    *,
    agreement: Agreement,
    organisation: Organisation,
    activities: str = "",
    deliberation: str = "",
    by: User | None,
    at: datetime,
) -> AgreementParty:
    """Say what a party does and by which deliberation it signs. Raises Invalid when it is not a party."""
    party = _party(agreement, organisation)
    party.activities, party.deliberation = activities.strip(), deliberation.strip()[:200]
    party.save(update_fields=["activities", "deliberation"])
    return party


@deed(on="agreement", says=gettext_lazy("ha tolto una parte dalla bozza dell’accordo"))
def remove_party(
    act: Act, *, agreement: Agreement, organisation: Organisation, by: User | None, at: datetime
) -> Agreement:
    """Take a body out of a draft. Raises Invalid for the body that keeps it, or who was asked to sign before."""
    party = _party(agreement, organisation)
    if party.is_lead_body:
        raise Invalid(_("%(who)s tiene l’accordo: non si può togliere.") % {"who": organisation.known_as})
    if party.slots.exists():
        party.dropped_at, party.drop_reasons = at, _("tolta dal testo corretto dopo il ritiro dalla firma")
        party.save(update_fields=["dropped_at", "drop_reasons"])
    else:
        party.delete()
    return agreement


def _party(agreement: Agreement, organisation: Organisation) -> AgreementParty:
    party = agreement.parties.filter(organisation=organisation, dropped_at__isnull=True).first()
    if party is None:
        raise Invalid(_("%(who)s non è tra le parti.") % {"who": organisation.known_as})
    return party


@deed(on="agreement", says=gettext_lazy("ha abbandonato la bozza dell’accordo"))
def abandon_agreement(
    act: Act, *, agreement: Agreement, reasons: str, by: User | None, at: datetime
) -> Agreement:
    """DRAFT → ABANDONED: it will not be made. Raises Invalid without reasons."""
    move(AgreementLifecycle(agreement).abandon, termination_reasons=need_reasons(reasons))
    return agreement
