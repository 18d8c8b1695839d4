# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An organisation registers, is checked, and gives its people roles with dates."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

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
from coprogettazione.parties.queries import holds, is_official, known_organisation, organisations_to_check
from coprogettazione.parties.services import (
    accept_invitation,
    ask_to_join,
    claim_organisation,
    correct_organisation,
    end_membership,
    enrol_public_body,
    found_district,
    grant_membership,
    invite_colleague,
    reject_organisation,
    suspend_organisation,
    verify_organisation,
    withdraw_invitation,
)
from coprogettazione.parties.services.checking import monogram_of
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import check_chain
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Refusal, WrongState
from coprogettazione.records.roles import Role
from tests.factories.parties import (
    ROME,
    make_district,
    make_ets,
    make_legal_representative,
    make_official,
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


# ---- declaring


def test_who_declares_an_organisation_represents_it_at_once():
    ada = make_user("Ada", "Fontana")
    lanterna = declare(ada, appointment="verbale del 12 maggio 2024")
    assert lanterna.state == OrganisationState.CLAIMED
    assert (lanterna.codice_fiscale, lanterna.pec) == ("90000010000", "ets1@pec.example.it")
    assert lanterna.monogram == "LL"
    assert holds(User.objects.get(pk=ada.pk), Role.LEGAL_REPRESENTATIVE, lanterna.pk, MONDAY)
    entry = Entry.objects.get(deed="claim_organisation")
    assert (entry.subject_kind, entry.subject_id, entry.actor) == ("organisation", lanterna.pk, ada)
    assert list(organisations_to_check()) == [lanterna]


def test_nobody_declares_an_organisation_for_another_person():
    ada, other = make_user("Ada", "Fontana"), make_user("Marco", "Rinaldi")
    refused = refusal_of(
        NotAllowed,
        claim_organisation,
        person=ada,
        kind="OTHER",
        name="X",
        codice_fiscale="",
        pec="",
        by=other,
        at=MONDAY,
    )
    assert "per sé" in str(refused)


def test_an_organisation_already_here_is_asked_of_its_legal_representative():
    declare(make_user("Ada", "Fontana"))
    refused = refusal_of(AlreadyDone, declare, person=make_user("Sara", "Benedetti"))
    assert "chiedi al suo legale rappresentante" in str(refused)


@pytest.mark.parametrize(
    ("changes", "field", "word"),
    [
        ({"codice_fiscale": "90000010001"}, "codice_fiscale", "cifra di controllo"),
        ({"partita_iva": "123"}, "partita_iva", "11 cifre"),
        ({"pec": ""}, "pec", "PEC"),
        ({"pec": "lanterna"}, "pec", "indirizzo"),
        ({"kind": "CLUB"}, "kind", "CLUB"),
        ({"name": " "}, "name", "vuoto"),
        ({"runts_section": ""}, "runts_section", "sezione"),
        ({"runts_section": "ONLUS"}, "runts_section", "ONLUS"),
        ({"runts_number": "R1"}, "runts_number", "cifre"),
        ({"registered_on": date(2026, 1, 13)}, "registered_on", "futuro"),
        ({"kind": OrganisationKind.SCHOOL}, "runts_section", "natura"),
        ({"valid_to": date(2026, 1, 11)}, "valid_to", "venire"),
    ],
)
def test_a_declaration_with_wrong_data_is_refused_in_its_field(changes, field, word):
    refused = refusal_of(Invalid, declare, person=make_user(), **changes)
    assert word in str(refused.fields[field])
    assert not Organisation.objects.filter(codice_fiscale="90000010000").exists()


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Cooperativa sociale La Lanterna", "LL"),
        ("Associazione Passi Insieme APS", "PI"),
        ("Fondazione Casa Aperta ETS", "CA"),
        ("Il Ponte ODV", "IP"),
        ("legambiente", "LE"),
    ],
)
def test_a_monogram_has_two_telling_letters(name, letters):
    assert monogram_of(name) == letters


# ---- checking


def test_the_office_keeps_what_it_looked_at(operator):
    lanterna = declare(make_user("Ada", "Fontana"))
    verify_organisation(
        organisation=lanterna,
        evidence="Visura dal portale RUNTS",
        runts_checked_on=TODAY,
        file=ContentFile(b"%PDF-1.4\n%%EOF\n", name="visura.pdf"),
        by=operator,
        at=MONDAY,
    )
    lanterna.refresh_from_db()
    assert lanterna.state == OrganisationState.VERIFIED
    assert (lanterna.runts_checked_on, lanterna.verified_at) == (TODAY, MONDAY)
    assert lanterna.evidence_file.name == "visura.pdf"
    entry = Entry.objects.get(deed="verify_organisation")
    assert entry.payload["file"]["sha256"] == lanterna.evidence_file.sha256
    assert entry.role == Role.PLANNING_OPERATOR
    assert known_organisation("9000 0010 000") == lanterna


@pytest.mark.parametrize(
    ("changes", "field", "word"),
    [
        ({"evidence": " "}, "evidence", "visura"),
        ({"runts_checked_on": date(2026, 1, 13)}, "runts_checked_on", "giorno"),
        ({"runts_checked_on": date(2021, 1, 1)}, "runts_checked_on", "dopo"),
        ({"runts_number": "molti"}, "runts_number", "cifre"),
    ],
)
def test_a_check_that_does_not_hold_is_refused(operator, changes, field, word):
    lanterna = declare(make_user())
    facts = {"evidence": "visura", "runts_checked_on": TODAY, **changes}
    refused = refusal_of(Invalid, verify_organisation, organisation=lanterna, **facts, by=operator, at=MONDAY)
    assert word in str(refused.fields[field])


def test_a_third_sector_body_is_not_verified_without_its_number(operator):
    lanterna = declare(make_user(), runts_number="", registered_on=None)
    refused = refusal_of(
        Invalid,
        verify_organisation,
        organisation=lanterna,
        evidence="domanda in corso",
        runts_checked_on=TODAY,
        by=operator,
        at=MONDAY,
    )
    assert set(refused.fields) == {"runts_number", "registered_on"}
    verify_organisation(
        organisation=lanterna,
        evidence="visura",
        runts_checked_on=TODAY,
        runts_number="900001",
        registered_on=date(2025, 12, 1),
        by=operator,
        at=MONDAY,
    )
    assert lanterna.state == OrganisationState.VERIFIED


def test_only_the_planning_office_of_a_district_checks(operator):
    ada = make_user("Ada", "Fontana")
    lanterna = declare(ada)
    elena = make_official()
    for person in (ada, elena):
        refused = refusal_of(
            NotAllowed,
            verify_organisation,
            organisation=lanterna,
            evidence="x",
            runts_checked_on=TODAY,
            by=person,
            at=MONDAY,
        )
        assert "Ufficio di Piano" in str(refused)


def test_an_organisation_not_recognised_can_be_declared_again(operator):
    impostor, ada = make_user("Finto", "Presidente"), make_user("Ada", "Fontana")
    lanterna = declare(impostor)
    assert refusal_of(
        Invalid, reject_organisation, organisation=lanterna, reason=" ", by=operator, at=MONDAY
    ).fields
    reject_organisation(
        organisation=lanterna, reason="Non risulta legale rappresentante nel RUNTS", by=operator, at=MONDAY
    )
    assert lanterna.state == OrganisationState.REJECTED
    tomorrow = MONDAY + timedelta(days=1)
    assert not holds(User.objects.get(pk=impostor.pk), Role.LEGAL_REPRESENTATIVE, lanterna.pk, tomorrow)
    again = declare(ada)
    assert again.pk == lanterna.pk
    assert (again.state, again.state_reason) == (OrganisationState.CLAIMED, "")


def test_a_suspended_organisation_is_checked_again(operator):
    lanterna = make_ets("ets1")
    suspend_organisation(organisation=lanterna, reason="Cancellata dal RUNTS", by=operator, at=MONDAY)
    assert (lanterna.state, lanterna.state_reason) == (OrganisationState.SUSPENDED, "Cancellata dal RUNTS")
    assert "controllata" in str(
        refusal_of(
            NotAllowed, suspend_organisation, organisation=lanterna, reason="x", by=operator, at=MONDAY
        )
    )
    verify_organisation(
        organisation=lanterna, evidence="visura", runts_checked_on=TODAY, by=operator, at=MONDAY
    )
    assert lanterna.state == OrganisationState.VERIFIED
    assert "già stata controllata" in str(
        refusal_of(
            NotAllowed,
            verify_organisation,
            organisation=lanterna,
            evidence="x",
            runts_checked_on=TODAY,
            by=operator,
            at=MONDAY,
        )
    )
    assert "ancora da controllare" in str(
        refusal_of(NotAllowed, reject_organisation, organisation=lanterna, reason="x", by=operator, at=MONDAY)
    )


def test_contacts_are_corrected_by_who_represents():
    lanterna = make_ets("ets1")
    ada = make_legal_representative(lanterna)
    correct_organisation(
        organisation=lanterna, pec="NUOVA@pec.example.it", phone="0371 000000", by=ada, at=MONDAY
    )
    lanterna.refresh_from_db()
    assert (lanterna.pec, lanterna.phone) == ("nuova@pec.example.it", "0371 000000")
    refused = refusal_of(Invalid, correct_organisation, organisation=lanterna, pec="", by=ada, at=MONDAY)
    assert "PEC" in str(refused)
    refused = refusal_of(
        Invalid, correct_organisation, organisation=lanterna, pec="a@b.it", phone="chiama", by=ada, at=MONDAY
    )
    assert "phone" in refused.fields
    stranger = make_user("Marco", "Rinaldi")
    assert "amministra" in str(
        refusal_of(
            NotAllowed, correct_organisation, organisation=lanterna, pec="a@b.it", by=stranger, at=MONDAY
        )
    )


# ---- inviting


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


# ---- roles and their dates


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


# ---- the public body and its district


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


# ---- who sees what


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
