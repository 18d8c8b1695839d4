# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A browser of a person, and the pages of the deeds: what the ten stories of the law are tried through."""

from datetime import datetime
from typing import Any

import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse


def signed_in(person: Any) -> Client:
    """A browser of this person, with the second factor that officials must have."""
    if not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(person, generate_totp_secret())
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def read(person: Any, address: str, at: datetime) -> str:
    """The words of a page that this person opens at that instant."""
    with time_machine.travel(at, tick=False):
        answer = signed_in(person).get(address)
    assert answer.status_code == 200, f"{address} answers {answer.status_code}"
    return " ".join(answer.content.decode().split())


def send(person: Any, address: str, at: datetime, **typed: Any) -> tuple[int, str]:
    """Send a form at that instant: the status of the answer (302: done) and its words."""
    with time_machine.travel(at, tick=False):
        answer = signed_in(person).post(address, typed)
    return answer.status_code, " ".join(answer.content.decode().split())


def deed_page(case_file: Any, deed: str, subject: Any = None) -> str:
    """The page of a deed on a row of a dossier, or on the dossier itself."""
    return reverse("deed", args=[case_file.code, deed, (subject or case_file).pk])
