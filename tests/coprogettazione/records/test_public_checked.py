# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public register against the register itself; what was there before it; and nothing private in it."""

import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from coprogettazione.documents.models import Paper
from coprogettazione.migrations._public_lines import fill
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.models import Entry, RegisterHead
from coprogettazione.records.public.checking import check_public
from coprogettazione.records.public.days import close_days
from coprogettazione.records.public.models import PublicLine, PublishedFile
from tests.coprogettazione.records.public import exported, noting, verifier, written
from tests.coprogettazione.records.test_public_lines import MONDAY, THURSDAY, TUESDAY
from tests.factories.calls import make_call
from tests.factories.evaluation import make_admitted

pytestmark = pytest.mark.django_db


def tamper(sql: str) -> None:
    """As somebody with the keys of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.parametrize(
    ("sql", "broken", "reason"),
    [
        ("DELETE FROM coprogettazione_publicline WHERE seq = 2", 2, "manca la riga"),
        ("DELETE FROM coprogettazione_publicline WHERE seq = 3", 3, "mancano righe alla fine"),
        ("UPDATE coprogettazione_publicline SET text = text || ' ' WHERE seq = 1", 1, "la riga è cambiata"),
        ("UPDATE coprogettazione_publicline SET salt = repeat('0', 64) WHERE seq = 2", 2, "un’altra voce"),
        ("UPDATE coprogettazione_dayroot SET text = text || ' '", 2, "la radice del suo giorno"),
    ],
)
def test_what_was_changed_behind_the_triggers_is_named(sql, broken, reason) -> None:
    with noting():
        written((MONDAY, 2), (TUESDAY, 1))
    close_days(TUESDAY)
    assert check_public().holds
    tamper(sql)
    check = check_public()
    assert (check.holds, check.broken_seq) == (False, broken)
    assert reason in str(check.reason)
    with pytest.raises(CommandError, match=f"alla voce {broken}"):
        call_command("verify_register")


def test_the_entries_that_were_there_before_get_their_lines_with_the_acts_published_then() -> None:
    make_call("PUBLISHED")
    before = {line.seq: line.facts for line in PublicLine.objects.all()}
    files = set(PublishedFile.objects.values_list("sha256", flat=True))
    tamper("DELETE FROM coprogettazione_publishedfile; DELETE FROM coprogettazione_publicline")
    fill(apps, None)
    assert check_public().entries == Entry.objects.count() == len(before)
    assert set(PublishedFile.objects.values_list("sha256", flat=True)) == files
    after = PublicLine.objects.get(deed="publish_call")
    assert after.facts["said"] == before[after.seq]["said"]
    assert {act["sha256"] for act in after.facts["acts"]} == files
    assert RegisterHead.objects.get().open_from == PublicLine.objects.latest("seq").day


def test_every_published_act_of_a_procedure_is_told_and_nothing_private() -> None:
    make_admitted()
    close_days(THURSDAY)
    data = exported().decode()
    assert verifier().check(exported().splitlines(keepends=True)).entries == Entry.objects.count()
    told = {
        act["sha256"] for line in PublicLine.objects.exclude(deed="") for act in line.facts.get("acts", ())
    }
    published = set(
        Paper.objects.filter(published_at__isnull=False).values_list("public_file__sha256", flat=True)
    )
    assert published
    assert published <= told
    for person in User.objects.all():
        assert person.email not in data
        assert str(person) not in data
    for organisation in Organisation.objects.all():
        assert organisation.codice_fiscale not in data
        assert not organisation.pec or organisation.pec not in data
    for line in PublicLine.objects.filter(deed=""):
        assert set(json.loads(line.text)) == {"kind", "seq", "day", "commitment"}
    for salt in PublicLine.objects.values_list("salt", flat=True):
        assert salt not in data
