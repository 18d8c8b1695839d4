# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may do what in the evaluation, and after it on who was admitted."""

from coprogettazione.evaluation.rules import exclusion as exclusion
from coprogettazione.evaluation.rules.roles import seat_of as seat_of
from coprogettazione.evaluation.rules.treatment import offices as offices
