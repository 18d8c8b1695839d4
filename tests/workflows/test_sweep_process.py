# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py sweep --loop`, beside a server for months: a database that goes away does not end it."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.utils import timezone

from coprogettazione.notifications.models import Channel, Message
from coprogettazione.notifications.services import queue
from tests.factories.parties import make_ets, make_user
from tests.processes import started

LOOP = """
from django.core.management import call_command
call_command("sweep", loop=True, every=0.1)
"""
PATIENCE_SECONDS = 60
#: How the server knows its connections.
NAME = "the sweep of a test"


@pytest.fixture
def loop(transactional_db: None) -> Iterator[subprocess.Popen[str]]:
    process = started(LOOP, PGAPPNAME=NAME)
    yield process
    process.kill()
    process.communicate()


def cut_connections() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s", [NAME]
        )


def is_sent(key: str) -> bool:
    """Whether the message goes within our patience."""
    with transaction.atomic():
        queue(
            recipients=[make_user(email=f"{key}@example.org")], subject=key, body="x", about=make_ets(key),
            at=timezone.now(), key=key,
        )  # fmt: skip
    ends = time.monotonic() + PATIENCE_SECONDS
    waiting = Message.objects.filter(channel=Channel.EMAIL, subject=key, sent_at__isnull=True)
    while waiting.exists() and time.monotonic() < ends:
        time.sleep(0.05)
    return not waiting.exists()


def test_the_sweep_goes_on_after_its_connections_were_cut_and_ends_when_told(
    loop: subprocess.Popen[str],
) -> None:
    assert is_sent("ets1")
    for _times in range(20):
        cut_connections()
        time.sleep(0.02)
    assert is_sent("ets2")
    os.kill(loop.pid, signal.SIGTERM)
    assert loop.wait(PATIENCE_SECONDS) == 0
