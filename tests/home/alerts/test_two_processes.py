# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Digests that two processes write at the same moment."""

from datetime import datetime

import pytest

from coprogettazione.calls.models import CallState
from coprogettazione.notifications.models import Message
from coprogettazione.wording import ROME
from home.alerts.asking import ask, confirm
from home.alerts.digests import write_digests
from home.models import AlertTold, SearchAlert
from home.search.asked import Asked
from tests.factories.calls import PUBLISHED, make_call
from tests.processes import together

MORNING = datetime(2026, 2, 3, 7, tzinfo=ROME)
READERS = 24


@pytest.mark.django_db(transaction=True)
def test_two_processes_write_to_each_reader_once() -> None:
    asked = Asked.of({"q": "prossimità"})
    for number in range(READERS):
        address, before = f"lettrice{number}@example.it", PUBLISHED.replace(hour=0)
        ask(address=address, asked=asked, network=f"192.0.2.{number}", at=before)
        confirm(alert=SearchAlert.objects.get(address=address), at=before)
    make_call(CallState.PUBLISHED)
    told = together(write_digests, [(MORNING,), (MORNING,)])
    assert [answer.refusal for answer in told] == ["", ""]
    written = Message.objects.filter(key__startswith="digest:")
    assert sorted(written.values_list("address", flat=True)) == sorted(
        f"lettrice{number}@example.it" for number in range(READERS)
    )
    assert AlertTold.objects.count() == READERS
    assert write_digests(MORNING) == 0
