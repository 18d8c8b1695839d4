# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""ASGI door: the one uvicorn serves."""

import os

import django

from config.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
django.setup(set_prefix=False)
# Django's settings are read from here on.
from config.door import Door  # noqa: E402

application = Door()
settle()
