# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the law decides: a new row from a day on, the one before ends the day before, nothing is rewritten."""

from datetime import date, datetime
from typing import Any

import pytest

from coprogettazione.calls.models import AdmittedCig, LegalParameter, Parameter, RegionalProfile
from coprogettazione.calls.queries import (
    CIG,
    PROFILE,
    admitted_cig,
    law_in_force,
    law_of,
    legal_parameter,
    profile_in,
    regional_profile,
)
from coprogettazione.calls.services import (
    seed_parameters,
    set_cig_regime,
    set_legal_parameter,
    set_regional_profile,
)
from coprogettazione.parties.models import User
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed
from tests.factories.calls import ROME, make_call, make_officer
from tests.factories.parties import make_user

pytestmark = pytest.mark.django_db
AT = datetime(2026, 2, 10, 10, 0, tzinfo=ROME)
FIRST = date(2026, 3, 1)


@pytest.fixture
def administrator() -> User:
    """Who configures the installation."""
    return make_user("Ugo", "Tecnico", is_superuser=True, is_staff=True)


def minimum() -> LegalParameter:
    """The minimum of days that holds everywhere."""
    return LegalParameter.objects.get(
        key=Parameter.PUBLICATION_DAYS_MINIMUM, region="", valid_from=date(2000, 1, 1)
    )


def changed(by: Any, **given: Any) -> LegalParameter:
    """Fifteen days everywhere from 1 March, with these arguments changed."""
    arguments = {"value": 15, "norm": "legge di prova 1/2026", "valid_from": FIRST, **given}
    return set_legal_parameter(parameter=minimum(), by=by, at=AT, **arguments)


def test_a_new_value_holds_from_its_day_and_the_old_one_until_the_day_before(administrator: User) -> None:
    row = changed(administrator, verified=True)
    old = LegalParameter.objects.get(key=row.key, region="", valid_from=date(2000, 1, 1))
    assert (old.value, old.valid_to) == (10, date(2026, 2, 28))
    assert (row.value, row.norm, row.valid_to, row.verified) == (15, "legge di prova 1/2026", None, True)
    assert legal_parameter(row.key, "Lombardia", date(2026, 2, 28)) == 10
    assert legal_parameter(row.key, "Lombardia", FIRST) == 15
    assert legal_parameter(row.key, "Toscana", FIRST) == 20
    entry = Entry.objects.get(deed="set_legal_parameter")
    assert (entry.role, entry.payload["before"], entry.payload["value"]) == ("ADMINISTRATOR", 10, 15)


def test_a_region_gets_its_own_value_and_the_others_keep_the_common_one(administrator: User) -> None:
    changed(administrator, region=" Umbria ", value=25)
    assert legal_parameter(Parameter.PUBLICATION_DAYS_MINIMUM, "Umbria", FIRST) == 25
    assert legal_parameter(Parameter.PUBLICATION_DAYS_MINIMUM, "Lombardia", FIRST) == 10
    assert minimum().valid_to is None


def test_a_value_that_begins_before_another_one_ends_where_that_begins(administrator: User) -> None:
    later = changed(administrator)
    earlier = changed(administrator, valid_from=date(2026, 2, 15), value=12)
    later.refresh_from_db()
    assert (earlier.valid_to, later.valid_from) == (date(2026, 2, 28), FIRST)
    assert legal_parameter(later.key, "", date(2026, 2, 20)) == 12


@pytest.mark.parametrize(
    ("given", "field"), [({"norm": " "}, "norm"), ({"value": -1}, "value"), ({"region": "x" * 41}, "region")]
)
def test_a_value_without_norm_or_out_of_measure_is_refused_on_its_field(
    administrator: User, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        changed(administrator, **given)
    assert set(refused.value.fields) == {field}
    assert minimum().valid_to is None


def test_what_was_in_force_from_a_day_is_not_rewritten(administrator: User) -> None:
    changed(administrator)
    with pytest.raises(Invalid, match="quello che è stato in vigore non si riscrive"):
        changed(administrator, value=16)


def test_only_the_administrator_or_the_system_writes_the_law(administrator: User) -> None:
    for person in (make_officer(), make_user("Nino", "Nulla")):
        with pytest.raises(NotAllowed, match="solo chi amministra la piattaforma"):
            changed(person)
    changed(None)


def test_a_published_call_keeps_parameters_profile_and_cig_it_was_published_with(administrator: User) -> None:
    call = make_call("PUBLISHED")
    kept = dict(call.parameters)
    assert {PROFILE, CIG} <= set(kept)
    changed(administrator, valid_from=AT.date())
    set_regional_profile(
        profile=RegionalProfile.objects.get(region=""),
        partner_roles=[],
        contents=["CONSULTATION"],
        norm="legge di prova 2/2026",
        valid_from=AT.date(),
        by=administrator,
        at=AT,
    )
    set_cig_regime(
        rule=AdmittedCig.objects.get(regime="TRACEABILITY_ONLY"),
        admitted=False,
        norm="delibera di prova 3/2026",
        valid_from=AT.date(),
        by=administrator,
        at=AT,
    )
    call.refresh_from_db()
    assert call.parameters == kept
    assert profile_in(law_of(call, AT.date())).contents == ()
    assert "TRACEABILITY_ONLY" in law_of(call, AT.date())[CIG]
    draft = make_call(code="C-2")
    assert profile_in(law_of(draft, AT.date())).contents == ("CONSULTATION",)
    assert set(law_of(draft, AT.date())[CIG]) == {"NOT_REQUIRED", "PROCUREMENT"}


def test_tuscany_wants_more_of_an_avviso_since_its_law() -> None:
    profile = regional_profile("toscana", date(2026, 2, 2))
    assert profile.region == "Toscana"
    assert set(profile.contents) == {"TERMS", "MANAGEMENT", "NON_ETS_ROLES", "CONSULTATION"}
    assert profile.role_words == ["partner per attività secondarie", "sostenitore", "finanziatore"]
    assert regional_profile("Toscana", date(2020, 7, 21)).region == ""


@pytest.mark.parametrize(
    ("given", "field"),
    [({"partner_roles": ["LEAD"]}, "partner_roles"), ({"contents": ["PRICE"]}, "contents")],
)
def test_a_profile_names_only_roles_and_contents_that_exist(
    administrator: User, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        set_regional_profile(
            profile=RegionalProfile.objects.get(region=""),
            **{"partner_roles": [], "contents": [], **given},
            norm="n",
            valid_from=FIRST,
            by=administrator,
            at=AT,
        )
    assert set(refused.value.fields) == {field}


def test_the_months_of_registration_and_the_sunset_of_the_onlus_are_dated_rows() -> None:
    assert legal_parameter(Parameter.REGISTRATION_MONTHS, "", date(2026, 2, 2)) == 6
    assert legal_parameter(Parameter.ONLUS_TITLE, "", date(2026, 3, 31)) == 1
    assert Parameter.ONLUS_TITLE not in law_in_force("", date(2026, 4, 1))


def test_what_an_administrator_wrote_survives_the_next_migration(administrator: User) -> None:
    set_cig_regime(
        rule=AdmittedCig.objects.get(regime="PROCUREMENT"),
        admitted=False,
        norm="delibera di prova",
        valid_from=FIRST,
        by=administrator,
        at=AT,
    )
    seed_parameters()
    assert "PROCUREMENT" not in admitted_cig(FIRST)
    assert "PROCUREMENT" in admitted_cig(date(2026, 2, 28))
