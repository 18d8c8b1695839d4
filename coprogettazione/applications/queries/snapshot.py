# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An application as one text: what is submitted, fingerprinted, printed and, after the opening, read."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from coprogettazione.applications.models import (
    COMMON_SECTIONS,
    OWN_SECTIONS,
    Application,
    DeclarationKind,
    EconomicLine,
    FundingSource,
    SectionKind,
)
from coprogettazione.records.canonical import canonical_json, sha256

#: Version of the form of the snapshot, inside the fingerprint.
FORM = 1


def content_of(application: Application) -> dict[str, Any]:
    """Everything the application says now, as JSON values. Same content, same text, same fingerprint."""
    members = list(
        application.members.filter(left_at__isnull=True)
        .select_related("organisation", "confirmed_by")
        .order_by("position", "pk")
    )
    cf = {m.organisation_id: m.organisation.codice_fiscale for m in members}
    call = application.call
    sections = application.sections.all()
    return {
        "form_version": FORM,
        "call": {"code": call.code, "title": call.title, "cup": call.cup},
        "form": application.form,
        "requested_grant": _money(application.requested_grant),
        "lead": application.lead.codice_fiscale,
        "members": [
            {
                "codice_fiscale": m.organisation.codice_fiscale,
                "name": m.organisation.name,
                "known_as": m.organisation.known_as,
                "runts_section": m.organisation.get_runts_section_display(),
                "runts_number": m.organisation.runts_number,
                "registered_on": m.organisation.registered_on and m.organisation.registered_on.isoformat(),
                "address": m.organisation.address,
                "pec": m.organisation.pec,
                "role": m.role,
                "title": m.title,
                "share": _money(m.share),
                "operators": m.operators,
                "volunteers": m.volunteers,
                "confirmed_by": m.confirmed_by and str(m.confirmed_by),
                "confirmed_at": m.confirmed_at and m.confirmed_at.isoformat(),
            }
            for m in members
        ],
        "sections": [
            {
                "codice_fiscale": cf[s.organisation_id],
                "kind": s.kind,
                "label": str(s.get_kind_display()),
                "text": s.text,
            }
            for s in sorted(sections, key=lambda s: (_order(s.kind), list(cf).index(s.organisation_id)))
            if s.organisation_id in cf
        ],
        "plan": [
            {
                "codice_fiscale": cf[line.organisation_id],
                "category": line.category,
                "category_label": str(line.get_category_display()),
                "description": line.description,
                "amount": _money(line.amount),
                "source": line.source,
                "source_label": str(line.get_source_display()),
            }
            for line in sorted(
                application.lines.all(), key=lambda x: (list(cf).index(x.organisation_id), x.position, x.pk)
            )
        ],
        "declarations": [
            {
                "codice_fiscale": cf[d.organisation_id],
                "kind": d.kind,
                "words": d.words,
                "note": d.note,
                "declared_at": d.declared_at.isoformat(),
                "declared_by": str(d.declared_by),
            }
            for d in sorted(
                application.declarations.select_related("declared_by"),
                key=lambda d: (list(cf).index(d.organisation_id), DeclarationKind.values.index(d.kind)),
            )
        ],
        "files": files_of(application),
    }


def files_of(application: Application) -> list[dict[str, Any]]:
    """The files of the application now: what each is, whose, its name, size in bytes and SHA-256."""
    attachments = application.attachments.select_related("file", "organisation").order_by("pk")
    return [
        {
            "codice_fiscale": a.organisation.codice_fiscale,
            "organisation": a.organisation.known_as,
            "kind": a.kind,
            "label": str(a.get_kind_display()),
            "name": a.file.name,
            "size": a.file.size,
            "sha256": a.file.sha256,
            "signature": str(a.file.get_signature_display()) if a.file.signature else "",
            "file": a.file_id,
        }
        for a in attachments
    ]


def fingerprint(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical text of a snapshot."""
    return sha256(canonical_json(content))


def totals(lines: Iterable[EconomicLine]) -> dict[str, Decimal]:
    """How much comes from each source, and in all ("total"), in euro."""
    sums = {source.value: Decimal(0) for source in FundingSource}
    for line in lines:
        sums[line.source] += line.amount
    return {**sums, "total": sum(sums.values(), Decimal(0))}


def _money(value: Decimal | None) -> str | None:
    return None if value is None else format(value.quantize(Decimal("0.01")), "f")


_ORDER = {kind.value: place for place, kind in enumerate((*COMMON_SECTIONS, *OWN_SECTIONS))}


def _order(kind: str) -> int:
    return _ORDER.get(SectionKind(kind).value, len(_ORDER))
