# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The story: one procedure from the first draft to the second payment, told over HTTP as minutes are.

`pages` reads a page as a browser does, `people` are who acts, `case` is what they do and when (PIS-2026). The
other modules are the phases, in the order of `test_story`.
"""
