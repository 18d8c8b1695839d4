# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The addresses in the e-mails: signed, so that nobody can make one for another's search."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from home.models.alerts import SearchAlert

#: How long the link that confirms works; what is not confirmed by then is deleted.
CONFIRM_WITHIN = timedelta(days=3)
#: Letters of the link that a message carries.
LONGEST_LINK = 300
_CONFIRM, _STOP = "home.alerts.confirm", "home.alerts.stop"


def confirm_path(alert: SearchAlert) -> str:
    """Where the request is confirmed: it works until the term counted from when it was asked."""
    return reverse("alert_confirm", args=[_signed(alert, _CONFIRM)])


def stop_path(alert: SearchAlert) -> str:
    """Where the alert is ended, at any time."""
    return reverse("alert_stop", args=[_signed(alert, _STOP)])


def search_path(alert: SearchAlert) -> str:
    """Where the search is; a very long one is typed again."""
    path = f"/cerca/?{alert.query}" if alert.query else "/cerca/"
    return path if len(path) <= LONGEST_LINK else "/cerca/"


def whole(path: str) -> str:
    """The path with the host of the site."""
    return settings.PUBLIC_URL.rstrip("/") + path


def to_confirm(token: str, at: datetime) -> SearchAlert | None:
    """The alert that a link confirms; None when the link is not ours, is too old, or the request is gone."""
    alert = _alert(token, _CONFIRM)
    return alert if alert is not None and at < alert.asked_at + CONFIRM_WITHIN else None


def to_stop(token: str) -> SearchAlert | None:
    """The alert that a link ends; None when the link is not ours or there is nothing left to end."""
    return _alert(token, _STOP)


def _signed(alert: SearchAlert, salt: str) -> str:
    return signing.Signer(salt=salt).sign(str(alert.pk)).replace(":", ".", 1)


def _alert(token: str, salt: str) -> SearchAlert | None:
    try:
        key = signing.Signer(salt=salt).unsign(token.replace(".", ":", 1))
    except signing.BadSignature:
        return None
    return SearchAlert.objects.filter(pk=int(key)).first()
