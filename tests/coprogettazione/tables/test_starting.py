# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Starting from what was proposed: the chapters of the admitted proposals, with their authors."""

import pytest
from django.urls import reverse

from coprogettazione.applications.models import Application
from coprogettazione.evaluation.queries import admitted_applications
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from coprogettazione.tables.models import DesignTable
from coprogettazione.tables.queries.project import authorship_of, project_text
from coprogettazione.tables.queries.shared_text import read_text
from coprogettazione.tables.services import bring_in_proposals, open_table
from tests.coprogettazione.tables.test_views import at, signed_in, written
from tests.factories.calls import make_officer
from tests.factories.evaluation import make_admitted
from tests.factories.parties import make_legal_representative
from tests.factories.tables import OPENED, WRITTEN, casa, lanterna, text_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> DesignTable:
    """A table of bodies that really applied."""
    return open_table(call=make_admitted(), by=make_officer(), at=OPENED)


def admitted(table: DesignTable) -> list[Application]:
    """The admitted applications."""
    return list(admitted_applications(table.call))


def test_each_chapter_has_what_each_proposal_says_under_who_wrote_it(table: DesignTable) -> None:
    added = bring_in_proposals(table=table, applications=admitted(table), by=make_officer(), at=WRITTEN)
    said = text_in(table, "bisogno")
    assert said.index("# Dalla proposta di La Lanterna") < said.index("# Dalla proposta di Casa Aperta")
    wrote = [body for body, _length in authorship_of(read_text(project_text(table)))["bisogno"]]
    assert wrote == [lanterna().pk, casa().pk]
    assert Entry.objects.get(deed="bring_in_proposals").payload["passages"] == added


def test_what_is_there_is_not_brought_twice_nor_overwritten(table: DesignTable) -> None:
    first, second = admitted(table)
    bring_in_proposals(table=table, applications=[first], by=make_officer(), at=WRITTEN)
    before = text_in(table, "bisogno")
    bring_in_proposals(table=table, applications=[first, second], by=make_officer(), at=WRITTEN)
    assert text_in(table, "bisogno").startswith(before)
    assert text_in(table, "bisogno").count("Dalla proposta di La Lanterna") == 1
    with pytest.raises(AlreadyDone):
        bring_in_proposals(table=table, applications=[first, second], by=make_officer(), at=WRITTEN)


def test_only_admitted_proposals_and_only_by_who_holds_the_table(table: DesignTable) -> None:
    with pytest.raises(Invalid):
        bring_in_proposals(table=table, applications=[], by=make_officer(), at=WRITTEN)
    admitted_ones = {application.pk for application in admitted(table)}
    others = table.call.applications.exclude(pk__in=admitted_ones)
    with pytest.raises(Invalid) as refused:
        bring_in_proposals(table=table, applications=list(others), by=make_officer(), at=WRITTEN)
    assert str(refused.value) == "Si portano al tavolo solo le proposte ammesse."
    with pytest.raises(NotAllowed):
        bring_in_proposals(
            table=table,
            applications=admitted(table),
            by=make_legal_representative(casa()),
            at=WRITTEN,
        )
    assert text_in(table, "bisogno") == ""


def test_the_page_offers_the_admitted_proposals(table: DesignTable) -> None:
    address = reverse("tables:bring_in", args=[table.call.code])
    with at(WRITTEN):
        client = signed_in(make_officer())
        said = written(client.get(address))
        assert "La Lanterna" in said
        assert "Casa Aperta" in said
        chosen = [application.pk for application in admitted(table)]
        assert client.post(address, {"applications": chosen}).status_code == 302
    assert "Dalla proposta di La Lanterna" in text_in(table, "azioni")
