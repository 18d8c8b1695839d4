# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who looks at a signature again, from which page, and two of them at once."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client, override_settings
from django.urls import reverse

from coprogettazione.agreements.models import Agreement, AgreementState, SignatureSlot, SignatureState
from coprogettazione.agreements.queries import live_signings
from coprogettazione.agreements.services import (
    watch_agreements,
)
from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import check_chain
from coprogettazione.records.refusals import AlreadyDone, NotAllowed
from tests.coprogettazione.documents.signatures.corpus import p7m
from tests.factories.agreements import (
    make_agreement,
    sign_for,
    tax_code_of,
    text_of,
)
from tests.factories.believing import (
    NEXT_DAY,
    believe,
    certificate_of,
    recheck,
    rechecked,
    state_of,
    upload,
)
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import authority, casa, lanterna, passi
from tests.pki import Holder, issue, pki, revocations
from tests.processes import together

STAGE = "SIGNING"


# -- who, when, from where


def test_the_officer_does_it_by_hand_and_nobody_else(
    agreement: Agreement, holder: Holder, store: Path
) -> None:
    believe(store)
    for other in (make_executive(), make_legal_representative(lanterna())):
        with pytest.raises(NotAllowed):
            recheck(agreement, lanterna(), by=other)
    assert recheck(agreement, lanterna(), by=make_officer()).state == SignatureState.VALID


def test_with_the_same_authorities_there_is_nothing_to_do(agreement: Agreement, holder: Holder) -> None:
    with pytest.raises(AlreadyDone, match="non si sa niente di più"):
        recheck(agreement, lanterna(), by=make_officer())


def test_without_such_a_signature_there_is_nothing_to_do(agreement: Agreement) -> None:
    sign_for(agreement, lanterna())
    with pytest.raises(NotAllowed, match="Non ci sono firme da ricontrollare"):
        recheck(agreement, lanterna(), by=make_officer())


def test_a_copy_that_cannot_be_read_stops_nobody_else(
    agreement: Agreement, holder: Holder, store: Path
) -> None:
    upload(agreement, casa(), certificate_of(agreement, casa()))
    lost = SignatureSlot.objects.get(party__organisation=lanterna()).file
    Path(lost.content.path).unlink()
    believe(store)
    assert watch_agreements(at=NEXT_DAY) == 1
    assert (state_of(lanterna()), state_of(casa())) == (SignatureState.UNVERIFIABLE, SignatureState.VALID)


@pytest.mark.usefixtures("in_july")
def test_the_officer_finds_the_button_only_when_more_may_be_known(
    agreement: Agreement, holder: Holder, store: Path, client: Client
) -> None:
    page, here = (
        reverse(f"agreements:{name}", args=[agreement.pk]) for name in ("signatures", "ricontrollo")
    )
    address = f"{here}?ente={lanterna().pk}"
    client.force_login(make_officer())
    assert address not in client.get(page).content.decode()
    believe(store)
    client.force_login(make_legal_representative(lanterna()))
    assert address not in client.get(page).content.decode()
    client.force_login(make_officer())
    shown = client.get(page).content.decode()
    assert address in shown
    assert "sono cambiate le autorità riconosciute" in shown
    assert "Ricontrolla" in client.get(address).content.decode()
    done = client.post(here, {"organisation": lanterna().pk})
    assert done["Location"] == page
    assert "firma valida" in client.get(page).content.decode()


def test_a_body_that_joins_is_in_as_soon_as_its_signature_is_found_valid(db: None, store: Path) -> None:
    from coprogettazione.agreements.models import AgreementKind
    from coprogettazione.agreements.services import invite_adhesion
    from tests.factories.bodies import DURING, make_bodies, make_sent

    first, new = make_bodies(2)
    operational = make_sent(AgreementKind.OPERATIONAL_AGREEMENT, bodies=[first])
    for body in (first, authority()):
        sign_for(operational, body, at=DURING)
    operational.refresh_from_db()
    due = DURING.date() + timedelta(days=20)
    invite_adhesion(agreement=operational, organisation=new, due_on=due, by=make_officer(), at=DURING)
    person = make_legal_representative(new)
    made = issue(str(person), pki().authority, code=f"TINIT-{tax_code_of(person)}")
    file = ContentFile(p7m(text_of(operational, new), made), name="adesione.pdf.p7m")
    sign_for(operational, new, file=file, at=DURING)
    assert operational.parties.get(organisation=new).joined_on is None
    days = {"made": DURING - timedelta(days=1), "until": DURING + timedelta(days=1)}
    believe(store, lists=False)
    (store / "crls" / "firma.crl").write_bytes(revocations(pki().authority, **days))
    assert watch_agreements(at=DURING + timedelta(days=1)) == 1
    assert operational.parties.get(organisation=new).joined_on == (DURING + timedelta(days=1)).date()
    assert live_signings(operational) == []


# -- at once


def sweep(folder: str, at: datetime) -> int:
    with override_settings(TRUST_FOLDER=Path(folder)):
        return watch_agreements(at=at)


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_put_it_in_force_once(store: Path) -> None:
    agreement = make_agreement("SIGNING")
    for body in (lanterna(), casa()):
        upload(agreement, body, certificate_of(agreement, body))
    for body in (passi(), authority()):
        sign_for(agreement, body)
    believe(store)
    answers = together(sweep, [(str(store), NEXT_DAY)] * 2)
    assert sum(answer.value for answer in answers) == 2
    assert rechecked() == 2
    agreement.refresh_from_db()
    assert (agreement.state, agreement.repertory) == (AgreementState.SIGNED, "1/2026")
    assert [
        ("repertory" in one.payload) for one in Entry.objects.filter(deed="recheck_signature").order_by("seq")
    ] == [
        False,
        True,
    ]
    assert Message.objects.filter(key__startswith="verified", channel="IN_APP").count() == 4
    assert check_chain().holds
