# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Django's PostgreSQL backend on the embedded server."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base, client

from config.embedded.server import EmbeddedServer, binaries


class DatabaseClient(client.DatabaseClient):
    """``manage.py dbshell`` with the ``psql`` that comes with the embedded server."""

    executable_name = str(binaries() / "psql")

    def runshell(self, parameters: Iterable[str]) -> None:
        """Open the shell, having started the server if nobody uses it yet."""
        EmbeddedServer(Path(self.connection.settings_dict["EMBEDDED_VAR"])).use()
        super().runshell(list(parameters))


class DatabaseWrapper(base.DatabaseWrapper):
    """A PostgreSQL connection that finds, or starts, the server it needs."""

    client_class = DatabaseClient

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, having made sure that the embedded server runs.

        Raises:
            EmbeddedServerError: the server does not start; the message ends with its log.
        """
        EmbeddedServer(Path(self.settings_dict["EMBEDDED_VAR"])).use()
        return super().get_new_connection(conn_params)
