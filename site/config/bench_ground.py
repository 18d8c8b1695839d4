# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ground on which the benches measure: a database of their own with the demo in it, and the settings of whoever
serves (``DEBUG`` off).
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django

from config.database import ROOT, var_directory
from config.embedded.server import EmbeddedServer
from config.memory import settle


@contextmanager
def ground(command: str, folder: str = "bench") -> Iterator[None]:
    """The database of a bench, running and with the demo, until the end; Django is set up on it.

    ``command`` is what is measured, as one calls it; ``folder`` lies below ``var``. Memory is settled as in a server.

    Raises:
        SystemExit: ``DATABASE_URL`` is set; the measures would fill that database.
    """
    if os.environ.get("DATABASE_URL"):
        raise SystemExit(f"{command} fills its database: it uses the embedded one only.")
    var = var_directory() / folder
    os.environ |= {
        "COPROGETTAZIONE_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DEBUG": "0",
        "PYTHONWARNINGS": "ignore::Warning:django.core.handlers.asgi",
    }
    (var / "static").mkdir(parents=True, exist_ok=True)
    server = EmbeddedServer(var)
    server.use()
    try:
        data = [sys.executable, "-m", "config.demo_data"]
        subprocess.run(data, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        django.setup()
        settle()
        yield
    finally:
        server.release()
