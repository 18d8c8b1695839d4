# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Several workers at once, and one that dies: real processes, real locks."""

import os
import signal
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from coprogettazione.notifications.models import Channel, Message
from coprogettazione.notifications.services import deliver_due, queue
from tests.processes import started

ROME = ZoneInfo("Europe/Rome")
NOON = datetime(2026, 2, 25, 12, 0, tzinfo=ROME)
WORKER = """
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
settings.EMAIL_FILE_PATH = "{folder}"
from datetime import datetime
from coprogettazione.notifications import services
if "{hang}":
    import time
    services._hand_over = lambda message, connection: (print("holding", flush=True), time.sleep(60))[1]
print("ready", flush=True)
done = services.deliver_due(at=datetime.fromisoformat("{at}"), limit=1000)
print(done.sent, done.failed, flush=True)
"""


def worker(folder: Path, *, hang: bool = False) -> subprocess.Popen[str]:
    return started(WORKER.format(folder=folder, at=NOON.isoformat(), hang="yes" if hang else ""))


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_mail_and_each_goes_once(sara, lanterna, tmp_path: Path) -> None:
    with transaction.atomic():
        for n in range(60):
            queue(recipients=[sara], subject=f"n. {n}", body="x", about=lanterna, at=NOON, key=f"n{n}")
    workers = [worker(tmp_path / str(n)) for n in range(2)]
    outputs = [w.communicate(timeout=90)[0].splitlines()[-1].split() for w in workers]
    assert sum(int(sent) for sent, _failed in outputs) == 60
    written = "".join(path.read_text() for path in tmp_path.rglob("*.log"))
    assert all(written.count(f"Subject: n. {n}\n") == 1 for n in range(60))
    assert not Message.objects.to_mail(NOON + timedelta(days=1)).exists()


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_its_mail_for_later_and_loses_none(
    sara, lanterna, tmp_path, mailoutbox
) -> None:
    with transaction.atomic():
        queue(recipients=[sara], subject="uno", body="x", about=lanterna, at=NOON, key="uno")
    hanging = worker(tmp_path, hang=True)
    assert hanging.stdout is not None
    assert "holding" in (line.strip() for line in hanging.stdout)
    os.kill(hanging.pid, signal.SIGKILL)
    hanging.wait(timeout=10)
    hanging.stdout.close()
    assert deliver_due(at=NOON).sent == 0
    assert deliver_due(at=NOON + timedelta(minutes=5)).sent == 1
    assert Message.objects.get(channel=Channel.EMAIL).attempts == 2
