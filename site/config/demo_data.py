# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bring the database up to date and load the demo, in one process: starting Django costs more than both."""

import django
from django.core.management import call_command

from config.memory import settle

if __name__ == "__main__":
    django.setup()
    settle()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_demo")
