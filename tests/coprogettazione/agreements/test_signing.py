# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signed copies are checked as they arrive, one for each party; the last one gives the repertory number."""

from datetime import datetime

import pytest
from django.core.files.base import ContentFile

from coprogettazione.agreements.models import Agreement, AgreementState, RoundState, SignatureState
from coprogettazione.agreements.queries import parties_of, signable_by, signing_of
from coprogettazione.agreements.services import (
    publish_agreement,
    send_for_signature,
    sign_agreement,
    start_execution,
)
from coprogettazione.calls.models import CallState
from coprogettazione.documents.models import NumberSeries, Paper, PaperKind, Series
from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services import UploadRefused
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import Membership, User
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role
from tests.factories.agreements import (
    PUBLISHED,
    ROME,
    SENT,
    SIGNED,
    STARTS_ON,
    sign_for,
    signed_copy,
    text_of,
)
from tests.factories.parties import make_ets, make_legal_representative, make_user
from tests.factories.tables import authority, casa, lanterna, passi

STAGE = "SIGNING"


def anything() -> ContentFile:
    return ContentFile(b"%PDF-1.7", name="firmato.pdf")


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
    with pytest.raises(NotAllowed, match="già stato mandato"):
        send_for_signature(agreement=agreement, by=agreement.call.procedure_officer, at=SENT)


def test_a_sound_signature_of_the_right_person_is_valid(agreement: Agreement) -> None:
    slot = sign_for(agreement, lanterna())
    assert slot.state == SignatureState.VALID
    assert slot.get_state_display() == "valida"
    assert slot.check_result.outcome == Outcome.VALID
    assert (slot.signed_by, slot.tax_code) == ("Ada Fontana", slot.party.signatory.codice_fiscale)
    assert slot.file.kind == "SIGNED_COPY"
    entry = Entry.objects.get(deed="sign_agreement")
    assert entry.payload["sha256"] == slot.file.sha256
    assert entry.organisation == lanterna()
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.SIGNING
    signing = signing_of(agreement)
    assert signing is not None
    assert [s.party.organisation.known_as for s in signing.awaited] == [
        "Passi Insieme",
        "Casa Aperta",
        "Ambito di Valdora",
    ]


def test_an_envelope_counts_as_a_signed_pdf_does(agreement: Agreement) -> None:
    ada = make_legal_representative(lanterna())
    file = signed_copy(text_of(agreement), ada, lanterna(), kind="CADES")
    assert sign_for(agreement, lanterna(), file=file).state == SignatureState.VALID


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
    assert Message.objects.filter(key__startswith="signed", channel="IN_APP").exists()
    assert {party.joined_on for party in parties_of(agreement)} == {SIGNED.date()}
    signing = signing_of(agreement)
    assert signing is not None
    assert signing.round.state == RoundState.COMPLETED


def test_a_party_signs_once_and_the_second_is_told_by_whom(agreement: Agreement) -> None:
    sign_for(agreement, lanterna())
    with pytest.raises(AlreadyDone, match="Ada Fontana ha già caricato la firma di La Lanterna"):
        sign_for(agreement, lanterna())


def test_each_signs_for_the_own_body_only(agreement: Agreement) -> None:
    ada = make_legal_representative(lanterna())
    with pytest.raises(NotAllowed, match="Per Casa Aperta firma il suo legale rappresentante"):
        sign_for(agreement, casa(), file=anything(), by=ada)
    with pytest.raises(NotAllowed, match="Per l’amministrazione firma il dirigente"):
        sign_for(agreement, authority(), file=anything(), by=ada)
    with pytest.raises(NotAllowed):
        sign_for(agreement, lanterna(), file=anything(), by=agreement.call.executive_officer)
    with pytest.raises(NotAllowed):
        sign_for(agreement, lanterna(), file=anything(), by=agreement.call.procedure_officer)
    outsider = make_ets("ets6")
    with pytest.raises(NotAllowed, match="Firma chi rappresenta"):
        sign_for(agreement, lanterna(), file=anything(), by=make_legal_representative(outsider))
    with pytest.raises(NotAllowed, match="non è tra le parti della convenzione che devono"):
        sign_for(agreement, outsider, file=anything(), by=ada)


def test_a_representative_signs_until_the_last_second_of_the_office(agreement: Agreement) -> None:
    ada = make_legal_representative(lanterna())
    Membership.objects.filter(user=ada, role=Role.LEGAL_REPRESENTATIVE).update(valid_to=SIGNED.date())
    last_second = datetime(2026, 7, 20, 23, 59, 59, tzinfo=ROME)
    assert sign_for(agreement, lanterna(), by=ada, at=last_second).state == SignatureState.VALID


def test_one_second_after_the_office_has_ended_nobody_signs_with_it(agreement: Agreement) -> None:
    ada = make_legal_representative(lanterna())
    file = signed_copy(text_of(agreement), ada, lanterna())
    Membership.objects.filter(user=ada, role=Role.LEGAL_REPRESENTATIVE).update(valid_to=SIGNED.date())
    next_second = datetime(2026, 7, 21, 0, 0, 0, tzinfo=ROME)
    with pytest.raises(NotAllowed):
        sign_for(agreement, lanterna(), file=file, by=ada, at=next_second)


def test_the_signature_of_who_left_office_yesterday_is_refused_with_the_reason(agreement: Agreement) -> None:
    ada = make_legal_representative(lanterna())
    file = signed_copy(text_of(agreement), ada, lanterna())
    Membership.objects.filter(user=ada, role=Role.LEGAL_REPRESENTATIVE).update(valid_to=SENT.date())
    nina = make_user("Nina", "Costa")
    Membership.objects.create(
        user=nina, organisation=lanterna(), role=Role.LEGAL_REPRESENTATIVE, valid_from=SIGNED.date()
    )
    with pytest.raises(Invalid, match=r"firmato da Ada Fontana.*La Lanterna firma Nina Costa"):
        sign_for(agreement, lanterna(), file=file, by=nina)


def test_the_signature_of_somebody_else_is_refused_with_who_signs(agreement: Agreement) -> None:
    other = make_legal_representative(casa())
    file = signed_copy(text_of(agreement), other, casa())
    with pytest.raises(Invalid, match=r"firmato da Giulia Ferri.*firma Ada Fontana.*non è il suo"):
        sign_for(agreement, lanterna(), file=file)


def test_another_document_well_signed_is_refused(agreement: Agreement) -> None:
    ada = make_legal_representative(lanterna())
    with agreement.call.papers.filter(kind=PaperKind.APPROVAL_ACT)[0].file.content.open("rb") as other:
        file = signed_copy(other.read(), ada, lanterna())
    with pytest.raises(Invalid, match="non è quello mandato alla firma"):
        sign_for(agreement, lanterna(), file=file)


def test_a_person_without_codice_fiscale_is_told_where_to_write_it(agreement: Agreement) -> None:
    ada = make_legal_representative(lanterna())
    file = signed_copy(text_of(agreement), ada, lanterna())
    User.objects.filter(pk=ada.pk).update(codice_fiscale="")
    ada.refresh_from_db()
    with pytest.raises(Invalid, match="Nel profilo di Ada Fontana manca il codice fiscale"):
        sign_agreement(agreement=agreement, organisation=lanterna(), file=file, by=ada, at=SIGNED)


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
    signing = signing_of(agreement)
    assert signing is not None
    assert len(signing.awaited) == 4


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
