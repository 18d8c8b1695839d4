# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public API, read-only: the datasets of `home.opendata` a page at a time, for programs."""
