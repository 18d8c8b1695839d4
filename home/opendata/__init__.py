# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Open data: what is published, as tables. Each dataset is declared once (`tables/`); files, their metadata, the
dictionary, the DCAT-AP_IT catalogue and the schema of the API are made from that declaration.
"""
