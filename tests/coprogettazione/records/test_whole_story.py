# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chronicle of the demo procedure is the dataset's, to the second and to the cent."""

from datetime import datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from coprogettazione.agreements.models import SignatureSlot
from coprogettazione.applications.models import Application
from coprogettazione.calls.models import Call, CallState
from coprogettazione.evaluation.models import RankingRow
from coprogettazione.management.commands.load_demo import CHRONICLES
from coprogettazione.parties.models import User
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import check_chain
from coprogettazione.tables.models import DesignTable
from coprogettazione.tables.queries import budget_matrix
from tests.coprogettazione.records.whole_story import (
    every_act_is_in_order,
    nothing_personal_is_public,
    planted,
)
from tests.factories.parties import ROME

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(settings, tmp_path):
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"
    settings.DEMO = True


def test_the_demo_is_refused_where_it_is_not_one(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO"):
        call_command("load_demo", stdout=StringIO())
    assert not User.objects.exists()


def test_the_whole_story_is_replayed_and_its_chain_tells_the_entry_that_was_changed(files, tmp_path):
    out = StringIO()
    call_command("replay", planted(CHRONICLES / "pis-2026.json", tmp_path), stdout=out)
    said = out.getvalue()
    assert "25/02/2026 12:03:11 · Bruno Vitali · submit_application · rifiutato" in said
    call = Call.objects.get(code="PIS-2026")
    assert call.state == CallState.EXECUTION

    arrived = {a.lead.known_as: (a.state, a.submitted_at) for a in Application.objects.select_related("lead")}
    assert arrived == {
        "La Lanterna": ("ADMITTED", datetime(2026, 2, 20, 10, 12, 5, tzinfo=ROME)),
        "Casa Aperta": ("ADMITTED", datetime(2026, 2, 24, 17, 40, 0, tzinfo=ROME)),
        "Il Ponte": ("ADMITTED", datetime(2026, 2, 25, 11, 58, 40, tzinfo=ROME)),
        "Mutua Valdora": ("LATE", datetime(2026, 2, 25, 12, 3, 11, tzinfo=ROME)),
    }
    totals = {row.application.lead.known_as: row.total for row in RankingRow.objects.all()}
    assert totals == {
        "La Lanterna": Decimal("81.25"),
        "Casa Aperta": Decimal("68.75"),
        "Il Ponte": Decimal("51.25"),
    }
    matrix = budget_matrix(DesignTable.objects.get(call=call))
    assert (matrix.public, matrix.total, matrix.value) == (180000, 192000, 216000)
    assert call.table.sessions.count() == 4
    agreement = call.agreements.get()
    assert {p.organisation.known_as: p.share for p in agreement.parties.all()} == {
        "La Lanterna": Decimal("55.00"),
        "Passi Insieme": Decimal("20.00"),
        "Casa Aperta": Decimal("25.00"),
        "Ambito di Valdora": Decimal("0.00"),
    }
    signatures = SignatureSlot.objects.filter(party__agreement=agreement).order_by("place")
    assert [(slot.state, slot.signed_by) for slot in signatures] == [
        ("VALID", "Ada Fontana"),
        ("VALID", "Marco Rinaldi"),
        ("VALID", "Giulia Ferri"),
        ("VALID", "Davide Orsini"),
    ]
    assert agreement.published_at == datetime(2026, 7, 21, 9, 0, tzinfo=ROME)

    every_act_is_in_order(call)
    nothing_personal_is_public()

    entries = Entry.objects.count()
    check = check_chain()
    assert (check.holds, check.entries) == (True, entries)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE coprogettazione_entry DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE coprogettazione_entry SET payload = replace(payload::text, '31/2026', '32/2026')::jsonb"
            " WHERE deed = 'authorise_call' AND case_file_id = %s",
            [call.pk],
        )
    broken = check_chain()
    assert broken.broken_seq == Entry.objects.get(deed="authorise_call", case_file=call).seq
    assert "contenuto" in str(broken.reason)
