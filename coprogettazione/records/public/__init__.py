# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register as anybody may check it (docs/register.md): a public line for every entry, a root for every day.

Of a public fact the line says the fact; of any other entry only a salted hash, from which nothing can be guessed but
which holds its place: no entry can be taken away, added or moved without the lines, and the roots, telling.
"""
