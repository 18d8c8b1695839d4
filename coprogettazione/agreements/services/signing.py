# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sending the text to be signed, and the signatures as they arrive: each is checked before it counts."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.agreements.documents import issue_convention
from coprogettazione.agreements.lifecycle import AgreementLifecycle
from coprogettazione.agreements.models import (
    Agreement,
    AgreementKind,
    AgreementParty,
    RoundPurpose,
    RoundState,
    SignatureSlot,
    SignatureState,
    SigningOrder,
    SigningRound,
)
from coprogettazione.agreements.notifications import tell_refused, tell_to_sign, tell_unverifiable
from coprogettazione.agreements.queries import (
    Signing,
    days_of,
    entitled,
    live_signings,
    missing_signatories,
    parties_of,
)
from coprogettazione.agreements.services.forcing import complete_rounds
from coprogettazione.agreements.services.judging import judge
from coprogettazione.calls.models import Parameter
from coprogettazione.calls.services import need_reasons
from coprogettazione.documents.models import FileKind, Paper, StoredFile
from coprogettazione.documents.services import check_upload, store_upload
from coprogettazione.documents.services.signatures import Examination, examine, keep_examination
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from coprogettazione.wording import ROME, day, end_of, in_italian, moment

#: How a paragraph of the model begins that says what has to be written in its place.
TO_WRITE = "Scrivi qui "
#: A signed copy is a PDF signed inside (PAdES) or an envelope (CAdES).
SIGNED_FORMATS = ("pdf", "p7m")


@deed(
    on="agreement",
    says=gettext_lazy("ha mandato il testo alla firma"),
    law=gettext_lazy("art. 11, l. 241/1990"),
)
def send_for_signature(
    act: Act,
    *,
    agreement: Agreement,
    order: str = SigningOrder.PARALLEL,
    due_on: date | None = None,
    sequence: Sequence[Organisation] = (),
    by: User | None,
    at: datetime,
) -> Agreement:
    """DRAFT → SIGNING: print the text to sign, open a round until `due_on` (included), tell who signs.

    `order` is a SigningOrder; in sequence the bodies sign as in `sequence` (those not named come after, as they
    stand in the agreement). Without `due_on` the term is the configured one. Raises Invalid when the text or the
    parties are not complete, when nobody can sign for a party, for a term in the past.
    """
    parties = list(parties_of(agreement))
    _check_whole(agreement, parties, at)
    last = due_on or timezone.localdate(at) + timedelta(
        days=days_of(agreement, Parameter.SIGNING_DAYS, at.date())
    )
    check_term(agreement, last, at)
    for party in parties:
        party.signatory = entitled(party, agreement, at)[0]
        party.save(update_fields=["signatory"])
    paper = issue_convention(agreement, numbered=False, by=by, at=at)
    wanted = [body.pk for body in sequence] if order == SigningOrder.SEQUENCE else []
    parties.sort(
        key=lambda p: wanted.index(p.organisation_id) if p.organisation_id in wanted else len(wanted)
    )
    signing = open_round(
        agreement,
        parties,
        paper,
        purpose=RoundPurpose.TEXT,
        order=SigningOrder(order),
        due_at=end_of(last),
        at=at,
    )
    move(AgreementLifecycle(agreement).send, sent_at=at, to_sign=paper)
    tell_to_sign(signing, at)
    act.record(to_sign=paper.file.sha256, round=signing.round.number, due_on=last)
    return agreement


def open_round(
    agreement: Agreement,
    parties: Sequence[AgreementParty],
    paper: Paper,
    *,
    purpose: RoundPurpose,
    order: SigningOrder,
    due_at: datetime,
    at: datetime,
) -> Signing:
    """A round for these parties, in this order, with a place for the signature of each."""
    opened = SigningRound.objects.create(
        agreement=agreement,
        number=agreement.rounds.count() + 1,
        purpose=purpose,
        order=order,
        paper=paper,
        sent_at=at,
        due_at=due_at,
    )
    slots = SignatureSlot.objects.bulk_create(
        SignatureSlot(round=opened, party=party, place=place) for place, party in enumerate(parties, 1)
    )
    return Signing(opened, slots)


def check_term(agreement: Agreement, last: date, at: datetime) -> None:
    """A term to sign ends after today and before the agreement does. Raises Invalid."""
    words = ""
    if last <= at.astimezone(ROME).date():
        words = _("Il termine per firmare è un giorno dopo oggi.")
    elif agreement.signed_at is None and agreement.ends_on and last >= agreement.ends_on:
        words = _("Il termine per firmare viene prima della fine dell’accordo, %(day)s.") % {
            "day": day(agreement.ends_on)
        }
    if words:
        raise Invalid(words, fields={"due_on": words})


def _check_whole(agreement: Agreement, parties: Sequence[AgreementParty], at: datetime) -> None:
    if not agreement.text.get("articles"):
        raise Invalid(_("Il testo non ha ancora articoli: scrivilo prima di mandarlo alla firma."))
    for place, article in enumerate(agreement.text["articles"], 1):
        if any(paragraph.startswith(TO_WRITE) for paragraph in article["paragraphs"]):
            words = _(
                "L’articolo %(n)s, «%(title)s», ha ancora le parole del modello: scrivilo prima di mandarlo."
            )
            raise Invalid(words % {"n": place, "title": article["title"]})
    if len(parties) < 2:
        raise Invalid(_("Un accordo ha almeno due parti: aggiungi chi lo firma con voi."))
    if agreement.kind == AgreementKind.PROGRAMME_AGREEMENT and not agreement.oversight_board.strip():
        raise Invalid(
            _("L’accordo di programma dice chi siede nel collegio di vigilanza: scrivilo nel testo."),
            law=_("art. 34, c. 7, d.lgs. 267/2000"),
        )
    if missing := missing_signatories(parties, agreement, at):
        raise Invalid(
            _("%(who)s non ha un legale rappresentante in carica sulla piattaforma: nessuno può firmare.")
            % {"who": missing[0].known_as}
            if len(missing) == 1
            else _(
                "Nessuno può firmare per: %(who)s. Serve un legale rappresentante in carica sulla piattaforma."
            )
            % {"who": ", ".join(body.known_as for body in missing)}
        )


@deed(
    on="agreement",
    says=gettext_lazy("ha caricato la copia firmata"),
    law=gettext_lazy("art. 11, l. 241/1990; art. 24, d.lgs. 82/2005"),
)
def sign_agreement(
    act: Act,
    *,
    agreement: Agreement,
    organisation: Organisation,
    file: File,
    deliberation: str = "",
    by: User | None,
    at: datetime,
) -> SignatureSlot:
    """Upload the copy signed for a party. It counts when it is valid; with the last one the agreement is in force.

    A signature that cannot be verified here is kept for the office to decide. `deliberation` is the act by which
    the body decided to sign: an accordo di programma wants it. Raises NotAllowed when the person does not sign for
    that body, AlreadyDone when the body has signed, WrongState before its turn or after the term, UploadRefused
    and Invalid for the file (no signature, unsound, another document, another signer).
    """
    signing, slot = turn_of(agreement, organisation, by, at)
    party = slot.party
    if deliberation.strip():
        party.deliberation = deliberation.strip()[:200]
    if (
        agreement.kind == AgreementKind.PROGRAMME_AGREEMENT
        and party.is_public_body
        and not party.deliberation
    ):
        words = _(
            "Scrivi con quale deliberazione il tuo ente ha approvato l’accordo, per esempio «C.C. 12/2026»."
        )
        raise Invalid(words, law=_("artt. 34 e 42, d.lgs. 267/2000"), fields={"deliberation": words})
    checked = check_upload(file, only=SIGNED_FORMATS)
    sent = signing.round.paper.file
    if checked.sha256 == sent.sha256:
        words = _(
            "Questo è il testo da firmare, senza firma. Firmalo con il tuo programma di firma e carica il "
            "file che ne esce."
        )
        raise Invalid(words, fields={"file": words})
    examination = _examined(file, sent, at)
    judged = judge(examination, party, agreement, at=at)
    stored = store_upload(
        file=file,
        kind=FileKind.SIGNED_COPY,
        by=by,
        at=at,
        owner=organisation,
        case_file=agreement.case_file,
        only=SIGNED_FORMATS,
    )
    slot.file, slot.uploaded_by, slot.uploaded_at = stored, by, at
    slot.check_result = keep_examination(stored, examination, at=at)
    slot.state = SignatureState.VALID if judged.valid else SignatureState.UNVERIFIABLE
    signer = judged.signature.signer
    slot.signed_by, slot.tax_code = (
        (signer.name[:200], signer.tax_code[:40]) if signer is not None else ("", "")
    )
    slot.signed_at, slot.findings = judged.signed_at, judged.reasons
    slot.decided_by = slot.decided_at = None
    slot.reasons = slot.verified_where = ""
    slot.save()
    party.signatory = judged.person or by
    party.save(update_fields=["signatory", "deliberation"])
    act.record(sha256=stored.sha256, outcome=slot.state, findings=judged.reasons, round=signing.round.number)
    after(act, agreement, slot, by=by, at=at)
    return slot


@in_italian
def _examined(file: File, sent: StoredFile, at: datetime) -> Examination:
    """What is found in an uploaded file, against the text that was sent; its reasons are kept as they are said."""
    file.seek(0)
    with sent.content.open("rb") as text:
        examined = examine(file.read(), at=at, expected=text.read())
    file.seek(0)
    return examined


@deed(
    on="agreement",
    says=gettext_lazy("ha rifiutato di firmare"),
    law=gettext_lazy("art. 11, l. 241/1990"),
)
def refuse_to_sign(
    act: Act, *, agreement: Agreement, organisation: Organisation, reasons: str, by: User | None, at: datetime
) -> SignatureSlot:
    """Say that a party does not sign, and why: the officer is told, the others go on signing. Raises as signing."""
    signing, slot = turn_of(agreement, organisation, by, at)
    reasons = need_reasons(reasons)
    slot.state, slot.reasons, slot.decided_by, slot.decided_at = SignatureState.REFUSED, reasons, by, at
    slot.save(update_fields=["state", "reasons", "decided_by", "decided_at"])
    tell_refused(agreement, slot, at)
    act.record(round=signing.round.number)
    return slot


def after(act: Act, agreement: Agreement, slot: SignatureSlot, *, by: User | None, at: datetime) -> None:
    """What follows a signature: the officer looks at it, the next in order is told, or all is done."""
    if slot.state == SignatureState.UNVERIFIABLE:
        tell_unverifiable(agreement, slot, at)
        return
    complete_rounds(act, agreement, by=by, at=at)
    for signing in live_signings(agreement):
        if signing.round.pk == slot.round_id and signing.in_order:
            tell_to_sign(signing, at)


def live_slot(agreement: Agreement, organisation: Organisation) -> tuple[Signing, SignatureSlot]:
    """The place of a body's signature in the round that waits for it. Raises NotAllowed when there is none."""
    for signing in live_signings(agreement):
        for slot in signing.slots:
            if slot.party.organisation_id == organisation.pk:
                return signing, slot
    raise NotAllowed(
        _("%(who)s non è tra le parti della convenzione che devono firmare.") % {"who": organisation.known_as}
    )


def turn_of(
    agreement: Agreement, organisation: Organisation, by: User | None, at: datetime
) -> tuple[Signing, SignatureSlot]:
    """The place where this person signs for this body now. Raises NotAllowed, AlreadyDone, WrongState."""
    signing, slot = live_slot(agreement, organisation)
    _check_signatory(agreement, slot, by, at)
    if slot.counts and slot.uploaded_at is not None:
        raise AlreadyDone(
            _("%(name)s ha già caricato la firma di %(who)s %(when)s. Non serve altro.")
            % {"name": slot.uploaded_by, "who": organisation.known_as, "when": moment(slot.uploaded_at)}
        )
    if slot.state == SignatureState.UNVERIFIABLE:
        raise AlreadyDone(
            _(
                "La firma di %(who)s è arrivata e non si è potuta verificare: decide il responsabile del procedimento."
            )
            % {"who": organisation.known_as}
        )
    if slot.state == SignatureState.REFUSED:
        raise WrongState(
            _("%(who)s ha rifiutato di firmare: il responsabile del procedimento può chiederlo di nuovo.")
            % {"who": organisation.known_as}
        )
    if signing.round.state != RoundState.OPEN or signing.round.is_past(at):
        raise WrongState(
            _("Il termine per firmare è scaduto: il responsabile del procedimento può darne un altro.")
        )
    if slot not in signing.current:
        raise WrongState(
            _("Si firma nell’ordine stabilito: prima di %(who)s firma %(first)s.")
            % {
                "who": organisation.known_as,
                "first": next(s.party.organisation.known_as for s in signing.slots if not s.counts),
            }
        )
    return signing, slot


def _check_signatory(agreement: Agreement, slot: SignatureSlot, by: User | None, at: datetime) -> None:
    if by is not None and by.pk in {person.pk for person in entitled(slot.party, agreement, at)}:
        return
    if slot.party.is_lead_body and agreement.call_id is not None:
        raise NotAllowed(_("Per l’amministrazione firma il dirigente del procedimento."))
    raise NotAllowed(
        _("Per %(who)s firma il suo legale rappresentante.") % {"who": slot.party.organisation.known_as}
    )
