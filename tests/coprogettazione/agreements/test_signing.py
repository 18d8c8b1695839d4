# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signed copies are uploaded, one for each party; the last one gives the repertory number."""

import pytest
from django.core.files.base import ContentFile

from coprogettazione.agreements.models import Agreement, AgreementState, SignatureState
from coprogettazione.agreements.queries import parties_of, signable_by, signing_of
from coprogettazione.agreements.services import publish_agreement, send_for_signature, start_execution
from coprogettazione.calls.models import CallState
from coprogettazione.documents.models import NumberSeries, Paper, PaperKind, Series
from coprogettazione.documents.services import UploadRefused
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import Membership
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role
from tests.factories.agreements import PUBLISHED, SENT, SIGNED, STARTS_ON, sign_for
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import authority, casa, lanterna, passi

STAGE = "SIGNING"


def sign_all(agreement: Agreement) -> None:
    for party in parties_of(agreement):
        sign_for(agreement, party.organisation)
    agreement.refresh_from_db()


def test_the_text_goes_to_all_who_sign_at_the_same_instant(agreement: Agreement) -> None:
    assert (agreement.state, agreement.sent_at) == (AgreementState.SIGNING, SENT)
    assert agreement.to_sign is not None
    assert agreement.to_sign.number == ""
    assert NumberSeries.objects.filter(series=Series.REPERTORY).count() == 0
    told = Message.objects.filter(key__startswith="to_sign", channel="IN_APP")
    assert {m.created_at for m in told} == {SENT}
    assert {str(m.recipient) for m in told} == {
        "Davide Orsini",
        "Ada Fontana",
        "Marco Rinaldi",
        "Giulia Ferri",
    }


def test_it_is_not_sent_twice(agreement: Agreement) -> None:
    with pytest.raises(NotAllowed, match="già stata mandata"):
        send_for_signature(agreement=agreement, by=agreement.call.procedure_officer, at=SENT)


def test_a_signature_is_uploaded_and_never_called_verified(agreement: Agreement) -> None:
    slot = sign_for(agreement, lanterna())
    assert slot.state == SignatureState.UPLOADED
    assert slot.get_state_display() == "caricata, non verificata"
    assert slot.file.kind == "SIGNED_COPY"
    entry = Entry.objects.get(deed="sign_agreement")
    assert entry.payload["sha256"] == slot.file.sha256
    assert entry.organisation == lanterna()
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.SIGNING
    signing = signing_of(agreement)
    assert [s.party.organisation.known_as for s in signing.awaited] == [
        "Passi Insieme",
        "Casa Aperta",
        "Ambito di Valdora",
    ]


def test_the_last_signature_gives_the_number_and_puts_in_force(agreement: Agreement) -> None:
    sign_all(agreement)
    assert agreement.state == AgreementState.SIGNED
    assert agreement.repertory == "1/2026"
    assert (agreement.signed_at, agreement.in_force_from) == (SIGNED, SIGNED.date())
    assert agreement.call.state == CallState.SIGNED
    assert agreement.published_at is None
    paper = agreement.paper
    assert paper is not None
    assert (paper.kind, paper.series, paper.sequence, paper.number) == (
        PaperKind.CONVENTION,
        Series.REPERTORY,
        1,
        "1/2026",
    )
    told = Message.objects.filter(key__startswith="signed", channel="IN_APP")
    assert "non verificate" in told[0].body


def test_a_party_signs_once_and_the_second_is_told_by_whom(agreement: Agreement) -> None:
    sign_for(agreement, lanterna())
    with pytest.raises(AlreadyDone, match="Ada Fontana ha già caricato la firma di La Lanterna"):
        sign_for(agreement, lanterna())


def test_each_signs_for_the_own_body_only(agreement: Agreement) -> None:
    ada = make_legal_representative(lanterna())
    with pytest.raises(NotAllowed, match="Per Casa Aperta firma il suo legale rappresentante"):
        sign_for(agreement, casa(), by=ada)
    with pytest.raises(NotAllowed, match="Per l’amministrazione firma il dirigente"):
        sign_for(agreement, authority(), by=ada)
    with pytest.raises(NotAllowed):
        sign_for(agreement, lanterna(), by=agreement.call.executive_officer)
    with pytest.raises(NotAllowed):
        sign_for(agreement, lanterna(), by=agreement.call.procedure_officer)
    outsider = make_ets("ets6")
    with pytest.raises(NotAllowed, match="Firma chi rappresenta"):
        sign_for(agreement, lanterna(), by=make_legal_representative(outsider))
    with pytest.raises(NotAllowed, match="non è tra le parti"):
        sign_for(agreement, outsider, by=ada)


def test_a_representative_whose_office_has_ended_does_not_sign(agreement: Agreement) -> None:
    ada = make_legal_representative(lanterna())
    Membership.objects.filter(user=ada, role=Role.LEGAL_REPRESENTATIVE).update(valid_to=SENT.date())
    with pytest.raises(NotAllowed):
        sign_for(agreement, lanterna(), by=ada)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (ContentFile(b"", name="vuoto.pdf"), "vuoto"),
        (ContentFile(b"MZ\x90\x00" + b"\x00" * 200, name="firma.pdf"), "programma"),
        (ContentFile(b"ciao", name="convenzione.txt"), "formato"),
        (ContentFile(b"solo testo, nessun PDF", name="convenzione.pdf"), "il contenuto è"),
    ],
)
def test_only_a_pdf_or_a_p7m_is_taken(agreement: Agreement, file: ContentFile, said: str) -> None:
    with pytest.raises(UploadRefused, match=said):
        sign_for(agreement, lanterna(), file=file)
    assert len(signing_of(agreement).awaited) == 4


def test_the_text_as_it_was_downloaded_is_not_a_signature(agreement: Agreement) -> None:
    assert agreement.to_sign is not None
    with agreement.to_sign.file.content.open("rb") as unsigned:
        same = ContentFile(unsigned.read(), name="convenzione.pdf")
    with pytest.raises(Invalid, match="senza firma"):
        sign_for(agreement, lanterna(), file=same)


def test_signed_copies_are_read_by_parties_and_offices_only(agreement: Agreement) -> None:
    slot = sign_for(agreement, lanterna())
    file = slot.file
    assert may(make_legal_representative(casa()), "read_file", file, SIGNED)
    assert may(agreement.call.procedure_officer, "read_file", file, SIGNED)
    refused = may(make_legal_representative(make_ets("ets6")), "read_file", file, SIGNED)
    assert not refused
    assert "le parti e gli uffici" in str(refused.reason)


def test_what_one_can_sign_is_what_is_still_awaited(agreement: Agreement) -> None:
    ada = make_legal_representative(lanterna())
    assert [p.organisation for p in signable_by(ada, agreement, SIGNED)] == [lanterna()]
    assert [p.organisation for p in signable_by(agreement.call.executive_officer, agreement, SIGNED)] == [
        authority()
    ]
    assert signable_by(agreement.call.procedure_officer, agreement, SIGNED) == []
    sign_for(agreement, lanterna())
    assert signable_by(ada, agreement, SIGNED) == []


def test_nothing_is_published_or_begun_before_everybody_has_signed(agreement: Agreement) -> None:
    officer = agreement.call.procedure_officer
    sign_for(agreement, passi())
    with pytest.raises(NotAllowed, match="quando tutte le parti hanno firmato"):
        publish_agreement(agreement=agreement, by=officer, at=PUBLISHED)
    with pytest.raises(NotAllowed, match="quando tutte le parti hanno firmato"):
        start_execution(agreement=agreement, starts_on=STARTS_ON, by=officer, at=PUBLISHED)
    assert Paper.objects.filter(kind=PaperKind.CONVENTION).count() == 1
