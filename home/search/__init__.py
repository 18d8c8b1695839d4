# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The search: one row for each public thing (`entries`), kept by what changes it (`following`), asked with words and
filters (`asked`, `words`, `finding`), and told so that a result explains itself (`telling`).

Why not Wagtail's own index (modelsearch on PostgreSQL, which stood here before): its `facet()` counts one column of one
model, not lists (themes, comuni, bodies) nor four models together; it stores two vectors and no text, so that
a result cannot say where the words are; and everything it finds is fetched again by content type. Both use the
configuration `italian` of PostgreSQL (snowball stems, Italian stop words), which every server has.
"""
