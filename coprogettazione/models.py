# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cast: every chapter's models, for Django."""

from coprogettazione.calls.models import *  # noqa: F403
from coprogettazione.parties.models import *  # noqa: F403
from coprogettazione.planning.models import *  # noqa: F403
from coprogettazione.records.models import *  # noqa: F403
