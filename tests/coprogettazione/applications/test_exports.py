# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office's tables of the applications: what is in them, who may have them, what they cost."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from coprogettazione.applications.models import Answer
from coprogettazione.applications.queries.exports import TABLES
from coprogettazione.applications.services import record_late_application, withdraw_application
from coprogettazione.documents.documents import as_csv
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.arrival import STILL_AT_THE_DOOR
from coprogettazione.records.models import Entry
from tests.factories.applications import (
    CHECKED,
    OPENED,
    SUBMITTED,
    admit,
    ask_cure,
    make_application,
    open_all,
)
from tests.factories.calls import DEADLINE, make_call, make_executive, make_officer, make_operator
from tests.factories.parties import make_ets, make_legal_representative, make_user
from tests.factories.tables import make_auditor

pytestmark = pytest.mark.django_db
AFTER = CHECKED + timedelta(hours=1)
SECOND = timedelta(seconds=1)


def table(call: Any, name: str, user: Any = None) -> list[dict[str, str]]:
    """An export as somebody's spreadsheet reads it."""
    data = as_csv("", [TABLES[name](call, user or make_officer(), AFTER)]).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(data, newline=""), delimiter=";"))


def test_the_applications_with_their_bodies_plans_checks_and_cures() -> None:
    call = make_call("PUBLISHED")
    group = make_application(call, "ets1", "ets2")
    single = make_application(call, "ets3", at=SUBMITTED + timedelta(minutes=5))
    open_all(call)
    admit(group)
    ask_cure(single)
    rows = table(call, "domande")
    assert [(r["Ente o capofila"], r["Enti del gruppo"], r["Stato"]) for r in rows] == [
        ("Cooperativa sociale La Lanterna", "Passi Insieme", "Ammessa"),
        ("Il Ponte ODV", "", "In attesa di integrazione"),
    ]
    assert rows[0]["Arrivata il"] == "2026-02-20 10:12:05"
    assert rows[0]["Contributo chiesto, euro"] == "180000,00"
    assert [r["Quota, per cento"] for r in table(call, "enti")] == ["50,00", "50,00", "100,00"]
    assert {r["Euro"] for r in table(call, "piani")} == {"90000,00", "180000,00", "4500,00"}
    checks = table(call, "controlli")
    assert {(r["Capofila"], r["Esito"]) for r in checks} == {
        ("La Lanterna", "in ordine"),
        ("Il Ponte", "manca qualcosa di formale"),
    }
    assert {r["Controllato da"] for r in checks} == {"Elena Marchetti"}
    [cure] = table(call, "integrazioni")
    assert (cure["Capofila"], cure["Che cosa manca"]) == ("Il Ponte", "firma digitale sul piano economico")


def test_what_an_entity_typed_is_no_formula_in_the_export() -> None:
    call = make_call("PUBLISHED")
    application = make_application(call)
    Organisation.objects.filter(pk=application.lead_id).update(name="=cmd|' /C calc'!A0")
    open_all(call)
    assert table(call, "domande")[0]["Ente o capofila"] == "'=cmd|' /C calc'!A0"


def test_of_what_was_never_opened_the_tables_say_that_it_arrived_and_nothing_else() -> None:
    call = make_call("PUBLISHED")
    make_application(call)
    late = make_application(call, "ets3", state="DRAFT")
    for answer in Answer.objects.filter(application=late):
        answer.value = "Segreto tardivo"
        answer.save()
    gone = make_application(call, "ets4")
    signer = make_legal_representative(make_ets("ets4"))
    withdraw_application(application=gone, reason="", by=signer, at=DEADLINE - SECOND)
    signer = make_legal_representative(make_ets("ets3"))
    record_late_application(application=late, by=signer, at=DEADLINE + STILL_AT_THE_DOOR)
    open_all(call)
    rows = {r["Stato"]: r for r in table(call, "domande")}
    assert rows["Fuori termine, non aperta"]["Contributo chiesto, euro"] == ""
    for name in ("enti", "piani", "controlli", "integrazioni"):
        assert {r["Capofila"] for r in table(call, name)} <= {"La Lanterna"}


def test_who_may_not_read_the_dossier_finds_no_rows_either() -> None:
    call = make_call("PUBLISHED")
    make_application(call)
    open_all(call)
    for name in TABLES:
        assert table(call, name, make_user("Nino", "Nulla")) == []
    assert table(call, "domande", make_auditor()) != []


@pytest.mark.parametrize(
    ("extension", "media_type"),
    [
        ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("csv", "text/csv; charset=utf-8"),
    ],
)
def test_an_export_is_an_attachment_and_an_entry_of_the_register(
    visit: Any, extension: str, media_type: str
) -> None:
    call = make_call("PUBLISHED")
    make_application(call)
    open_all(call)
    with time_machine.travel(AFTER, tick=False):
        answer = visit(make_officer(), "export", call.code, "domande", extension)
    assert (answer.status_code, answer["Content-Type"]) == (200, media_type)
    assert answer["Content-Disposition"] == f'attachment; filename="pis-2026-domande-2026-03-02.{extension}"'
    entry = Entry.objects.get(deed="export_applications")
    assert (entry.actor, entry.payload) == (make_officer(), {"what": "domande", "extension": extension})
    if extension == "xlsx":
        assert load_workbook(io.BytesIO(answer.content)).sheetnames == ["Domande", "Enti", "Piani economici"]


def test_before_the_opening_nobody_exports_anything(visit: Any) -> None:
    call = make_call("PUBLISHED")
    make_application(call)
    for at, words in (
        (DEADLINE - SECOND, "sigillate fino a"),
        (DEADLINE + SECOND, "si esporta dopo che sono state aperte"),
    ):
        with time_machine.travel(at, tick=False):
            answer = visit(make_officer(), "export", call.code, "domande", "csv")
        assert answer.status_code == 403
        assert words in answer.content.decode()
    assert not Entry.objects.filter(deed="export_applications").exists()


@pytest.mark.parametrize("make", [make_executive, make_operator, make_auditor])
def test_the_offices_that_read_the_dossier_may_export(visit: Any, make: Callable[[], User]) -> None:
    call = make_call("PUBLISHED")
    make_application(call)
    open_all(call)
    with time_machine.travel(AFTER, tick=False):
        assert visit(make(), "export", call.code, "controlli", "ods").status_code == 200
        assert visit(make(), "export", call.code, "altro", "ods").status_code == 404
        assert visit(make(), "export", call.code, "domande", "pdf").status_code == 404


def test_an_entity_and_a_visitor_are_refused(visit: Any) -> None:
    call = make_call("PUBLISHED")
    application = make_application(call)
    open_all(call)
    with time_machine.travel(AFTER, tick=False):
        entity = visit(make_legal_representative(application.lead), "export", call.code, "domande", "csv")
        visitor = Client().get(f"/fascicoli/{call.code}/istruttoria/esporta/domande.csv")
    assert (entity.status_code, visitor.status_code) == (403, 302)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("domande", 2), ("enti", 1), ("piani", 1), ("controlli", 1)])
def test_a_table_costs_the_same_whatever_the_rows(
    rows: int, name: str, queries: int, django_assert_num_queries: Any
) -> None:
    call = make_call("PUBLISHED")
    made = [make_application(call, key) for key in ("ets1", "ets3", "ets4")[:rows]]
    open_all(call)
    for application in made:
        admit(application)
    officer = make_officer()
    list(TABLES["domande"](call, officer, OPENED).rows)
    with django_assert_num_queries(queries):
        sheet = TABLES[name](call, officer, AFTER)
        assert len({row[0] for row in sheet.rows}) == rows
