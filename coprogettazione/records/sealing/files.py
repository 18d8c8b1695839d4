# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files under seal: pieces of 64 KiB, each closed and bound to its place, so that a large file is read as it
streams and a missing, moved or altered piece is found (the STREAM construction, as age and Tink use it).
"""

import io
import os
from collections.abc import Iterator
from typing import IO, Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.core.files.base import File

from coprogettazione.records.sealing.keys import LOST, SealLost, content_key

#: No accepted format begins so.
MAGIC = b"\x00COSEAL1"
SALT_BYTES = 32
HEADER_BYTES = len(MAGIC) + 16 + SALT_BYTES
PIECE = 64 * 1024
TAG = 16


def is_sealed(file: IO[bytes]) -> bool:
    """Whether these bytes are a sealed file; leaves it rewound."""
    file.seek(0)
    head = file.read(len(MAGIC))
    file.seek(0)
    return head == MAGIC


class SealingFile(File):
    """A file whose chunks come out closed under a key."""

    def __init__(self, file: File, key_id: UUID) -> None:
        super().__init__(file, name=file.name)
        self._open_file = file
        self._key_id = key_id

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Header and closed pieces. The file is read from its beginning."""
        header = MAGIC + self._key_id.bytes + os.urandom(SALT_BYTES)
        cipher = _cipher(header)
        yield header
        pieces = _whole_pieces(self._open_file)
        piece, number = next(pieces, b""), 0
        for following in pieces:
            yield cipher.encrypt(_nonce(number, last=False), piece, header)
            piece, number = following, number + 1
        yield cipher.encrypt(_nonce(number, last=True), piece, header)


class SealedReader(io.RawIOBase):
    """Reads a sealed file in clear, from anywhere. Raises SealLost at once when it cannot be opened."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        end = file.seek(0, io.SEEK_END)
        file.seek(0)
        self._header = file.read(HEADER_BYTES)
        closed = end - HEADER_BYTES
        self._pieces = -(-closed // (PIECE + TAG))
        self.size = closed - self._pieces * TAG
        if len(self._header) != HEADER_BYTES or self._pieces < 1 or self.size < 0:
            raise SealLost(LOST)
        self._cipher = _cipher(self._header)
        self._position = 0
        self._number = -1
        self._piece = b""
        self._open(0)

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """As any file."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        self._position = max(0, start + offset)
        return self._position

    def tell(self) -> int:
        """As any file."""
        return self._position

    def readinto(self, buffer: Any) -> int:
        """Open the piece under the position. Raises SealLost when it was altered."""
        if self._position >= self.size:
            return 0
        number, offset = divmod(self._position, PIECE)
        self._open(number)
        found = self._piece[offset : offset + len(buffer)]
        buffer[: len(found)] = found
        self._position += len(found)
        return len(found)

    def close(self) -> None:
        """Close the file below too."""
        self._file.close()
        super().close()

    def _open(self, number: int) -> None:
        if number == self._number:
            return
        self._file.seek(HEADER_BYTES + number * (PIECE + TAG))
        closed = self._file.read(PIECE + TAG)
        try:
            nonce = _nonce(number, last=number == self._pieces - 1)
            self._piece = self._cipher.decrypt(nonce, closed, self._header)
        except (InvalidTag, ValueError):
            raise SealLost(LOST) from None
        self._number = number


def _cipher(header: bytes) -> AESGCM:
    """Each file has a key of its own, derived from its application's and from its salt."""
    key = content_key(UUID(bytes=header[len(MAGIC) : len(MAGIC) + 16]))
    salt = header[len(MAGIC) + 16 :]
    return AESGCM(HKDF(SHA256(), length=32, salt=salt, info=b"coprogettazione file").derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _whole_pieces(file: File) -> Iterator[bytes]:
    file.seek(0)
    while True:
        piece = b""
        while len(piece) < PIECE and (more := file.read(PIECE - len(piece))):
            piece += more
        if not piece:
            return
        yield piece
