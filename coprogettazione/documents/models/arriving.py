# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A file on its way: sent in parts, so that a dropped line loses nothing. It becomes a file only with a deed."""

import json
import os
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.records.refusals import Invalid
from coprogettazione.records.sealing.wrapping import unwrap, wrap

#: How long a file that nobody finished or attached is kept.
KEPT_FOR = timedelta(hours=24)
NONCE_BYTES = 12
LOST = _("Il file in arrivo non si può più leggere: sceglilo di nuovo.")


class Arriving(models.Model):
    """A file that a person is sending: sizes in bytes, `received` of `size`.

    Name and parts lie closed under a key of its own, in `secret`, whatever the file is for. `stored` is how much
    of the parts' file is good: what a killed process wrote beyond it is written again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="arriving")
    secret = models.TextField()
    size = models.PositiveBigIntegerField(_("dimensione"))
    received = models.PositiveBigIntegerField(_("arrivati"), default=0)
    stored = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(_("iniziato il"))
    expires_at = models.DateTimeField(_("tenuto fino al"), db_index=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("file in arrivo")
        verbose_name_plural = _("file in arrivo")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gt=0, received__lte=models.F("size")),
                name="arriving_within_its_size",
            ),
        ]

    def __str__(self) -> str:
        """Its address."""
        return str(self.pk)

    @classmethod
    def of(cls, *, owner: Any, name: str, size: int, at: Any) -> "Arriving":
        """A new one, not yet saved."""
        secret = json.dumps({"name": name, "key": AESGCM.generate_key(256).hex()})
        return cls(
            owner=owner,
            secret=wrap(secret.encode()),
            size=size,
            created_at=at,
            expires_at=at + KEPT_FOR,
        )

    @property
    def name(self) -> str:
        """The name it has on the sender's computer."""
        return str(self._opened()["name"])

    @property
    def is_whole(self) -> bool:
        """Whether all of it is here."""
        return self.received == self.size

    @property
    def path(self) -> Path:
        """Where its parts lie."""
        return folder() / self.pk.hex

    def append(self, part: bytes) -> None:
        """Write a part after the others, closed; the row is to be saved by who holds its lock."""
        nonce = os.urandom(NONCE_BYTES)
        closed = nonce + self._cipher().encrypt(nonce, part, self._place())
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("r+b" if self.path.exists() else "w+b") as file:
            file.truncate(self.stored)
            file.seek(self.stored)
            file.write(len(closed).to_bytes(4, "big") + closed)
            file.flush()
            os.fsync(file.fileno())
        self.stored += 4 + len(closed)
        self.received += len(part)

    def content(self) -> bytes:
        """All of it, in clear. Raises Invalid when it is not here any more."""
        whole = self.path.read_bytes()[: self.stored] if self.path.exists() else b""
        reader = Arriving(pk=self.pk, secret=self.secret)
        cipher, parts, place = self._cipher(), [], 0
        while place < len(whole):
            size = int.from_bytes(whole[place : place + 4], "big")
            closed = whole[place + 4 : place + 4 + size]
            nonce, body = closed[:NONCE_BYTES], closed[NONCE_BYTES:]
            try:
                parts.append(cipher.decrypt(nonce, body, reader._place()))
            except (InvalidTag, ValueError):
                raise Invalid(LOST) from None
            reader.received += len(parts[-1])
            place += 4 + size
        content = b"".join(parts)
        if len(content) != self.size:
            raise Invalid(LOST)
        return content

    def _place(self) -> bytes:
        return self.pk.bytes + self.received.to_bytes(8, "big")

    def _cipher(self) -> AESGCM:
        return AESGCM(bytes.fromhex(self._opened()["key"]))

    def _opened(self) -> dict[str, str]:
        secret = unwrap(self.secret)
        if secret is None:
            raise Invalid(LOST)
        return dict(json.loads(secret))


def folder() -> Path:
    """Where the parts of all of them lie."""
    return Path(settings.PRIVATE_MEDIA_ROOT) / "in-arrivo"
