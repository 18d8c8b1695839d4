# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Calls and agreements in the words of schema.org, as JSON-LD on their pages: what the page says, for machines."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

#: Inside a script element nothing may look like the end of it, nor like a comment or an entity.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def agreement_linked(page: dict[str, Any]) -> SafeString:
    """The service that the agreement makes, and the grant that pays for it when there is money.

    `page` is the context of the page: what is not said there is not said here.
    """
    agreement, here = page["agreement"], page["here"]
    service = {
        "@type": "GovernmentService",
        "@id": f"{here}#servizio",
        "name": page["title"],
        "description": page["lead"],
        "url": here,
        "identifier": agreement.repertory,
        "provider": [_body(party.body.name) for party in page["parties"] if not party.is_public],
        "serviceOperator": [_public(party.body.name) for party in page["parties"] if party.is_public],
        "areaServed": _areas(page["comuni"]),
        "temporalCoverage": _interval(agreement.starts_on, agreement.ends_on),
        "inLanguage": "it",
    }
    grant = None
    if agreement.public_grant:
        grant = {
            "@type": "MonetaryGrant",
            "@id": f"{here}#contributo",
            "name": page["title"],
            "url": here,
            "funder": service["serviceOperator"],
            "amount": _euro(agreement.public_grant),
            "fundedItem": {"@id": service["@id"]},
        }
    return _script([service, *([grant] if grant else [])])


def call_linked(page: dict[str, Any]) -> SafeString:
    """The grant that a call offers, and until when one can apply."""
    call, here = page["call"], page["here"]
    grant = {
        "@type": "MonetaryGrant" if call.public_grant else "Grant",
        "@id": f"{here}#avviso",
        "name": call.title,
        "description": call.summary,
        "url": here,
        "identifier": call.code,
        "funder": _public(call.lead_authority.name),
        "amount": _euro(call.public_grant) if call.public_grant else None,
        "areaServed": _areas(page["comuni"]),
        "potentialAction": {"@type": "ApplyAction", "endTime": call.deadline.isoformat(), "target": here}
        if page["open"]
        else None,
    }
    return _script([grant])


def _body(name: str) -> dict[str, str]:
    return {"@type": "NGO", "name": name}


def _public(name: str) -> dict[str, str]:
    return {"@type": "GovernmentOrganization", "name": name}


def _areas(comuni: list[str]) -> list[dict[str, str]]:
    return [{"@type": "AdministrativeArea", "name": name} for name in comuni]


def _euro(amount: Any) -> dict[str, str]:
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": f"{amount:.2f}"}


def _interval(starts: Any, ends: Any) -> str:
    return f"{starts.isoformat()}/{ends.isoformat() if ends else '..'}" if starts else ""


def _script(things: list[dict[str, Any]]) -> SafeString:
    """JSON that stands in a script element of data; what is empty is left out."""
    graph = [{key: value for key, value in thing.items() if value} for thing in things]
    said = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return mark_safe(said.translate(ESCAPES))  # noqa: S308  # nothing in it can end the element
