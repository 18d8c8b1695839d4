# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""``make bench-export``: how long the files of 100,000 agreements take, and how much memory.

It works on a database of its own (``var/bench-export``): the demo, then copies of one published agreement with its
parties, made by the database itself. Each file is written by a process of its own, as a request writes it: what is
told is the seconds until its first byte could leave, and the most memory (resident) that the process ever had, beside
the one it had before it began. A file of 1,000 rows says what does not depend on how many they are.
"""

import resource
import subprocess
import sys
import time
from functools import partial
from typing import IO, Any

import django

from config.bench_ground import ground
from config.database import ROOT

MANY, FEW = 100_000, 1_000
#: Dataset, formats: a row for each agreement, and one for each beneficiary.
MEASURED = (("convenzioni", ("csv", "json", "ods", "xlsx")), ("sovvenzioni", ("csv",)))
#: The digits of a page's place in Wagtail's tree, four for each step.
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def megabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def copies(model: Any, where: str, wanted: int, **own: str) -> None:
    """Copies of the rows of a model that ``where`` names, `g` counting them; ``own`` are the columns that differ."""
    from django.db import connection

    # Columns that the database computes are not written.
    columns = [field.column for field in model._meta.local_concrete_fields if not field.generated]
    columns = [name for name in columns if name in own or name != model._meta.pk.column]
    chosen = ", ".join(own.get(name, f't."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {chosen} '
            f'FROM "{model._meta.db_table}" t, generate_series(1, %s) g WHERE {where}',
            [wanted],
        )
        cursor.execute(f'ANALYZE "{model._meta.db_table}"')


def multiply() -> None:
    """Until there are ``MANY`` published agreements, each with its page, its parties and its money."""
    from django.db import connection
    from wagtail.models import Page

    from coprogettazione.agreements.models import Agreement, AgreementParty, FundingLine
    from home.models import AgreementPage

    wanted = MANY - Agreement.objects.published().count()
    if wanted <= 0:
        return
    pattern = Agreement.objects.published().select_related("page").order_by("pk")[0]
    page = pattern.page
    agreement, tree = 1_000_000, 2_000_000
    step = "||".join(
        f"substr('{DIGITS}', (((g + 50000) / {36**power}) %% 36)::int + 1, 1)" for power in (3, 2, 1, 0)
    )
    copies(
        Agreement, f"t.id = {pattern.pk}", wanted, id=f"{agreement} + g", repertory_number=f"{agreement} + g"
    )
    copies(
        Page,
        f"t.id = {page.pk}",
        wanted,
        id=f"{tree} + g",
        path=f"'{page.path[:-4]}' || {step}",
        slug="t.slug || '-' || g",
        url_path="rtrim(t.url_path, '/') || '-' || g || '/'",
        translation_key="gen_random_uuid()",
        latest_revision_id="NULL",
        live_revision_id="NULL",
    )
    copies(
        AgreementPage,
        f"t.page_ptr_id = {page.pk}",
        wanted,
        page_ptr_id=f"{tree} + g",
        agreement_id=f"{agreement} + g",
    )
    for model in (AgreementParty, FundingLine):
        copies(model, f"t.agreement_id = {pattern.pk}", wanted, agreement_id=f"{agreement} + g")
    connection.close()


def write(name: str, extension: str, rows: int) -> None:
    """Write one file as a request does, and print what it cost."""
    from home.opendata.answers import written
    from home.opendata.formats import FORMATS
    from home.opendata.tables import DATASETS

    dataset, form = DATASETS[name], FORMATS[extension]
    found = dataset.found({})

    def into(place: IO[bytes], found: Any) -> None:
        told = dataset.rows(found, "https://coprogettazione.example.it", streaming=True)
        form.write(place, dataset, told, "https://coprogettazione.example.it/dati/")

    # What is read once for all is read.
    written(partial(into, found=found[:10]), "prova", form.media_type).close()
    before, begins = megabytes(), time.perf_counter()
    response = written(partial(into, found=found[:rows]), "prova", form.media_type)
    seconds = time.perf_counter() - begins
    size = int(response["Content-Length"]) / 1e6
    print(
        f"{name + '.' + extension:<20} {found[:rows].count():>9,} {size:>9.1f} {seconds:>9.2f} {before:>9.0f} "
        f"{megabytes():>9.0f}",
        flush=True,
    )
    response.close()


def main() -> None:
    """Prepare the database of the measures, then measure; or, with three arguments and on that ground, write one
    file.
    """
    if len(sys.argv) > 1:
        django.setup()
        write(sys.argv[1], sys.argv[2], int(sys.argv[3]))
        return
    with ground("make bench-export", "bench-export"):
        multiply()
        heads = ("rows", "MB", "seconds", "MiB before", "MiB most")
        print(f"{'':<20} " + " ".join(f"{head:>9}" for head in heads), flush=True)
        for name, extensions in MEASURED:
            for extension in extensions:
                for rows in (FEW, 10 * MANY):
                    one = [sys.executable, "-m", "config.bench_export", name, extension, str(rows)]
                    subprocess.run(one, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
