# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of an agreement: its text, the approval of the project (D9), the agreement itself (D10), the form by
which a body joins, the acts that renew it or end it.
"""

from coprogettazione.agreements.documents.acts import issue_agreement_succession as issue_agreement_succession
from coprogettazione.agreements.documents.acts import issue_renewal as issue_renewal
from coprogettazione.agreements.documents.acts import issue_termination as issue_termination
from coprogettazione.agreements.documents.approval import issue_approval as issue_approval
from coprogettazione.agreements.documents.conventions import issue_adhesion_form as issue_adhesion_form
from coprogettazione.agreements.documents.conventions import issue_convention as issue_convention
from coprogettazione.agreements.documents.starting import starting_text as starting_text
from coprogettazione.agreements.documents.text import convention_text as convention_text
