# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Another executive takes over a dossier, and it goes on: its acts, its desk, the signature of the body."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from coprogettazione.agreements.models import AgreementParty
from coprogettazione.agreements.services import replace_executive_officer
from coprogettazione.calls.models import Call, CallAct
from coprogettazione.documents.models import Paper
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import Membership, User
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role
from tests.coprogettazione.calls.test_views_deeds import signed_in
from tests.factories.agreements import SENT, make_agreement, sign_for
from tests.factories.calls import AUTHORISED, DRAFTED, make_call, make_executive, make_officer
from tests.factories.parties import make_official
from tests.factories.tables import authority, casa, lanterna, passi
from tests.workflows.desks import on_the_desk_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = SENT + DAY


def successor() -> User:
    return make_official("Carla", "Villa", Role.EXECUTIVE_OFFICER)


def take_over(call: Call, executive: User, at: datetime, **changed: Any) -> Call:
    given = {"act_number": "90/2026", "act_date": at.date(), "reasons": "Il dirigente va in pensione."}
    return replace_executive_officer(
        call=call, executive=executive, at=at, **{"by": make_executive(), **given, **changed}
    )


def leaves_office(last: date) -> None:
    Membership.objects.filter(user=make_executive(), role=Role.EXECUTIVE_OFFICER).update(valid_to=last)


def test_another_executive_takes_the_dossier_and_its_desk_by_a_reasoned_act() -> None:
    call, after = make_call("DRAFT"), successor()
    asked = on_the_desk_of(make_executive(), AUTHORISED)
    assert asked == ["authorise_call"]
    take_over(call, after, AUTHORISED)
    call.refresh_from_db()
    assert call.executive_officer == after
    assert on_the_desk_of(make_executive(), AUTHORISED) == []
    assert on_the_desk_of(after, AUTHORISED) == asked
    assert CallAct.objects.get(deed="replace_executive_officer").number == "90/2026"
    assert Entry.objects.get(deed="replace_executive_officer").payload["before"]["kind"] == "user"
    assert Message.objects.filter(key__startswith="successor", channel="IN_APP").count() == 2
    assert not may(make_executive(), "authorise_call", call, AUTHORISED)
    paper = Paper.objects.get(number="90/2026")
    assert (paper.case_file, paper.published_at) == (call, None)
    assert "di nominare dirigente Carla Villa, al posto di Davide Orsini;" in paper.data["decisions"]


def test_the_body_signs_by_the_new_executive_and_the_convention_is_in_force() -> None:
    agreement, after = make_agreement("SIGNING"), successor()
    for body in (lanterna(), passi(), casa()):
        sign_for(agreement, body, at=LATER)
    take_over(agreement.call, after, LATER)
    assert AgreementParty.objects.get(agreement=agreement, organisation=authority()).signatory == after
    assert Message.objects.filter(recipient=after, key__startswith="to_sign", channel="IN_APP").exists()
    assert "sign_agreement" in on_the_desk_of(after, LATER)
    assert "sign_agreement" not in on_the_desk_of(make_executive(), LATER)
    sign_for(agreement, authority(), at=LATER)
    agreement.refresh_from_db()
    assert agreement.state == "SIGNED"


def test_what_the_executive_signed_stays_signed() -> None:
    agreement = make_agreement("SIGNING")
    sign_for(agreement, authority(), at=LATER)
    take_over(agreement.call, successor(), LATER)
    assert (
        AgreementParty.objects.get(agreement=agreement, organisation=authority()).signatory
        == make_executive()
    )


def test_while_the_executive_is_in_office_a_colleague_cannot_take_the_dossier() -> None:
    call, colleague = make_call("PUBLISHED"), successor()
    with pytest.raises(NotAllowed, match="se non è più in carica"):
        take_over(call, colleague, LATER, by=colleague)


@pytest.mark.parametrize(("last_day", "takes"), [(LATER.date(), False), (LATER.date() - DAY, True)])
def test_who_succeeds_takes_the_dossier_from_the_day_after_the_last(last_day: date, takes: bool) -> None:
    call, colleague = make_call("PUBLISHED"), successor()
    leaves_office(last_day)
    assert bool(may(colleague, "replace_executive_officer", call, LATER)) is takes
    if takes:
        take_over(call, colleague, LATER, by=colleague)
        call.refresh_from_db()
        assert call.executive_officer == colleague


@pytest.mark.parametrize(
    ("who", "words"),
    [(make_executive, "È già dirigente"), (make_officer, "non è dirigente nell’ente")],
)
def test_the_new_executive_must_be_one_and_another(who: Any, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        take_over(make_call(), who(), DRAFTED)


def test_the_executive_finds_the_seldom_decisions_on_the_page_of_the_dossier_and_nobody_else_does() -> None:
    call, after = make_call("PUBLISHED"), successor()
    page = reverse("case_file", args=[call.code])
    address = reverse("deed", args=[call.code, "replace_executive_officer", call.pk])
    with time_machine.travel(LATER, tick=False):
        assert "Altre decisioni" not in signed_in(make_officer()).get(page).content.decode()
        office: Client = signed_in(make_executive())
        shown = office.get(page).content.decode()
        for words in (
            "Cambia il dirigente del fascicolo",
            "Revoca la procedura",
            "Apri il fascicolo a chi controlla",
        ):
            assert words in shown
        assert address in shown
        said = {
            "executive": after.pk,
            "act_number": "90/2026",
            "act_date": LATER.date().isoformat(),
            "reasons": "Il dirigente va in pensione.",
        }
        draft = office.post(f"{address}?bozza=1", said)
        assert draft["Content-Type"] == "application/vnd.oasis.opendocument.text"
        assert not CallAct.objects.filter(deed="replace_executive_officer").exists()
        assert office.post(address, said).status_code == 302
    call.refresh_from_db()
    assert call.executive_officer == after
