# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py book`: print the procedure and the rights into docs/."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from workflows.book import procedure_pages, rights_pages

PAGES = {"procedimento.md": procedure_pages, "diritti.md": rights_pages}


class Command(BaseCommand):
    """Writes the printed pages; a test compares them with the code."""

    help = "Print docs/procedimento.md and docs/diritti.md from the code."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write both."""
        for name, pages in PAGES.items():
            (settings.BASE_DIR / "docs" / name).write_text(pages())
            self.stdout.write(f"docs/{name}")
