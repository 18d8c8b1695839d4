# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Other people in the offices of an agreement that no call leads to: its officer, its executive; and another executive
for a dossier with all its agreements.
"""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.agreements.documents import issue_agreement_succession
from coprogettazione.agreements.models import Agreement, AgreementState, RoundState, SignatureState
from coprogettazione.agreements.notifications import address_of, tell_to_sign
from coprogettazione.agreements.queries import live_signings
from coprogettazione.calls.models import Call
from coprogettazione.calls.notifications import tell_of_successor
from coprogettazione.calls.services import adopt_succession, need_act, need_reasons, need_successor
from coprogettazione.parties.models import User
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.refusals import Invalid
from coprogettazione.records.roles import Role

#: The addenda whose procedure goes on.
GOING_ON = (AgreementState.DRAFT, AgreementState.SIGNING, AgreementState.SIGNED)
#: The signatures that nobody has given.
STILL_TO_SIGN = (SignatureState.AWAITED, SignatureState.REFUSED)


@deed(
    on="agreement",
    says=gettext_lazy("ha cambiato il responsabile dell’accordo"),
    law=gettext_lazy("artt. 5 e 6-bis, l. 241/1990"),
)
def replace_agreement_officer(
    act: Act,
    *,
    agreement: Agreement,
    officer: User,
    act_number: str,
    act_date: date,
    reasons: str,
    by: User | None,
    at: datetime,
) -> Agreement:
    """Another officer takes over an agreement without a call, and the addenda that the same person had.

    Raises Invalid when the person is the officer already, does not hold the role in the body today or works for
    another party; without number, day and reasons of the act.
    """
    before = agreement.officer
    need_successor(
        officer, Role.PROCEDURE_OFFICER, before=before, body=agreement.authority.pk, field="officer", at=at
    )
    _need_no_other_party(officer, agreement, "officer", at)
    rows = [agreement, *_addenda(agreement, procedure_officer=before)]
    for row in rows:
        row.procedure_officer = officer
        row.save(update_fields=["procedure_officer"])
    _conclude(act, rows, Role.PROCEDURE_OFFICER, before, officer, act_number, act_date, reasons, by, at)
    return agreement


@deed(
    on="agreement",
    says=gettext_lazy("ha cambiato il dirigente dell’accordo"),
    law=gettext_lazy("art. 6-bis, l. 241/1990; art. 107, d.lgs. 267/2000"),
)
def replace_agreement_executive(
    act: Act,
    *,
    agreement: Agreement,
    executive: User,
    act_number: str,
    act_date: date,
    reasons: str,
    by: User | None,
    at: datetime,
) -> Agreement:
    """Another executive answers for an agreement without a call, and for the addenda that the same person had; where
    the body's signature is awaited from who leaves, it is awaited from who comes. What is signed stays signed.

    Raises Invalid as `replace_agreement_officer`.
    """
    before = agreement.executive
    need_successor(
        executive,
        Role.EXECUTIVE_OFFICER,
        before=before,
        body=agreement.authority.pk,
        field="executive",
        at=at,
    )
    _need_no_other_party(executive, agreement, "executive", at)
    rows = [agreement, *_addenda(agreement, executive_officer=before)]
    for row in rows:
        row.executive_officer = executive
        row.save(update_fields=["executive_officer"])
    for row in rows:
        _sign_instead(row, before, executive, at)
    _conclude(act, rows, Role.EXECUTIVE_OFFICER, before, executive, act_number, act_date, reasons, by, at)
    return agreement


@deed(
    on="call",
    says=gettext_lazy("ha cambiato il dirigente del fascicolo"),
    law=gettext_lazy("art. 6-bis, l. 241/1990; art. 107, d.lgs. 267/2000"),
)
def replace_executive_officer(
    act: Act,
    *,
    call: Call,
    executive: User,
    act_number: str,
    act_date: date,
    reasons: str,
    by: User | None,
    at: datetime,
) -> Call:
    """Another executive adopts the acts of a dossier from now on, and signs its agreements for the body where who
    leaves has not. What was adopted and signed stands.

    Raises Invalid as `replace_agreement_officer`.
    """
    before, role = call.executive_officer, Role.EXECUTIVE_OFFICER
    need_successor(executive, role, before=before, body=call.lead_authority_id, field="executive", at=at)
    adopt_succession(
        act,
        call,
        role,
        before=before,
        after=executive,
        act_number=act_number,
        act_date=act_date,
        reasons=reasons,
        by=by,
        at=at,
    )
    call.executive_officer = executive
    call.save(update_fields=["executive_officer"])
    for agreement in Agreement.objects.filter(call=call, state__in=GOING_ON).order_by("pk"):
        _need_no_other_party(executive, agreement, "executive", at)
        _sign_instead(locked(agreement), before, executive, at)
    return call


def _addenda(agreement: Agreement, **office: User) -> list[Agreement]:
    return [
        locked(row)
        for row in agreement.addenda.filter(call=None, state__in=GOING_ON, **office).order_by("pk")
    ]


def _sign_instead(agreement: Agreement, before: User, executive: User, at: datetime) -> None:
    for signing in live_signings(agreement):
        for slot in signing.slots:
            party = slot.party
            if party.is_lead_body and party.signatory_id == before.pk and slot.state in STILL_TO_SIGN:
                party.signatory = executive
                party.save(update_fields=["signatory"])
                if signing.round.state == RoundState.OPEN and slot in signing.current:
                    tell_to_sign(signing, at, only=executive)


def _need_no_other_party(person: User, agreement: Agreement, field: str, at: datetime) -> None:
    theirs = organisations_of(person, [Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR], at)
    theirs -= {agreement.authority.pk}
    party = (
        agreement.parties.filter(organisation__in=theirs, dropped_at__isnull=True)
        .select_related("organisation")
        .first()
    )
    if party is not None:
        words = _("%(person)s lavora per %(body)s, che è una parte dell’accordo: sarebbe in conflitto.") % {
            "person": person,
            "body": party.organisation.known_as,
        }
        raise Invalid(words, law=_("art. 6-bis, l. 241/1990"), fields={field: words})


def _conclude(
    act: Act,
    rows: list[Agreement],
    role: Role,
    before: User,
    after: User,
    act_number: str,
    act_date: date,
    reasons: str,
    by: User | None,
    at: datetime,
) -> None:
    agreement = rows[0]
    number = need_act(act_number, act_date, at)
    paper = issue_agreement_succession(
        agreement,
        role=role,
        before=before,
        after=after,
        reasons=need_reasons(reasons),
        act_number=number,
        act_date=act_date,
        by=by,
        at=at,
    )
    tell_of_successor(
        agreement,
        title=agreement.title,
        role=role,
        before=before,
        after=after,
        act_number=number,
        link=address_of(agreement),
        at=at,
    )
    act.record(before=before, agreements=rows, paper=paper.number)
