# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""E-mails about what is new for a search: asked with an address, confirmed with a link, ended with one click."""
