# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""``make bench-coediting``: ``ROUNDS`` (4) rounds of every measure, each ``STRETCH`` (4) seconds long, the servers one
after the other in each, in another order at each round. docs/shared-text.md says how to read what it prints.
"""

import itertools
import os
import platform
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import django

from config.coediting_bench import ground, opening, report
from config.coediting_bench.measures import MEASURES, Figures, Size, warm_up
from config.coediting_bench.servers import NEVER, Contender, Running, others, ours
from config.database import var_directory
from config.embedded.server import EmbeddedServer
from config.memory import settle


def run_rounds(
    contenders: Sequence[Contender],
    size: Size,
    rounds: int,
    measures: Sequence[Callable[[Running, Size], Figures]] = MEASURES,
) -> report.Rounds:
    """Every measure of every contender, so many times; all are running all the time, one is at work."""
    found: report.Rounds = {}
    for number in range(rounds):
        turn = number % len(contenders)
        running = [contender.start() for contender in (*contenders[turn:], *contenders[:turn])]
        try:
            for server in running:
                report.add(found, server.name, {"memory at start (MB)": server.memory()})
                warm_up(server, size)
                server.rest(size.pause)
            for measure in measures:
                for server in running:
                    report.add(found, server.name, measure(server, size))
                    server.rest(size.pause)
            for server in running:
                report.add(found, server.name, {"memory after (MB)": server.memory()})
        finally:
            for server in running:
                server.stop()
        print(f"round {number + 1} of {rounds}, load {os.getloadavg()[0]:.1f}", flush=True)
    return found


def bench(var: Path, url: str, environment: dict[str, str]) -> None:
    """Measure everything, print the table, keep it."""
    from django.utils import timezone

    rounds, stretch = int(os.environ.get("ROUNDS") or 4), float(os.environ.get("STRETCH") or 4)
    size, began, load = Size(stretch=stretch), time.monotonic(), os.getloadavg()
    at = timezone.now()
    ground.clear()
    table = ground.open_table()
    writers = ground.Writers(table, at)
    openings = len(opening.LENGTHS) * 2 * opening.TIMES
    texts = ground.empty_texts(table, rounds * (len(MEASURES) + 1) + openings)
    for text in texts:
        writers.sit_at(text, at)
    row = iter(texts)
    our_own = ours(environment, row, writers.cookies)
    hocuspocus, equal, plain = others(var, url)
    database = ground.facts(url)
    facts: dict[str, Any] = {
        "begun": at.isoformat(),
        "machine": f"{os.cpu_count()} × {platform.machine()}, {platform.platform()}",
        "python": platform.python_version(),
        "load before": load,
        "rounds": rounds,
        "stretch": stretch,
        "postgresql": database,
    }
    print(
        f"PostgreSQL {', '.join(f'{name} {said}' for name, said in database.items())}; the same for all but one"
    )
    print(f"{facts['machine']}, Python {facts['python']}, load {load[0]:.1f}")
    print("Ours with every check on; the limits of pace and size are raised out of the way.", flush=True)
    found = run_rounds((our_own, hocuspocus, equal, plain), size, rounds)
    planted = opening.plant(row, writers, at, opening.LENGTHS)
    opening.store_documents(url, planted)
    lasting = ours(environment, itertools.repeat(None), writers.cookies, grace=NEVER)
    for server, figures in opening.openings(lasting, hocuspocus, planted).items():
        report.add(found, server, figures)
    facts |= {"load after": os.getloadavg(), "seconds": round(time.monotonic() - began)}
    print()
    for line in report.table(found):
        print(line)
    print(f"\nload {load[0]:.1f} before, {facts['load after'][0]:.1f} after, {facts['seconds']} s\n")
    for target, value in report.verdicts(found):
        print(target.said(value))
    report.keep(var / "coediting.json", found, facts)
    print(f"\nevery round: {var / 'coediting.json'}")


def main() -> None:
    """Prepare the database of the measures, then measure."""
    var = var_directory() / "bench"
    (var / "static").mkdir(parents=True, exist_ok=True)
    server = None if os.environ.get("DATABASE_URL") else EmbeddedServer(var)
    if server is not None:
        server.use()
    try:
        url = ground.database_on(server)
        environment = {
            "COPROGETTAZIONE_VAR": str(var),
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
            "DEBUG": "0",
            "PYTHONWARNINGS": "ignore::Warning:django.core.handlers.asgi",
        }
        os.environ |= environment
        ground.prepare(environment)
        django.setup()
        settle()
        bench(var, url, environment)
    finally:
        if server is not None:
            server.release()


if __name__ == "__main__":
    main()
