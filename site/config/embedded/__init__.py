# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The embedded PostgreSQL: a database backend that starts its own server when someone connects.

Three parts, read in this order:

- ``server`` is a process that *uses* the database: it holds a shared lock for as long as it lives, and
  starts the keeper when there is none;
- ``keeper`` is the process that *owns* the server: PostgreSQL is its child, and it waits for the moment
  when it alone can have the lock, that is when nobody uses the database any more;
- ``base`` is Django's PostgreSQL backend, with the first of the two called before each connection.

The locks are the kernel's (``flock``), so it does not matter how a process ends: return, Ctrl-C, SIGTERM
or ``kill -9`` release them alike, and no PostgreSQL is left behind. If the keeper itself is killed, Linux
ends PostgreSQL with it (``PR_SET_PDEATHSIG``); elsewhere the next keeper stops the one it finds.
"""
