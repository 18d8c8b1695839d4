#!/usr/bin/env python
# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Run the platform's commands."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    # site/ is a plain folder (a package of that name would shadow the standard library's): only its content
    # is importable.
    sys.path.append(str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
