# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is inside a document that somebody sends: looked at by its format, refused with its own reason."""

from coprogettazione.documents.services.content.looking import Found, look_inside

__all__ = ["Found", "look_inside"]
