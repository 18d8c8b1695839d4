# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""``make bench``: what the pages cost on this machine, side by side with their budgets.

It works on a database of its own (``var/bench``): the demo, then many more dossiers and up to ``TASKS`` tasks
on other people's desks (a million by default). Times are of the processor, the least disturbed of twenty: they
compare versions on one machine, not machines.
"""

import functools
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from config.bench_desk import MANY_APPLICATIONS, many_applications
from config.bench_ground import ground

RUNS = 20
MANY_CALLS = 60
FEW_TASKS = 1_000


@dataclass(frozen=True)
class Budget:
    """The most a page may cost: queries, and milliseconds of processor where one is set."""

    queries: int | None
    milliseconds: float | None


PUBLIC = Budget(6, 12)
LIST = Budget(10, 40)
DOSSIER = Budget(15, 40)
INBOX = Budget(6, None)
#: The page around the inbox has no budget of its own: dossiers, news, what others owe.
DESK = Budget(None, None)
#: A page that looks at every application of the call: as many queries as a list, however long it takes.
CROWD = Budget(10, None)
DEED = Budget(30, None)
PAPER = Budget(None, 60)


def say(what: str, queries: int | None, milliseconds: float, budget: Budget) -> None:
    """Print one line: what, cost, budget, and whether it holds."""
    holds = (budget.queries is None or queries is None or queries <= budget.queries) and (
        budget.milliseconds is None or milliseconds <= budget.milliseconds
    )
    sql = f"{queries if queries is not None else '–':>4} / {budget.queries or '–'}"
    cpu = f"{milliseconds:7.1f} / {budget.milliseconds or '–'}"
    print(f"{what:<52} {sql:<12} {cpu:<16} {'' if holds else 'OVER BUDGET'}", flush=True)


def timed(action: Callable[[], Any]) -> float:
    """The processor time of ``action``, in milliseconds, when least disturbed, after three warm runs."""
    for _ in range(3):
        action()
    times = []
    for _ in range(RUNS):
        begins = time.process_time()
        action()
        times.append((time.process_time() - begins) * 1000)
    return min(times)


def queries_of(action: Callable[[], Any]) -> int:
    """How many queries ``action`` makes, on warm caches."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        action()
    return len(captured)


def page(client: Any, path: str) -> Callable[[], Any]:
    """An action that opens the page and insists that it answers."""

    def open_it() -> Any:
        answer = client.get(path)
        assert answer.status_code == 200, f"{path} answers {answer.status_code}"
        return answer

    return open_it


def measure(what: str, action: Callable[[], Any], budget: Budget) -> None:
    """Measure an action and print its line."""
    milliseconds = timed(action)
    say(what, queries_of(action), milliseconds, budget)


def first_reading(what: str, client: Any, path: str) -> None:
    """What a public page costs its first reader after a change, drawn anew."""
    from home.shelf import SHELF

    action = page(client, path)

    def drawn() -> Any:
        SHELF.clear()
        return action()

    milliseconds = timed(drawn)
    SHELF.clear()
    say(f"  {what}, its first reader", queries_of(action), milliseconds, PUBLIC)


def first_link(client: Any, path: str, pattern: str) -> str:
    """The first address in the page at ``path`` that fits ``pattern``."""
    found = re.search(rf'href="({pattern})"', page(client, path)().content.decode())
    assert found, f"{path} links nothing like {pattern}"
    return found[1]


def multiply_calls(model: Any, count: int) -> None:
    """Copies of a published call, which differ in their code; those of an earlier run stay."""
    original = model.objects.filter(published_at__isnull=False).order_by("pk").first()
    fields = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    values = {name: getattr(original, name) for name in fields}
    copies = [model(**{**values, "code": f"{original.code}-b{number}"}) for number in range(count)]
    model.objects.bulk_create(copies, ignore_conflicts=True)


def multiply_tasks(upto: int) -> None:
    """Tasks on the desks of organisations that do not exist, until there are ``upto``."""
    from django.db import connection
    from viewflow.workflow.models import Task

    pattern = Task.objects.filter(flow_task_type="HUMAN", owner_permission__isnull=False).first()
    assert pattern is not None
    own = {"owner_permission_obj_pk": "(100000 + mod(g, 5000))::text", "owner_id": "NULL"}
    columns = [field.column for field in Task._meta.concrete_fields if not field.primary_key]
    chosen = ", ".join(own.get(name, f't."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    missing = max(0, upto - Task.objects.count())
    with connection.cursor() as cursor:
        cursor.execute(
            # Names of the model's own columns, no value of anybody's.
            f"INSERT INTO {Task._meta.db_table} ({names}) SELECT {chosen} "
            f"FROM {Task._meta.db_table} t, generate_series(1, %s) g WHERE t.id = %s",
            [missing, pattern.pk],
        )
        cursor.execute(f"ANALYZE {Task._meta.db_table}")


def signed_in(user: Any) -> Any:
    """A browser in which ``user`` has signed in."""
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def public_pages(visitor: Any, when: str) -> None:
    """The three pages that citizens open."""
    call = first_link(visitor, "/avvisi/", r"/avvisi/[^\"?#/]+/")
    agreement = first_link(visitor, "/convenzioni/", r"/convenzioni/[^\"?#/]+/")
    for what, path in (("home", "/"), ("page of a call", call), ("page of an agreement", agreement)):
        measure(f"{what}, {when}", page(visitor, path), PUBLIC)
        first_reading(what, visitor, path)


def papers() -> Iterator[tuple[str, Callable[[], Any]]]:
    """One act of each kind the demo has issued, drawn again from what it says."""
    from coprogettazione.documents.documents.rendering import render
    from coprogettazione.documents.models import Paper, PaperKind
    from coprogettazione.documents.services.issue import TEMPLATES

    for paper in Paper.objects.order_by("kind", "pk").distinct("kind"):
        template = TEMPLATES[PaperKind(paper.kind)][0]
        yield paper.get_kind_display(), functools.partial(render, template, paper.data, at=paper.issued_at)


def inbox_of(user: Any) -> Callable[[], Any]:
    """An action that reads what is on a person's desk and puts it in words."""
    from django.utils import timezone

    from workflows.desk import duties, inbox

    def read() -> Any:
        # Whoever signs in is read anew at every request, with the roles held.
        return duties(list(inbox(type(user).objects.get(pk=user.pk), timezone.now())[:100]))

    return read


def a_deed() -> None:
    """A legal representative asks a question on a call that is open, through the page of the deed."""
    from django.urls import reverse
    from django.utils import timezone

    from coprogettazione.calls.models import Call
    from coprogettazione.parties.models import Membership

    at = timezone.now()
    call = Call.objects.filter(state="PUBLISHED", questions_deadline__gt=at).first()
    seat = Membership.objects.filter(role="LEGAL_REPRESENTATIVE", organisation__state="VERIFIED").first()
    assert call is not None
    assert seat is not None
    client = signed_in(seat.user)
    address = reverse("deed", kwargs={"code": call.code, "deed": "ask_question", "pk": call.pk})

    def ask() -> None:
        said = {"organisation": seat.organisation_id, "text": "La sede può essere fuori dal comune?"}
        answer = client.post(address, said)
        assert answer.status_code == 302, answer.content.decode()

    measure("a deed over HTTP: ask a question", ask, DEED)


def bench() -> None:
    """Measure everything and print the table."""
    from django.test import Client

    from coprogettazione.calls.models import Call

    print(f"{'':<52} {'SQL':<12} {'CPU, ms':<16}")
    visitor = Client()
    execution = Call.objects.filter(state="EXECUTION").select_related("procedure_officer").first()
    assert execution is not None
    officer = signed_in(execution.procedure_officer)
    public_pages(visitor, "as in the demo")
    measure("dossier", page(officer, f"/fascicoli/{execution.code}/"), DOSSIER)
    multiply_calls(Call, MANY_CALLS)
    public_pages(visitor, f"with {MANY_CALLS} calls more")
    measure(f"officer's list, {MANY_CALLS} dossiers more", page(officer, "/fascicoli/"), LIST)
    for tasks in (FEW_TASKS, int(os.environ.get("TASKS") or 1_000_000)):
        multiply_tasks(tasks)
        measure(f"inbox, {tasks:,} tasks", inbox_of(execution.procedure_officer), INBOX)
        measure(f"the whole desk, {tasks:,} tasks", page(officer, "/scrivania/"), DESK)
    crowded = many_applications()
    rup = signed_in(crowded.procedure_officer)
    desk = f"/fascicoli/{crowded.code}/istruttoria/"
    measure(f"desk of the requirements, {MANY_APPLICATIONS} applications", page(rup, desk), LIST)
    measure("  its last page", page(rup, f"{desk}?pagina=40"), LIST)
    measure("  those still to look at", page(rup, f"{desk}?mostra=da-controllare"), LIST)
    measure("  what may be confirmed together", page(rup, f"{desk}insieme/"), CROWD)
    measure(f"dossier, {MANY_APPLICATIONS} applications", page(rup, f"/fascicoli/{crowded.code}/"), DOSSIER)
    a_deed()
    for what, draw in papers():
        say(f"PDF: {what}"[:52], None, timed(draw), PAPER)


def main() -> None:
    """Prepare the database of the measures, then measure."""
    with ground("make bench"):
        bench()


if __name__ == "__main__":
    main()
