# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""While an agreement is in force: who joins it later, who leaves it, a renewal."""

from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.agreements.documents import issue_adhesion_form, issue_renewal
from coprogettazione.agreements.models import (
    Agreement,
    AgreementKind,
    AgreementParty,
    PartyRole,
    RoundPurpose,
    SigningOrder,
)
from coprogettazione.agreements.notifications import tell_leaving, tell_renewed, tell_to_sign
from coprogettazione.agreements.queries import days_of, entitled
from coprogettazione.agreements.services.signing import check_term, open_round
from coprogettazione.calls.models import Parameter
from coprogettazione.calls.queries import add_months
from coprogettazione.calls.services import need_reasons
from coprogettazione.parties.models import Organisation, OrganisationState, User
from coprogettazione.parties.queries import holds
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import Invalid, NotAllowed, WrongState
from coprogettazione.records.roles import Role
from coprogettazione.wording import day, end_of


@deed(
    on="agreement",
    says=gettext_lazy("ha invitato un ente ad aderire"),
    law=gettext_lazy("art. 34, d.lgs. 267/2000"),
)
def invite_adhesion(
    act: Act,
    *,
    agreement: Agreement,
    organisation: Organisation,
    due_on: date | None = None,
    activities: str = "",
    by: User | None,
    at: datetime,
) -> AgreementParty:
    """Send a body the form by which it joins an agreement in force: it is bound from the day of its signature.

    Raises Invalid for a body that is a party already, is not checked, cannot be in such an agreement or has nobody
    who can sign; for a term in the past.
    """
    party = agreement.parties.filter(organisation=organisation).first()
    words = ""
    if party is not None and (party.dropped_at is None and party.leaves_on is None):
        words = _("%(who)s è già tra le parti, o è già invitato.")
    elif organisation.state != OrganisationState.VERIFIED:
        words = _("L’Ufficio di Piano non ha ancora controllato %(who)s.")
    elif agreement.kind == AgreementKind.PROGRAMME_AGREEMENT and not organisation.is_public_body:
        words = _("Un accordo di programma lega enti pubblici: %(who)s non lo è.")
    if words:
        words %= {"who": organisation.known_as}
        raise Invalid(words, fields={"organisation": words})
    if party is None:
        last = agreement.parties.aggregate(last=Max("position"))["last"] or 0
        party = AgreementParty(agreement=agreement, organisation=organisation, position=last + 1)
    party.role = PartyRole.PUBLIC_BODY if organisation.is_public_body else PartyRole.PARTNER
    party.activities = activities.strip()
    party.invited_at, party.joined_on = at, None
    party.dropped_at = party.withdrawn_at = party.leaves_on = None
    party.drop_reasons = party.withdrawal_reasons = ""
    people = entitled(party, agreement, at)
    if not people:
        words = _(
            "%(who)s non ha un legale rappresentante in carica sulla piattaforma: nessuno può firmare."
        ) % {"who": organisation.known_as}
        raise Invalid(words, fields={"organisation": words})
    party.signatory = people[0]
    party.save()
    last_day = due_on or timezone.localdate(at) + timedelta(
        days=days_of(agreement, Parameter.SIGNING_DAYS, at.date())
    )
    check_term(agreement, last_day, at)
    paper = issue_adhesion_form(agreement, party, by=by, at=at)
    signing = open_round(
        agreement,
        [party],
        paper,
        purpose=RoundPurpose.ADHESION,
        order=SigningOrder.PARALLEL,
        due_at=end_of(last_day),
        at=at,
    )
    tell_to_sign(signing, at)
    act.record(to_sign=paper.file.sha256, round=signing.round.number, due_on=last_day)
    return party


@deed(
    on="agreement",
    says=gettext_lazy("ha comunicato il recesso dall’accordo"),
    law=gettext_lazy("art. 11, c. 4, l. 241/1990"),
)
def withdraw_from_agreement(
    act: Act, *, agreement: Agreement, organisation: Organisation, reasons: str, by: User | None, at: datetime
) -> AgreementParty:
    """A party leaves, with reasons: the effect begins when the notice that the text asks for has passed.

    Raises NotAllowed when the person does not represent it, Invalid for the body that keeps the agreement (which
    ends it by an act) or for one that is not bound, WrongState when it has already withdrawn.
    """
    party = agreement.parties.filter(organisation=organisation).select_related("organisation").first()
    today = timezone.localdate(at)
    if party is None or not party.is_bound_on(today):
        raise Invalid(_("%(who)s non è vincolato da questo accordo.") % {"who": organisation.known_as})
    if not holds(by, Role.LEGAL_REPRESENTATIVE, organisation.pk, at):
        raise NotAllowed(
            _("Per %(who)s recede il suo legale rappresentante.") % {"who": organisation.known_as}
        )
    if party.is_lead_body:
        raise Invalid(_("Chi tiene l’accordo non recede: lo risolve il suo dirigente, con un atto motivato."))
    if party.leaves_on is not None:
        raise WrongState(
            _("Il recesso è già stato comunicato: ha effetto dal %(day)s.") % {"day": day(party.leaves_on)}
        )
    reasons = need_reasons(reasons)
    assert agreement.withdrawal_notice_days is not None
    party.withdrawn_at, party.withdrawal_reasons = at, reasons
    party.leaves_on = today + timedelta(days=agreement.withdrawal_notice_days)
    party.save(update_fields=["withdrawn_at", "leaves_on", "withdrawal_reasons"])
    tell_leaving(agreement, party, at)
    act.record(leaves_on=party.leaves_on)
    return party


@deed(on="agreement", says=gettext_lazy("ha rinnovato l’accordo"), law=gettext_lazy("art. 11, l. 241/1990"))
def renew_agreement(
    act: Act,
    *,
    agreement: Agreement,
    ends_on: date,
    act_number: str,
    act_date: date,
    reasons: str,
    by: User | None,
    at: datetime,
) -> Agreement:
    """Move the end, once, within what the text allows; the act is issued and, if the agreement is, published.

    Raises Invalid for an end that does not move forward or goes beyond the text, without number or reasons.
    """
    reasons = need_reasons(reasons)
    assert agreement.ends_on is not None
    assert agreement.renewal_months is not None
    furthest = add_months(agreement.ends_on, agreement.renewal_months)
    if not agreement.ends_on < ends_on <= furthest:
        words = _("Il rinnovo va oltre il %(first)s e al massimo fino al %(last)s, come dice il testo.") % {
            "first": day(agreement.ends_on),
            "last": day(furthest),
        }
        raise Invalid(words, fields={"ends_on": words})
    if not act_number.strip() or act_date > timezone.localdate(at):
        words = _("Servono il numero dell’atto e una data che non sia nel futuro.")
        raise Invalid(words, fields={"act_number": words})
    before, agreement.ends_on = agreement.ends_on, ends_on
    agreement.renewed_at = at
    agreement.save(update_fields=["ends_on", "renewed_at"])
    paper = issue_renewal(
        agreement, before=before, reasons=reasons, act_number=act_number, act_date=act_date, by=by, at=at
    )
    tell_renewed(agreement, before, at)
    act.record(before=before, paper=paper.number)
    return agreement
