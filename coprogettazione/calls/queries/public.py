# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public site asks: which calls are open, which there are, everything on the page of one."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, CharField, DateTimeField, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Cast, JSONObject

from coprogettazione.calls.models import Call, CallState, Criterion, CtsActivity, Extension, Question
from coprogettazione.parties.models import Comune


def open_calls(at: datetime) -> QuerySet[Call]:
    """The calls that take applications at this instant, the nearest term first."""
    return (
        _for_lists(Call.objects.public())
        .filter(state=CallState.PUBLISHED, deadline__gt=at)
        .order_by("deadline", "pk")
    )


def public_calls(
    at: datetime,
    *,
    only_open: bool = False,
    theme: str = "",
    comune: str = "",
    words: str = "",
) -> QuerySet[Call]:
    """The published calls: open ones first by term, then the others from the latest.

    `theme` is the letter of an activity of general interest, `comune` a name; `words` are searched in Italian
    (stems: "famiglie" finds "famiglia") in the texts of the call, and in the code.
    """
    calls = _for_lists(Call.objects.public())
    if only_open:
        calls = calls.filter(state=CallState.PUBLISHED, deadline__gt=at)
    if theme:
        calls = calls.filter(cts_activities__contains=[theme])
    if comune:
        calls = calls.filter(
            pk__in=Call.comuni.through.objects.filter(comune__name__iexact=comune).values("call_id")
        )
    is_open = Case(
        When(Q(state=CallState.PUBLISHED, deadline__gt=at), then=F("deadline")),
        default=None,
        output_field=DateTimeField(),
    )
    calls = calls.annotate(open_until=is_open)
    if words.strip():
        query = SearchQuery(words, config="italian", search_type="websearch")
        found = Q(search=query) | Q(code__icontains=words.strip())
        calls = calls.filter(found).annotate(rank=SearchRank("search", query))
        return calls.order_by("-rank", F("open_until").asc(nulls_last=True), "-published_at", "-pk")
    return calls.order_by(F("open_until").asc(nulls_last=True), "-published_at", "-pk")


def themes_in_use() -> list[tuple[str, str]]:
    """The activities that published calls declare: letter and words, for a filter."""
    used = {
        letter
        for letters in Call.objects.public().values_list("cts_activities", flat=True)
        for letter in letters
    }
    return [(str(a.value), str(a.label)) for a in CtsActivity if a.value in used]


def comuni_in_use() -> list[str]:
    """The comuni that published calls concern, by name."""
    return list(
        Comune.objects.filter(calls__published_at__isnull=False)
        .order_by("name")
        .values_list("name", flat=True)
        .distinct()
    )


def call_for_page(code: str) -> Call:
    """A published call with all that its page says, in one query.

    Besides its columns and district, lead authority, officers and objective it has `criteria_rows` (dicts of
    code, text, question, max_points), `comuni_names`, `answers` (dicts with text, answer, answered_at) and
    `extension_rows` (dicts with old, new, reason). Raises Call.DoesNotExist when the call is not public.
    """
    mine = {"call": OuterRef("pk")}
    call = (
        Call.objects.public()
        .select_related(
            "district", "lead_authority", "procedure_officer", "executive_officer", "objective__plan"
        )
        .annotate(
            criteria_rows=ArraySubquery(
                Criterion.objects.filter(**mine)
                .order_by("position", "code")
                .values(
                    row=JSONObject(
                        code="code", text="text", question="question", max_points=_text("max_points")
                    )
                )
            ),
            comuni_names=_comuni_names(),
            answers=ArraySubquery(
                Question.objects.public()
                .filter(**mine)
                .order_by("answered_at", "pk")
                .values(row=JSONObject(text="published_text", answer="answer", answered_at="answered_at"))
            ),
            extension_rows=ArraySubquery(
                Extension.objects.filter(**mine)
                .order_by("at")
                .values(row=JSONObject(old="old_deadline", new="new_deadline", reason="reason"))
            ),
        )
        .get(code=code)
    )
    for row in call.criteria_rows:
        row["max_points"] = Decimal(row["max_points"])
    for row in call.answers:
        row["answered_at"] = datetime.fromisoformat(row["answered_at"])
    for row in call.extension_rows:
        row["old"], row["new"] = (datetime.fromisoformat(row[key]) for key in ("old", "new"))
    return call


def _text(field: str) -> Any:
    return Cast(field, CharField())


def _comuni_names() -> ArraySubquery:
    return ArraySubquery(Comune.objects.filter(calls=OuterRef("pk")).order_by("name").values("name"))


def _for_lists(calls: QuerySet[Call]) -> QuerySet[Call]:
    """With what a row of a list says: who, where; one query whatever the rows."""
    return calls.select_related("district", "lead_authority").annotate(comuni_names=_comuni_names())
