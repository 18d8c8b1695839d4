# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures on a page: how large, and what stands where one is missing."""

import io

from django.utils.translation import gettext as _
from PIL import Image as Pixels

from coprogettazione.documents.documents.texts.blocks import Picture, Span

#: Centimetres of a point of a screen (96 to the inch), and the tallest picture, in centimetres.
_POINT = 2.54 / 96
_TALLEST = 20.0


def size_of(content: bytes, widest: float) -> tuple[float, float]:
    """Width and height in centimetres: as on a screen, no wider than `widest`, no taller than most of a page."""
    with Pixels.open(io.BytesIO(content)) as picture:
        width, height = picture.size
    scale = min(_POINT, widest / max(width, 1), _TALLEST / max(height, 1))
    return width * scale, height * scale


def absent(picture: Picture) -> list[Span]:
    """The words in place of a picture that cannot be shown."""
    return [Span(_("[immagine: %(alt)s]") % {"alt": picture.alt or _("senza descrizione")}, em=True)]
