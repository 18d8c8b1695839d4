# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who plans, reports, checks, pays; who reads what (domain.md §6); the hard rules of expenses."""

from coprogettazione.monitoring.rules.roles import works_for_lead, works_in

__all__ = ["works_for_lead", "works_in"]
