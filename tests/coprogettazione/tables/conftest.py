# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What most tests of the table begin with."""

import pytest

from coprogettazione.tables.models import DesignTable
from tests.factories.tables import make_table


@pytest.fixture
def table(db: None) -> DesignTable:
    """An open table."""
    return make_table()
