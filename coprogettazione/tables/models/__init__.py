# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table: who sits, when they met, what they wrote, with how much money."""

from coprogettazione.tables.models.budget import *
from coprogettazione.tables.models.project import *
from coprogettazione.tables.models.sessions import *
from coprogettazione.tables.models.table import *
