# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Timestamps of the days: asked of an authority by the sweep, looked at before they are kept."""

import subprocess
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from coprogettazione.records.public.days import close_days
from coprogettazione.records.public.models import DayRoot, DayStamp
from coprogettazione.records.public.stamping import RETRIES, request_stamps
from tests.coprogettazione.records.authority import answering, roots_in
from tests.coprogettazione.records.public import exported, noting, verifier, written
from tests.coprogettazione.records.test_public_lines import MONDAY, THURSDAY, TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_days():
    """Two closed days."""
    with noting():
        written((MONDAY, 2), (TUESDAY, 1))
        close_days(THURSDAY)
        yield


def test_without_an_authority_nothing_is_asked() -> None:
    assert request_stamps(THURSDAY) == 0
    assert not DayStamp.objects.exists()


def test_each_day_is_stamped_once(settings) -> None:
    now = timezone.now()
    with answering() as (settings.TIMESTAMP_URL, asked):
        assert request_stamps(now) == 2
        assert request_stamps(now + timedelta(days=1)) == 0
    assert len(asked) == 2
    for stamp in DayStamp.objects.select_related("day"):
        assert verifier().imprint_of(bytes(stamp.token)).hex() == stamp.day.hash
        assert abs(stamp.stamped_at - now) < timedelta(minutes=1)
        assert stamp.authority == "Common Name: Marca temporale di prova"
        assert not stamp.chain, "no authority is configured: nobody looked"


def test_a_sweep_asks_for_a_few_and_the_next_for_the_rest(settings) -> None:
    with answering() as (settings.TIMESTAMP_URL, _asked):
        assert [request_stamps(timezone.now(), limit=1) for _n in range(3)] == [1, 1, 0]


def test_openssl_finds_what_we_find(settings, tmp_path) -> None:
    settings.TIMESTAMP_ROOTS = roots_in(tmp_path)
    with answering() as (settings.TIMESTAMP_URL, _asked):
        assert request_stamps(timezone.now()) == 2
    stamp = DayStamp.objects.select_related("day").latest("pk")
    assert stamp.chain
    token = tmp_path / "giorno.tst"
    token.write_bytes(Client().get(f"/registro/giorni/{stamp.day.day}.tst").content)
    command = ["openssl", "ts", "-verify", "-token_in", "-in", token, "-CAfile", settings.TIMESTAMP_ROOTS]
    right = subprocess.run([*command, "-digest", stamp.day.hash], capture_output=True, text=True)
    assert right.stdout.strip() == "Verification: OK", right.stderr
    wrong = subprocess.run([*command, "-digest", DayRoot.objects.earliest("day").hash], capture_output=True)
    assert wrong.returncode != 0


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("refuses", "time_stamp_token"),
        ("another", "not of this fingerprint"),
        ("spoils", "not of this fingerprint"),
        ("breaks", "HTTP Error 500"),
        ("drips", "too slow"),
    ],
)
def test_what_is_no_timestamp_of_the_day_is_not_kept_and_says_why(settings, how, why) -> None:
    settings.TIMESTAMP_SECONDS = 0.5
    begun = time.monotonic()
    with answering(how) as (settings.TIMESTAMP_URL, asked):
        assert request_stamps(THURSDAY) == 0
    assert time.monotonic() - begun < 5
    assert len(asked) == 1, "it stops at the first that is not had"
    first = DayStamp.objects.order_by("day__day")[0]
    assert why in first.last_error
    assert (first.token, first.attempts, first.not_before) == (None, 1, THURSDAY + RETRIES[0])


def test_a_certificate_that_leads_elsewhere_is_refused(settings, tmp_path) -> None:
    settings.TIMESTAMP_ROOTS = roots_in(tmp_path, wrong=True)
    with answering() as (settings.TIMESTAMP_URL, _asked):
        assert request_stamps(timezone.now()) == 0
    assert "does not lead to an authority" in DayStamp.objects.order_by("pk")[0].last_error


def test_an_authority_that_was_away_is_asked_again_not_a_second_too_soon(settings) -> None:
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    settings.TIMESTAMP_SECONDS = 0.5
    assert request_stamps(THURSDAY) == 0
    again = THURSDAY + RETRIES[0]
    with answering() as (settings.TIMESTAMP_URL, asked):
        request_stamps(THURSDAY)
        assert DayStamp.objects.filter(token__isnull=False).count() == 1, "the other day was not tried yet"
        assert request_stamps(again - timedelta(seconds=1)) == 0
        assert request_stamps(again) == 1
    assert len(asked) == 2


def test_the_sweep_asks_and_the_pages_and_the_export_show_what_was_had(settings, tmp_path) -> None:
    settings.TIMESTAMP_ROOTS = roots_in(tmp_path)
    with answering() as (settings.TIMESTAMP_URL, _asked):
        call_command("sweep")
    page = Client().get("/registro/giorni/").content.decode()
    assert "Marca temporale di prova" in page
    assert "il certificato fino a una delle autorità configurate" in page
    found = verifier().check(exported().splitlines(keepends=True))
    assert list(found.stamps) == ["2026-02-02", "2026-02-03"]


def test_a_token_that_is_kept_is_never_changed(settings) -> None:
    with answering() as (settings.TIMESTAMP_URL, _asked):
        request_stamps(timezone.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        DayStamp.objects.update(authority="altri")
    with pytest.raises(DatabaseError), transaction.atomic():
        DayStamp.objects.all().delete()
