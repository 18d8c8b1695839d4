# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who drafts, approves, signs, publishes, ends an agreement; who reads it."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import (
    LIVE_ROUNDS,
    WITHOUT_CALL,
    Agreement,
    AgreementParty,
    AgreementState,
    RoundState,
    SignatureSlot,
)
from coprogettazione.agreements.queries import to_recheck
from coprogettazione.calls.lifecycle import ALIVE
from coprogettazione.calls.models import CallState
from coprogettazione.calls.rules import (
    is_auditor,
    is_executive_officer,
    is_officer_of,
    is_operator_of,
    is_planning_operator,
    is_procedure_officer,
    succeeds_the_executive,
)
from coprogettazione.documents.models import Paper, StoredFile
from coprogettazione.documents.rules import reader
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.rights import Answer, Verdict, condition, in_state, is_system, may, rights, role
from coprogettazione.records.roles import Role


def _party_of(user: Any, held: Role, agreement: Agreement, at: datetime) -> Answer:
    own = organisations_of(user, [held], at)
    if not own or (
        agreement.call_id is None and (agreement.state == AgreementState.DRAFT or agreement.sent_at is None)
    ):
        return False
    bound = (
        AgreementParty.objects.filter(agreement=agreement, organisation__in=own, dropped_at__isnull=True)
        .order_by("position")
        .first()
    )
    return bound.organisation_id if bound else False


@role(Role.LEGAL_REPRESENTATIVE, refusal=_("Firma chi rappresenta una delle parti."))
def represents_a_party(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """The legal representative of a body that is bound, or asked to."""
    return _party_of(user, Role.LEGAL_REPRESENTATIVE, agreement, at)


@role(Role.ETS_EDITOR, refusal=_("Prima della pubblicazione lo leggono le parti e gli uffici."))
def works_for_a_party(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """A collaborator of a body that is bound, or asked to."""
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


@condition(
    _("se non nasce da un avviso"),
    refusal=_(
        "Il testo viene dal progetto approvato: lo cambia il dirigente, o il tavolo con un atto aggiuntivo."
    ),
)
def is_without_call(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """Drafted by a body, not born of a call."""
    return agreement.call_id is None


@condition(
    _("se nasce da un avviso"), refusal=_("Un accordo senza avviso è in corso dal giorno dell’ultima firma.")
)
def is_of_a_call(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """Born of a call, whose activities begin on a day of their own."""
    return agreement.call_id is not None


@condition(
    _("se non nasce da un avviso"),
    refusal=_(
        "Nasce da un avviso: responsabile e dirigente sono quelli del fascicolo, e si cambiano nel fascicolo."
    ),
)
def names_its_own_offices(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """Not born of a call, whose officer and executive are the agreement's too."""
    return agreement.call_id is None


@condition(
    _("finché non è abbandonato, risolto o concluso"),
    refusal=_("L’accordo è chiuso: non ha più un responsabile né un dirigente da cambiare."),
)
def still_needs_its_offices(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """Neither abandoned nor ended; one that ended unpublished still has to be published by somebody."""
    if agreement.state in (AgreementState.ABANDONED, AgreementState.TERMINATED):
        return False
    ended = agreement.ends_on is not None and agreement.ends_on < timezone.localdate(at)
    return not (ended and agreement.published_at is not None)


@condition(
    _("finché corre il termine per firmare"),
    refusal=_("Non c’è un testo alla firma, o il termine per firmare è scaduto."),
)
def has_open_round(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """Somebody is asked to sign, and the term runs: at its very second it is over."""
    runs = Q(due_at__isnull=True) | Q(due_at__gt=at)
    return agreement.rounds.filter(runs, state=RoundState.OPEN).exists()


@condition(_("finché mancano firme"), refusal=_("Non ci sono firme da raccogliere."))
def has_live_round(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """A round waits for signatures, also when its term has passed."""
    return agreement.rounds.filter(state__in=LIVE_ROUNDS).exists()


@condition(
    _("su una firma non verificabile, o accettata dall’ufficio"),
    refusal=_("Non ci sono firme da ricontrollare."),
)
def has_signature_to_recheck(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """Of a signature something was not known; one day it may be."""
    return to_recheck(agreement).exists()


@condition(_("quando il termine per firmare è passato"), refusal=_("Nessun termine per firmare è passato."))
def has_overdue_round(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """A round's term has passed and nobody has noted it."""
    return agreement.rounds.filter(state=RoundState.OPEN, due_at__lte=at).exists()


@condition(
    _("solo in un accordo operativo"),
    refusal=_(
        "Nessuna parte può restare fuori: l’accordo di programma vuole il consenso di tutti e la convenzione ha "
        "quote e compiti di ciascuno. Ritira il testo e correggilo."
    ),
    law=_("art. 34, c. 4, d.lgs. 267/2000"),
)
def goes_on_without(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """An operational agreement binds those who sign it."""
    return not agreement.needs_unanimity


@condition(
    _("se ammette altre adesioni"),
    refusal=_("Un ente nuovo entra in una convenzione con un atto aggiuntivo, non con un’adesione."),
)
def takes_others_in(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """Programme and operational agreements; in a *convenzione* shares and tasks would change."""
    return agreement.kind in WITHOUT_CALL


@condition(_("se il testo ammette il recesso"), refusal=_("Il testo non prevede il recesso delle parti."))
def lets_go(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """The text says with how much notice."""
    return agreement.withdrawal_notice_days is not None


@condition(
    _("se il testo ammette il rinnovo, una volta, prima della fine"),
    refusal=_("Il testo non ammette il rinnovo, o è già stato rinnovato, o la durata è finita."),
)
def can_be_renewed(user: Any, agreement: Agreement, at: datetime) -> Answer:
    """Once, and before it ends: what has ended is made again."""
    return (
        agreement.renewal_months is not None
        and agreement.renewed_at is None
        and agreement.ends_on is not None
        and timezone.localdate(at) <= agreement.ends_on
    )


_IN_FORCE = _("Si può fare solo con un accordo in vigore, firmato da tutti.")
_draft = in_state(
    AgreementState.DRAFT, refusal=_("Il testo è già alla firma: per cambiarlo va prima ritirato.")
)
_drafts = _draft & ((is_planning_operator | is_procedure_officer) & is_without_call)
_signs = (is_executive_officer | represents_a_party) & has_open_round
_collects = is_procedure_officer & has_live_round
_offices = (
    is_planning_operator | is_procedure_officer | is_executive_officer | is_auditor | succeeds_the_executive
)

rights(
    {
        "replace_executive_officer": succeeds_the_executive & in_state(CallState.DRAFT, *ALIVE),
        "approve_project": is_executive_officer
        & in_state(
            CallState.TABLE_CONCLUDED,
            refusal=_("Si approva il progetto di un tavolo concluso, una volta sola."),
        ),
        "draft_agreement": is_officer_of | is_operator_of,
        "draft_addendum": (is_planning_operator | is_procedure_officer)
        & in_state(AgreementState.SIGNED, refusal=_IN_FORCE)
        & is_without_call,
        "write_agreement": _draft
        & (is_executive_officer | ((is_planning_operator | is_procedure_officer) & is_without_call)),
        "add_parties": _drafts,
        "describe_party": _drafts,
        "remove_party": _drafts,
        "abandon_agreement": _draft & (is_procedure_officer & is_without_call),
        "send_for_signature": is_procedure_officer
        & in_state(AgreementState.DRAFT, refusal=_("Il testo è già stato mandato alla firma.")),
        "sign_agreement": _signs,
        "refuse_to_sign": _signs,
        "accept_signature": _collects,
        "reject_signature": _collects,
        "recheck_signature": (is_procedure_officer | is_system) & has_signature_to_recheck,
        "renew_signing_term": _collects,
        "replace_signatory": _collects,
        "drop_party": _collects & goes_on_without,
        "withdraw_text": is_procedure_officer
        & in_state(AgreementState.SIGNING, refusal=_("Si ritira solo un testo che è alla firma.")),
        "remind_signatories": is_system & has_open_round,
        "expire_signing": is_system & has_overdue_round,
        "publish_agreement": is_procedure_officer
        & in_state(AgreementState.SIGNED, refusal=_("Si pubblica quando tutte le parti hanno firmato."))
        & is_not_published,
        "start_execution": is_procedure_officer
        & in_state(
            AgreementState.SIGNED, refusal=_("Le attività iniziano quando tutte le parti hanno firmato.")
        )
        & is_published
        & is_of_a_call,
        "invite_adhesion": is_procedure_officer
        & in_state(AgreementState.SIGNED, refusal=_IN_FORCE)
        & takes_others_in,
        "withdraw_from_agreement": represents_a_party
        & in_state(AgreementState.SIGNED, refusal=_IN_FORCE)
        & lets_go,
        "renew_agreement": is_executive_officer
        & in_state(AgreementState.SIGNED, refusal=_IN_FORCE)
        & can_be_renewed,
        "give_expiry_notice": is_system & in_state(AgreementState.SIGNED),
        "replace_agreement_officer": names_its_own_offices & is_executive_officer & still_needs_its_offices,
        "replace_agreement_executive": names_its_own_offices
        & succeeds_the_executive
        & still_needs_its_offices,
        "terminate_agreement": is_executive_officer
        & in_state(AgreementState.SIGNED, refusal=_("Si risolve solo un accordo in vigore.")),
        "read_agreement": is_published | _offices | represents_a_party | works_for_a_party,
        "read_signatures": _offices | represents_a_party | works_for_a_party,
        "read_signed_copies": represents_a_party
        | works_for_a_party
        | is_procedure_officer
        | is_executive_officer
        | is_auditor,
        "read_agreement_dossier": names_its_own_offices & _offices,
        "export_agreement": names_its_own_offices & _offices,
    }
)


@reader
def reads_acts_of_the_office(actor: Any, file: StoredFile, at: datetime) -> Verdict | None:
    """What the office printed about an agreement without a call is for its offices; the rest is said below."""
    paper = Paper.objects.filter(file=file, about_kind="agreement", case_file=None).first()
    agreement = Agreement.objects.filter(pk=paper.about_id).first() if paper is not None else None
    if agreement is None:
        return None
    for right in (is_procedure_officer, is_executive_officer, is_planning_operator, is_auditor):
        if verdict := right.check(actor, agreement, at):
            return verdict
    return None


@reader
def reads_signed_copies(actor: Any, file: StoredFile, at: datetime) -> Verdict | None:
    """Signed copies, texts to sign and the act as it was issued are for the parties and the offices, never public."""
    slot = SignatureSlot.objects.filter(file=file).select_related("round__agreement__call").first()
    agreement = (
        slot.round.agreement
        if slot
        else Agreement.objects.filter(Q(rounds__paper__file=file) | Q(paper__file=file))
        .select_related("call")
        .first()
    )
    if agreement is None:
        return None
    if verdict := may(actor, "read_signed_copies", agreement, at):
        return verdict
    return Verdict(False, reason=_("Le copie firmate le leggono le parti e gli uffici."))
