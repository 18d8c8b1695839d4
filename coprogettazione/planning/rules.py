# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who enters the district plan."""

from coprogettazione.parties.rules import is_operator_of_the_district
from coprogettazione.records.rights import rights

rights({"adopt_plan": is_operator_of_the_district})
