# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Telling the proxies before the site which pages are old, once what changes them is committed.

Each address of `PAGE_PROXIES` gets a request PURGE with the keys, as Varnish (`xkey`) and the services that know
surrogate keys read them. A proxy that does not answer holds up nobody: its pages end by themselves.
"""

import logging
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.db import transaction

from coprogettazione.records.deeds import Act
from home.shelf import DEEDS, EDITORS, call_key

logger = logging.getLogger(__name__)
#: Seconds that a proxy has to answer.
PATIENCE = 2
_TELLING = ThreadPoolExecutor(max_workers=1, thread_name_prefix="purge")


def deed_purges(*, act: Act, **_signal: Any) -> None:
    """After the deed, the pages of its dossier are old, and all those that gather many."""
    case_file = getattr(act.subject, "case_file", None)
    _tell_after_commit([DEEDS, call_key(case_file.pk if case_file is not None else None)])


def editors_purge(raw: bool = False, **_signal: Any) -> None:
    """After a change of the editors every page is old: any may name the page that changed."""
    if not raw:
        _tell_after_commit([EDITORS])


def _tell_after_commit(keys: list[str]) -> None:
    if settings.PAGE_PROXIES:
        transaction.on_commit(lambda: [_TELLING.submit(tell, url, keys) for url in settings.PAGE_PROXIES])


def tell(url: str, keys: list[str]) -> bool:
    """Tell one proxy that what depends on these keys is old. Returns whether it answered well."""
    said = " ".join(keys)
    request = urllib.request.Request(  # noqa: S310  # an address of the settings
        url, method="PURGE", headers={"Surrogate-Key": said, "xkey-purge": said}
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return bool(answer.status < 300)
    except OSError as error:
        logger.warning("The proxy %s was not told that %s changed: %s", url, said, error)
        return False
