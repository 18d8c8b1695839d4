# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The platform, read and ready: what the server of `tests.processes` has in memory before it forks."""

import django

from config.memory import settle

django.setup()
settle()
