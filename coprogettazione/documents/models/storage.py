# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A folder outside the web root where a file's place is its fingerprint."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class ContentStore(FileSystemStorage):
    """Keeps bytes under `PRIVATE_MEDIA_ROOT`, each content once, never overwritten.

    The name is given by the content, so two writers of one name write the same bytes: whoever comes second
    finds the file there. A file is whole or absent (written aside, flushed to disk, then moved). It has no
    address.
    """

    def __init__(self) -> None:
        super().__init__(base_url=None)

    @property
    def base_location(self) -> str:
        """Read at every use, so that tests can move it."""
        return str(settings.PRIVATE_MEDIA_ROOT)

    @property
    def location(self) -> str:
        """The absolute folder."""
        return str(Path(self.base_location).resolve())

    def url(self, name: str | None) -> str:
        """Refuse: a private file is served only by an authorised view."""
        raise ValueError("a stored file has no address of its own")

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: it says the content."""
        return name

    def _save(self, name: str, content: File) -> str:
        target = Path(self.path(name))
        if target.exists():
            return name
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
        try:
            with os.fdopen(handle, "wb") as out:
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            Path(aside).chmod(0o440)
            Path(aside).replace(target)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
        return name


def content_path(stored: Any, filename: str) -> str:
    """Two digits of the fingerprint, then the fingerprint: the typed name never touches the disk."""
    return f"{stored.sha256[:2]}/{stored.sha256}"
