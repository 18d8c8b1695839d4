# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our server, as an installation runs it, with the limits of the channel raised out of the way of the measures.

Every check stays; only how fast and how much one browser may send is no longer bounded.
"""

import logging
import sys

import django
import uvicorn

RAISED = {
    "COEDITING_MESSAGES_PER_SECOND": 10**7,
    "COEDITING_BYTES_PER_SECOND": 10**10,
    "COEDITING_MAX_OUTBOX": 10**9,
    "COEDITING_MAX_STATE": 10**9,
}


def serve(port: int, grace: int) -> None:
    """Serve until told to stop; a text that nobody has open is left after `grace` seconds."""
    django.setup(set_prefix=False)
    from django.conf import settings

    for name, value in {**RAISED, "COEDITING_GRACE_SECONDS": grace}.items():
        setattr(settings, name, value)
    logging.getLogger("coediting").setLevel(logging.WARNING)
    uvicorn.run(
        "config.asgi:application",
        host="127.0.0.1",
        port=port,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        log_level="warning",
    )


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
