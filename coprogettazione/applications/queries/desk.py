# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk of the requirements: the applications of a call side by side, a page at a time.

Whatever the applications, it is one query for where each of them stands, one for the page with its items, and one each
for its bodies and what the platform checked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

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
from coprogettazione.applications.queries.office import EACH_ITEMS, ONCE_ALWAYS, in_outline
from coprogettazione.calls.models import Call
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


class Standing(NamedTuple):
    """Where one application stands, as far as the desk counts and filters."""

    pk: int
    state: str
    asked: int
    done: int
    gaps: bool
    failures: bool
    cure_state: str | None
    cure_due: datetime | None
    named: bool = True

    @property
    def is_checked(self) -> bool:
        """Every item was looked at."""
        return self.done >= self.asked

    @property
    def awaits(self) -> bool:
        """A request to complete it has no answer yet."""
        return self.state == ApplicationState.CURE and self.cure_state == CureState.ASKED

    def is_due_from(self, at: datetime) -> bool:
        """The term of its cure has not passed."""
        return self.cure_due is not None and self.cure_due >= at

    def is_due_by(self, at: datetime) -> bool:
        """The term of its cure ends by then."""
        return self.cure_due is not None and self.cure_due <= at


@dataclass(frozen=True)
class Filter:
    """A way of narrowing the desk: its name in the address, its words, what it keeps."""

    name: str
    words: Words
    keeps: Callable[[Standing], bool]


def filters(at: datetime) -> list[Filter]:
    """The ways of narrowing the desk, at an instant."""

    def is_in(state: ApplicationState) -> Callable[[Standing], bool]:
        return lambda a: a.state == state

    return [
        Filter("da-controllare", _("da controllare"), lambda a: a.state == _RECEIVED and not a.is_checked),
        Filter("da-decidere", _("da decidere"), lambda a: a.state == _RECEIVED and a.is_checked),
        Filter("con-mancanze", _("con mancanze"), lambda a: a.gaps),
        Filter("senza-requisiti", _("senza un requisito"), lambda a: a.failures),
        Filter("in-integrazione", _("in attesa di risposta"), lambda a: a.awaits and a.is_due_from(at)),
        Filter(
            "in-scadenza",
            _("con il termine vicino"),
            lambda a: a.awaits and a.is_due_from(at) and a.is_due_by(at + NEAR),
        ),
        Filter(
            "da-esaminare",
            _("con l’integrazione da decidere"),
            lambda a: (
                a.state == ApplicationState.CURE
                and (a.cure_state == CureState.ANSWERED or not a.is_due_from(at))
            ),
        ),
        Filter("ammesse", _("ammesse"), is_in(ApplicationState.ADMITTED)),
        Filter("con-riserva", _("ammesse con riserva"), is_in(ApplicationState.RESERVED)),
        Filter("escluse", _("escluse"), is_in(ApplicationState.EXCLUDED)),
    ]


_RECEIVED = ApplicationState.RECEIVED


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

    page: Page[Any]
    rows: list[DeskRow]
    filters: list[tuple[Filter, int]]
    total: int
    checked: int


def desk_of(call: Call, at: datetime, *, keep: str = "", words: str = "", page: str | None = None) -> Desk:
    """The desk of a call: filtered, searched by name, number or theme, a page at a time. Four queries: where each
    application stands, then the rows of the page with what was looked at, their bodies, the evidence.
    """
    standings = _standings(call, words.strip())
    ways = filters(at)
    keeps = next((way.keeps for way in ways if way.name == keep), lambda _standing: True)
    found: Page[Any] = Paginator([a.pk for a in standings if a.named and keeps(a)], PAGE).get_page(page)
    rows = _opened(call).filter(pk__in=list(found.object_list)).select_related("lead", "lot")
    shown = in_outline(rows).order_by("submitted_at", "pk").annotate(looked=ArraySubquery(_LOOKED))
    applications = list(shown)
    found.object_list = applications
    proposed = proposals_of(applications)
    return Desk(
        found,
        [
            DeskRow(application, cells_of(application, _looked(application), proposed))
            for application in applications
        ],
        [(way, sum(map(way.keeps, standings))) for way in ways],
        len(standings),
        sum(a.is_checked for a in standings),
    )


def _standings(call: Call, words: str) -> list[Standing]:
    """Where every opened application stands, in their order; `named` says whether the search is about it: the
    name of a body, one of the numbers, the theme.
    """
    columns = Standing._fields
    applications = desk_applications(call).order_by("submitted_at", "pk")
    if not words:
        return [Standing(*row) for row in applications.values_list(*columns[:-1])]
    inside = Member.objects.filter(
        Q(organisation__name__icontains=words) | Q(organisation__short_name__icontains=words),
        application=OuterRef("pk"),
        left_at__isnull=True,
    )
    numbers = Q(registry_number__iexact=words) | Q(protocol_number__icontains=words)
    about = Exists(inside) | numbers | Q(lot__title__icontains=words)
    named = Case(When(about, then=True), default=False)
    return [Standing(*row) for row in applications.annotate(named=named).values_list(*columns)]


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


def confirmable(call: Call, most: int) -> dict[str, tuple[list[Application], int]]:
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
    offered: dict[str, tuple[list[Application], int]] = {}
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
