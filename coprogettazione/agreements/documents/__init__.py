# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of an agreement: its text, the approval of the project (D9), the convention (D10), the
termination.
"""

from coprogettazione.agreements.documents.papers import issue_approval as issue_approval
from coprogettazione.agreements.documents.papers import issue_convention as issue_convention
from coprogettazione.agreements.documents.papers import issue_termination as issue_termination
from coprogettazione.agreements.documents.text import convention_text as convention_text
