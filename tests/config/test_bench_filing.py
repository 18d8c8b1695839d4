# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The last minute before a term, made short: a dozen clients against the server with its two workers."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from config.filing.__main__ import file_all
from config.filing.clients import Client, Sending
from config.filing.planting import plant
from config.filing.promises import broken_promises, figures
from coprogettazione.applications.models import Application, ApplicationState, Submission
from coprogettazione.applications.services import submit_application
from coprogettazione.calls.models import Call, CallState
from tests.factories.applications import make_application
from tests.factories.calls import DEADLINE, make_call
from tests.factories.parties import make_legal_representative

COUNT = 12
MINUTE = 10.0


@pytest.fixture
def original(transactional_db: None, settings: Any, tmp_path: Path) -> Application:
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"
    (tmp_path / "static").mkdir()
    return make_application(make_call(CallState.PUBLISHED), state=ApplicationState.DRAFT)


def server(tmp_path: Path) -> dict[str, str]:
    """Where a server finds the database and the files of this test."""
    place = connection.settings_dict
    user, name = place["USER"], place["NAME"]
    address = (
        f"{quote(place['HOST'], safe='')}:{place['PORT']}"
        if place.get("PORT")
        else quote(place["HOST"], safe="")
    )
    secret = f":{quote(place['PASSWORD'])}" if place.get("PASSWORD") else ""
    return {
        **os.environ,
        "DATABASE_URL": f"postgres://{user}{secret}@{address}/{name}",
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "COPROGETTAZIONE_VAR": str(tmp_path),
        "SECRET_KEY": settings.SECRET_KEY,
        "SEAL_KEYS": ",".join(settings.SEAL_KEYS),
        "DEBUG": "0",
        "PYTHONWARNINGS": "ignore::Warning:django.core.handlers.asgi",
    }


def test_whoever_sends_before_the_second_is_taken_in_once_and_whoever_sends_after_is_not(
    original: Application, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = file_all(original, count=COUNT, minute=MINUTE, environment=server(tmp_path))
    assert broken == []
    said = capsys.readouterr().out
    accepted = Submission.objects.count()
    assert 0 < accepted < COUNT
    assert f"{COUNT} applications: {accepted} accepted, {COUNT - accepted} refused as late" in said
    assert "errors 0" in said
    assert Call.objects.get().state == CallState.PUBLISHED


@pytest.mark.django_db
def test_a_promise_that_was_not_kept_is_named() -> None:
    original = make_application(make_call(CallState.PUBLISHED), state=ApplicationState.DRAFT)
    filers = plant(original, count=3, deadline=DEADLINE)
    term = DEADLINE.timestamp()
    good, half, lost = (Client(filer, 0, term - 9, term - 12) for filer in filers)
    application = Application.objects.get(pk=good.filer.application)
    signer = make_legal_representative(application.lead)
    submit_application(application=application, by=signer, at=DEADLINE - timedelta(seconds=9))
    good.sent.append(Sending(term - 9, term - 8, 302))
    arrived = {"submitted_at": DEADLINE, "content_hash": "0" * 64, "registry_number": "9/2026"}
    received = Application.objects.filter(pk=half.filer.application)
    received.update(state=ApplicationState.RECEIVED, **arrived)
    lost.sent.append(Sending(term - 9, term + 1, 500))
    assert broken_promises([good], DEADLINE) == []
    assert broken_promises([good, half, lost], DEADLINE) == [
        f"application {half.filer.application}: half written (submissions, entries, received: (0, 0, True))",
        f"application {lost.filer.application}: left 9.000 s before the term and was not accepted (500)",
        f"application {lost.filer.application}: answered 500",
    ]
    assert next(figures([good, lost], DEADLINE)) == "2 applications: 1 accepted, 1 refused as late"
    good.sent[0] = Sending(term + 1, term + 2, 302)
    assert "accepted, but it left 1.000 s after the term" in broken_promises([good], DEADLINE)[0]
