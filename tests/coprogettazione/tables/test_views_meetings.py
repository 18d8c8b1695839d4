# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of a session and of the working groups, and what they cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coprogettazione.tables.models import DesignTable, Session
from coprogettazione.tables.services import answer_convocation, assign_task, save_version, share_paper
from tests.coprogettazione.tables.test_convening import pdf
from tests.coprogettazione.tables.test_groups import convene, make_group, sara
from tests.coprogettazione.tables.test_views_sessions import CODE, at, page, signed_in, written
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    CONVENED,
    DRAFTED,
    FIRST_SESSION,
    casa,
    make_minutes,
    make_session,
    passi,
    person_of,
    write_project,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NO_PAPERS = {"papers-TOTAL_FORMS": "1", "papers-INITIAL_FORMS": "0"}


def test_one_answers_on_the_page_of_the_session_and_the_convener_sees_who_did(table: DesignTable) -> None:
    make_session(table)
    president = signed_in(make_legal_representative(casa()))
    with at(CONVENED + DAY):
        assert "Di’ se ci sarai all’incontro 1." in written(president.get(page("sessions", CODE)))
        here = page("session", CODE, 1)
        assert "Chi ha risposto" not in written(president.get(here))
        refused = president.post(here, {"coming": "ANOTHER", "who": ""})
        assert refused.status_code == 422
        assert "Scrivi chi verrà" in written(refused)
        assert president.post(here, {"coming": "ANOTHER", "who": "Nora Serra"}).status_code == 302
        assert "Hai risposto «verrà un’altra persona»" in written(president.get(here))
        assert "Di’ se ci sarai" not in written(president.get(page("sessions", CODE)))
        seen = written(signed_in(make_officer()).get(here))
    assert "«verrà un’altra persona»</span>: Nora Serra" in seen
    assert "non ha ancora risposto" in seen


def test_who_only_reads_the_table_is_not_asked_whether_they_come(table: DesignTable) -> None:
    make_session(table)
    with at(CONVENED + DAY):
        text = written(signed_in(make_executive()).get(page("session", CODE, 1)))
    assert "Ci sarai?" not in text
    assert "Sposta l’incontro" not in text


def test_a_convocation_carries_its_papers_from_the_page_that_convenes(table: DesignTable) -> None:
    write_project(table)
    version = save_version(table=table, label="prima", by=make_officer(), at=CONVENED)
    officer = signed_in(make_officer())
    typed = {
        "starts_at": "2026-04-28T10:00",
        "mode": "IN_PERSON",
        "place": "Sala consiliare",
        "agenda": "Le azioni\nIl piano",
        "papers-TOTAL_FORMS": "2",
        "papers-INITIAL_FORMS": "0",
        "papers-0-point": "1",
        "papers-0-link": f"version-{version.pk}",
        "papers-1-title": "Senza punto",
    }
    with at(FIRST_SESSION):
        refused = officer.post(page("convene", CODE), typed)
        assert refused.status_code == 422
        assert "A quale punto dell’ordine del giorno" in written(refused)
        assert "Il piano" in written(refused)
        sent = {
            **typed,
            "papers-1-point": "2",
            "papers-1-title": "Conti",
            "papers-1-file": SimpleUploadedFile("conti.pdf", pdf().read()),
        }
        assert officer.post(page("convene", CODE), sent).status_code == 302
        text = written(officer.get(page("session", CODE, 1)))
    assert text.index("Le azioni") < text.index("Il progetto, versione 1: prima") < text.index("Il piano")
    assert "Conti</a>" in text


def test_moving_shows_what_there_is_and_says_why(table: DesignTable) -> None:
    make_session(table)
    officer = signed_in(make_officer())
    with at(CONVENED + timedelta(hours=1)):
        form = written(officer.get(page("move", CODE, 1)))
        assert 'value="2026-04-08T14:30"' in form
        assert "Sala consiliare di Valdora" in form
        moved = {"starts_at": "2026-04-10T14:30", "mode": "ONLINE", "place": "", "reason": "Sala occupata."}
        assert officer.post(page("move", CODE, 1), moved).status_code == 302
        text = written(officer.get(page("session", CODE, 1)))
    assert "Sala occupata." in text
    assert "venerdì 10 aprile 2026" in text
    with at(FIRST_SESSION + 30 * DAY):
        assert officer.post(page("move", CODE, 1), moved).status_code == 422


def test_who_represents_a_body_signs_a_delegation_and_takes_it_back_on_a_page_of_its_own(
    table: DesignTable,
) -> None:
    make_session(table)
    nora = person_of(casa(), "Nora", "Serra")
    president = signed_in(make_legal_representative(casa()))
    with at(CONVENED + DAY):
        form = written(president.get(page("delegate", CODE, 1)))
        assert "all’incontro 1 del tavolo PIS-2026 del 8 aprile 2026" in form
        assert "Sara Benedetti" not in form
        typed = {"organisation": casa().pk, "delegate": nora.pk, "text": "Delego a votare."}
        assert president.post(page("delegate", CODE, 1), typed).status_code == 302
        assert "Nora Serra" in written(signed_in(nora).get(page("session", CODE, 1)))
        given = Session.objects.get().delegations.get()
        asked = written(president.get(page("revoke", CODE, 1, given.pk)))
        assert "Delego a votare." in asked
        assert president.post(page("revoke", CODE, 1, given.pk)).status_code == 302
        assert signed_in(nora).get(page("session", CODE, 1)).status_code == 403
        assert signed_in(make_officer()).get(page("delegate", CODE, 1)).status_code == 403


def test_the_roll_starts_from_the_answers_and_keeps_the_hours(table: DesignTable) -> None:
    session = make_session(table)
    president = make_legal_representative(casa())
    answer_convocation(session=session, coming="NO", by=president, at=CONVENED)
    officer = signed_in(make_officer())
    with at(FIRST_SESSION + timedelta(minutes=50)):
        form = written(officer.get(page("attendance", CODE, 1)))
        assert f'name="presence_{president.pk}" value="ABSENT"' in form.replace(" checked", "")
        assert "Ha risposto «non ci sarò»" in form
        typed: dict[str, Any] = {
            f"presence_{s.user_id}": "PRESENT" for s in table.seats_at(FIRST_SESSION) if s.user_id
        }
        typed |= {f"presence_{president.pk}": "ABSENT", f"arrived_{sara().pk}": "14:00"}
        refused = officer.post(page("attendance", CODE, 1), typed)
        assert refused.status_code == 422
        assert "Scrivi un’ora dopo l’inizio" in written(refused)
        typed |= {f"arrived_{sara().pk}": "15:10", "listeners": "Dora Neri, Comune di Pieve"}
        assert officer.post(page("attendance", CODE, 1), typed).status_code == 302
        text = written(officer.get(page("session", CODE, 1)))
        assert 'value="15:10"' in written(officer.get(page("attendance", CODE, 1)))
    assert "Presenti 3 enti su 4. Ascolta, senza voto, 1 persona." in text
    assert "(arriva alle 15:10)" in text


def test_a_group_is_opened_met_and_closed_from_its_page(table: DesignTable) -> None:
    officer = signed_in(make_officer())
    with at(CONVENED):
        assert "Nessun gruppo di lavoro" in written(officer.get(page("groups", CODE)))
        typed = {
            "name": "Accoglienza",
            "purpose": "Le azioni.",
            "members": [str(casa().pk), str(passi().pk)],
            "coordinator": sara().pk,
        }
        refused = officer.post(page("open_group", CODE), typed)
        assert refused.status_code == 422
        assert "lo coordina chi ne fa parte" in written(refused)
        typed["coordinator"] = make_legal_representative(casa()).pk
        assert officer.post(page("open_group", CODE), typed).status_code == 302
        group = table.groups.get()
        president = signed_in(make_legal_representative(casa()))
        text = written(president.get(page("groups", CODE)))
        assert "Convoca il gruppo" in text
        assert "Cambia chi è nel gruppo" not in text
        form = written(president.get(f"{page('convene', CODE)}?gruppo={group.pk}"))
        assert f'value="{group.pk}" selected' in form
        assert "Tutto il tavolo" not in form
        meeting = {
            **NO_PAPERS,
            "group": group.pk,
            "starts_at": "2026-04-10T10:00",
            "mode": "IN_PERSON",
            "place": "Sede",
            "agenda": "Posti letto",
        }
        assert president.post(page("convene", CODE), meeting).status_code == 302
        assert "Convoca il gruppo" not in written(
            signed_in(make_legal_representative(passi())).get(page("groups", CODE))
        )
        assert (
            president.post(page("close_group", CODE, group.pk), {"outcome": "Il testo."}).status_code == 422
        )
        table.sessions.update(cancelled_at=CONVENED)
        assert (
            president.post(page("close_group", CODE, group.pk), {"outcome": "Il testo."}).status_code == 302
        )
        assert "Il testo." in written(officer.get(page("groups", CODE)))


def test_a_task_is_written_beside_the_minutes_and_marked_as_done_by_who_has_it(table: DesignTable) -> None:
    minutes = make_minutes(table)
    officer, president = signed_in(make_officer()), signed_in(make_legal_representative(casa()))
    with at(DRAFTED):
        assert "Aggiungi un compito" in written(officer.get(page("minutes", minutes.session_id)))
        typed = {"text": "Mandare i dati", "owner": str(casa().pk), "due_on": "2026-04-22"}
        assert officer.post(page("assign", CODE, 1), typed).status_code == 302
        assert "entro il 22 aprile 2026: Mandare i dati" in written(
            officer.get(page("minutes", minutes.session_id))
        )
        task = minutes.session.assignments.get()
    with at(DRAFTED + 30 * DAY):
        text = written(president.get(page("sessions", CODE)))
        assert "In ritardo" in text
        assert (
            signed_in(make_legal_representative(passi())).get(page("finish_task", task.pk)).status_code == 403
        )
        assert president.post(page("finish_task", task.pk), {"note": ""}).status_code == 422
        assert president.post(page("finish_task", task.pk), {"note": "Mandati."}).status_code == 302
        assert "Mandati." in written(officer.get(page("sessions", CODE)))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_session_asks_the_same_whatever_its_papers_and_answers(
    table: DesignTable, rows: int, django_assert_num_queries: Any
) -> None:
    session = make_session(table)
    people = [make_legal_representative(casa()), make_legal_representative(passi()), sara()][:rows]
    for person in people:
        share_paper(table=table, session=session, point=1, file=pdf(), by=person, at=CONVENED)
        answer_convocation(session=session, coming="YES", by=person, at=CONVENED)
    client = signed_in(make_officer())
    with at(CONVENED + DAY), django_assert_num_queries(16):
        assert client.get(page("session", CODE, 1)).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_the_groups_asks_the_same_with_one_and_with_three(
    table: DesignTable, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        group = make_group(table, name=f"Gruppo {number}")
        convene(table, group, make_officer())
        share_paper(table=table, group=group, file=pdf(), by=make_officer(), at=CONVENED)
    client = signed_in(make_officer())
    with at(CONVENED + DAY), django_assert_num_queries(12):
        assert client.get(page("groups", CODE)).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_tasks_of_a_table_cost_the_same_queries_one_or_three(
    table: DesignTable, rows: int, django_assert_num_queries: Any
) -> None:
    minutes = make_minutes(table)
    for body in (casa(), passi(), casa())[:rows]:
        assign_task(
            session=minutes.session,
            text="Mandare i dati",
            organisation=body,
            due_on=(FIRST_SESSION + 7 * DAY).date(),
            by=make_officer(),
            at=DRAFTED,
        )
    client = signed_in(make_officer())
    with at(DRAFTED + DAY), django_assert_num_queries(15):
        assert client.get(page("sessions", CODE)).status_code == 200
