# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register: what was done, by whom, in which role, when, in a chain that cannot be rewritten."""
