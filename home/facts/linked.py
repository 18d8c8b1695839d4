# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Calls and agreements in the words of schema.org, as JSON-LD on their pages: what the page says, for machines."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

#: Inside a script element nothing may look like the end of it, nor like a comment or an entity.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def agreement_linked(page: dict[str, Any]) -> SafeString:
    """The project that the agreement makes real, the service that it gives, and the grant that pays for it when
    there is money.

    `page` is the context of the page: what is not said there is not said here.
    """
    agreement, here = page["agreement"], page["here"]
    own = [_body(party.body.name) for party in page["parties"] if not party.is_public]
    public = [_public(party.body.name) for party in page["parties"] if party.is_public]
    said = {"name": page["title"], "url": here, "areaServed": _areas(page["comuni"])}
    project = {
        "@type": "Project",
        "@id": f"{here}#progetto",
        **said,
        "identifier": agreement.repertory,
        "member": [*own, *public],
        "foundingDate": agreement.starts_on.isoformat() if agreement.starts_on else "",
        "dissolutionDate": agreement.ends_on.isoformat() if agreement.ends_on else "",
    }
    service = {
        "@type": "GovernmentService",
        "@id": f"{here}#servizio",
        **said,
        "description": page["lead"],
        "provider": own,
        "serviceOperator": public,
    }
    if not agreement.public_grant:
        return _script([project, service])
    grant = {
        "@type": "MonetaryGrant",
        "@id": f"{here}#contributo",
        "name": page["title"],
        "url": here,
        "funder": public,
        "amount": _euro(agreement.public_grant),
        "fundedItem": {"@id": project["@id"]},
    }
    return _script([project, service, grant])


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


def _script(things: list[dict[str, Any]]) -> SafeString:
    """JSON that stands in a script element of data; what is empty is left out."""
    graph = [{key: value for key, value in thing.items() if value} for thing in things]
    said = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return mark_safe(said.translate(ESCAPES))  # noqa: S308  # nothing in it can end the element
