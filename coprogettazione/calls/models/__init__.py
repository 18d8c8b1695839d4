# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The avviso and what hangs on it: criteria, formal acts, questions, the legal parameters it follows."""

from coprogettazione.calls.models.acts import *
from coprogettazione.calls.models.call import *
from coprogettazione.calls.models.choices import *
from coprogettazione.calls.models.criteria import *
from coprogettazione.calls.models.parameters import *
from coprogettazione.calls.models.questions import *
