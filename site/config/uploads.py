# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a form posts, while the request lasts."""

import tempfile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class NamelessUploadHandler(FileUploadHandler):
    """A file too large for memory lies in a file without name, which goes with the process whatever happens.

    Django's own leaves a named copy, in clear, behind a process that is killed.
    """

    def new_file(self, *args: Any, **options: Any) -> None:
        """Begin one."""
        super().new_file(*args, **options)
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 it lasts as long as the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what came."""
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """The file, from its beginning."""
        self._file.seek(0)
        return UploadedFile(
            file=self._file,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
        )

    def upload_interrupted(self) -> None:
        """The line dropped: nothing stays."""
        self._file.close()
