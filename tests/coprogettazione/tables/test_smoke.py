import pytest
from datetime import timedelta
from tests.factories.tables import *
from tests.factories.tables import make_ready_table, FINAL, make_officer
from coprogettazione.tables.services import conclude_table
from coprogettazione.tables.queries import final_project

pytestmark = pytest.mark.django_db


def test_all():
    table = make_ready_table()
    conclude_table(
        table=table, how_it_ran="Quattro incontri.", by=make_officer(), at=FINAL + timedelta(hours=1)
    )
    p = final_project(table.call)
    assert p.matrix.total == 192000
    assert p.matrix.balances
