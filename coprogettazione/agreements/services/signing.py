# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Collecting the signatures: signed files are uploaded and kept, with an honest status; the last one puts in
force.
"""

from datetime import datetime

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.agreements.documents import issue_convention
from coprogettazione.agreements.lifecycle import AgreementLifecycle
from coprogettazione.agreements.models import Agreement, SignatureSlot, SignatureState
from coprogettazione.agreements.notifications import tell_signed, tell_to_sign
from coprogettazione.agreements.queries import parties_of, signing_of
from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.documents.models import FileKind
from coprogettazione.documents.services import check_upload, store_upload
from coprogettazione.parties.models import Organisation, User
from coprogettazione.parties.queries import holds, role_holders
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from coprogettazione.records.roles import Role
from coprogettazione.wording import ROME, moment

#: A signed copy is a PDF signed inside (PAdES) or an envelope (CAdES).
SIGNED_FORMATS = ("pdf", "p7m")


@deed(
    on="agreement",
    says=gettext_lazy("ha mandato la convenzione alla firma"),
    law=gettext_lazy("art. 11, l. 241/1990"),
)
def send_for_signature(act: Act, *, agreement: Agreement, by: User | None, at: datetime) -> Agreement:
    """DRAFT → SIGNING: print the text to sign, say who signs for whom, tell them all.

    Raises Invalid when a partner has no legal representative in office.
    """
    call = agreement.call
    for party in parties_of(agreement):
        if party.is_public_body:
            party.signatory = call.executive_officer
        else:
            holders = role_holders(party.organisation_id, Role.LEGAL_REPRESENTATIVE, at)
            if not holders:
                raise Invalid(
                    _(
                        "%(who)s non ha un legale rappresentante in carica sulla piattaforma: nessuno può "
                        "firmare."
                    )
                    % {"who": party.organisation.known_as}
                )
            party.signatory = holders[0]
        party.save(update_fields=["signatory"])
    paper = issue_convention(agreement, numbered=False, by=by, at=at)
    move(AgreementLifecycle(agreement).send, sent_at=at, to_sign=paper)
    tell_to_sign(agreement, at)
    act.record(to_sign=paper.file.sha256)
    return agreement


@deed(
    on="agreement",
    says=gettext_lazy("ha caricato la convenzione firmata"),
    law=gettext_lazy("art. 11, l. 241/1990; art. 24, d.lgs. 82/2005"),
)
def sign_agreement(
    act: Act,
    *,
    agreement: Agreement,
    organisation: Organisation,
    file: File,
    by: User | None,
    at: datetime,
) -> SignatureSlot:
    """Upload the copy signed for a party. With the last one: SIGNED, repertory number, in force; the call is
    SIGNED.

    The platform keeps the file and does not verify the signature: its state says so. Raises NotAllowed when
    the person
    does not sign for that body, AlreadyDone when the body has signed, UploadRefused for the file, Invalid
    when the
    file is the text to sign as it was downloaded.
    """
    slot = (
        SignatureSlot.objects.select_for_update(of=("self",))
        .select_related("party__organisation", "uploaded_by")
        .filter(party__agreement=agreement, party__organisation=organisation)
        .first()
    )
    if slot is None:
        raise NotAllowed(_("%(who)s non è tra le parti della convenzione.") % {"who": organisation.known_as})
    _check_signatory(agreement, slot, by, at)
    if slot.state == SignatureState.UPLOADED and slot.uploaded_at is not None:
        raise AlreadyDone(
            _("%(name)s ha già caricato la firma di %(who)s %(when)s. Non serve altro.")
            % {"name": slot.uploaded_by, "who": organisation.known_as, "when": moment(slot.uploaded_at)}
        )
    checked = check_upload(file, only=SIGNED_FORMATS)
    if agreement.to_sign is not None and checked.sha256 == agreement.to_sign.file.sha256:
        words = _(
            "Questo è il testo da firmare, senza firma. Firmalo con il tuo programma di firma e carica il "
            "file che ne esce."
        )
        raise Invalid(words, fields={"file": words})
    stored = store_upload(
        file=file,
        kind=FileKind.SIGNED_COPY,
        by=by,
        at=at,
        owner=organisation,
        case_file=agreement.call,
        only=SIGNED_FORMATS,
    )
    slot.file, slot.uploaded_by, slot.uploaded_at = stored, by, at
    slot.state = SignatureState.UPLOADED
    slot.save(update_fields=["file", "uploaded_by", "uploaded_at", "state"])
    slot.party.signatory = by
    slot.party.save(update_fields=["signatory"])
    act.record(sha256=stored.sha256, state=slot.state)
    if signing_of(agreement).complete:
        _put_in_force(act, agreement, by, at)
    return slot


def _check_signatory(agreement: Agreement, slot: SignatureSlot, by: User | None, at: datetime) -> None:
    if slot.party.is_public_body:
        allowed = by is not None and by.pk == agreement.call.executive_officer_id
        words = _("Per l’amministrazione firma il dirigente del procedimento.")
    else:
        allowed = holds(by, Role.LEGAL_REPRESENTATIVE, slot.party.organisation_id, at)
        words = _("Per %(who)s firma il suo legale rappresentante.") % {
            "who": slot.party.organisation.known_as
        }
    if not allowed:
        raise NotAllowed(words)


def _put_in_force(act: Act, agreement: Agreement, by: User | None, at: datetime) -> None:
    call = locked(agreement.call)
    paper = issue_convention(agreement, numbered=True, by=by, at=at)
    move(
        AgreementLifecycle(agreement).sign,
        signed_at=at,
        in_force_from=at.astimezone(ROME).date(),
        repertory_number=paper.sequence,
        repertory_year=paper.year,
        paper=paper,
    )
    move(CallLifecycle(call).sign)
    agreement.call = call
    tell_signed(agreement, at)
    act.record(repertory=paper.number)
