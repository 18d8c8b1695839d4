# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How often an address may ask: said at every answer, counted by all the processes together, never for ever."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client, RequestFactory

from config.counters import SharedCounters
from home.limits import allowance, caller

NOON = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def two_a_minute(settings: Any) -> Iterator[None]:
    caches["counters"].clear()
    settings.API_REQUESTS_PER_MINUTE = 2
    settings.DATA_FILES_PER_MINUTE = 2
    yield
    caches["counters"].clear()


@pytest.mark.django_db
@pytest.mark.usefixtures("two_a_minute")
@pytest.mark.parametrize("address", ["/api/v1/avvisi", "/api/v1/boh", "/dati/avvisi.csv-metadata.json"])
def test_the_third_request_of_a_minute_is_refused_until_the_next_one(client: Client, address: str) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        first = client.get(address)
        assert (first["X-RateLimit-Limit"], first["X-RateLimit-Remaining"]) == ("2", "1")
        assert first["X-RateLimit-Reset"] == "60"
        client.get(address)
        clock.move_to(NOON + timedelta(seconds=59))
        refused = client.get(address)
        assert refused.status_code == 429
        assert refused["Content-Type"] == "application/problem+json"
        assert (refused["Retry-After"], refused["X-RateLimit-Remaining"]) == ("1", "0")
        assert "riprova fra 1 second" in refused.json()["detail"]
        clock.move_to(NOON + timedelta(seconds=60))
        assert client.get(address).status_code != 429


@pytest.mark.django_db
@pytest.mark.usefixtures("two_a_minute")
def test_whoever_has_asked_too_much_does_not_stop_the_others(client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        for _ in range(3):
            client.get("/api/v1/avvisi")
        assert client.get("/api/v1/avvisi").status_code == 429
        assert client.get("/api/v1/avvisi", REMOTE_ADDR="192.0.2.7").status_code == 200
        assert client.get("/dati/avvisi.csv-metadata.json").status_code == 200
        assert client.get("/avvisi/").status_code == 200


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "20010db8000100020000000000000000"),
        ("2001:db8:1:2:ffff::1", "20010db8000100020000000000000000"),
        ("", "unknown"),
        ("@", "unknown"),
    ],
)
def test_an_address_of_ipv6_is_counted_with_its_subscriber(address: str, counted: str) -> None:
    assert caller(RequestFactory().get("/", REMOTE_ADDR=address)) == counted


def test_several_processes_count_together(tmp_path: Path) -> None:
    program = (
        "import sys; from django.conf import settings; settings.configure()\n"
        "from config.counters import SharedCounters\n"
        "shared = SharedCounters(sys.argv[1], {})\n"
        "for _ in range(50): shared.add('n', 0, 60); shared.incr('n')\n"
    )
    root = Path(__file__).resolve().parents[2]
    processes = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], cwd=root / "site") for _ in range(3)
    ]
    assert [process.wait(timeout=30) for process in processes] == [0, 0, 0]
    assert SharedCounters(str(tmp_path), {}).get("n") == 150


def test_a_cache_that_forgets_lets_in_rather_than_failing(settings: Any) -> None:
    settings.CACHES = {
        **settings.CACHES,
        "counters": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    }
    assert allowance(RequestFactory().get("/"), "prova", 2, NOON).spent is False


def test_a_count_begins_again_with_the_minute() -> None:
    caches["counters"].clear()
    request = RequestFactory().get("/")
    assert [allowance(request, "prova", 2, NOON).spent for _ in range(3)] == [False, False, True]
    assert allowance(request, "prova", 2, NOON + timedelta(seconds=60)).spent is False
    caches["counters"].clear()
