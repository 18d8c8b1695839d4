# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Invitations, roles, districts: the deeds about people."""

from datetime import date, datetime, timedelta

import pytest

from coprogettazione.parties.models import (
    Comune,
    JoinRequest,
    Membership,
    Organisation,
    OrganisationKind,
    OrganisationState,
    RuntsSection,
    User,
)
from coprogettazione.parties.queries import holds, is_official
from coprogettazione.parties.services import (
    accept_invitation,
    ask_to_join,
    claim_organisation,
    end_membership,
    enrol_public_body,
    found_district,
    grant_membership,
    invite_colleague,
    suspend_organisation,
    withdraw_invitation,
)
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import check_chain
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Refusal, WrongState
from coprogettazione.records.roles import Role
from tests.factories.parties import (
    ROME,
    make_district,
    make_ets,
    make_legal_representative,
    make_user,
)

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 1, 12, 10, 0, tzinfo=ROME)

TODAY = date(2026, 1, 12)


@pytest.fixture
def operator() -> User:
    make_district()
    return User.objects.get(email="irene.sala@example.it")


def declare(person: User, **changes) -> Organisation:
    facts = {
        "kind": OrganisationKind.THIRD_SECTOR_BODY,
        "name": "Cooperativa sociale La Lanterna",
        "codice_fiscale": "9000 0010 000",
        "pec": "Ets1@pec.example.it",
        "runts_section": RuntsSection.IMPRESA_SOCIALE,
        "runts_number": "900001",
        "registered_on": date(2022, 1, 15),
    }
    return claim_organisation(person=person, **{**facts, **changes}, by=person, at=MONDAY)


def refusal_of(kind, act, /, **arguments) -> Refusal:
    with pytest.raises(kind) as refused:
        act(**arguments)
    return refused.value


@pytest.fixture
def lanterna() -> Organisation:
    return make_ets("ets1")


@pytest.fixture
def ada(lanterna) -> User:
    return make_legal_representative(lanterna)


def invite(lanterna, by, **changes):
    facts = {"email": "Sara.Benedetti@example.it", "role": Role.ETS_EDITOR, "valid_to": date(2027, 12, 31)}
    return invite_colleague(organisation=lanterna, **{**facts, **changes}, by=by, at=MONDAY)


def test_an_invited_colleague_holds_the_role_until_its_last_day(lanterna, ada):
    sara = make_user("Sara", "Benedetti")
    invitation = invite(lanterna, ada)
    membership = accept_invitation(invitation=invitation, by=sara, at=MONDAY + timedelta(days=2))
    assert (membership.valid_from, membership.valid_to) == (date(2026, 1, 14), date(2027, 12, 31))
    sara = User.objects.get(pk=sara.pk)
    assert holds(sara, Role.ETS_EDITOR, lanterna.pk, datetime(2027, 12, 31, 23, 59, 59, tzinfo=ROME))
    assert not holds(sara, Role.ETS_EDITOR, lanterna.pk, datetime(2028, 1, 1, 0, 0, tzinfo=ROME))
    assert "già accettato" in str(
        refusal_of(AlreadyDone, accept_invitation, invitation=invitation, by=sara, at=MONDAY)
    )


def test_an_invitation_expires_to_the_second(lanterna, ada):
    sara = make_user("Sara", "Benedetti")
    invitation = invite(lanterna, ada)
    assert invitation.expires_at == MONDAY + timedelta(days=14)
    refused = refusal_of(
        WrongState, accept_invitation, invitation=invitation, by=sara, at=MONDAY + timedelta(days=14)
    )
    assert "scaduto" in str(refused)
    accept_invitation(invitation=invitation, by=sara, at=MONDAY + timedelta(days=14, seconds=-1))


def test_an_invitation_is_for_one_address_only(lanterna, ada):
    refused = refusal_of(
        NotAllowed,
        accept_invitation,
        invitation=invite(lanterna, ada),
        by=make_user("Marco", "Rinaldi"),
        at=MONDAY,
    )
    assert "altro indirizzo" in str(refused)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "sara"}, "email"),
        ({"role": Role.PROCEDURE_OFFICER}, "role"),
        ({"valid_to": date(2026, 1, 11)}, "valid_to"),
    ],
)
def test_a_wrong_invitation_is_refused_in_its_field(lanterna, ada, changes, field):
    assert field in refusal_of(Invalid, invite, lanterna=lanterna, by=ada, **changes).fields


def test_an_address_has_one_open_invitation_and_an_expired_one_gives_way(lanterna, ada):
    first = invite(lanterna, ada)
    assert "già un invito" in str(refusal_of(AlreadyDone, invite, lanterna=lanterna, by=ada))
    later = invite_colleague(
        organisation=lanterna,
        email=first.email,
        role=first.role,
        valid_to=None,
        by=ada,
        at=MONDAY + timedelta(days=20),
    )
    first.refresh_from_db()
    assert first.withdrawn_at is not None
    withdraw_invitation(invitation=later, by=ada, at=MONDAY + timedelta(days=21))
    refused = refusal_of(
        WrongState,
        accept_invitation,
        invitation=later,
        by=make_user("Sara", "Benedetti"),
        at=MONDAY + timedelta(days=22),
    )
    assert "ritirato" in str(refused)


def test_who_already_works_there_is_not_invited(lanterna, ada):
    sara = make_user("Sara", "Benedetti")
    accept_invitation(invitation=invite(lanterna, ada), by=sara, at=MONDAY)
    assert "già questo ruolo" in str(refusal_of(AlreadyDone, invite, lanterna=lanterna, by=ada))


def test_an_unchecked_organisation_invites_nobody():
    ada = make_user("Ada", "Fontana")
    unchecked = declare(ada)
    refused = refusal_of(NotAllowed, invite, lanterna=unchecked, by=ada)
    assert "Ufficio di Piano ha controllato" in str(refused)


def test_an_invitation_of_a_suspended_organisation_is_not_accepted(lanterna, ada, operator):
    invitation = invite(lanterna, ada)
    suspend_organisation(organisation=lanterna, reason="dubbi", by=operator, at=MONDAY)
    refused = refusal_of(
        WrongState, accept_invitation, invitation=invitation, by=make_user("Sara", "Benedetti"), at=MONDAY
    )
    assert "non è più riconosciuta" in str(refused)


def test_an_invitation_to_a_role_already_over_is_not_accepted(lanterna, ada):
    invitation = invite(lanterna, ada, valid_to=date(2026, 1, 13))
    refused = refusal_of(
        WrongState,
        accept_invitation,
        invitation=invitation,
        by=make_user("Sara", "Benedetti"),
        at=MONDAY + timedelta(days=3),
    )
    assert "già finito" in str(refused)


def test_asking_to_join_ends_with_the_invitation(lanterna, ada):
    sara = make_user("Sara", "Benedetti")
    ask_to_join(organisation=lanterna, text="Seguo i progetti", by=sara, at=MONDAY)
    assert "aspetta la risposta" in str(
        refusal_of(AlreadyDone, ask_to_join, organisation=lanterna, by=sara, at=MONDAY)
    )
    invite(lanterna, ada)
    assert JoinRequest.objects.get(person=sara).answered_at == MONDAY
    assert "Lavori già" in str(refusal_of(AlreadyDone, ask_to_join, organisation=lanterna, by=ada, at=MONDAY))
    assert "Accedi" in str(refusal_of(NotAllowed, ask_to_join, organisation=lanterna, by=None, at=MONDAY))


def test_a_role_ends_on_its_last_day_with_a_reason(lanterna, ada):
    sara = make_user("Sara", "Benedetti")
    membership = accept_invitation(invitation=invite(lanterna, ada), by=sara, at=MONDAY)
    facts = {"membership": membership, "by": ada, "at": MONDAY}
    assert "reason" in refusal_of(Invalid, end_membership, last_day=TODAY, reason="", **facts).fields
    early = refusal_of(Invalid, end_membership, last_day=date(2026, 1, 11), reason="x", **facts)
    assert "last_day" in early.fields
    end_membership(last_day=date(2026, 6, 30), reason="Cambia lavoro", **facts)
    assert membership.valid_to == date(2026, 6, 30)
    assert "finisce già" in str(
        refusal_of(WrongState, end_membership, last_day=date(2026, 7, 1), reason="x", **facts)
    )


def test_an_organisation_is_not_left_without_legal_representative(lanterna, ada):
    mandate = ada.memberships.get()
    facts = {"membership": mandate, "last_day": TODAY, "reason": "dimissioni", "by": ada, "at": MONDAY}
    assert "senza legale rappresentante" in str(refusal_of(WrongState, end_membership, **facts))
    successor = make_user("Luigi", "Neri")
    accept_invitation(
        invitation=invite(lanterna, ada, email=successor.email, role=Role.LEGAL_REPRESENTATIVE),
        by=successor,
        at=MONDAY,
    )
    end_membership(**facts)
    assert mandate.valid_to == TODAY


def test_a_stranger_ends_no_role(lanterna, ada):
    refused = refusal_of(
        NotAllowed,
        end_membership,
        membership=ada.memberships.get(),
        last_day=TODAY,
        reason="x",
        by=make_user("Marco", "Rinaldi"),
        at=MONDAY,
    )
    assert str(refused)


def test_roles_are_given_by_the_system_or_the_administrator(operator):
    body = make_district().organisation
    facts = {"organisation": body, "user": make_user("Anna", "Riva"), "valid_from": TODAY, "at": MONDAY}
    assert "sistema" in str(
        refusal_of(NotAllowed, grant_membership, role=Role.COMMITTEE_MEMBER, by=operator, **facts)
    )
    admin = User.objects.create_superuser("admin@example.it")
    grant_membership(role=Role.COMMITTEE_MEMBER, by=admin, appointment="det. 1/2026", **facts)
    assert Entry.objects.filter(deed="grant_membership").latest("seq").role == Role.ADMINISTRATOR
    assert "già questo ruolo" in str(
        refusal_of(AlreadyDone, grant_membership, role=Role.COMMITTEE_MEMBER, by=admin, **facts)
    )
    assert "role" in refusal_of(Invalid, grant_membership, role=Role.ETS_EDITOR, by=admin, **facts).fields
    assert "role" in refusal_of(Invalid, grant_membership, role="KING", by=admin, **facts).fields
    wrong = refusal_of(
        Invalid, grant_membership, role=Role.AUDITOR, valid_to=date(2026, 1, 1), by=admin, **facts
    )
    assert "valid_to" in wrong.fields
    assert is_official(facts["user"], MONDAY)
    assert not is_official(make_user("Sara", "Benedetti"), MONDAY)


def test_a_district_has_its_body_and_its_comuni():
    district = make_district()
    assert district.comuni.count() == 5
    assert district.organisation.state == OrganisationState.VERIFIED
    again = refusal_of(
        AlreadyDone,
        found_district,
        organisation=district.organisation,
        name="X",
        lead_authority_name="X",
        region="",
        comuni=[{"name": "X"}],
        by=None,
        at=MONDAY,
    )
    assert "già un ambito" in str(again)


def enrol(**changes):
    facts = {
        "person": make_user("Irene", "Sala"),
        "kind": OrganisationKind.UNION_OF_MUNICIPALITIES,
        "name": "Unione della Valle",
        "codice_fiscale": "90000090002",
        "pec": "unione@pec.example.it",
        "evidence": "scheda IPA",
        "by": None,
        "at": MONDAY,
    }
    return enrol_public_body(**{**facts, **changes})


def test_a_public_body_is_entered_with_its_evidence():
    assert "kind" in refusal_of(Invalid, enrol, kind=OrganisationKind.BUSINESS).fields
    assert "evidence" in refusal_of(Invalid, enrol, evidence="").fields
    assert "ipa_code" in refusal_of(Invalid, enrol, ipa_code="c e648").fields
    assert enrol().state == OrganisationState.VERIFIED
    assert "codice fiscale" in str(refusal_of(AlreadyDone, enrol))
    assert str(refusal_of(NotAllowed, enrol, by=make_user("Sara", "Benedetti")))


@pytest.mark.parametrize(
    "comuni",
    [[], [{"name": ""}], [{"name": "Valdora"}, {"name": "Valdora"}], [{"name": "A", "catastale": "1"}]],
)
def test_a_district_with_wrong_comuni_is_refused(comuni):
    body = enrol()
    refused = refusal_of(
        Invalid,
        found_district,
        organisation=body,
        name="Ambito",
        lead_authority_name="Unione",
        region="",
        comuni=comuni,
        by=None,
        at=MONDAY,
    )
    assert str(refused)
    assert not Comune.objects.exists()


def test_a_third_sector_body_is_no_district(lanterna):
    refused = refusal_of(
        Invalid,
        found_district,
        organisation=lanterna,
        name="Ambito",
        lead_authority_name="X",
        region="",
        comuni=[{"name": "X"}],
        by=None,
        at=MONDAY,
    )
    assert "ente pubblico" in str(refused)


def test_an_unchecked_organisation_is_seen_by_its_people_and_the_office(operator):
    ada = make_user("Ada", "Fontana")
    lanterna = declare(ada)
    stranger = make_user("Marco", "Rinaldi")
    seen = Organisation.objects.visible_to
    assert lanterna in seen(ada, MONDAY)
    assert lanterna in seen(operator, MONDAY)
    assert lanterna not in seen(stranger, MONDAY)
    assert lanterna not in seen(None, MONDAY)
    assert make_district().organisation in seen(None, MONDAY)


def test_roles_and_invitations_are_seen_by_whom_they_concern(lanterna, ada, operator):
    sara, stranger = make_user("Sara", "Benedetti"), make_user("Nessuno", "Qui")
    invitation = invite(lanterna, ada)
    assert list(type(invitation).objects.visible_to(sara, MONDAY)) == [invitation]
    assert list(type(invitation).objects.visible_to(stranger, MONDAY)) == []
    accept_invitation(invitation=invitation, by=sara, at=MONDAY)
    assert {m.user for m in Membership.objects.visible_to(sara, MONDAY)} == {ada, sara}
    assert not Membership.objects.visible_to(stranger, MONDAY).exists()
    assert Membership.objects.visible_to(operator, MONDAY).count() == Membership.objects.count()


def test_the_register_holds_after_all_this(lanterna, ada):
    invite(lanterna, ada)
    check = check_chain()
    assert check.holds
    assert check.entries == Entry.objects.count()
