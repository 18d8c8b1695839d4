# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a page says to machines, as JSON-LD (schema.org). A block of data: no script runs, so the CSP lets it be."""

import json
from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from coprogettazione.parties.models import Organisation, OrganisationKind, RuntsSection

register = template.Library()

#: Letters that would end the block, or begin another, as JSON writes them.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
#: What schema.org calls each kind of body; third-sector bodies are NGO.
_TYPES = {
    OrganisationKind.MUNICIPALITY: "GovernmentOrganization",
    OrganisationKind.UNION_OF_MUNICIPALITIES: "GovernmentOrganization",
    OrganisationKind.SOCIAL_DISTRICT: "GovernmentOrganization",
    OrganisationKind.HEALTH_BODY: "GovernmentOrganization",
    OrganisationKind.STATE_OFFICE: "GovernmentOrganization",
    OrganisationKind.OTHER_PUBLIC_BODY: "GovernmentOrganization",
    OrganisationKind.SCHOOL: "EducationalOrganization",
    OrganisationKind.THIRD_SECTOR_BODY: "NGO",
}


def block(data: dict[str, Any]) -> SafeString:
    """The data as a block of the page: nothing in it can close the block."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def whole(address: str) -> str:
    """An address of the site with its host."""
    return settings.PUBLIC_URL.rstrip("/") + address


@register.simple_tag
def breadcrumb_data(crumbs: Iterable[dict[str, Any]]) -> SafeString:
    """The path of the page: BreadcrumbList."""
    items = [
        {"@type": "ListItem", "position": n, "name": str(crumb["title"]), "item": whole(crumb["url"])}
        for n, crumb in enumerate(crumbs, 1)
    ]
    return block({"@type": "BreadcrumbList", "itemListElement": items})


@register.simple_tag
def list_data(items: Iterable[tuple[str, str]]) -> SafeString:
    """The rows of a list, (title, address): ItemList. Nothing for an empty one."""
    rows = [
        {"@type": "ListItem", "position": n, "name": title, "url": whole(address)}
        for n, (title, address) in enumerate(items, 1)
    ]
    return block({"@type": "ItemList", "itemListElement": rows}) if rows else SafeString("")


@register.simple_tag
def organisation_data(body: Organisation) -> SafeString:
    """A body with the registers it is in: RUNTS for a third-sector body, IPA for a public one."""
    registers = [
        ("codice fiscale", body.codice_fiscale),
        ("RUNTS", body.runts_number),
        ("IPA", body.ipa_code),
    ]
    optional = {
        "alternateName": body.short_name if body.short_name != body.name else "",
        "description": body.description,
        "address": body.address,
        "sameAs": body.website,
        "additionalType": RuntsSection(body.runts_section).label if body.runts_section else "",
    }
    data = {
        "@type": _TYPES.get(OrganisationKind(body.kind), "Organization"),
        "@id": whole(f"/organizzazioni/{body.pk}/"),
        "url": whole(f"/organizzazioni/{body.pk}/"),
        "name": body.name,
        "taxID": body.codice_fiscale,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": name, "value": value}
            for name, value in registers
            if value
        ],
        **{name: str(value) for name, value in optional.items() if value},
    }
    return block(data)
