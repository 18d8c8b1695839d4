# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""``make bench-search``: what a search costs among 100,000 agreements: milliseconds and queries, question by question.

It works on the database of ``make bench-export`` (``var/bench-export``), in which the index of the search gets a row
for each agreement: years, themes, comuni, bodies and dates differ, one word in a thousand is of a few only. A search is
measured as the page asks it, with the rows that are shown; times are of the clock, the middle of ``RUNS``.
"""

import statistics
import time
from typing import Any

from config.bench_export import MANY, copies, multiply
from config.bench_ground import ground

RUNS = 7
#: What the question is, its address, its page.
QUESTIONS = (
    ("everything", "", None),
    ("everything, the 500th page", "", "500"),
    ("one kind", "tipo=convenzioni", None),
    ("a word of all of them", "q=sociale", None),
    ("three words of all of them", "q=pronto intervento sociale", None),
    ("a phrase of all of them", 'q="pronto intervento sociale"', None),
    ("a word of all, the latest first", "q=sociale&ordine=data", None),
    ("a word of all, by term", "q=sociale&ordine=termine", None),
    ("a word of all, a theme", "q=sociale&tema=a", None),
    ("a word of all, in force", "q=sociale&stato=in-vigore", None),
    ("a word of all, the 500th page", "q=sociale", "500"),
    ("the beginning of a code of all", "q=pis-2026", None),
    ("a word of one in ten", "q=decima3", None),
    ("a word of one in a thousand", "q=millesima77", None),
    ("words that are never together", "q=sociale decima3 decima4", None),
    ("words of which one is nowhere", "q=sociale supercalifragilistico", None),
    ("a word that is nowhere", "q=supercalifragilistico", None),
)


def known() -> None:
    """Until the search knows each of the copies."""
    from coprogettazione.parties.models import Comune, Organisation
    from home.models.search import Findable, FindableKind

    found = Findable.objects.filter(kind=FindableKind.AGREEMENT)
    wanted = MANY - found.count()
    if wanted <= 0:
        return
    pattern = found.order_by("pk")[0]
    bodies = sorted(Organisation.objects.values_list("pk", flat=True))
    comuni = sorted(Comune.objects.values_list("pk", flat=True))

    def one_of(values: list[Any], step: int) -> str:
        return f"(ARRAY{values})[1 + (g / {step}) % {len(values)}]".replace("%", "%%")

    own = "' decima' || g %% 10 || ' millesima' || g %% 1000"
    copies(
        Findable,
        f"t.id = {pattern.pk}",
        wanted,
        object_id="1000000 + g",
        address="t.address || g",
        title=f"t.title || {own}",
        themes=f"ARRAY[{one_of(list('abcdefghi'), 7)}]",
        comuni=f"ARRAY[{one_of(comuni, 3)}, {one_of(comuni, 50)}]",
        bodies=f"ARRAY[{one_of(bodies, 11)}, {one_of(bodies, 300)}]",
        year="2016 + g %% 11",
        published_at="t.published_at - g * interval '47 minutes'",
        ends_at="t.ends_at + (g %% 2000 - 1000) * interval '1 day'",
        head=f"t.head || setweight(to_tsvector('simple', {own}), 'A')",
        words=f"t.words || setweight(to_tsvector('simple', {own}), 'A')",
    )


def ask(query: str, number: str | None) -> int:
    """Search and read the rows of the page, as the page does; how many are found."""
    from django.http import QueryDict
    from django.utils import timezone

    from home.search.asked import Asked
    from home.search.finding import find

    found = find(Asked.of(QueryDict(query.replace(" ", "+"))), timezone.now(), number)
    list(found.page)
    return found.count


def bench() -> None:
    """Ask every question and print what it costs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    print(f"{'':<36} {'found':>8} {'ms':>7} {'SQL':>4}")
    for what, query, number in QUESTIONS:
        times = []
        for _ in range(RUNS):
            begins = time.perf_counter()
            count = ask(query, number)
            times.append(time.perf_counter() - begins)
        with CaptureQueriesContext(connection) as asked:
            ask(query, number)
        print(f"{what:<36} {count:>8,} {statistics.median(times) * 1000:>7.0f} {len(asked):>4}", flush=True)


def main() -> None:
    """Prepare the database of the measures, then measure."""
    with ground("make bench-search", "bench-export"):
        multiply()
        known()
        bench()


if __name__ == "__main__":
    main()
