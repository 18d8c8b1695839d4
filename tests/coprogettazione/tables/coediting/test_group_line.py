# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The channel of the text of a working group: members write, the table reads, and what changes in the group is known at
once.
"""

import asyncio
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from coprogettazione.records.waiting import awaited
from coprogettazione.tables.models import DesignTable, WorkGroup
from coprogettazione.tables.queries.groups import group_text
from coprogettazione.tables.services import close_group, set_group_members
from tests.coprogettazione.tables.coediting.client import Browser
from tests.coprogettazione.tables.coediting.conftest import Desk, log_of
from tests.coprogettazione.tables.coediting.server import ThreadServer
from tests.coprogettazione.tables.test_groups import make_group, sara
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import casa, lanterna, make_table, passi

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def table(transactional_db: None) -> DesignTable:
    """An open table."""
    return make_table()


@pytest.fixture
def group(table: DesignTable) -> WorkGroup:
    """Sara Benedetti for La Lanterna, and the whole of Casa Aperta."""
    return make_group(table)


@pytest.fixture
def group_desk(group: WorkGroup) -> Desk:
    """Numbers and sessions for the text of the group."""
    return Desk(group_text(group))


@pytest.fixture
def giulia(group_desk: Desk, server: ThreadServer) -> Browser:
    """Who represents Casa Aperta, in the group."""
    return group_desk.browser(server.address, make_legal_representative(casa()), casa())


@pytest.fixture
def member(group_desk: Desk, server: ThreadServer) -> Browser:
    """Sara Benedetti, in the group."""
    return group_desk.browser(server.address, sara(), lanterna())


@pytest.fixture
def outsider(group_desk: Desk, server: ThreadServer) -> Browser:
    """Who represents Passi Insieme: at the table, not in the group."""
    return group_desk.browser(server.address, make_legal_representative(passi()), passi())


def test_members_write_and_who_only_sits_at_the_table_reads(
    group_desk: Desk, server: ThreadServer, member: Browser, giulia: Browser, outsider: Browser
) -> None:
    async def walk() -> None:
        await member.open()
        await member.type("si legge")
        await giulia.open()
        await giulia.until(lambda browser: browser.says == "si legge")
        await giulia.type(" in due")
        await outsider.open()
        await outsider.until(lambda browser: browser.says == "si legge in due")
        await outsider.until_stored()
        server.channel.rooms[group_desk.text.pk].editors[outsider.client].changed_at -= 60
        await outsider.type("e si scrive?")
        await outsider.until(lambda browser: browser.refusal)
        await member.type(" soltanto")
        await member.until_stored()
        await member.close()
        await giulia.close()

    awaited(walk())
    assert outsider.refusal is not None
    assert outsider.refusal[0] == 4403
    assert "scrive chi ne fa parte" in outsider.refusal[1]
    assert "si scrive?" not in member.says
    assert len({writer for _number, writer, _data in log_of(group_desk.text)}) == 2


def take_out_casa(group: WorkGroup) -> None:
    """Only La Lanterna stays."""
    set_group_members(
        group=group,
        coordinator=sara(),
        members=[{"organisation": lanterna(), "person": sara()}],
        by=make_officer(),
        at=timezone.now(),
    )


def close(group: WorkGroup) -> None:
    """The group has ended."""
    close_group(group=group, outcome="Il testo.", by=sara(), at=timezone.now())


@pytest.mark.parametrize(
    ("deed", "why"), [(take_out_casa, "scrive chi ne fa parte"), (close, "è chiuso")], ids=["left", "closed"]
)
def test_who_may_not_write_any_more_is_told_at_once_and_writes_nothing_more(
    deed: Any, why: str, group: WorkGroup, group_desk: Desk, giulia: Browser
) -> None:
    async def walk() -> None:
        await giulia.open()
        await giulia.type("prima")
        await giulia.until_stored()
        await sync_to_async(deed)(group)
        await giulia.until(lambda browser: browser.notices, patience=5)
        before = giulia.stored
        await giulia.type("troppo tardi")
        await asyncio.sleep(0.2)
        assert (giulia.refusal, giulia.stored) == (None, before)
        await giulia.close()

    awaited(walk())
    assert giulia.notices[0]["kind"] == "rights"
    assert giulia.notices[0]["writes"] is False
    assert why in giulia.notices[0]["why"]
    assert len(log_of(group_desk.text)) == 1
