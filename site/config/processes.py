# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Processes that never outlive the one that started them, and where they listen."""

import ctypes
import os
import signal
import socket

PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int, number: signal.Signals) -> None:
    """Ask Linux to send ``number`` to this process when ``parent`` ends, in whatever way.

    Elsewhere it does nothing. To be called in the child: before ``exec``, or as the first thing it does.
    """
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(number))
    except (AttributeError, OSError):
        return
    if os.getppid() != parent:
        os._exit(1)  # it ended before we could ask


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
