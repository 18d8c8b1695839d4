# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The officer and the executive of an agreement that no call leads to are replaced, and it goes on."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coprogettazione.agreements.models import Agreement, AgreementKind, AgreementParty
from coprogettazione.agreements.queries import parties_of
from coprogettazione.agreements.services import (
    abandon_agreement,
    draft_addendum,
    publish_agreement,
    renew_agreement,
    replace_agreement_executive,
    replace_agreement_officer,
    terminate_agreement,
)
from coprogettazione.calls.services import replace_procedure_officer
from coprogettazione.documents.models import Paper
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import Membership, User
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role
from tests.factories.agreements import make_agreement, sign_for
from tests.factories.bodies import DURING, END, OPENED, make_bodies, make_draft, make_sent
from tests.factories.calls import make_call, make_executive, make_officer, make_operator
from tests.factories.parties import make_legal_representative, make_official
from tests.factories.tables import authority, make_auditor
from tests.workflows.desks import on_the_desk_of

WHY = "La responsabile passa a un altro settore dell’ente."
pytestmark = pytest.mark.django_db


def another(role: Role = Role.PROCEDURE_OFFICER) -> User:
    return make_official("Bruno", "Neri", role)


def replace(agreement: Agreement, officer: User, at: datetime = DURING, **changed: Any) -> Agreement:
    given: dict[str, Any] = {
        "act_number": "12/2026",
        "act_date": at.date(),
        "reasons": WHY,
        "by": make_executive(),
        "at": at,
    }
    return replace_agreement_officer(agreement=agreement, officer=officer, **{**given, **changed})


def take_over(agreement: Agreement, executive: User, at: datetime = DURING, **changed: Any) -> Agreement:
    given: dict[str, Any] = {
        "act_number": "13/2026",
        "act_date": at.date(),
        "reasons": WHY,
        "by": executive,
        "at": at,
    }
    return replace_agreement_executive(agreement=agreement, executive=executive, **{**given, **changed})


def leave_office(person: User, role: Role, last: date) -> None:
    Membership.objects.filter(user=person, role=role).update(valid_to=last)


def signed_by_all(**changed: Any) -> Agreement:
    agreement = make_sent(AgreementKind.OPERATIONAL_AGREEMENT, **changed)
    for party in parties_of(agreement):
        sign_for(agreement, party.organisation, at=DURING)
    return Agreement.objects.get(pk=agreement.pk)


def test_another_officer_takes_the_agreement_its_desk_and_its_addenda_by_a_reasoned_act() -> None:
    agreement, before, after = signed_by_all(), make_officer(), another()
    addendum = draft_addendum(agreement=agreement, title="Un altro servizio", by=before, at=DURING)
    assert sorted(on_the_desk_of(before, DURING)) == ["publish_agreement", "send_for_signature"]
    replace(agreement, after)
    assert on_the_desk_of(before, DURING) == []
    assert sorted(on_the_desk_of(after, DURING)) == ["publish_agreement", "send_for_signature"]
    addendum.refresh_from_db()
    assert addendum.procedure_officer == after
    entry = Entry.objects.get(deed="replace_agreement_officer")
    assert (entry.actor, entry.payload["act_number"], entry.payload["reasons"]) == (
        make_executive(),
        "12/2026",
        WHY,
    )
    assert entry.payload["before"]["kind"] == "user"
    publish_agreement(agreement=agreement, by=after, at=DURING)
    verdict = may(before, "send_for_signature", addendum, DURING)
    assert "responsabile del procedimento" in str(verdict.reason)


def test_both_are_told_and_the_act_is_printed_for_the_offices_alone() -> None:
    agreement, after = make_sent(), another()
    replace(agreement, after)
    told = {
        str(m.recipient): m for m in Message.objects.filter(key__startswith="successor", channel="IN_APP")
    }
    assert set(told) == {"Elena Marchetti", "Bruno Neri"}
    assert "6-bis" in told["Bruno Neri"].body
    assert told["Bruno Neri"].link == f"/convenzione/{agreement.pk}/"
    paper = Paper.objects.get(number="12/2026")
    assert paper.published_at is None
    for person, reads in (
        (make_executive(), True),
        (after, True),
        (make_operator(), True),
        (make_auditor(), True),
        (make_legal_representative(parties_of(agreement)[1].organisation), False),
    ):
        assert bool(may(person, "read_file", paper.file, DURING)) is reads, person


@pytest.mark.parametrize("replaced", [make_officer, make_operator, make_auditor])
def test_only_the_executive_replaces_the_officer(replaced: Any) -> None:
    with pytest.raises(NotAllowed, match="dirigente"):
        replace(make_sent(), another(), by=replaced())


def test_an_executive_whose_office_is_over_does_not_replace_anybody() -> None:
    agreement, after = make_sent(), another()
    leave_office(make_executive(), Role.EXECUTIVE_OFFICER, DURING.date() - timedelta(days=1))
    with pytest.raises(NotAllowed, match="non è in corso"):
        replace(agreement, after)


def test_who_takes_an_office_is_somebody_else_who_holds_it_that_day() -> None:
    agreement, after = make_sent(), another()
    with pytest.raises(Invalid, match="È già responsabile del procedimento"):
        replace(agreement, make_officer())
    leave_office(after, Role.PROCEDURE_OFFICER, DURING.date() - timedelta(days=1))
    with pytest.raises(Invalid, match="non è responsabile del procedimento nell’ente, oggi") as caught:
        replace(agreement, after)
    assert "officer" in caught.value.fields
    leave_office(after, Role.PROCEDURE_OFFICER, DURING.date())
    assert replace(agreement, User.objects.get(pk=after.pk)).procedure_officer == after


def test_who_works_for_another_party_cannot_take_the_office() -> None:
    agreement, after = make_sent(), another()
    Membership.objects.create(
        user=after,
        organisation=parties_of(agreement)[1].organisation,
        role=Role.LEGAL_REPRESENTATIVE,
        valid_from=date(2025, 1, 1),
    )
    with pytest.raises(Invalid, match="sarebbe in conflitto") as caught:
        replace(agreement, after)
    assert str(caught.value.law) == "art. 6-bis, l. 241/1990"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"act_number": " "}, "act_number"),
        ({"act_date": DURING.date() + timedelta(days=1)}, "act_date"),
        ({"reasons": "Sì."}, "reasons"),
    ],
)
def test_the_act_has_its_number_its_day_and_its_reasons(changed: dict[str, Any], field: str) -> None:
    agreement = make_sent()
    with pytest.raises(Invalid) as caught:
        replace(agreement, another(), **changed)
    assert field in caught.value.fields
    assert Agreement.objects.get(pk=agreement.pk).procedure_officer == make_officer()


def test_an_agreement_that_is_closed_has_no_office_to_change() -> None:
    abandoned = make_draft()
    abandon_agreement(agreement=abandoned, reasons="Gli enti non lo fanno più.", by=make_officer(), at=OPENED)
    ended = signed_by_all()
    terminate_agreement(
        agreement=ended,
        reasons=WHY,
        act_number="9/2026",
        act_date=DURING.date(),
        by=make_executive(),
        at=DURING,
    )
    for agreement in (abandoned, ended):
        with pytest.raises(NotAllowed, match="L’accordo è chiuso"):
            replace(agreement, another())
        with pytest.raises(NotAllowed, match="L’accordo è chiuso"):
            take_over(agreement, another(Role.EXECUTIVE_OFFICER), by=make_executive())


def test_after_its_last_day_it_is_closed_unless_somebody_has_still_to_publish_it() -> None:
    agreement = signed_by_all()
    last = DURING.replace(year=END.year, month=END.month, day=END.day)
    after = last + timedelta(days=1)
    assert may(make_executive(), "replace_agreement_officer", agreement, after)
    publish_agreement(agreement=agreement, by=make_officer(), at=DURING)
    assert may(make_executive(), "replace_agreement_officer", agreement, last)
    assert "chiuso" in str(may(make_executive(), "replace_agreement_officer", agreement, after).reason)


def test_the_offices_of_an_agreement_of_a_call_are_changed_on_the_call() -> None:
    agreement = make_agreement("SIGNING")
    for right in ("replace_agreement_officer", "replace_agreement_executive"):
        verdict = may(make_executive(), right, agreement, DURING)
        assert "si cambiano nel fascicolo" in str(verdict.reason)


def test_what_the_officer_of_a_call_had_to_do_lies_on_the_desk_of_who_comes() -> None:
    call, after = make_call("AUTHORISED"), another()
    assert on_the_desk_of(make_officer(), DURING) == ["publish_call"]
    replace_procedure_officer(
        call=call,
        officer=after,
        act_number="12/2026",
        act_date=DURING.date(),
        reasons=WHY,
        by=make_executive(),
        at=DURING,
    )
    assert (on_the_desk_of(make_officer(), DURING), on_the_desk_of(after, DURING)) == ([], ["publish_call"])
    assert Message.objects.filter(key__startswith="successor", channel="IN_APP").count() == 2


def test_while_the_executive_is_in_office_a_colleague_cannot_take_the_agreement() -> None:
    agreement, colleague = make_sent(), another(Role.EXECUTIVE_OFFICER)
    with pytest.raises(NotAllowed, match="se non è più in carica"):
        take_over(agreement, colleague)
    take_over(agreement, colleague, by=make_executive())
    assert Agreement.objects.get(pk=agreement.pk).executive_officer == colleague


@pytest.mark.parametrize(
    ("last_day", "takes"), [(DURING.date(), False), (DURING.date() - timedelta(days=1), True)]
)
def test_who_succeeds_an_executive_takes_the_agreement_from_the_day_after_the_last(
    last_day: date, takes: bool
) -> None:
    agreement, successor = make_sent(), another(Role.EXECUTIVE_OFFICER)
    leave_office(make_executive(), Role.EXECUTIVE_OFFICER, last_day)
    assert bool(may(successor, "replace_agreement_executive", agreement, DURING)) is takes


def test_when_the_executive_leaves_the_successor_signs_renews_and_ends_the_agreement() -> None:
    agreement, successor = make_sent(AgreementKind.OPERATIONAL_AGREEMENT), another(Role.EXECUTIVE_OFFICER)
    leave_office(make_executive(), Role.EXECUTIVE_OFFICER, DURING.date() - timedelta(days=1))
    assert not may(successor, "sign_agreement", agreement, DURING)
    take_over(agreement, successor)
    assert on_the_desk_of(make_executive(), DURING) == []
    assert on_the_desk_of(successor, DURING) == ["sign_agreement"]
    assert Message.objects.filter(recipient=successor, key__startswith="to_sign", channel="IN_APP").exists()
    agreement = Agreement.objects.get(pk=agreement.pk)
    for party in parties_of(agreement):
        sign_for(agreement, party.organisation, at=DURING)
    publish_agreement(agreement=agreement, by=make_officer(), at=DURING)
    renew_agreement(
        agreement=agreement,
        ends_on=date(2029, 6, 30),
        act_number="20/2026",
        act_date=DURING.date(),
        reasons=WHY,
        by=successor,
        at=DURING,
    )
    assert Agreement.objects.get(pk=agreement.pk).ends_on == date(2029, 6, 30)


def test_what_the_executive_signed_stays_signed_when_another_comes() -> None:
    agreement, successor = make_sent(AgreementKind.OPERATIONAL_AGREEMENT), another(Role.EXECUTIVE_OFFICER)
    sign_for(agreement, authority(), at=DURING)
    take_over(agreement, successor, by=make_executive())
    assert (
        AgreementParty.objects.get(agreement=agreement, organisation=authority()).signatory
        == make_executive()
    )
    assert on_the_desk_of(successor, DURING) == []


def test_the_executive_changes_the_officer_from_the_page_of_the_agreement(
    client: Client, time_machine: Any
) -> None:
    agreement, after = signed_by_all(), another()
    publish_agreement(agreement=agreement, by=make_officer(), at=DURING)
    time_machine.move_to(DURING, tick=False)
    client.force_login(make_executive())
    page = client.get(reverse("agreements:show", args=[agreement.pk])).content.decode()
    there = reverse("agreements:responsabile", args=[agreement.pk])
    assert there in page
    assert reverse("agreements:dirigente", args=[agreement.pk]) in page
    form = client.get(there).content.decode()
    assert "Bruno Neri" in form
    assert "Elena Marchetti" not in form.split("<form")[-1]
    given = {"officer": after.pk, "act_number": "12/2026", "act_date": "2026-03-20", "reasons": WHY}
    refused = client.post(there, {**given, "reasons": "No."})
    assert refused.status_code == 422
    assert "almeno una frase intera" in refused.content.decode()
    answer = client.post(there, given, follow=True)
    assert "<dd>Bruno Neri</dd>" in answer.content.decode()
    public = client.get(agreement.page.url).content.decode()
    assert "Responsabile: Bruno Neri" in public


def test_the_form_says_when_nobody_else_holds_the_role(client: Client, time_machine: Any) -> None:
    agreement = make_sent(bodies=make_bodies(1))
    time_machine.move_to(DURING, tick=False)
    client.force_login(make_executive())
    page = client.get(reverse("agreements:responsabile", args=[agreement.pk])).content.decode()
    assert "Nell’ente nessun’altra persona ha oggi l’incarico di responsabile del procedimento" in page


def test_who_succeeds_finds_the_agreement_in_the_list_and_takes_it_from_its_page(
    client: Client, time_machine: Any
) -> None:
    agreement, successor = make_sent(), another(Role.EXECUTIVE_OFFICER)
    leave_office(make_executive(), Role.EXECUTIVE_OFFICER, DURING.date() - timedelta(days=1))
    time_machine.move_to(DURING, tick=False)
    client.force_login(successor)
    there = reverse("agreements:show", args=[agreement.pk])
    assert there in client.get(reverse("agreements:list")).content.decode()
    taking = reverse("agreements:dirigente", args=[agreement.pk])
    assert taking in client.get(there).content.decode()
    given = {"executive": successor.pk, "act_number": "13/2026", "act_date": "2026-03-20", "reasons": WHY}
    answer = client.post(taking, given, follow=True)
    assert "Tocca a te firmare" in answer.content.decode()
