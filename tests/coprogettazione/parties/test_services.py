# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An organisation registers, is checked, and gives its people roles with dates."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from coprogettazione.parties.models import (
    Organisation,
    OrganisationKind,
    OrganisationState,
    RuntsSection,
    User,
)
from coprogettazione.parties.queries import holds, known_organisation, organisations_to_check
from coprogettazione.parties.services import (
    claim_organisation,
    correct_organisation,
    reject_organisation,
    suspend_organisation,
    verify_organisation,
)
from coprogettazione.parties.services.checking import monogram_of
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Refusal
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


@pytest.fixture
def lanterna() -> Organisation:
    return make_ets("ets1")


@pytest.fixture
def ada(lanterna) -> User:
    return make_legal_representative(lanterna)
