# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who approves, signs, publishes, ends an agreement; who reads it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import Agreement, AgreementParty, AgreementState, SignatureSlot
from coprogettazione.calls.models import CallState
from coprogettazione.calls.rules import (
    is_auditor,
    is_executive_officer,
    is_planning_operator,
    is_procedure_officer,
)
from coprogettazione.documents.models import StoredFile
from coprogettazione.documents.rules import reader
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.rights import Answer, Verdict, condition, in_state, rights, role
from coprogettazione.records.roles import Role


def _party_of(user: Any, held: Role, agreement: Agreement, at: datetime) -> Answer:
    own = organisations_of(user, [held], at)
    if not own:
        return False
    bound = (
        AgreementParty.objects.filter(agreement=agreement, organisation__in=own).order_by("position").first()
    )
    return bound.organisation_id if bound else False


@role(Role.LEGAL_REPRESENTATIVE, refusal=_("Firma chi rappresenta una delle parti della convenzione."))
def represents_a_party(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """The legal representative of a body that is bound."""
    return _party_of(user, Role.LEGAL_REPRESENTATIVE, agreement, at)


@role(Role.ETS_EDITOR, refusal=_("La legge chi lavora per una delle parti della convenzione."))
def works_for_a_party(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """A collaborator of a body that is bound."""
    return _party_of(user, Role.ETS_EDITOR, agreement, at)


@condition(
    _("dopo la pubblicazione"),
    refusal=_("La convenzione non è ancora pubblicata: senza pubblicazione non ha effetto."),
    law=_("art. 26, c. 3, d.lgs. 33/2013"),
)
def is_published(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """Publication is a condition of efficacy."""
    return agreement.published_at is not None and agreement.published_at <= at


@condition(_("se non è già pubblicata"), refusal=_("La convenzione è già pubblicata."))
def is_not_published(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """Published once."""
    return agreement.published_at is None


rights(
    {
        "approve_project": is_executive_officer
        & in_state(
            CallState.TABLE_CONCLUDED,
            refusal=_("Si approva il progetto di un tavolo concluso, una volta sola."),
        ),
        "send_for_signature": is_procedure_officer
        & in_state(AgreementState.DRAFT, refusal=_("La convenzione è già stata mandata alla firma.")),
        "sign_agreement": (is_executive_officer | represents_a_party)
        & in_state(AgreementState.SIGNING, refusal=_("La convenzione non è alla firma.")),
        "publish_agreement": is_procedure_officer
        & in_state(AgreementState.SIGNED, refusal=_("Si pubblica quando tutte le parti hanno firmato."))
        & is_not_published,
        "start_execution": is_procedure_officer
        & in_state(
            AgreementState.SIGNED, refusal=_("Le attività iniziano quando tutte le parti hanno firmato.")
        )
        & is_published,
        "terminate_agreement": is_executive_officer
        & in_state(AgreementState.SIGNED, refusal=_("Si risolve solo una convenzione in vigore.")),
        "read_agreement": is_published
        | is_planning_operator
        | is_procedure_officer
        | is_executive_officer
        | is_auditor
        | represents_a_party
        | works_for_a_party,
    }
)


@reader
def reads_signed_copies(actor: Any, file: StoredFile, at: datetime) -> Verdict | None:
    """Signed copies and the text to sign are for the parties and the offices, never public: they carry
    signatures.
    """
    slot = SignatureSlot.objects.filter(file=file).select_related("party__agreement__call").first()
    agreement = (
        slot.party.agreement
        if slot
        else Agreement.objects.filter(to_sign__file=file).select_related("call").first()
    )
    if agreement is None:
        return None
    for right in (
        represents_a_party,
        works_for_a_party,
        is_procedure_officer,
        is_executive_officer,
        is_auditor,
    ):
        verdict = right.check(actor, agreement, at)
        if verdict:
            return verdict
    return Verdict(False, reason=_("Le copie firmate le leggono le parti e gli uffici."))
