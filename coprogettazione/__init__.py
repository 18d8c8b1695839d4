# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Co-progettazione, chapter by chapter.

records        what was done, by whom, when
documents      how a paper is rendered and kept
notifications  how a message is delivered
parties        people, organisations, roles, social districts
planning       plans and objectives
calls          the avviso
applications   domande, partnerships, receipts, cure requests
evaluation     committee, conflicts, scores, ranking, admission
tables         tavoli, sessions, minutes, the project document and its budget
agreements     convenzioni, signatures
monitoring     indicators, milestones, reports, payments
"""
