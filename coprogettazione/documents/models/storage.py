# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A folder outside the web root where a file's place is its fingerprint."""

import io
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from coprogettazione.records.sealing import SealedReader, is_sealed

#: Bytes read ahead of a sealed file.
AHEAD = 64 * 1024


class KeptFile(File):
    """A kept file, read in clear whether it lies closed or not. Raises SealLost where its key does not open."""

    def __init__(self, path: str) -> None:
        self._path = path
        super().__init__(self._opened(), name=path)

    def open(self, mode: str | None = None, *args: Any, **options: Any) -> "KeptFile":
        """Again from the beginning."""
        if self.closed:
            self.file = self._opened()
        else:
            self.seek(0)
        return self

    def _opened(self) -> Any:
        file = Path(self._path).open("rb")  # noqa: SIM115 the caller closes it
        if not is_sealed(file):
            return file
        try:
            return io.BufferedReader(SealedReader(file), AHEAD)
        except BaseException:
            file.close()
            raise


@deconstructible
class ContentStore(FileSystemStorage):
    """Keeps bytes under `PRIVATE_MEDIA_ROOT`, each content once, never overwritten.

    The name is given by the content, so two writers of one name write the same bytes: whoever comes second
    finds the file there; what is under seal has a name of its own. A file is whole or absent (written aside,
    flushed to disk, then moved). It has no address.
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

    def _open(self, name: str, mode: str = "rb") -> File:
        return KeptFile(self.path(name))

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
    """Two digits of the fingerprint, then the fingerprint: the typed name never touches the disk. Under seal a
    name by chance: a fingerprint would tell who knows a content that it is there.
    """
    name = stored.sha256 if stored.key_id is None else secrets.token_hex(32)
    return f"{name[:2]}/{name}"
