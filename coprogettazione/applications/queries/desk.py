# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk of the requirements: the applications of a call side by side, a page at a time.

Whatever the applications, it is one query for the counts, one for the page with its items, and one each for its
bodies and what the platform checked.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import (
    BATCH_ITEMS,
    ITEM_OF_RULE,
    Application,
    ApplicationForm,
    ApplicationState,
    Check,
    CheckItem,
    CheckOutcome,
    CureRequest,
    CureState,
    EligibilityCheck,
    EligibilityOutcome,
    Member,
    Title,
)
from coprogettazione.applications.queries.office import EACH_ITEMS, ONCE_ALWAYS
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation
from coprogettazione.records.refusals import Words

#: How many applications on a page.
PAGE = 25
#: How near a term is when the desk says that it is near.
NEAR = timedelta(days=3)
IN_ORDER = (CheckOutcome.OK, CheckOutcome.NOT_APPLICABLE)


@dataclass(frozen=True)
class Proposal:
    """What the platform found for one item of one body, the last time it looked; the officer confirms it."""

    outcomes: tuple[str, ...]
    because: str

    @property
    def holds(self) -> bool:
        """Every rule says that it is so, each with its evidence."""
        return all(outcome == EligibilityOutcome.PASSED for outcome in self.outcomes)

    @property
    def fails(self) -> bool:
        """Some rule says that it is not so."""
        return EligibilityOutcome.FAILED in self.outcomes


Key = tuple[int, str, int | None]


def last_answers(applications: Iterable[Application]) -> QuerySet[EligibilityCheck]:
    """The last answer of every rule, with its evidence, in the order of the bodies."""
    ids = [application.pk for application in applications]
    rows = EligibilityCheck.objects.filter(application__in=ids)
    last = rows.order_by("application_id", "organisation_id", "rule", "-pk")
    return last.distinct("application_id", "organisation_id", "rule")


def proposals_of(applications: Iterable[Application]) -> dict[Key, Proposal]:
    """By application, item and body: what the last answers of the rules say together. One query."""
    found: dict[Key, list[tuple[str, str]]] = defaultdict(list)
    answers = last_answers(applications)
    said = answers.values_list("application_id", "organisation_id", "rule", "outcome", "because")
    for application, body, rule, outcome, because in said:
        found[application, _ITEMS[rule], body].append((outcome, because))
    return {
        key: Proposal(tuple(o for o, _why in told), " ".join(why for _o, why in told if why))
        for key, told in found.items()
    }


_ITEMS = {rule.value: item.value for rule, item in ITEM_OF_RULE.items()}


@dataclass(frozen=True)
class Filter:
    """A way of narrowing the desk: its name in the address, its words, what it keeps."""

    name: str
    words: Words
    keeps: Q


def filters(at: datetime) -> list[Filter]:
    """The ways of narrowing the desk, at an instant."""
    waiting, standing = Q(cure_state=CureState.ASKED), Q(state=ApplicationState.CURE)
    return [
        Filter(
            "da-controllare",
            _("da controllare"),
            Q(state=ApplicationState.RECEIVED, done__lt=F("asked")),
        ),
        Filter("da-decidere", _("da decidere"), Q(state=ApplicationState.RECEIVED, done__gte=F("asked"))),
        Filter("con-mancanze", _("con mancanze"), Q(gaps=True)),
        Filter("senza-requisiti", _("senza un requisito"), Q(failures=True)),
        Filter("in-integrazione", _("in attesa di risposta"), standing & waiting & Q(cure_due__gte=at)),
        Filter(
            "in-scadenza",
            _("con il termine vicino"),
            standing & waiting & Q(cure_due__gte=at, cure_due__lte=at + NEAR),
        ),
        Filter(
            "da-esaminare",
            _("con l’integrazione da decidere"),
            standing & (Q(cure_state=CureState.ANSWERED) | Q(cure_due__lt=at)),
        ),
        Filter("ammesse", _("ammesse"), Q(state=ApplicationState.ADMITTED)),
        Filter("con-riserva", _("ammesse con riserva"), Q(state=ApplicationState.RESERVED)),
        Filter("escluse", _("escluse"), Q(state=ApplicationState.EXCLUDED)),
    ]


def desk_applications(call: Call) -> QuerySet[Any]:
    """The applications of a call that were opened, with how many items each wants and has, and its cure."""
    inside = Member.objects.filter(application=OuterRef("pk"), left_at__isnull=True).order_by()
    still_in = Member.objects.filter(
        application=OuterRef("application"), organisation=OuterRef("organisation"), left_at__isnull=True
    )
    checks = Check.objects.filter(application=OuterRef("pk")).order_by()
    looked = checks.filter(Q(organisation__isnull=True) | Exists(still_in))
    grouped = Q(form=ApplicationForm.SINGLE)
    bodies = Subquery(inside.values("application").annotate(n=Count("*")).values("n"))
    each, once = len(EACH_ITEMS), len(ONCE_ALWAYS)
    return _opened(call).annotate(
        asked=Coalesce(bodies, 0) * Value(each) + Value(once + 1) - Coalesce(_one(grouped), 0),
        done=Coalesce(Subquery(looked.values("application").annotate(n=Count("*")).values("n")), 0),
        gaps=Exists(checks.filter(outcome=CheckOutcome.GAP)),
        failures=Exists(checks.filter(outcome=CheckOutcome.FAILED)),
    )


def _opened(call: Call) -> QuerySet[Any]:
    """The applications that were opened, each with where its cure stands."""
    cures = CureRequest.objects.filter(application=OuterRef("pk")).order_by("-pk")
    return call.applications.filter(opened_at__isnull=False).annotate(
        cure_state=Subquery(cures.values("state")[:1]),
        cure_due=Subquery(cures.values("due_at")[:1]),
    )


def _one(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def entirely_in_order(call: Call) -> QuerySet[Application]:
    """Those that wait only for the decision: every item looked at, all in order, no registration pending."""
    pending = Member.objects.filter(
        application=OuterRef("pk"), left_at__isnull=True, title=Title.RUNTS_PENDING
    )
    ready = desk_applications(call).filter(
        ~Exists(pending), state=ApplicationState.RECEIVED, done__gte=F("asked"), gaps=False, failures=False
    )
    return ready.select_related("lead").order_by("submitted_at", "pk")


@dataclass(frozen=True)
class Cell:
    """One item of one application: a shape and a word; where several bodies are asked, the worst of them."""

    item: CheckItem
    shape: str
    words: Words
    why: str
    asked: bool = True


@dataclass(frozen=True)
class DeskRow:
    """One application on the desk."""

    application: Application
    cells: list[Cell]


@dataclass(frozen=True)
class Desk:
    """A page of the desk, with what there is in all."""

    page: Page[Application]
    rows: list[DeskRow]
    filters: list[tuple[Filter, int]]
    total: int
    checked: int


def desk_of(call: Call, at: datetime, *, keep: str = "", words: str = "", page: str | None = None) -> Desk:
    """The desk of a call: filtered, searched by name, number or theme, a page at a time. Four queries."""
    ways = filters(at)
    chosen = next((way.keeps for way in ways if way.name == keep), Q())
    base, about = _about(desk_applications(call), words.strip())
    wanted = chosen & about
    counted = base.aggregate(
        all_=Count("pk"),
        shown_=Count("pk", filter=wanted) if wanted else Count("pk"),
        checked_=Count("pk", filter=Q(done__gte=F("asked"))),
        **{way.name.replace("-", "_"): Count("pk", filter=way.keeps) for way in ways},
    )
    shown = base.filter(wanted) if wanted else _opened(call)
    shown = shown.select_related("lead", "lot").order_by("submitted_at", "pk")
    shown = shown.defer("reasons", *(f"lead__{name}" for name in _CARD))
    shown = shown.prefetch_related(
        Prefetch("members", Member.objects.select_related("organisation").only(*_NAMES))
    ).annotate(looked=ArraySubquery(_LOOKED))
    paginator = Paginator(shown, PAGE)
    paginator.__dict__["count"] = counted["shown_"]
    found = paginator.get_page(page)
    applications = list(found.object_list)
    found.object_list = applications
    proposed = proposals_of(applications)
    return Desk(
        found,
        [
            DeskRow(application, cells_of(application, _looked(application), proposed))
            for application in applications
        ],
        [(way, counted[way.name.replace("-", "_")]) for way in ways],
        counted["all_"],
        counted["checked_"],
    )


def _about(applications: QuerySet[Any], words: str) -> tuple[QuerySet[Any], Q]:
    """The applications with what a search asks of them: the name of a body, one of the numbers, the theme."""
    if not words:
        return applications, Q()
    inside = Member.objects.filter(
        Q(organisation__name__icontains=words) | Q(organisation__short_name__icontains=words),
        application=OuterRef("pk"),
        left_at__isnull=True,
    )
    found = applications.annotate(named=Exists(inside))
    numbers = Q(registry_number__iexact=words) | Q(protocol_number__icontains=words)
    return found, Q(named=True) | numbers | Q(lot__title__icontains=words)


_NOT_ASKED = ("", _("non serve"))
_TO_LOOK_AT = ("", _("da vedere"))
_FOUND = ("now", _("risulta"))
_NOT_FOUND = ("late", _("non risulta"))
_SAID: dict[str, tuple[str, Words]] = {
    CheckOutcome.OK: ("done", _("sì")),
    CheckOutcome.NOT_APPLICABLE: ("done", _("non serve")),
    CheckOutcome.GAP: ("late", _("manca")),
    CheckOutcome.FAILED: ("no", _("no")),
}
_WORST = (CheckOutcome.FAILED, CheckOutcome.GAP)


_CARD = tuple(
    field.name
    for field in Organisation._meta.concrete_fields
    if field.name not in ("id", "name", "short_name")
)
#: What names a body in a list: its card has thirty columns more.
_NAMES = ("application", "left_at", "position", "organisation__name", "organisation__short_name")
#: What was looked at, read with the application: a list costs a query less.
_LOOKED = (
    Check.objects.filter(application=OuterRef("pk"))
    .order_by()
    .values(row=JSONObject(item="item", outcome="outcome", note="note", organisation_id="organisation_id"))
)


def _looked(application: Any) -> list[Check]:
    return [Check(**row) for row in application.looked]


def cells_of(application: Application, checks: Iterable[Check], proposed: dict[Key, Proposal]) -> list[Cell]:
    """The items of an application in the order of the check; its bodies were read already."""
    bodies = [m.organisation_id for m in application.members.all() if m.left_at is None]
    done = {(c.item, c.organisation_id): c for c in checks}
    cells = []
    for item in CheckItem:
        asked = bodies if item in EACH_ITEMS else [None]
        if item == CheckItem.GROUP and not application.is_grouped:
            cells.append(Cell(item, *_NOT_ASKED, "", asked=False))
            continue
        looked = [check for body in asked if (check := done.get((item, body)))]
        worst = next((c for outcome in _WORST for c in looked if c.outcome == outcome), None)
        if worst is not None:
            cells.append(Cell(item, *_SAID[worst.outcome], worst.note))
        elif looked and len(looked) == len(asked):
            cells.append(Cell(item, *_SAID[looked[0].outcome], ""))
        else:
            cells.append(_proposed(item, [proposed.get((application.pk, item, body)) for body in asked]))
    return cells


def _proposed(item: CheckItem, found: Sequence[Proposal | None]) -> Cell:
    failing = [proposal for proposal in found if proposal and proposal.fails]
    if failing:
        return Cell(item, *_NOT_FOUND, failing[0].because)
    if found and all(proposal and proposal.holds for proposal in found):
        return Cell(item, *_FOUND, "")
    return Cell(item, *_TO_LOOK_AT, "")


def confirmable(call: Call, most: int) -> dict[CheckItem, tuple[list[Application], int]]:
    """For each item that many may share: the applications for which the platform has the evidence of it and that
    nobody looked at yet, oldest first and at most so many; and how many are left to look at one by one. Four
    queries.
    """
    waiting = list(
        desk_applications(call)
        .filter(state=ApplicationState.RECEIVED, done__lt=F("asked"))
        .select_related("lead")
        .only("call", "form", "state", "submitted_at", "lead__name", "lead__short_name")
        .prefetch_related(
            Prefetch("members", Member.objects.only("application", "organisation", "left_at")),
            Prefetch("checks", Check.objects.only("application", "organisation", "item")),
        )
        .order_by("submitted_at", "pk")
    )
    proposed = proposals_of(waiting)
    offered = {}
    for item in BATCH_ITEMS:
        asked = [(application, bodies) for application in waiting if (bodies := _unlooked(application, item))]
        ready = [
            application
            for application, bodies in asked
            if all((found := proposed.get((application.pk, item, body))) and found.holds for body in bodies)
        ]
        offered[item] = ready[:most], len(asked) - len(ready)
    return offered


def _unlooked(application: Application, item: CheckItem) -> list[int | None]:
    if item == CheckItem.GROUP and not application.is_grouped:
        return []
    done = {c.organisation_id for c in application.checks.all() if c.item == item}
    bodies = [m.organisation_id for m in application.members.all() if m.left_at is None]
    asked: list[int | None] = list(bodies) if item in EACH_ITEMS else [None]
    return [body for body in asked if body not in done]
