# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of the agreements that are read: the list, one agreement, its signatures."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import Agreement, AgreementKind
from coprogettazione.agreements.queries import (
    STANDINGS,
    agreements_seen_by,
    as_of,
    everybody_of,
    live_signings,
    money_table,
    parties_of,
    past_signings,
    signable_by,
    signing_of,
    story_of,
)
from coprogettazione.agreements.views.doing import agreement_row, demand
from coprogettazione.documents.models import PaperKind
from coprogettazione.documents.queries import papers_about
from coprogettazione.documents.services.signatures import trust_store
from coprogettazione.parties.models import Organisation
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import DesignTable

PAGE = 30
#: What can be done from the page of an agreement, in the order of its life.
RIGHTS = (
    "send_for_signature", "publish_agreement", "start_execution", "terminate_agreement", "write_agreement",
    "add_parties", "abandon_agreement", "draft_addendum", "invite_adhesion", "withdraw_from_agreement",
    "renew_agreement", "withdraw_text", "renew_signing_term", "accept_signature", "drop_party", "replace_signatory",
    "replace_agreement_officer", "replace_agreement_executive", "export_agreement", "read_signatures",
)  # fmt: skip
STANDING_WORDS = {
    "preparazione": _("In preparazione"),
    "firma": _("Alla firma"),
    "vigore": _("In vigore"),
    "conclusi": _("Conclusi o chiusi"),
}


@login_required
def my_agreements(request: HttpRequest) -> HttpResponse:
    """The agreements a person works on, by kind, by where they stand, by words; a page at a time."""
    at = timezone.now()
    given = request.GET
    kind = given.get("tipo", "") if given.get("tipo") in AgreementKind.values else ""
    standing = given.get("stato", "") if given.get("stato") in STANDINGS else ""
    words = given.get("q", "").strip()[:100]
    found = agreements_seen_by(request.user, at, kind=kind, standing=standing, words=words)
    page = Paginator(found, PAGE).get_page(given.get("pagina"))
    opens = organisations_of(request.user, [Role.PROCEDURE_OFFICER, Role.PLANNING_OPERATOR], at)
    return render(
        request,
        "agreements/list.html",
        {
            "rows": [(row, as_of(row, at)) for row in page],
            "page_obj": page,
            "kinds": AgreementKind.choices,
            "standings": STANDING_WORDS.items(),
            "kind": kind,
            "standing": standing,
            "words": words,
            "opens": Organisation.objects.filter(pk__in=opens).order_by("name") if opens else [],
        },
    )


@login_required
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The text, the parties, the money, who has signed and who not, the next step."""
    at = timezone.now()
    row = agreement_row(pk)
    demand(request.user, "read_agreement", row, at)
    return render(request, "agreements/agreement.html", _about(request.user, row))


def _about(user: Any, row: Agreement) -> dict[str, Any]:
    at = timezone.now()
    table = DesignTable.objects.filter(call=row.call).first() if row.call is not None else None
    return {
        "agreement": row,
        "call": row.call,
        "parties": list(everybody_of(row)),
        "bound": parties_of(row).count(),
        "public_url": public_url_of(row),
        "today": timezone.localdate(at),
        "money": money_table(row) if row.call is not None else None,
        "signing": signing_of(row),
        "standing": as_of(row, at),
        "mine": signable_by(user, row, at) if may(user, "sign_agreement", row, at) else [],
        "addenda": [one for one in row.addenda.order_by("pk") if may(user, "read_agreement", one, at)],
        "table": table,
        "may_reopen_table": table is not None and bool(may(user, "reopen_table", table, at)),
        "story": list(story_of(row, user, at)[:6]),
        "papers": papers_about(row).filter(kind=PaperKind.EXECUTIVE_ACT).order_by("-issued_at")
        if may(user, "read_agreement_dossier", row, at)
        else [],
        "reads_execution": row.call is not None
        and row.starts_on is not None
        and bool(may(user, "read_monitoring", row, at)),
        "may_read_case": row.call is not None and bool(may(user, "read_case_file", row.call, at)),
        **{f"may_{right}": bool(may(user, right, row, at)) for right in RIGHTS},
    }


def public_url_of(row: Agreement) -> str:
    """Where everybody reads about it; empty while nobody may."""
    page = getattr(row, "page", None) if row.published_at else None
    return page.url or "" if page is not None and page.live else ""


@login_required
def signatures(request: HttpRequest, pk: int) -> HttpResponse:
    """Every round: who signed, when, with which word and why; what the officer can do with each."""
    at = timezone.now()
    row = agreement_row(pk)
    demand(request.user, "read_signatures", row, at)
    user, signings = request.user, live_signings(row)
    rights = ("withdraw_text", "renew_signing_term", "accept_signature", "drop_party", "replace_signatory")
    trust = trust_store().digest
    return render(
        request,
        "agreements/signatures.html",
        {
            "agreement": row,
            "call": row.call,
            "at": at,
            "standing": as_of(row, at),
            "signings": signings,
            "more_is_known": {
                slot.pk for one in signings for slot in one.to_look_at if not slot.checked_with(trust)
            },
            "past": past_signings(row),
            "only_missing": request.GET.get("mancano") == "1",
            "sees_codes": bool(may(user, "accept_signature", row, at)),
            **{f"may_{right}": bool(may(user, right, row, at)) for right in rights},
        },
    )
