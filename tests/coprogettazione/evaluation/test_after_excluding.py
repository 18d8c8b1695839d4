# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What follows the exclusion of who was admitted: the next in the ranking, theme by theme, or the end."""

from datetime import timedelta

import pytest

from coprogettazione.applications.models import Application
from coprogettazione.applications.services import renounce_application
from coprogettazione.calls.models import Call, CallState
from coprogettazione.documents.models import Paper
from coprogettazione.evaluation.models import Admission, AdmissionOutcome
from coprogettazione.evaluation.queries import grant_at_table, places_to_give
from coprogettazione.evaluation.services import admit_applications, declare_all_excluded
from coprogettazione.notifications.models import Message
from coprogettazione.records.refusals import Invalid, NotAllowed, WrongState
from coprogettazione.tables.models import Seat
from coprogettazione.tables.queries import missing_to_conclude
from coprogettazione.tables.services import open_table
from tests.factories.calls import make_executive, make_officer
from tests.factories.evaluation import ADMITTED
from tests.factories.exclusion import (
    ANNOUNCED,
    DECIDED,
    REASONS,
    announce,
    application_of,
    drop,
    exclude,
    make_single,
    scroll,
)
from tests.factories.lots import make_divided_ranking
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import FINAL, make_ready_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    return make_single()


def outcomes() -> dict[str, str]:
    return dict(Admission.objects.values_list("application__lead__short_name", "outcome"))


def told(key: str) -> set[str]:
    return {str(m.recipient) for m in Message.objects.filter(key__startswith=key, channel="IN_APP")}


def leave(application: Application) -> None:
    """Its legal representative renounces."""
    renounce_application(
        application=application,
        reason="Non possiamo più.",
        by=make_legal_representative(application.lead),
        at=ANNOUNCED,
    )


def test_its_place_goes_to_who_follows_in_the_ranking(call: Call) -> None:
    lanterna, casa = application_of(call), application_of(call, "ets4")
    exclude(announce(lanterna))
    entering = scroll(call, lanterna)
    assert entering.application == casa
    assert outcomes() == {"La Lanterna": "LAPSED", "Casa Aperta": "ADMITTED", "Il Ponte": "BELOW_THRESHOLD"}
    assert Admission.objects.get(application=lanterna).reason == REASONS, "why it left stays its own"
    act = Paper.objects.get(number="71/2026")
    assert act.data["decisions"] == ["di ammettere al tavolo Casa Aperta."]
    assert "determinazione n. 70/2026" in str(act.data["premises"])
    assert REASONS not in str(act.data)
    assert told("scrolled") == {"Giulia Ferri"}
    with pytest.raises(WrongState, match="o un’altra ha già preso il suo posto"):
        scroll(call, lanterna, act_number="73/2026")


def test_who_waits_in_the_ranking_can_be_excluded_and_is_not_called(call: Call) -> None:
    casa = application_of(call, "ets4")
    exclude(
        announce(
            casa, reasons="Casa Aperta ha dichiarato una sede che non esiste.", ground="FALSE_DECLARATION"
        )
    )
    assert outcomes()["Casa Aperta"] == AdmissionOutcome.EXCLUDED
    [decision, _publication] = Paper.objects.get(number="70/2026").data["decisions"]
    assert decision.endswith("di Casa Aperta, che non può più essere chiamata dalla graduatoria;")
    mail = Message.objects.filter(key__startswith="excluded", channel="EMAIL")[0]
    assert "non può più essere chiamata dalla graduatoria" in mail.body
    assert "i posti al tavolo" not in mail.body, "it had none"
    lanterna = application_of(call)
    exclude(announce(lanterna), act_number="74/2026")
    with pytest.raises(WrongState, match="In graduatoria non c’è nessun altro sopra la soglia"):
        scroll(call, lanterna)


def test_who_has_no_place_has_none_to_lose(call: Call) -> None:
    with pytest.raises(NotAllowed, match="non siede al tavolo e non può esservi chiamata"):
        announce(application_of(call, "ets3"))  # below the threshold
    lanterna = application_of(call)
    exclusion = announce(lanterna)
    scroll(call, lanterna)  # the executive let it lapse by scrolling, while the exclusion was running
    with pytest.raises(NotAllowed, match="non siede al tavolo e non può esservi chiamata"):
        exclude(exclusion, act_number="72/2026")


def test_a_place_is_given_once_however_its_holders_leave(call: Call) -> None:
    lanterna, casa = application_of(call), application_of(call, "ets4")
    exclude(announce(lanterna))
    assert list(places_to_give(call)) == [lanterna]
    scroll(call, lanterna)
    assert list(places_to_give(call)) == [casa]
    leave(casa)
    assert list(places_to_give(call)) == [casa], "the place is the last holder's, not of who left before"
    with pytest.raises(WrongState, match="o un’altra ha già preso il suo posto"):
        scroll(call, lanterna, act_number="73/2026")


def test_of_two_excluded_from_the_same_place_the_last_one_gives_it(call: Call) -> None:
    lanterna, casa = application_of(call), application_of(call, "ets4")
    exclude(announce(lanterna))
    scroll(call, lanterna)
    exclude(announce(casa), act_number="74/2026")
    assert list(places_to_give(call)) == [casa]


def test_the_seats_of_the_excluded_end_and_who_follows_sits(call: Call) -> None:
    open_table(call=call, by=make_officer(), at=ANNOUNCED)
    exclude(announce(application_of(call)))
    seats = Seat.objects.filter(table__call=call, kind="PARTNER").order_by("pk")
    assert {s.organisation.known_as for s in seats.filter(valid_to__isnull=False)} == {
        "La Lanterna",
        "Passi Insieme",
    }
    assert not seats.filter(valid_to__isnull=True).exists()
    assert {s.end_reason for s in seats} == {"cambia la composizione del partenariato"}
    scroll(call, application_of(call))
    assert [s.organisation.known_as for s in seats.filter(valid_to__isnull=True)] == ["Casa Aperta"]


# Theme by theme.


@pytest.fixture
def divided() -> Call:
    """Theme 1: La Lanterna sits (by threshold). Theme 2, one place: Il Ponte sits, Passi Insieme waits."""
    call = make_divided_ranking()
    admit_applications(
        call=call,
        act_number="52/2026",
        act_date=ADMITTED.date(),
        reasons="Visti i verbali della commissione, che si approvano.",
        by=call.executive_officer,
        at=ADMITTED,
    )
    return Call.objects.get()


def of_theme(call: Call, key: str, code: str) -> Application:
    return call.applications.get(lead=make_ets(key), lot__code=code)


def test_in_a_divided_call_the_place_of_one_theme_goes_to_who_follows_there(divided: Call) -> None:
    ponte, passi = of_theme(divided, "ets3", "2"), of_theme(divided, "ets2", "2")
    exclude(announce(ponte))
    assert set(places_to_give(divided)) == {ponte, of_theme(divided, "ets1", "1")}
    entering = scroll(divided, ponte)
    assert entering.application == passi
    with pytest.raises(WrongState, match="o un’altra ha già preso il suo posto"):
        scroll(divided, ponte, act_number="73/2026")


def test_a_theme_without_partner_any_more_loses_its_money_and_the_others_go_on(divided: Call) -> None:
    exclude(announce(of_theme(divided, "ets1", "1")))
    assert grant_at_table(divided) == 60000, "only the second theme has a partner"
    with pytest.raises(Invalid, match="C’è ancora una domanda ammessa"):
        close(divided)
    exclude(announce(of_theme(divided, "ets3", "2")), act_number="74/2026")
    with pytest.raises(Invalid, match="o chi può entrare dalla graduatoria"):
        close(divided)


# Nobody is left.


def test_who_renounced_while_waiting_is_not_called_from_the_ranking(call: Call) -> None:
    casa = application_of(call, "ets4")
    leave(casa)
    lanterna = application_of(call)
    exclude(announce(lanterna))
    with pytest.raises(WrongState, match="In graduatoria non c’è nessun altro sopra la soglia"):
        scroll(call, lanterna)


def close(call: Call) -> Call:
    return declare_all_excluded(
        call=call,
        reasons="Nessuno di chi era ammesso può proseguire.",
        act_number="75/2026",
        act_date=DECIDED.date(),
        by=make_executive(),
        at=DECIDED,
    )


def test_when_nobody_is_left_the_procedure_is_closed_and_not_before(call: Call) -> None:
    with pytest.raises(Invalid, match="C’è ancora una domanda ammessa"):
        close(call)
    exclude(announce(application_of(call)))
    with pytest.raises(Invalid, match="o chi può entrare dalla graduatoria"):
        close(call)
    exclude(announce(application_of(call, "ets4")), act_number="74/2026")
    close(call)
    call.refresh_from_db()
    assert call.state == CallState.ALL_EXCLUDED
    paper = Paper.objects.get(number="75/2026")
    assert "chi era stato ammesso al tavolo è stato escluso o ha rinunciato" in str(paper.data["premises"])


def test_a_table_does_not_conclude_while_it_is_undecided_whether_who_sits_there_is_excluded() -> None:
    table = make_ready_table()
    exclusion = announce(application_of(table.call), at=FINAL)
    assert missing_to_conclude(table, FINAL) == [
        "Il dirigente deve ancora decidere su un’esclusione dal tavolo."
    ]
    drop(exclusion, at=FINAL + timedelta(days=1))
    assert missing_to_conclude(table, FINAL + timedelta(days=1)) == []
