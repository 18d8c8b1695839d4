# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The machine's own Chromium, for the tests and for ``make screenshots``: no browser is downloaded."""

import shutil

#: The shell is Chromium without windows, profiles and extensions: the same pages for two thirds of the work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Where it is; None when there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)
