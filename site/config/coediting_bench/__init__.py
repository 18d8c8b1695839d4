# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing together, measured: our channel beside the servers everybody knows, with the same clients on one PostgreSQL.

Read in this order: ``strokes`` (what is typed), ``editors`` (who types: processes of their own), ``ground`` (the
database), ``servers`` (who is measured), ``measures`` (what is measured), ``opening`` (how long a text takes to open),
``report`` (what is printed and kept).
"""
