# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who comes to the channel: the person of the session cookie, and what they may do. Plain functions, for a thread."""

from collections.abc import Mapping
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import ObjectDoesNotExist
from django.db import connections
from django.http import HttpRequest, parse_cookie
from django.http.request import validate_host
from django.utils import timezone

from coprogettazione.parties.models import User
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.tables.coediting.closing import NO_TEXT, NOT_ALLOWED, RELOAD, SIGN_IN, Closed
from coprogettazione.tables.services.keeping import keep_reading
from coprogettazione.tables.services.writing import Line, line_of


def is_from_our_pages(headers: Mapping[bytes, bytes]) -> bool:
    """Whether the page that asks is ours: a cookie alone goes along with any page's requests."""
    host = headers.get(b"host", b"").decode("latin-1").lower()
    origin = headers.get(b"origin", b"").decode("latin-1").lower()
    allowed = settings.ALLOWED_HOSTS or (["localhost", "127.0.0.1", "[::1]"] if settings.DEBUG else [])
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if not host or not validate_host(name, allowed):
        return False
    return urlsplit(origin).netloc == host or origin in settings.CSRF_TRUSTED_ORIGINS


def session_key(headers: Mapping[bytes, bytes]) -> str:
    """The session that the browser says it has."""
    cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
    return cookies.get(settings.SESSION_COOKIE_NAME, "")


def admitted(key: str, text: int, client: int) -> Line:
    """What the person of a session may do now in a text, with a client number.

    Raises:
        Closed: nobody is signed in, or they may not, or the number is not theirs, or there is no such text.
    """
    try:
        user = _user_of(key)
        return line_of(text=text, user=user, client=client, at=timezone.now())
    except NotAllowed as refusal:
        raise Closed(NOT_ALLOWED, refusal.reason) from refusal
    except Invalid as refusal:
        raise Closed(RELOAD, refusal.reason) from refusal
    except ObjectDoesNotExist as error:
        raise Closed(NO_TEXT) from error
    finally:
        connections.close_all()


def _user_of(key: str) -> User:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    request = HttpRequest()
    request.session = store(key) if key else store()
    user = get_user(request)
    if not isinstance(user, User) or not user.is_active:
        raise Closed(SIGN_IN)
    return user


def kept(text: int) -> None:
    """Compute the reading of a text again, from its log."""
    try:
        keep_reading(text, timezone.now())
    finally:
        connections.close_all()
