# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the facts to what the search knows of them: nothing that their public page does not say."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db.models import Value
from django.db.models.expressions import CombinedExpression, RawSQL
from django.utils import timezone

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation
from coprogettazione.records.omitting import omitted
from coprogettazione.tables.models import VOTING_KINDS
from coprogettazione.wording import ROME, end_of
from home.facts.calls import themes_of
from home.facts.organisations import public_organisations
from home.facts.themes import THEMES
from home.models.agreements import AgreementPage
from home.models.base import BasePage
from home.models.calls import CallPage
from home.models.search import Findable, FindableKind
from home.models.tables import TablePage
from home.search.folding import code, fold, stems

#: Letters of a text that are read: an agreement of forty pages, well under what PostgreSQL can take.
MOST_LETTERS = 200_000
WRITTEN = [f.name for f in Findable._meta.concrete_fields if f.name not in ("id", "kind", "object_id")]


def write(found: Findable) -> int:
    """Put what is known of a thing in the index, new or again: one statement. Returns its key there."""
    for name in ("title", "names", "summary", "text"):
        setattr(found, name, unicodedata.normalize("NFC", omitted(getattr(found, name))))
    codes = sorted(
        {short for text in found.codes for short in (code(text), code(text).replace("-", ""))} - {""}
    )
    head = _vector(found.title, "A") + _vector(found.names, "B") + _vector(found.summary, "C")
    found.head = head
    found.words = CombinedExpression(
        head + _vector(found.text, "D"),
        "||",
        RawSQL("array_to_tsvector(%s::text[])", [[f"#{short}" for short in codes]]),
        output_field=SearchVectorField(),
    )
    Findable.objects.bulk_create(
        [found], update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=WRITTEN
    )
    return found.pk


def _vector(text: str, weight: str) -> Any:
    """The stems of a text, of PostgreSQL and ours."""
    return SearchVector(Value(fold(text)), weight=weight, config="italian") + SearchVector(
        Value(stems(text)), weight=weight, config="simple"
    )


def forget(kind: FindableKind, object_id: int) -> None:
    """What is no longer public is no longer found."""
    Findable.objects.filter(kind=kind, object_id=object_id).delete()


def write_page(page: BasePage) -> list[int]:
    """Put a page in the index as it is published, or take it away: its rows are read again. Returns the keys."""
    keys: list[int] = []
    live = type(page).objects.filter(pk=page.pk).live().public()
    if isinstance(page, CallPage):
        kind, object_id = FindableKind.CALL, page.call_id
        read = live.select_related("call__lead_authority").filter(call__published_at__isnull=False).first()
        found = _of_call(read) if read else None
        if read:
            keys += write_organisations([read.call.lead_authority_id])
    elif isinstance(page, TablePage):
        kind, object_id = FindableKind.TABLE, page.table_id
        read = live.select_related("table__call__lead_authority").first()
        found = _of_table(read) if read else None
    elif isinstance(page, AgreementPage):
        kind, object_id = FindableKind.AGREEMENT, page.agreement_id
        read = live.select_related("agreement__call").filter(agreement__published_at__isnull=False).first()
        found = _of_agreement(read) if read else None
    else:
        kind, object_id = FindableKind.PAGE, page.pk
        read = live.filter(depth__gt=2).first()
        found = _of_words(read) if read else None
    if found is None:
        forget(kind, object_id)
        return keys
    return [*keys, write(found)]


def write_organisations(bodies: Iterable[int]) -> list[int]:
    """Put bodies in the index, or take away those that are not public. Returns the keys of the public ones."""
    wanted = list(bodies)
    public = {body.pk: body for body in public_organisations("").filter(pk__in=wanted)}
    for body in wanted:
        if body not in public:
            forget(FindableKind.ORGANISATION, body)
    return [write(_of_organisation(body)) for body in public.values()]


def _story(page: BasePage) -> str:
    return "\n".join(str(text) for text in page.story.stream_block.get_searchable_content(page.story))


def _text(*parts: str) -> str:
    return "\n".join(part.strip() for part in parts if part and part.strip())[:MOST_LETTERS]


def _names(bodies: Iterable[Organisation]) -> str:
    return "; ".join(
        body.name if body.short_name in ("", body.name) else f"{body.name} ({body.short_name})"
        for body in bodies
    )


def _midnight(day: Any) -> datetime | None:
    return datetime.combine(day, time(0), tzinfo=ROME) if day else None


def _of_call(page: CallPage) -> Findable:
    call: Call = page.call
    assert call.published_at is not None
    comuni = list(call.comuni.order_by("name"))
    lots = [_text(lot.title, lot.description) for lot in call.lots.all()]
    return Findable(
        kind=FindableKind.CALL,
        object_id=call.pk,
        call=call,
        address=page.address,
        title=page.title,
        names=_names([call.lead_authority]),
        summary=call.summary,
        text=_text(
            call.purpose, call.object, call.targets, call.requirements, *lots,
            ", ".join(themes_of(call)), ", ".join(comune.name for comune in comuni), _story(page),
        ),
        codes=[call.code, *filter(None, [call.cup, call.cig])],
        themes=[letter for letter in call.cts_activities if letter in THEMES],
        comuni=[comune.pk for comune in comuni],
        bodies=[call.lead_authority_id],
        year=timezone.localdate(call.published_at).year,
        phase=call.state,
        ends_at=call.deadline,
        published_at=call.published_at,
        changed_at=page.last_published_at,
    )  # fmt: skip


def _of_table(page: TablePage) -> Findable:
    table = page.table
    call: Call = table.call
    seated = Organisation.objects.filter(
        pk__in=table.seats.filter(kind__in=VOTING_KINDS).order_by().values("organisation")
    )
    comuni = list(call.comuni.order_by("name"))
    bodies = list(seated.order_by("name"))
    return Findable(
        kind=FindableKind.TABLE,
        object_id=table.pk,
        call=call,
        address=page.address,
        title=page.title,
        names=_names(bodies),
        summary=call.summary,
        text=_text(", ".join(themes_of(call)), ", ".join(comune.name for comune in comuni), _story(page)),
        codes=[call.code],
        themes=[letter for letter in call.cts_activities if letter in THEMES],
        comuni=[comune.pk for comune in comuni],
        bodies=[body.pk for body in bodies],
        year=timezone.localdate(table.opened_at).year,
        phase=call.state,
        published_at=table.opened_at,
        changed_at=page.last_published_at,
    )


def _of_agreement(page: AgreementPage) -> Findable:
    agreement: Agreement = page.agreement
    call = agreement.call
    assert agreement.published_at is not None
    comuni = list(call.comuni.order_by("name")) if call else []
    themes = themes_of(call) if call else []
    parties = list(agreement.parties.bound().select_related("organisation").order_by("position", "pk"))
    articles = [
        _text(article.get("title", ""), *article.get("paragraphs", []))
        for article in agreement.text.get("articles", [])
    ]
    agreed = _text(*agreement.text.get("premises", []), *articles)
    # What each party does stands in the text too, word by word: it is found, and shown, once.
    doing = [party.activities for party in parties if party.activities not in agreed]
    return Findable(
        kind=FindableKind.AGREEMENT,
        object_id=agreement.pk,
        call=call,
        address=page.address,
        title=page.title,
        names=_names(party.organisation for party in parties),
        summary=page.gist,
        text=_text(
            *doing, agreed, ", ".join(themes), ", ".join(comune.name for comune in comuni), _story(page),
        ),
        codes=[code for code in (call and call.code, call and call.cup, agreement.repertory) if code],
        themes=[letter for letter in call.cts_activities if letter in THEMES] if call else [],
        comuni=[comune.pk for comune in comuni],
        bodies=[party.organisation_id for party in parties],
        year=timezone.localdate(agreement.published_at).year,
        phase=agreement.state,
        begins_at=_midnight(agreement.starts_on),
        ends_at=end_of(agreement.ends_on) if agreement.ends_on else None,
        published_at=agreement.published_at,
        changed_at=page.last_published_at,
    )  # fmt: skip


def _of_organisation(body: Organisation) -> Findable:
    kind = body.get_runts_section_display() or body.get_kind_display()
    return Findable(
        kind=FindableKind.ORGANISATION,
        object_id=body.pk,
        address=f"/organizzazioni/{body.pk}/",
        title=body.name,
        names=body.short_name,
        summary=body.description or str(kind),
        text=_text(str(kind), body.address),
        codes=[body.codice_fiscale, *filter(None, [body.ipa_code, body.runts_number])],
        bodies=[body.pk],
    )


def _of_words(page: BasePage) -> Findable:
    return Findable(
        kind=FindableKind.PAGE,
        object_id=page.pk,
        address=page.address,
        title=page.title,
        summary=page.gist or str(getattr(page, "lead", "")),
        text=_text(str(getattr(page, "lead", "")), _story(page)),
        changed_at=page.last_published_at,
    )
