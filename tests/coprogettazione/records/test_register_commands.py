# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The commands of the public register."""

import pytest
import time_machine
from django.core.management import CommandError, call_command

from coprogettazione.records.public.models import DayRoot
from tests.coprogettazione.records.public import exported, noting, verifier, written
from tests.coprogettazione.records.test_public_lines import MONDAY, THURSDAY, TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_days():
    with noting():
        written((MONDAY, 2), (TUESDAY, 1))
        yield


def test_the_days_are_closed_by_hand_and_said(capsys) -> None:
    with time_machine.travel(THURSDAY):
        call_command("close_register_days")
        said = capsys.readouterr().out
        call_command("close_register_days")
    first, second = DayRoot.objects.all()
    assert f"2026-02-02: 2 voci, impronta {first.hash}." in said
    assert f"2026-02-03: 1 voci, impronta {second.hash}." in said
    assert "Giorni chiusi ora: 0" in capsys.readouterr().out


def test_the_register_is_written_as_the_site_gives_it(tmp_path, capsys) -> None:
    with time_machine.travel(THURSDAY):
        call_command("close_register_days")
    call_command("export_register", tmp_path / "registro.jsonl")
    call_command("export_register", tmp_path / "radici.jsonl", "--roots")
    assert (tmp_path / "registro.jsonl").read_bytes() == exported()
    assert "radici.jsonl" in capsys.readouterr().out
    with (tmp_path / "radici.jsonl").open("rb") as lines:
        assert list(verifier().noted_in(lines)) == ["2026-02-02", "2026-02-03"]
    assert {file.name for file in tmp_path.iterdir()} == {"registro.jsonl", "radici.jsonl"}


def test_a_file_that_cannot_be_written_is_said_so(tmp_path) -> None:
    with pytest.raises(CommandError, match="non si scrive"):
        call_command("export_register", tmp_path / "manca" / "registro.jsonl")
