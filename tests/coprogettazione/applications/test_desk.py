# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk: every application side by side, an item written in place, what may be done on many at once."""

from datetime import date, timedelta

import pytest
import time_machine

from coprogettazione.applications.models import (
    Application,
    ApplicationState,
    CheckItem,
    EligibilityCheck,
    EligibilityOutcome,
    EligibilityRule,
)
from coprogettazione.applications.queries import confirmable, desk_of, entirely_in_order
from coprogettazione.applications.services import (
    admit_in_order,
    check_admissibility,
    request_cure,
    save_checks,
    save_confirmations,
)
from coprogettazione.calls.models import CallState
from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed
from tests.factories.applications import (
    CHECKED,
    SUBMITTED,
    admit,
    checks_in_order,
    make_application,
    open_all,
)
from tests.factories.calls import make_call, make_executive, make_officer, make_operator
from tests.factories.lots import make_divided_call
from tests.factories.parties import make_legal_representative

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def the_clock():
    with time_machine.travel(CHECKED, tick=False) as clock:
        yield clock


def said(response):
    return " ".join(response.content.decode().split())


def arrived(count=3):
    call = make_call(CallState.PUBLISHED)
    for number, key in enumerate(["ets1", "ets3", "ets4"][:count]):
        make_application(call, key, at=SUBMITTED + timedelta(minutes=number))
    open_all(call)
    return call


def check(application, **changed):
    """Everything in order but what is said: `ATTACHMENTS=("GAP", "…")`."""
    checks = [c for c in checks_in_order(application) if c["item"] not in changed]
    checks += [{"item": item, "outcome": o, "note": note} for item, (o, note) in changed.items()]
    save_checks(application=application, checks=checks, by=make_officer(), at=CHECKED)


def leads(desk):
    return [row.application.lead.known_as for row in desk.rows]


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_queries(client, django_assert_num_queries, count):
    address = f"/fascicoli/{arrived(count).code}/istruttoria/"
    client.force_login(make_officer(), backend="django.contrib.auth.backends.ModelBackend")
    client.get(address)
    # Session and person; the dossier with its opening and suspensions; roles; the counts; the page with its items;
    # its bodies; what the platform checked; unread messages; the footer.
    with django_assert_num_queries(10):
        page = client.get(address)
    assert page.content.decode().count("<tr>") == count + 1


def test_the_desk_says_how_many_were_checked_and_what_the_platform_found(visit):
    call = arrived()
    check(call.applications.order_by("pk")[0])
    page = said(visit(make_operator(), "dossier", call.code))
    assert "/runts/" not in page
    assert "/runts/" in said(visit(make_officer(), "dossier", call.code))
    assert "1 su 3 controllate" in page
    assert "risulta" in page
    assert "da vedere" in page


def test_before_the_opening_the_desk_shows_no_name(visit):
    call = make_call(CallState.PUBLISHED)
    make_application(call)
    page = said(visit(make_officer(), "dossier", call.code))
    assert "Sigillate, si possono aprire" in page
    assert "La Lanterna" not in page


def test_who_is_not_of_the_office_does_not_see_the_desk(visit):
    call = arrived(1)
    stranger = make_legal_representative(call.applications.get().lead)
    assert visit(stranger, "dossier", call.code).status_code == 403


def test_the_desk_is_narrowed_by_what_is_left_to_do_and_searched_by_name_or_number():
    call = arrived()
    first, second, third = call.applications.order_by("pk")
    check(first, ATTACHMENTS=("GAP", "manca la firma"))
    check(second)
    admit(third)
    request_cure(
        application=first,
        gaps=[{"item": "ATTACHMENTS", "words": "la firma"}],
        due=date(2026, 3, 9),
        by=make_officer(),
        at=CHECKED,
    )
    kept = {
        way.name: leads(desk_of(call, CHECKED, keep=way.name)) for way, _n in desk_of(call, CHECKED).filters
    }
    names = [a.lead.known_as for a in (first, second, third)]
    assert kept == {
        "da-controllare": [],
        "da-decidere": [names[1]],
        "con-mancanze": [names[0]],
        "senza-requisiti": [],
        "in-integrazione": [names[0]],
        "in-scadenza": [],
        "da-esaminare": [],
        "ammesse": [names[2]],
        "con-riserva": [],
        "escluse": [],
    }
    due = first.cures.get().due_at
    assert leads(desk_of(call, due, keep="in-scadenza")) == [names[0]]
    assert leads(desk_of(call, due + timedelta(seconds=1), keep="in-scadenza")) == []
    assert leads(desk_of(call, due + timedelta(seconds=1), keep="da-esaminare")) == [names[0]]
    assert leads(desk_of(call, CHECKED, words=second.lead.known_as.lower())) == [names[1]]
    assert leads(desk_of(call, CHECKED, words=third.registry_number)) == [names[2]]
    assert leads(desk_of(call, CHECKED, words="nessuno")) == []


def test_an_item_is_written_in_its_place_and_the_cell_comes_back(visit):
    call = arrived(1)
    application = call.applications.get()
    where = (call.code, application.pk, "attachments")
    form = said(visit(make_officer(), "cell", *where))
    assert "Ci sono gli allegati chiesti" in form
    field = next(n for n in range(20) if f'name="item_{n}"' in form)
    no_reason = visit.post(make_officer(), "cell", *where, **{f"item_{field}": "GAP"}, headers=HTMX)
    assert no_reason.status_code == 422
    assert "Scrivi che cosa manca" in said(no_reason)
    assert not application.checks.exists()
    given = {f"item_{field}": "GAP", f"note_{field}": "manca la firma"}
    cell = visit.post(make_officer(), "cell", *where, **given, headers=HTMX)
    assert said(cell).startswith("<a")
    assert "manca la firma" in said(cell)
    assert "<html" not in said(cell)
    assert visit.post(make_officer(), "cell", *where, **given).status_code == 302
    assert application.checks.get().outcome == "GAP"


def test_only_the_officer_writes_an_item_and_only_of_this_dossier(visit):
    call = arrived(1)
    application = call.applications.get()
    assert visit(make_executive(), "cell", call.code, application.pk, "runts").status_code == 403
    assert visit(make_officer(), "cell", call.code, 0, "runts").status_code == 404
    assert visit(make_officer(), "cell", call.code, application.pk, "niente").status_code == 404


def test_a_requirement_is_never_called_a_formal_gap():
    application = arrived(1).applications.get()
    with pytest.raises(Invalid, match="non è un elemento formale") as refused:
        check(application, RUNTS=("GAP", "iscrizione da completare"))
    assert "art. 6, c. 1, lett. b), l. 241/1990" in str(refused.value)


def test_what_the_platform_found_is_proposed_and_never_written_by_itself():
    call = arrived()
    assert EligibilityCheck.objects.filter(rule=EligibilityRule.ARRIVAL, outcome="PASSED").exists()
    assert not any(application.checks.exists() for application in call.applications.all())


def test_the_same_formal_outcome_is_confirmed_for_many_with_the_evidence():
    call = arrived()
    first, *_others = call.applications.order_by("pk")
    save_checks(
        application=first,
        checks=[{"item": "IN_TIME", "outcome": "FAILED", "note": "orologio da controllare"}],
        by=make_officer(),
        at=CHECKED,
    )
    ready, left = confirmable(call, 50)[CheckItem.IN_TIME]
    assert (len(ready), left) == (2, 0)
    applications = list(call.applications.all())
    written = save_confirmations(
        call=call, item="IN_TIME", applications=applications, by=make_officer(), at=CHECKED
    )
    assert written == 2
    assert first.checks.get(item="IN_TIME").outcome == "FAILED"
    assert not Entry.objects.filter(deed="save_confirmations").exists()


def test_where_the_evidence_does_not_hold_an_item_is_left_to_look_at():
    call = arrived()
    first = call.applications.order_by("pk")[0]
    EligibilityCheck.objects.create(
        application=first,
        rule=EligibilityRule.ONE_GROUP,
        outcome=EligibilityOutcome.FAILED,
        because="Anche in un’altra domanda.",
        at=CHECKED,
    )
    ready, left = confirmable(call, 50)[CheckItem.ONE_GROUP]
    assert (len(ready), left) == (2, 1)
    save_confirmations(
        call=call, item="ONE_GROUP", applications=list(call.applications.all()), by=make_officer(), at=CHECKED
    )
    assert not first.checks.exists()


@pytest.mark.parametrize("item", ["POWERS", "REQUIREMENTS", "ATTACHMENTS", "SUBJECT", "GENERAL_ORDER"])
def test_a_judgment_is_not_confirmed_for_many(item):
    call = arrived(1)
    with pytest.raises(Invalid, match="è un giudizio: si guarda una domanda alla volta"):
        save_confirmations(
            call=call, item=item, applications=list(call.applications.all()), by=make_officer(), at=CHECKED
        )


def test_the_page_of_many_says_which_items_may_and_why_the_others_may_not(visit):
    call = arrived()
    page = said(visit(make_officer(), "together", call.code))
    assert "3 domande con la prova" in page
    assert "Queste voci sono giudizi" in page
    visit.post(make_officer(), "together", call.code, item="IN_TIME")
    assert all(a.checks.filter(item="IN_TIME", outcome="OK").exists() for a in call.applications.all())
    assert visit.post(make_officer(), "together", call.code, item="REQUIREMENTS").status_code == 422
    assert visit(make_operator(), "together", call.code).status_code == 403


def test_those_in_order_are_admitted_each_with_its_entry_and_its_message(visit):
    call = arrived()
    first, second, third = call.applications.order_by("pk")
    check(first)
    check(second)
    check(third, ATTACHMENTS=("GAP", "manca la firma"))
    assert list(entirely_in_order(call)) == [first, second]
    page = said(visit(make_officer(), "admit_many", call.code))
    assert "2 domande hanno tutte le voci controllate" in page
    visit.post(make_officer(), "admit_many", call.code, application=[first.pk, second.pk])
    states = list(Application.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["ADMITTED", "ADMITTED", "RECEIVED"]
    assert Entry.objects.filter(deed="check_admissibility").count() == 2
    for application in (first, second):
        told = Message.objects.filter(
            key__startswith="outcome:ADMITTED", recipient=make_legal_representative(application.lead)
        )
        assert told.count() == told.values("channel").distinct().count() > 0


def test_many_are_admitted_all_or_none():
    call = arrived()
    first, second, _third = call.applications.order_by("pk")
    check(first)
    with pytest.raises(Invalid, match="Da controllare ancora"):
        admit_in_order(applications=[first, second], by=make_officer(), at=CHECKED)
    assert Application.objects.get(pk=first.pk).state == ApplicationState.RECEIVED
    assert not Entry.objects.filter(deed="check_admissibility").exists()


def test_items_are_still_written_while_an_answer_is_awaited_and_not_after_the_decision():
    application = arrived(1).applications.get()
    request_cure(
        application=application,
        gaps=[{"item": "POWERS", "words": "la procura"}],
        due=date(2026, 3, 9),
        by=make_officer(),
        at=CHECKED,
    )
    check(application, POWERS=("GAP", "la procura"))
    assert application.checks.count() == 9
    fault = {"item": "RUNTS", "outcome": "FAILED", "note": "cancellata"}
    other = arrived_elsewhere()
    checks = [c for c in checks_in_order(other) if c["item"] != "RUNTS"] + [fault]
    check_admissibility(
        application=other, outcome="EXCLUDED", checks=checks, reasons="x", by=make_officer(), at=CHECKED
    )
    with pytest.raises(NotAllowed, match="Su questa domanda si è già deciso"):
        check(other)


def arrived_elsewhere():
    call = make_call(CallState.PUBLISHED, code="PIS-2")
    application = make_application(call, "ets3")
    open_all(call)
    application.refresh_from_db()
    return application


def test_in_a_divided_call_each_row_says_its_theme_and_one_searches_by_it(visit):
    call = make_divided_call(CallState.PUBLISHED)
    make_application(call, "ets1", lot="1")
    make_application(call, "ets3", lot="2")
    open_all(call)
    page = said(visit(make_officer(), "dossier", call.code))
    assert "tema 1. Accoglienza notturna" in page
    assert "Cerca per nome, numero o tema" in page
    assert leads(desk_of(call, CHECKED, words="strada")) == ["Il Ponte"]
