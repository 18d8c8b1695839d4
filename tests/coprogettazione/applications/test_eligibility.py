# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may take part: rules with their days, and the evidence kept of each answer."""

from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from coprogettazione.applications.models import (
    ApplicationForm,
    ApplicationState,
    EligibilityCheck,
    MemberRole,
    Title,
)
from coprogettazione.applications.queries import Rules, elsewhere, last_answers
from coprogettazione.applications.services import check_admissibility, set_partnership, submit_application
from coprogettazione.applications.services.submission import Incomplete
from coprogettazione.calls.models import CallState, DoubleParticipation, LegalParameter
from coprogettazione.calls.queries import PROFILE
from coprogettazione.parties.models import Organisation, OrganisationKind, RuntsSection
from coprogettazione.records.refusals import Invalid
from tests.factories.applications import (
    CHECKED,
    STARTED,
    SUBMITTED,
    checks_in_order,
    make_application,
    open_all,
    start,
)
from tests.factories.calls import make_call, make_officer
from tests.factories.parties import make_ets, make_legal_representative
from tests.processes import together

pytestmark = pytest.mark.django_db


def member_of(call, key="ets1"):
    return start(call, key).members.select_related("organisation").get()


def found(member, rule, on=None):
    on = on or SUBMITTED.date()
    return next(f for f in Rules(member.application.call, on).findings(member) if f.rule == rule)


@pytest.mark.parametrize(
    ("registered", "outcome"),
    [(date(2025, 8, 25), "PASSED"), (date(2025, 8, 26), "FAILED")],
)
def test_months_of_registration_are_counted_back_from_the_term_to_the_day(registered, outcome):
    member = member_of(make_call(CallState.PUBLISHED, registered_before_months=6))
    member.organisation.registered_on = registered
    finding = found(member, "SENIORITY")
    assert finding.outcome == outcome
    assert finding.evidence["registered_by"] == date(2025, 8, 25)
    assert finding.evidence["parameter"]["norm"] == "art. 56, c. 1, d.lgs. 117/2017"


def test_a_registration_that_was_only_asked_for_does_not_make_the_months():
    member = member_of(make_call(CallState.PUBLISHED, registered_before_months=6))
    member.title = Title.RUNTS_PENDING
    member.organisation.registered_on = None
    finding = found(member, "SENIORITY")
    assert finding.outcome == "FAILED"
    assert "da almeno 6 mesi" in finding.because


def test_only_the_sections_of_the_avviso_are_admitted():
    call = make_call(CallState.PUBLISHED, eligible_sections=[RuntsSection.ODV, RuntsSection.APS])
    assert found(member_of(call, "ets3"), "SECTION").outcome == "PASSED"
    finding = found(member_of(call, "ets1"), "SECTION")
    assert finding.outcome == "FAILED"
    assert "Organizzazione di volontariato e Associazione di promozione sociale" in finding.because


def test_an_application_from_a_section_that_is_not_admitted_is_not_sent():
    call = make_call(CallState.PUBLISHED, eligible_sections=[RuntsSection.ODV])
    draft = make_application(call, "ets1", state=ApplicationState.DRAFT)
    with pytest.raises(Incomplete) as refused:
        submit_application(application=draft, by=make_legal_representative(draft.lead), at=SUBMITTED)
    assert "non è in una sezione del RUNTS ammessa" in refused.value.gaps[0].detail


@pytest.mark.parametrize(("on", "outcome"), [(date(2026, 3, 31), "PASSED"), (date(2026, 4, 1), "FAILED")])
def test_the_title_of_an_onlus_ends_with_its_day_and_the_row_that_says_so_is_kept(on, outcome):
    member = member_of(make_call(CallState.PUBLISHED))
    member.title = Title.ONLUS
    finding = found(member, "TITLE", on)
    assert finding.outcome == outcome
    assert (finding.evidence["parameter"] is not None) == (outcome == "PASSED")


def test_a_registration_the_office_never_looked_at_is_not_proved():
    member = member_of(make_call(CallState.PUBLISHED))
    assert found(member, "REGISTRATION").outcome == "PASSED"
    member.organisation.runts_checked_on = None
    finding = found(member, "REGISTRATION")
    assert finding.outcome == "UNPROVEN"
    assert "L’ufficio non ha ancora controllato l’iscrizione" in finding.because


# Roles of who is not a third-sector body.

TUSCANY = {
    "region": "Toscana",
    "partner_roles": ["SUPPORTER", "FINANCIER"],
    "contents": [],
    "norm": "art. 13, l.r. Toscana 65/2020",
}


@pytest.mark.parametrize("kept", [True, False])
def test_a_role_the_region_does_not_admit_is_refused_at_the_invitation_with_the_norm(kept):
    call = make_call(CallState.PUBLISHED)
    if kept:
        call.parameters = {**call.parameters, PROFILE: TUSCANY}
        call.save(update_fields=["parameters"])
    firm = make_ets("ets3")
    Organisation.objects.filter(pk=firm.pk).update(kind=OrganisationKind.BUSINESS)
    draft = start(call, "ets1")
    given = {
        "application": draft,
        "form": ApplicationForm.ATS_TO_BE_FORMED,
        "members": [
            {"codice_fiscale": draft.lead.codice_fiscale, "share": "100"},
            {"codice_fiscale": firm.codice_fiscale, "share": "0", "role": MemberRole.SECONDARY_PARTNER},
        ],
        "by": make_legal_representative(draft.lead),
        "at": STARTED,
    }
    if not kept:
        assert set_partnership(**given).members.count() == 2
        return
    with pytest.raises(
        Invalid, match="in questa regione non può essere «partner per attività secondarie»"
    ) as no:
        set_partnership(**given)
    assert "art. 13, l.r. Toscana 65/2020" in str(no.value)
    assert "members-1-role" in no.value.fields


# The evidence.


def rows(application):
    return {(r.rule, r.organisation_id): r for r in application.eligibility.all()}


def test_what_was_checked_at_the_submission_is_kept_with_what_it_was_checked_on():
    application = make_application()
    kept = rows(application)
    registration = kept["REGISTRATION", application.lead_id]
    assert registration.at == SUBMITTED
    assert registration.evidence["number"] == "900001"
    assert registration.evidence["checked_by_office_on"]
    assert registration.evidence["how"] == "Visura dal portale RUNTS"
    assert kept["ARRIVAL", None].evidence["deadline"] == "2026-02-25T11:00:00+00:00"
    assert kept["DECLARATIONS", application.lead_id].evidence == {"made": 9, "asked": 9}


def test_a_new_look_is_a_new_row_and_the_card_may_change_meanwhile():
    application = make_application()
    open_all(application.call)
    application.refresh_from_db()
    Organisation.objects.update(runts_number="")
    check_admissibility(
        application=application,
        outcome="ADMITTED",
        checks=checks_in_order(application),
        by=make_officer(),
        at=CHECKED,
    )
    looks = application.eligibility.filter(rule="REGISTRATION").order_by("pk")
    assert [look.outcome for look in looks] == ["PASSED", "PASSED", "FAILED"]
    assert (looks[0].by, looks[2].by) == (None, make_officer())
    assert last_answers([application]).count() == len({(look.rule) for look in application.eligibility.all()})


def test_evidence_never_changes():
    make_application()
    with pytest.raises(ProgrammingError), transaction.atomic():
        EligibilityCheck.objects.update(outcome="FAILED")


def test_the_checks_of_many_applications_cost_the_same_queries(django_assert_num_queries):
    from coprogettazione.applications.services import record_eligibility

    call = make_call(CallState.PUBLISHED)
    applications = [make_application(call, key) for key in ("ets1", "ets3", "ets4")]
    for some in (applications[:1], applications):
        some[0].call = call
        # Bodies; the same bodies elsewhere; declarations; one insert.
        with django_assert_num_queries(4):
            record_eligibility(some, by=None, at=CHECKED)


def test_a_parameter_of_another_day_is_not_applied():
    LegalParameter.objects.filter(key="registration_months").update(valid_from=date(2026, 2, 21))
    member = member_of(make_call(CallState.PUBLISHED, registered_before_months=6))
    assert found(member, "SENIORITY", date(2026, 2, 20)).evidence["parameter"] is None
    assert found(member, "SENIORITY", date(2026, 2, 21)).evidence["parameter"]["value"] == 6


# The same body in two groups.


def test_a_body_of_a_consortium_is_found_in_another_group():
    call = make_call(CallState.PUBLISHED, double_participation=DoubleParticipation.WARN)
    group = make_application(call, "ets1", "ets2")
    consortium = make_application(call, "ets3", "ets2", state=ApplicationState.DRAFT)
    consortium.form = ApplicationForm.CONSORTIUM
    consortium.save(update_fields=["form"])
    submit_application(application=consortium, by=make_legal_representative(consortium.lead), at=SUBMITTED)
    shared = consortium.members.get(organisation=make_ets("ets2"))
    assert [m.application for m in elsewhere(shared)] == [group]
    last = consortium.eligibility.filter(rule="ONE_GROUP").last()
    assert last.outcome == "FAILED"
    assert "Passi Insieme (Cooperativa sociale La Lanterna)" in last.because


def test_at_the_opening_the_first_to_arrive_is_told_too():
    call = make_call(CallState.PUBLISHED, double_participation=DoubleParticipation.WARN)
    first = make_application(call, "ets1", "ets2")
    make_application(call, "ets3", "ets2")
    assert first.eligibility.filter(rule="ONE_GROUP").last().outcome == "PASSED"
    open_all(call)
    assert first.eligibility.filter(rule="ONE_GROUP").last().outcome == "FAILED"


def send(pk):
    from coprogettazione.applications.models import Application

    application = Application.objects.get(pk=pk)
    submit_application(application=application, by=make_legal_representative(application.lead), at=SUBMITTED)
    return application.registry_number


@pytest.mark.django_db(transaction=True)
def test_two_groups_with_the_same_body_at_the_same_second_do_not_both_arrive():
    call = make_call(CallState.PUBLISHED)
    drafts = [make_application(call, key, "ets2", state="DRAFT").pk for key in ("ets1", "ets3")]
    told = together(send, [(pk,) for pk in drafts])
    assert sorted(bool(answer.refusal) for answer in told) == [False, True]
    assert any("è già in un’altra domanda" in answer.refusal for answer in told)
