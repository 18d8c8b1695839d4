# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Milano-Jannacci, TAR Lombardia 2533/2024: an ONLUS outside the RUNTS was admitted. Which title is good depends on
the day; the rule is dated, with its norm, and the check is kept with its evidence.
"""

from datetime import datetime, timedelta

import pytest

from coprogettazione.applications.models import Application, ApplicationState, Member, Submission, Title
from coprogettazione.applications.queries import what_is_missing
from coprogettazione.calls.models import CallState
from coprogettazione.parties.models import Organisation
from tests.factories.applications import make_application
from tests.factories.calls import DEADLINE, ROME, make_call
from tests.factories.parties import make_ets, make_legal_representative
from tests.story.doors import send

pytestmark = pytest.mark.django_db
LAST_DAY = datetime(2026, 3, 31, 23, 59, 59, tzinfo=ROME)
SECOND = timedelta(seconds=1)


def an_onlus_that_applies() -> Application:
    """Complete, alone, with the ONLUS registry as its title, to a call open until April."""
    call = make_call(CallState.PUBLISHED, deadline=datetime(2026, 4, 20, 12, 0, tzinfo=ROME))
    application = make_application(call, "ets3", state=ApplicationState.DRAFT)
    Member.objects.filter(application=application).update(title=Title.ONLUS)
    Organisation.objects.filter(pk=application.lead_id).update(runts_section="", runts_number="")
    application.refresh_from_db()
    return application


def submit(application: Application, at: datetime) -> tuple[int, str]:
    signer = make_legal_representative(application.lead)
    return send(signer, f"/domande/{application.pk}/invia/", at)


def test_from_the_first_of_april_2026_the_onlus_registry_is_no_title() -> None:
    application = an_onlus_that_applies()
    status, said = submit(application, LAST_DAY + SECOND)
    assert status == 422
    assert "Manca" in said
    (gap,) = what_is_missing(application, LAST_DAY + SECOND)
    assert "l’anagrafe delle ONLUS non dà più titolo a partecipare" in gap.detail
    assert not Submission.objects.exists()


def test_one_second_before_it_still_is() -> None:
    application = an_onlus_that_applies()
    status, said = submit(application, LAST_DAY)
    assert status == 302, said
    assert Submission.objects.get().submitted_at == LAST_DAY


def test_a_registration_that_was_only_asked_for_is_a_title_and_one_that_came_after_is_not() -> None:
    application = make_application(make_call(CallState.PUBLISHED), "ets3", state=ApplicationState.DRAFT)
    before = DEADLINE - SECOND
    Organisation.objects.filter(pk=application.lead_id).update(
        registered_on=DEADLINE.date() + timedelta(days=1)
    )
    assert [gap.anchor for gap in what_is_missing(application, before)] == ["titolo"]
    Member.objects.filter(application=application).update(title=Title.RUNTS_PENDING)
    assert what_is_missing(application, before) == []


def test_what_the_office_saw_of_a_registration_is_kept_with_its_day() -> None:
    body = make_ets("ets3")
    assert body.runts_evidence == "Visura dal portale RUNTS"
    assert body.runts_checked_on is not None
