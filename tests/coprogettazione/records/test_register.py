# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register: ordered, complete, and impossible to rewrite without being seen."""

import os
import signal
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from coprogettazione.parties.models import Organisation, OrganisationKind
from coprogettazione.records.deeds import DEEDS, Act, deed, sitting
from coprogettazione.records.models import Entry, RegisterHead
from coprogettazione.records.public.checking import check_public
from coprogettazione.records.queries import check_chain
from coprogettazione.records.refusals import NotAllowed, Refusal
from coprogettazione.records.rights import RIGHTS, condition, is_system, rights
from tests.processes import killed_during, together

AT = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
#: Whoever takes an entry away takes its public line too.
LINE_TOO = (
    "DELETE FROM coprogettazione_publicline WHERE seq = %s; DELETE FROM coprogettazione_entry WHERE seq = %s"
)


@contextmanager
def renaming():
    """A small deed of the test's own: the platform's deeds come from later chapters."""
    agrees = condition("", refusal="Il nome è già quello.")(
        lambda actor, organisation, at: organisation.name != "Basta"
    )
    rights({"rename_for_test": is_system & agrees})

    @deed(on="organisation", says="ha cambiato nome")
    def rename_for_test(
        act: Act, *, organisation: Organisation, name: str, by: None, at: datetime
    ) -> Organisation:
        organisation.name = name
        organisation.save(update_fields=["name"])
        if name == "Rifiuta":
            raise Refusal("Questo nome non va bene.")
        if name == "Muori":
            os.kill(os.getpid(), signal.SIGKILL)
        return organisation

    yield
    del DEEDS["rename_for_test"], RIGHTS["rename_for_test"]


@pytest.fixture(scope="module", autouse=True)
def rename_deed():
    """The deed, while these tests run."""
    with renaming():
        yield


def body(name: str = "Ente") -> Organisation:
    """A row to do deeds on."""
    return Organisation.objects.create(
        kind=OrganisationKind.OTHER, name=name, codice_fiscale=f"9000{Organisation.objects.count():07d}"
    )


def rename(organisation: Organisation, name: str) -> None:
    """Do the deed."""
    DEEDS["rename_for_test"].run(organisation=organisation, name=name, by=None, at=AT)


@pytest.mark.django_db
def test_a_deed_leaves_one_entry_that_follows_from_the_one_before():
    organisation = body()
    rename(organisation, "Uno")
    rename(organisation, "Due")
    first, second = Entry.objects.order_by("seq")
    assert (first.seq, second.seq) == (1, 2)
    assert second.previous == first.hash
    assert second.payload == {"name": "Due"}
    assert (second.subject_kind, second.subject_id) == ("organisation", organisation.pk)
    assert check_chain().holds


@pytest.mark.django_db
def test_the_callers_row_shows_what_the_deed_did():
    organisation = body()
    rename(organisation, "Uno")
    assert organisation.name == "Uno"


@pytest.mark.django_db
def test_a_refused_deed_changes_nothing_and_leaves_no_entry():
    organisation = body("Prima")
    with pytest.raises(Refusal, match="Questo nome non va bene"):
        rename(organisation, "Rifiuta")
    organisation.refresh_from_db()
    assert organisation.name == "Prima"
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_right_that_is_not_held_is_refused_with_its_reason():
    organisation = body("Basta")
    with pytest.raises(NotAllowed, match="Il nome è già quello"):
        rename(organisation, "Altro")
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_several_deeds_of_one_sitting_are_all_done_or_none():
    organisation = body("Prima")

    def one_good_one_refused() -> None:
        with sitting():
            rename(organisation, "Uno")
            rename(organisation, "Rifiuta")

    with pytest.raises(Refusal):
        one_good_one_refused()
    organisation.refresh_from_db()
    assert organisation.name == "Prima"
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_refusal_caught_inside_a_sitting_leaves_the_other_deeds():
    organisation = body("Prima")
    with sitting():
        rename(organisation, "Uno")
        with pytest.raises(Refusal):
            rename(organisation, "Rifiuta")
    assert [entry.payload["name"] for entry in Entry.objects.order_by("seq")] == ["Uno"]


@pytest.mark.django_db
def test_an_instant_without_time_zone_is_a_mistake_of_the_caller():
    with pytest.raises(TypeError, match="no time zone"):
        DEEDS["rename_for_test"].run(organisation=body(), name="x", by=None, at=datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql", ["UPDATE coprogettazione_entry SET role = 'X'", "DELETE FROM coprogettazione_entry"]
)
def test_the_database_refuses_to_rewrite_the_register(sql):
    rename(body(), "Uno")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
def test_the_database_refuses_to_empty_the_register():
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE coprogettazione_entry CASCADE")


def tamper(sql: str) -> None:
    """What somebody with the keys of the database could do: triggers off, one statement."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "broken", "reason"),
    [
        (
            'UPDATE coprogettazione_entry SET payload = \'{"name": "Duf"}\' WHERE seq = 2',
            2,
            "il contenuto è cambiato",
        ),
        (
            "UPDATE coprogettazione_entry SET at = at + interval '1 second' WHERE seq = 2",
            2,
            "una colonna è cambiata",
        ),
        ("UPDATE coprogettazione_entry SET role = 'AUDITOR' WHERE seq = 1", 1, "una colonna è cambiata"),
        (LINE_TOO % (2, 2), 2, "manca la voce"),
        (LINE_TOO % (3, 3), 3, "mancano voci alla fine del registro"),
    ],
)
def test_one_byte_changed_behind_the_triggers_is_named(sql, broken, reason):
    organisation = body()
    for name in ("Uno", "Due", "Tre"):
        rename(organisation, name)
    tamper(sql)
    check = check_chain()
    assert (check.holds, check.broken_seq, str(check.reason)) == (False, broken, reason)
    with pytest.raises(CommandError, match=f"voce {broken}"):
        call_command("verify_register")


@pytest.mark.django_db
def test_verify_register_says_how_many_entries_hold(capsys):
    rename(body(), "Uno")
    call_command("verify_register")
    assert "integra: 1 voci" in capsys.readouterr().out


def rename_often(pk: int, count: int) -> None:
    """So many deeds on one row."""
    organisation = Organisation.objects.get(pk=pk)
    with renaming():
        for number in range(count):
            rename(organisation, f"{os.getpid()} {number}")


def die(pk: int) -> None:
    """A deed during which the process is killed."""
    with renaming():
        rename(Organisation.objects.get(pk=pk), "Muori")


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_never_fork_or_gap_the_chain():
    rows = [body("A"), body("B")]
    together(rename_often, [(row.pk, 40) for row in rows for _ in range(2)])
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 161))
    assert RegisterHead.objects.get().seq == 160
    assert check_chain().holds
    assert check_public().entries == 160


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_during_a_deed_leaves_nothing_of_it():
    organisation = body("Prima")
    assert killed_during(die, organisation.pk) == -9
    organisation.refresh_from_db()
    assert organisation.name == "Prima"
    assert not Entry.objects.exists()
    rename(organisation, "Dopo")
    assert check_chain().holds
