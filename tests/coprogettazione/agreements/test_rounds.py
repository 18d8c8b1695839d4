# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens while signatures are missing: refusals, terms, replaced signatories, a text taken back, an order."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings

from coprogettazione.agreements.models import (
    Agreement,
    AgreementState,
    RoundState,
    SignatureState,
    SigningOrder,
)
from coprogettazione.agreements.queries import (
    live_signings,
    parties_of,
    past_signings,
    signable_by,
    signing_of,
)
from coprogettazione.agreements.services import (
    accept_signature,
    drop_party,
    expire_signing,
    refuse_to_sign,
    reject_signature,
    renew_signing_term,
    replace_signatory,
    send_for_signature,
    watch_agreements,
    withdraw_text,
    write_agreement,
)
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import Membership
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed, Refusal, WrongState
from coprogettazione.records.roles import Role
from tests.factories.agreements import DUE, ROME, SENT, SIGNED, make_agreement, sign_for
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_legal_representative, make_user
from tests.factories.tables import authority, casa, lanterna, passi
from tests.workflows.desks import on_the_desk_of

STAGE = "SIGNING"
WHY = "Il consiglio direttivo si riunisce solo a settembre."
LAST = datetime(2026, 7, 31, 23, 59, 58, tzinfo=ROME)
OVER = datetime(2026, 7, 31, 23, 59, 59, tzinfo=ROME)


def refuse(agreement: Agreement) -> Any:
    ada = make_legal_representative(lanterna())
    return refuse_to_sign(agreement=agreement, organisation=lanterna(), reasons=WHY, by=ada, at=SIGNED)


def renew(agreement: Agreement, at: datetime = SIGNED, due_on: date = date(2026, 9, 30)) -> Any:
    return renew_signing_term(agreement=agreement, due_on=due_on, reasons=WHY, by=make_officer(), at=at)


def state_of(agreement: Agreement, organisation: Any) -> str:
    signing = signing_of(agreement)
    assert signing is not None
    return next(slot.state for slot in signing.slots if slot.party.organisation == organisation)


@pytest.fixture
def unverifiable(agreement: Agreement, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Agreement:
    """A signature that nobody here can verify: the authority that issued the certificate is not trusted here."""
    ada = make_legal_representative(lanterna())
    from tests.factories.agreements import signed_copy, text_of

    file = signed_copy(text_of(agreement), ada, lanterna())
    monkeypatch.setattr(settings, "TRIAL_AUTHORITY", None)
    sign_for(agreement, lanterna(), file=file, by=ada)
    monkeypatch.undo()
    return agreement


# -- refusal


def test_a_party_refuses_with_its_reason_and_the_officer_is_told(agreement: Agreement) -> None:
    slot = refuse(agreement)
    assert (slot.state, slot.reasons) == (SignatureState.REFUSED, WHY)
    assert Message.objects.filter(recipient=make_officer(), body__contains=WHY).exists()
    assert "renew_signing_term" in on_the_desk_of(make_officer(), SIGNED)
    assert "sign_agreement" not in on_the_desk_of(make_legal_representative(lanterna()), SIGNED)
    assert "sign_agreement" in on_the_desk_of(make_legal_representative(casa()), SIGNED)


def test_who_refused_signs_when_asked_again_and_not_before(agreement: Agreement) -> None:
    refuse(agreement)
    with pytest.raises(WrongState, match="ha rifiutato di firmare"):
        sign_for(agreement, lanterna())
    renew(agreement)
    assert "sign_agreement" in on_the_desk_of(make_legal_representative(lanterna()), SIGNED)
    assert "renew_signing_term" not in on_the_desk_of(make_officer(), SIGNED)
    assert sign_for(agreement, lanterna()).state == SignatureState.VALID


def test_a_refusal_without_reasons_is_refused(agreement: Agreement) -> None:
    with pytest.raises(Invalid, match="motivato"):
        refuse_to_sign(
            agreement=agreement,
            organisation=lanterna(),
            reasons="no",
            by=make_legal_representative(lanterna()),
            at=SIGNED,
        )


def test_nobody_is_dropped_from_a_convention(agreement: Agreement) -> None:
    refuse(agreement)
    with pytest.raises(NotAllowed, match="Nessuna parte può restare fuori"):
        drop_party(agreement=agreement, organisation=lanterna(), reasons=WHY, by=make_officer(), at=SIGNED)


# -- the term


def test_one_second_before_the_term_a_signature_counts(agreement: Agreement) -> None:
    assert sign_for(agreement, lanterna(), at=LAST).state == SignatureState.VALID


def test_at_the_term_nobody_signs_any_more(agreement: Agreement) -> None:
    with pytest.raises(NotAllowed, match="il termine per firmare è scaduto"):
        sign_for(agreement, lanterna(), at=OVER)


def test_the_sweep_notes_an_expired_term_once_and_asks_the_officer(agreement: Agreement) -> None:
    sign_for(agreement, lanterna())
    assert watch_agreements(at=LAST) == 1  # the reminder
    assert watch_agreements(at=OVER) == 1
    assert watch_agreements(at=OVER + timedelta(days=1)) == 0
    signing = signing_of(agreement)
    assert signing is not None
    assert signing.round.state == RoundState.EXPIRED
    assert "renew_signing_term" in on_the_desk_of(make_officer(), OVER)
    assert "sign_agreement" not in on_the_desk_of(make_legal_representative(casa()), OVER)
    told = Message.objects.get(recipient=make_officer(), key__startswith="expired", channel="IN_APP")
    assert "Passi Insieme" in told.body
    assert "La Lanterna" not in told.body


def test_a_new_term_asks_the_missing_ones_and_keeps_what_is_signed(agreement: Agreement) -> None:
    sign_for(agreement, lanterna())
    expire_signing(agreement=agreement, by=None, at=OVER)
    later = OVER + timedelta(days=2)
    renew(agreement, at=later)
    assert state_of(agreement, lanterna()) == SignatureState.VALID
    assert "renew_signing_term" not in on_the_desk_of(make_officer(), later)
    assert sign_for(agreement, casa(), at=later).state == SignatureState.VALID


@pytest.mark.parametrize("due_on", [SIGNED.date(), SIGNED.date() - timedelta(days=1)])
def test_a_term_in_the_past_is_refused(agreement: Agreement, due_on: date) -> None:
    with pytest.raises(Invalid, match="dopo oggi"):
        renew(agreement, due_on=due_on)


def test_a_term_is_not_noted_as_passed_before_it_is(agreement: Agreement) -> None:
    with pytest.raises(NotAllowed):
        expire_signing(agreement=agreement, by=None, at=LAST)


def test_who_has_not_signed_is_reminded_once(agreement: Agreement) -> None:
    sign_for(agreement, lanterna())
    before = datetime(2026, 7, 26, 23, 59, 58, tzinfo=ROME)
    assert watch_agreements(at=before) == 0
    assert watch_agreements(at=before + timedelta(seconds=1)) == 1
    assert watch_agreements(at=before + timedelta(days=1)) == 0
    told = Message.objects.filter(key__startswith="reminder", channel="IN_APP")
    assert {str(m.recipient) for m in told} == {"Marco Rinaldi", "Giulia Ferri", "Davide Orsini"}


# -- a signature that cannot be verified here


def test_an_unverifiable_signature_is_kept_and_does_not_count(unverifiable: Agreement) -> None:
    signing = signing_of(unverifiable)
    assert signing is not None
    slot = signing.to_look_at[0]
    assert slot.get_state_display() == "non verificabile"
    assert slot.findings
    assert not slot.counts
    assert "accept_signature" in on_the_desk_of(make_officer(), SIGNED)


def test_the_officer_accepts_it_with_reason_and_place_and_it_is_never_called_valid(
    unverifiable: Agreement,
) -> None:
    slot = accept_signature(
        agreement=unverifiable,
        organisation=lanterna(),
        verified_where="servizio di verifica del gestore, 20 luglio 2026",
        reasons="Il certificato risulta valido presso il gestore che lo ha emesso.",
        by=make_officer(),
        at=SIGNED,
    )
    assert slot.get_state_display() == "accettata dall’ufficio su verifica esterna"
    assert slot.counts
    assert slot.state != SignatureState.VALID
    assert Entry.objects.get(deed="accept_signature").payload["verified_where"].startswith("servizio")
    assert "accept_signature" not in on_the_desk_of(make_officer(), SIGNED)


def test_it_is_not_accepted_without_saying_where(unverifiable: Agreement) -> None:
    with pytest.raises(Invalid, match="dove"):
        accept_signature(
            agreement=unverifiable,
            organisation=lanterna(),
            verified_where=" ",
            reasons=WHY,
            by=make_officer(),
            at=SIGNED,
        )


def test_the_executive_does_not_accept_it(unverifiable: Agreement) -> None:
    with pytest.raises(NotAllowed, match="responsabile del procedimento"):
        accept_signature(
            agreement=unverifiable,
            organisation=lanterna(),
            verified_where="qui",
            reasons=WHY,
            by=make_executive(),
            at=SIGNED,
        )


def test_a_rejected_one_is_asked_again(unverifiable: Agreement) -> None:
    reject_signature(
        agreement=unverifiable, organisation=lanterna(), reasons=WHY, by=make_officer(), at=SIGNED
    )
    assert "sign_agreement" in on_the_desk_of(make_legal_representative(lanterna()), SIGNED)
    assert sign_for(unverifiable, lanterna()).state == SignatureState.VALID


def test_a_valid_signature_needs_no_acceptance(agreement: Agreement) -> None:
    sign_for(agreement, lanterna())
    with pytest.raises(WrongState, match="niente da decidere"):
        accept_signature(
            agreement=agreement,
            organisation=lanterna(),
            verified_where="qui",
            reasons=WHY,
            by=make_officer(),
            at=SIGNED,
        )


# -- another signatory


def test_a_replaced_signatory_signs(agreement: Agreement) -> None:
    nina = make_user("Nina", "Costa")
    with pytest.raises(Invalid, match="oggi non può firmare"):
        replace_signatory(
            agreement=agreement,
            organisation=lanterna(),
            person=nina,
            reasons=WHY,
            by=make_officer(),
            at=SIGNED,
        )
    Membership.objects.create(
        user=nina, organisation=lanterna(), role=Role.LEGAL_REPRESENTATIVE, valid_from=SENT.date()
    )
    slot = replace_signatory(
        agreement=agreement, organisation=lanterna(), person=nina, reasons=WHY, by=make_officer(), at=SIGNED
    )
    assert slot.party.signatory == nina
    assert Message.objects.filter(recipient=nina, key__startswith="to_sign").exists()
    signed = sign_for(agreement, lanterna(), by=nina)
    assert (signed.state, signed.signed_by) == (SignatureState.VALID, "Nina Costa")


def test_who_has_signed_is_not_replaced(agreement: Agreement) -> None:
    sign_for(agreement, lanterna())
    with pytest.raises(WrongState, match="ha già firmato"):
        replace_signatory(
            agreement=agreement,
            organisation=lanterna(),
            person=make_legal_representative(lanterna()),
            reasons=WHY,
            by=make_officer(),
            at=SIGNED,
        )


# -- the text taken back


def test_a_corrected_text_is_another_round_and_the_old_signatures_are_void(agreement: Agreement) -> None:
    old = sign_for(agreement, lanterna())
    first = old.round.paper
    withdraw_text(agreement=agreement, reasons=WHY, by=make_officer(), at=SIGNED)
    agreement.refresh_from_db()
    assert (agreement.state, agreement.to_sign) == (AgreementState.DRAFT, None)
    assert "send_for_signature" in on_the_desk_of(make_officer(), SIGNED)
    assert "sign_agreement" not in on_the_desk_of(make_legal_representative(casa()), SIGNED)
    articles = [{**agreement.text["articles"][0], "paragraphs": ["Il testo corretto."]}]
    write_agreement(
        agreement=agreement,
        premises=[],
        articles=articles,
        reasons=WHY,
        by=make_executive(),
        at=SIGNED,
    )
    send_for_signature(
        agreement=agreement, due_on=date(2026, 9, 30), by=make_officer(), at=SIGNED + timedelta(hours=1)
    )
    later = SIGNED + timedelta(hours=2)
    signing = signing_of(agreement)
    assert signing is not None
    assert (signing.round.number, len(signing.awaited)) == (2, 4)
    assert [past.round.get_state_display() for past in past_signings(agreement)] == [
        "ritirato: le firme raccolte non valgono per un altro testo"
    ]
    assert first != signing.round.paper
    with old.file.content.open("rb") as content:
        from django.core.files.base import ContentFile

        again = ContentFile(content.read(), name="vecchia.pdf")
    with pytest.raises(Invalid, match="non è quello mandato"):
        sign_for(agreement, lanterna(), file=again, at=later)
    assert sign_for(agreement, lanterna(), at=later).state == SignatureState.VALID


def test_the_officer_does_not_change_a_text_that_the_executive_approved(agreement: Agreement) -> None:
    withdraw_text(agreement=agreement, reasons=WHY, by=make_officer(), at=SIGNED)
    with pytest.raises(NotAllowed):
        write_agreement(
            agreement=agreement, premises=[], articles=[], reasons=WHY, by=make_officer(), at=SIGNED
        )


# -- in order


@pytest.fixture
def in_order(db: None) -> Agreement:
    """An agreement to be signed by Casa Aperta, then by Passi Insieme, then by the others."""
    agreement = make_agreement("DRAFT")
    send_for_signature(
        agreement=agreement,
        order=SigningOrder.SEQUENCE,
        sequence=[casa(), passi()],
        due_on=DUE,
        by=make_officer(),
        at=SENT,
    )
    return agreement


def test_in_sequence_only_the_first_is_asked(in_order: Agreement) -> None:
    told = Message.objects.filter(key__startswith="to_sign", channel="IN_APP")
    assert [str(m.recipient) for m in told] == ["Giulia Ferri"]
    assert on_the_desk_of(make_legal_representative(passi()), SENT) == []
    assert signable_by(make_legal_representative(passi()), in_order, SENT) == []


def test_in_sequence_nobody_signs_before_the_turn(in_order: Agreement) -> None:
    with pytest.raises(WrongState, match="prima di Passi Insieme firma Casa Aperta"):
        sign_for(in_order, passi())


def test_in_sequence_each_signature_calls_the_next(in_order: Agreement) -> None:
    sign_for(in_order, casa())
    assert "sign_agreement" in on_the_desk_of(make_legal_representative(passi()), SIGNED)
    for body in (passi(), lanterna(), authority()):
        sign_for(in_order, body)
    in_order.refresh_from_db()
    assert in_order.state == AgreementState.SIGNED


def test_in_sequence_a_refusal_stops_the_next(in_order: Agreement) -> None:
    giulia = make_legal_representative(casa())
    refuse_to_sign(agreement=in_order, organisation=casa(), reasons=WHY, by=giulia, at=SIGNED)
    assert live_signings(in_order)[0].current == []
    with pytest.raises(Refusal):
        sign_for(in_order, passi())


def test_parties_are_all_asked_together_without_an_order(agreement: Agreement) -> None:
    asked = [party.organisation for party in parties_of(agreement) if not party.is_public_body]
    assert all("sign_agreement" in on_the_desk_of(make_legal_representative(b), SENT) for b in asked)
