# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A signature that could not be verified is looked at again when the authorities that are believed change."""

from datetime import datetime, timedelta
from pathlib import Path

from django.utils.translation import override

from coprogettazione.agreements.models import Agreement, AgreementState, SignatureSlot, SignatureState
from coprogettazione.agreements.services import (
    accept_signature,
    send_for_signature,
    watch_agreements,
)
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import Membership
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import check_chain
from coprogettazione.records.roles import Role
from tests.factories.agreements import (
    DUE,
    ROME,
    SENT,
    SIGNED,
    make_agreement,
    sign_for,
)
from tests.factories.believing import (
    NEXT_DAY,
    believe,
    certificate_of,
    recheck,
    rechecked,
    state_of,
    told,
    upload,
)
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import authority, casa, lanterna, passi
from tests.pki import Holder, issue, pki, revocations
from tests.workflows.desks import on_the_desk_of

STAGE = "SIGNING"
OVER = datetime(2026, 7, 31, 23, 59, 59, tzinfo=ROME)
WHY = "Il certificato risulta valido presso il gestore che lo ha emesso."


# -- it turns out to be valid


def test_when_its_authority_is_believed_the_sweep_finds_it_valid_and_it_counts(
    agreement: Agreement, holder: Holder, store: Path
) -> None:
    assert watch_agreements(at=NEXT_DAY) == 0
    believe(store)
    assert watch_agreements(at=NEXT_DAY) == 1
    slot = SignatureSlot.objects.get(party__organisation=lanterna())
    assert (slot.state, slot.signed_at) == (SignatureState.VALID, SIGNED)
    assert slot.check_result is not None
    assert slot.check_result.checked_at == NEXT_DAY
    assert "1 autorità scelta dall’ente" in slot.check_result.trust
    assert slot.file.signature_checks.count() == 2
    entry = Entry.objects.get(deed="recheck_signature")
    assert (entry.actor, entry.payload["outcome"]) == (None, "VALID")
    assert told("verified") == {"Elena Marchetti", "Ada Fontana"}
    assert "accept_signature" not in on_the_desk_of(make_officer(), NEXT_DAY)
    assert check_chain().holds


def test_one_sweep_after_another_has_no_effect(agreement: Agreement, holder: Holder, store: Path) -> None:
    believe(store)
    assert [watch_agreements(at=NEXT_DAY + timedelta(minutes=n)) for n in range(3)] == [1, 0, 0]
    assert rechecked() == 1
    assert Message.objects.filter(key__startswith="verified", channel="IN_APP").count() == 2


def test_it_is_judged_as_of_the_instant_at_which_it_arrived(agreement: Agreement, store: Path) -> None:
    """Its certificate ends the second after: of today it would be no signature."""
    upload(agreement, lanterna(), certificate_of(agreement, lanterna(), ends=SIGNED + timedelta(seconds=1)))
    believe(store)
    assert recheck(agreement, lanterna(), at=NEXT_DAY).state == SignatureState.VALID


def test_who_was_in_office_when_it_arrived_has_signed_though_no_more_in_office_today(
    agreement: Agreement, holder: Holder, store: Path
) -> None:
    ada = Membership.objects.filter(organisation=lanterna(), role=Role.LEGAL_REPRESENTATIVE)
    ada.update(valid_to=SIGNED.date())
    believe(store)
    assert recheck(agreement, lanterna()).state == SignatureState.VALID


def test_as_the_last_one_it_puts_the_agreement_in_force_once(
    agreement: Agreement, holder: Holder, store: Path
) -> None:
    for body in (passi(), casa(), authority()):
        sign_for(agreement, body)
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.SIGNING
    believe(store)
    assert watch_agreements(at=NEXT_DAY) == 1
    agreement.refresh_from_db()
    assert (agreement.state, agreement.repertory) == (AgreementState.SIGNED, "1/2026")
    assert agreement.in_force_from == NEXT_DAY.date()
    assert Entry.objects.get(deed="recheck_signature").payload["repertory"] == "1/2026"
    assert "publish_agreement" in on_the_desk_of(make_officer(), NEXT_DAY)


def test_it_counts_although_the_term_has_passed_meanwhile(
    agreement: Agreement, holder: Holder, store: Path
) -> None:
    for body in (passi(), casa(), authority()):
        sign_for(agreement, body)
    assert watch_agreements(at=OVER) == 1
    assert "renew_signing_term" in on_the_desk_of(make_officer(), OVER)
    believe(store)
    assert watch_agreements(at=OVER + timedelta(days=1)) == 1
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.SIGNED
    assert "renew_signing_term" not in on_the_desk_of(make_officer(), OVER)


def test_in_order_the_next_one_is_called(db: None, store: Path) -> None:
    agreement = make_agreement("DRAFT")
    send_for_signature(
        agreement=agreement,
        order="SEQUENCE",
        sequence=[casa(), passi()],
        due_on=DUE,
        by=make_officer(),
        at=SENT,
    )
    upload(agreement, casa(), certificate_of(agreement, casa()))
    marco = make_legal_representative(passi())
    assert "sign_agreement" not in on_the_desk_of(marco, SIGNED)
    believe(store)
    assert watch_agreements(at=NEXT_DAY) == 1
    assert "sign_agreement" in on_the_desk_of(marco, NEXT_DAY)
    assert "Marco Rinaldi" in told("to_sign")
    for body in (passi(), lanterna(), authority()):
        sign_for(agreement, body, at=NEXT_DAY)
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.SIGNED


# -- it still cannot be verified


def test_still_not_verifiable_its_reasons_are_brought_up_to_date_and_the_officer_still_decides(
    agreement: Agreement, holder: Holder, store: Path
) -> None:
    believe(store, lists=False)
    assert watch_agreements(at=NEXT_DAY) == 1
    slot = SignatureSlot.objects.get(party__organisation=lanterna())
    assert slot.state == SignatureState.UNVERIFIABLE
    assert "Non si sa se il certificato era revocato" in slot.findings[0]
    assert slot.check_result is not None
    assert "1 autorità scelta dall’ente" in slot.check_result.trust
    assert "accept_signature" in on_the_desk_of(make_officer(), NEXT_DAY)
    assert watch_agreements(at=NEXT_DAY) == 0
    believe(store)
    assert watch_agreements(at=NEXT_DAY) == 1
    assert state_of(lanterna()) == SignatureState.VALID


def test_lists_that_say_nothing_of_it_are_no_deed(agreement: Agreement, holder: Holder, store: Path) -> None:
    """Every night the authorities change their lists: the day of the check is another, the register is not longer."""
    believe(store, lists=False)
    watch_agreements(at=NEXT_DAY)
    for night in range(3):
        (store / "crls" / "altra.crl").write_bytes(
            revocations(pki().silent, made=NEXT_DAY, until=NEXT_DAY + timedelta(days=night + 1))
        )
        assert watch_agreements(at=NEXT_DAY + timedelta(days=night)) == 0
        slot = SignatureSlot.objects.get(party__organisation=lanterna())
        assert slot.check_result is not None
        assert slot.check_result.checked_at == NEXT_DAY + timedelta(days=night)
    assert rechecked() == 1
    assert slot.file.signature_checks.count() == 5


def test_a_certificate_without_codice_fiscale_stays_with_the_officer(
    agreement: Agreement, store: Path
) -> None:
    upload(agreement, lanterna(), issue("Ada Fontana", pki().authority))
    believe(store)
    assert watch_agreements(at=NEXT_DAY) == 1
    slot = SignatureSlot.objects.get(party__organisation=lanterna())
    assert slot.state == SignatureState.UNVERIFIABLE
    assert "non dice il codice fiscale" in slot.findings[-1]


def test_what_is_said_is_kept_in_italian_whoever_asks(agreement: Agreement, store: Path) -> None:
    upload(agreement, lanterna(), issue("Ada Fontana", pki().authority))
    believe(store)
    with override("en"):
        slot = recheck(agreement, lanterna(), by=make_officer())
    assert "non dice il codice fiscale" in slot.findings[-1]


# -- it turns out not to be valid


def test_not_valid_it_is_asked_again_and_both_are_told_why(
    agreement: Agreement, holder: Holder, store: Path
) -> None:
    believe(store, (holder, SIGNED - timedelta(seconds=1)))
    assert watch_agreements(at=NEXT_DAY) == 1
    slot = SignatureSlot.objects.get(party__organisation=lanterna())
    assert slot.state == SignatureState.AWAITED
    assert "era già revocato" in slot.reasons
    assert told("found_invalid") == {"Elena Marchetti", "Ada Fontana"}
    for message in Message.objects.filter(key__startswith="found_invalid", channel="IN_APP"):
        assert "era già revocato" in message.body
    ada = make_legal_representative(lanterna())
    assert "sign_agreement" in on_the_desk_of(ada, NEXT_DAY)
    assert "accept_signature" not in on_the_desk_of(make_officer(), NEXT_DAY)
    assert watch_agreements(at=NEXT_DAY) == 0
    assert sign_for(agreement, lanterna(), at=NEXT_DAY).state == SignatureState.VALID


def test_revoked_the_second_after_it_arrived_it_is_valid(
    agreement: Agreement, holder: Holder, store: Path
) -> None:
    believe(store, (holder, SIGNED + timedelta(seconds=1)))
    assert watch_agreements(at=NEXT_DAY) == 1
    assert state_of(lanterna()) == SignatureState.VALID


def accepted(agreement: Agreement) -> SignatureSlot:
    return accept_signature(
        agreement=agreement,
        organisation=lanterna(),
        verified_where="servizio di verifica del gestore, 20 luglio 2026",
        reasons=WHY,
        by=make_officer(),
        at=SIGNED,
    )


def test_one_that_the_office_accepted_is_never_undone_and_the_officer_is_told_once(
    agreement: Agreement, holder: Holder, store: Path
) -> None:
    accepted(agreement)
    believe(store, (holder, SIGNED - timedelta(days=1)))
    assert watch_agreements(at=NEXT_DAY) == 1
    slot = SignatureSlot.objects.get(party__organisation=lanterna())
    assert (slot.state, slot.reasons) == (SignatureState.ACCEPTED, WHY)
    assert slot.counts
    assert told("accepted_invalid") == {"Elena Marchetti"}
    assert "era già revocato" in Message.objects.filter(key__startswith="accepted_invalid")[0].body
    assert told("found_invalid") == set()
    (store / "crls" / "altra.crl").write_bytes(revocations(pki().silent))
    assert watch_agreements(at=NEXT_DAY + timedelta(days=1)) == 0
    assert Message.objects.filter(key__startswith="accepted_invalid", channel="IN_APP").count() == 1


def test_one_that_the_office_accepted_is_not_called_valid_when_it_is(
    agreement: Agreement, holder: Holder, store: Path
) -> None:
    accepted(agreement)
    believe(store)
    assert watch_agreements(at=NEXT_DAY) == 1
    assert state_of(lanterna()) == SignatureState.ACCEPTED
    assert watch_agreements(at=NEXT_DAY) == 0


def test_of_an_agreement_in_force_the_officer_is_told_too(
    agreement: Agreement, holder: Holder, store: Path
) -> None:
    accepted(agreement)
    for body in (passi(), casa(), authority()):
        sign_for(agreement, body)
    believe(store, (holder, SIGNED - timedelta(days=1)))
    assert watch_agreements(at=NEXT_DAY) == 1
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.SIGNED
    assert told("accepted_invalid") == {"Elena Marchetti"}
