# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the register tells of an agreement, and to whom: all to its offices, to the parties what is of them all.

How a party came to sign (that it refused, that its signature had to be looked at, who signs in whose place) is
between that party and the office; a draft is of the office alone.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from coprogettazione.agreements.models import Agreement
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.models import Entry
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role

#: The deeds on an agreement that concern all its parties.
OF_ALL_PARTIES = (
    "approve_project", "send_for_signature", "sign_agreement", "withdraw_text", "renew_signing_term", "expire_signing",
    "drop_party", "publish_agreement", "start_execution", "invite_adhesion", "withdraw_from_agreement",
    "renew_agreement", "give_expiry_notice", "terminate_agreement", "replace_agreement_officer",
    "replace_agreement_executive",
)  # fmt: skip
PARTY_ROLES = (Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR)


def own_deeds(user: Any, at: datetime) -> Q:
    """What the person did, or somebody did for a body the person works for."""
    return Q(actor=user) | Q(organisation__in=organisations_of(user, PARTY_ROLES, at))


def told_of_agreements(user: Any, at: datetime) -> Q:
    """The entries about agreements without a call that the person may be told."""
    reads = Agreement.objects.with_dossier_open_to(user, at)
    bound = Agreement.objects.filter(call=None).binding(organisations_of(user, PARTY_ROLES, at))
    return Q(subject_kind="agreement", case_file=None) & (
        Q(subject_id__in=reads.values("pk"))
        | Q(subject_id__in=bound.values("pk")) & (Q(deed__in=OF_ALL_PARTIES) | own_deeds(user, at))
    )


def story_of(agreement: Agreement, user: Any, at: datetime) -> QuerySet[Entry]:
    """What happened to one agreement, the newest first, as far as this person may be told. One SQL."""
    found = Entry.objects.filter(subject_kind="agreement", subject_id=agreement.pk)
    if not may(user, "read_signatures", agreement, at):
        found = found.filter(deed__in=("publish_agreement", "renew_agreement", "terminate_agreement"))
    elif agreement.call_id is None and not may(user, "read_agreement_dossier", agreement, at):
        found = found.filter(Q(deed__in=OF_ALL_PARTIES) | own_deeds(user, at))
    return found.select_related("actor", "organisation").order_by("-seq")
