# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whoever finds a weakness finds whom to tell."""

from datetime import UTC, datetime, timedelta

from django.test import Client
from pytest_django import Settings


def test_the_security_contact_is_where_the_standard_says(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = "sicurezza@ente.example.it"
    settings.PUBLIC_URL = "https://coprogettazione.example.it"
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == "mailto:sicurezza@ente.example.it"
    assert fields["Canonical"] == "https://coprogettazione.example.it/.well-known/security.txt"
    expires = datetime.fromisoformat(fields["Expires"])
    assert timedelta(days=1) < expires - datetime.now(UTC) < timedelta(days=366)
