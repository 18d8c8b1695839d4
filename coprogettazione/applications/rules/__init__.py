# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may do what on an application, and who may read it: sealed for everybody else until the opening."""

from coprogettazione.applications.rules.people import (
    application_of,
    represents_a_member,
    represents_the_lead,
    represents_the_single_body,
    works_for_a_member,
)
from coprogettazione.applications.rules.roles import readers_of_opened

__all__ = [
    "application_of",
    "readers_of_opened",
    "represents_a_member",
    "represents_the_lead",
    "represents_the_single_body",
    "works_for_a_member",
]
