# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The end: the register holds, the public pages tell the facts, and nothing of the chronicle was left out."""

from io import StringIO

from django.core.management import call_command

from coprogettazione.records.deeds import DEEDS
from coprogettazione.records.models import Entry
from tests.story.case import CODE, Case

#: What the chronicle does and nobody does here over HTTP, with the reason.
ELSEWHERE = {
    "enrol_public_body": "the installation enrols the body, with its first operator, from the command line",
    "found_district": "as above: the district is founded with its body",
    "grant_membership": "the body's people are planted; the page is tested in coprogettazione/parties",
    "adopt_plan": "a plan stands before any procedure; no page adopts one, it is brought in by a chronicle",
    "claim_organisation": "entities are planted; the page is tested in coprogettazione/parties",
    "verify_organisation": "as above",
    "invite_colleague": "as above",
    "accept_invitation": "as above",
}
#: What happened over HTTP and is not in the chronicle, which ends when the report is presented or takes it for
#: granted.
BEYOND = {"read_application", "read_file", "review_expense_report", "open_evaluation", "begin_minutes"}


def the_register_holds(case: Case) -> None:
    said = StringIO()
    call_command("verify_register", stdout=said)
    assert "La catena è integra" in said.getvalue()
    case.teresa.reads(f"/fascicoli/{CODE}/registro/", "ha disposto")


def everybody_reads_the_same_facts(case: Case) -> None:
    """Without signing in: the avviso, the agreement, the data, the acts."""
    citizen = case.citizen
    citizen.reads("/", "Pronto intervento sociale di prossimità")
    citizen.reads("/avvisi/pis-2026/", "74/2026", "112/2026", "201/2026")
    citizen.reads("/convenzioni/pis-2026/", "Persone raggiunte", "64", "Centrale operativa attiva")
    for name in ("Sara Benedetti", "90000010000", "Coperte e bevande calde", "Lo scontrino"):
        citizen.does_not_see(name)
    data = citizen.downloads(address="/convenzioni/dati.csv").decode()
    assert "Pronto intervento sociale di prossimità" in data, data
    citizen.reads("/cerca/?q=prossimità", "Pronto intervento sociale di prossimità")


def nothing_was_left_out(case: Case) -> None:
    """Every deed of the chronicle was done by somebody through a page, or is named above with its reason.

    The register is the witness; what is written before a deed (chapters, lines, drafts) leaves no entry, and is
    known from who took it up.
    """
    assert not case.upcoming
    told = {step.deed.name for step in case.chronicle.steps}
    registered = set(Entry.objects.filter(case_file=case.call).values_list("deed", flat=True))
    deeds = told & set(DEEDS)
    assert case.planted == set(ELSEWHERE)
    assert deeds - registered == set(ELSEWHERE)
    assert registered - told == BEYOND
    assert told - deeds <= {doing.deed for doing in case.done}


def tell(case: Case) -> None:
    """In order."""
    the_register_holds(case)
    everybody_reads_the_same_facts(case)
    nothing_was_left_out(case)
