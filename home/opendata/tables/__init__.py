# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every dataset, in the order in which they are shown."""

from home.opendata.tables.agreements import AGREEMENTS, PARTIES
from home.opendata.tables.bodies import BODIES
from home.opendata.tables.calls import CALLS
from home.opendata.tables.grants import GRANTS
from home.opendata.tables.indicators import INDICATORS
from home.opendata.tables.money import MONEY, PAYMENTS, RECEIVED

DATASETS = {
    dataset.id: dataset
    for dataset in (CALLS, AGREEMENTS, PARTIES, BODIES, MONEY, PAYMENTS, INDICATORS, GRANTS, RECEIVED)
}
