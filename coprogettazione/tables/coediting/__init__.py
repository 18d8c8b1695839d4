# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing one text at the same time: the channel on which browsers send their Yjs updates and receive the others'.

A bare ASGI application beside Django's, in the same process. An update is checked (whose it is, nothing invented),
stored in the log, and only then handed to the others.
"""
