# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py bench`: measure the budgets on the demo data, and the inbox at a thousand and a million tasks."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from viewflow.workflow.models import Task

from coprogettazione.calls.models import Call
from coprogettazione.parties.models import User
from workflows.desk import duties, inbox

ROUNDS = 15
COPY_TASKS = """
INSERT INTO viewflow_task (flow_task, flow_task_type, status, created, token, process_id, data, owner_id)
SELECT flow_task, flow_task_type, CASE WHEN n %% 20 = 0 THEN 'ASSIGNED' ELSE 'DONE' END, created, token, process_id,
       data, (SELECT id FROM coprogettazione_user ORDER BY (id * 7919 + n) %% 104729 LIMIT 1)
FROM viewflow_task, generate_series(1, %s) AS n WHERE viewflow_task.id = %s
"""


class Command(BaseCommand):
    """Prints queries and CPU time beside each budget; run it after `load_demo`."""

    help = "Measure pages, deeds and the inbox against the budgets of docs/architecture.md."

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print; budgets are for reading side by side, not for failing a build."""
        call = Call.objects.filter(state="EXECUTION").first()
        if call is None:
            raise CommandError("No procedure in execution: run manage.py load_demo first.")
        officer = call.procedure_officer
        self.stdout.write(f"{'':44}{'SQL':>6}{'CPU ms':>9}  budget")
        visitor = Client(HTTP_HOST="localhost")
        self.page("home, anonymous", visitor, "/", "≤ 6 SQL, ≤ 12 ms")
        for name, address in self.public_pages():
            self.page(f"{name}, anonymous", visitor, address, "≤ 6 SQL, ≤ 12 ms")
        client = Client(HTTP_HOST="localhost")
        client.force_login(officer)
        self.page("officer's list", client, reverse("case_files"), "≤ 10 SQL, ≤ 40 ms")
        self.page("dossier", client, reverse("case_file", args=[call.code]), "≤ 15 SQL, ≤ 40 ms")
        self.page("desk", client, reverse("desk"), "")
        for size in (1_000, 1_000_000):
            self.inbox(officer, size)

    def public_pages(self) -> list[tuple[str, str]]:
        """One call page and one agreement page, as the site publishes them."""
        from wagtail.models import Page

        found = []
        for name in ("callpage", "agreementpage"):
            page = Page.objects.filter(live=True, content_type__model=name).first()
            if page is not None:
                found.append((name, page.url))
        return found

    def page(self, name: str, client: Client, address: str, budget: str) -> None:
        """One page, warm."""
        self.measure(name, lambda: client.get(address), budget)

    def measure(self, name: str, act: Callable[[], Any], budget: str) -> None:
        """Median CPU of some rounds, and the queries of one."""
        act()
        with CaptureQueriesContext(connection) as captured:
            act()
        spent = []
        for _ in range(ROUNDS):
            start = time.process_time()
            act()
            spent.append((time.process_time() - start) * 1000)
        self.stdout.write(f"{name:44}{len(captured):>6}{statistics.median(spent):>9.1f}  {budget}")

    def inbox(self, user: User, size: int) -> None:
        """The inbox of one officer among so many tasks, in a transaction that is rolled back."""
        with transaction.atomic():
            task = Task.objects.filter(flow_task_type="HUMAN").order_by("pk").first()
            assert task is not None
            ContentType.objects.get_for_model(Call)
            with connection.cursor() as cursor:
                cursor.execute(COPY_TASKS, [size, task.pk])
                cursor.execute("ANALYZE viewflow_task")
            at = timezone.now()
            self.measure(
                f"inbox among {size:,} tasks", lambda: duties(list(inbox(user, at)[:25])), "≤ 6 SQL, ≤ 1.5×"
            )
            transaction.set_rollback(True)
