# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which PostgreSQL this site uses: the one ``DATABASE_URL`` names, else the embedded one under ``var/``."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from config.embedded.server import DATABASE_NAME, EmbeddedServer

ROOT = Path(__file__).resolve().parents[2]
POSTGRESQL = "django.db.backends.postgresql"
#: Connections that requests share within a process: under ASGI every request is a thread of its own, so one
#: kept by thread is never used again, and a new one costs more than a page's queries (seconds: `timeout`).
POOL = {"min_size": 1, "max_size": 20, "timeout": 10}


def var_directory() -> Path:
    """Where this installation keeps what it writes; ``COPROGETTAZIONE_VAR`` moves it out of the checkout."""
    return Path(os.environ.get("COPROGETTAZIONE_VAR") or ROOT / "var").resolve()


def database_settings() -> dict[str, Any]:
    """Django's entry for the one database of the site. Nothing is started here.

    The embedded server starts by itself at the first connection and stops with the last process that uses
    it (see ``config.embedded``).

    Raises:
        ValueError: ``DATABASE_URL`` names something else than a PostgreSQL server.
    """
    url = os.environ.get("DATABASE_URL", "").strip()
    if url:
        settings: dict[str, Any] = {**dj_database_url.parse(url, conn_health_checks=True)}
        if settings["ENGINE"] != POSTGRESQL:
            raise ValueError("DATABASE_URL must name a PostgreSQL server (postgres://user@host/name).")
        settings["OPTIONS"] = {**settings.get("OPTIONS", {}), "pool": POOL}
        return settings
    server = EmbeddedServer(var_directory())
    return {
        "ENGINE": "config.embedded",
        "NAME": DATABASE_NAME,
        "USER": "postgres",
        "HOST": str(server.socket_directory),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": POOL},
        "EMBEDDED_VAR": str(server.var),
    }
