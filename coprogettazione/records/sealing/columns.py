# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Columns that lie closed in the database and read like any other on a row.

The model says under which key: `sealed_under() -> UUID | None` (None: this row is not under seal, and the
column is in clear). A value is closed when its row is saved and opened when it is first read; a row can be
listed, moved and locked without its key. The database cannot search, sum or constrain what it cannot read:
`filter`, `update` and `bulk_update` on such a column raise TypeError, and what a constraint would hold is
held by the column's validators at every save.
"""

import json
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from coprogettazione.records.sealing.cipher import PREFIX, Ciphertext, seal_text, unseal_text

#: What SQL may ask of a closed value: whether it is there; whether it is another one (django-pgtrigger).
ASKED = frozenset({"isnull", "df", "ndf"})


class _Clear(str):
    """A text that its own row said is not under seal."""

    __slots__ = ()


class SealedAttribute(DeferredAttribute):
    """Opens the value when it is first read."""

    field: "SealedText"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        """The value in clear. Raises SealLost."""
        value = super().__get__(instance, cls)
        if isinstance(value, Ciphertext):
            value = instance.__dict__[self.field.attname] = self.field.opened(value)
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        """As any attribute."""
        instance.__dict__[self.field.attname] = value


class SealedText(models.TextField):
    """A text under seal; `place` keeps the old name of a column that changes name."""

    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, place: str = "", **options: Any) -> None:
        self._place = place
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """With the place, when it was given."""
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "place": self._place} if self._place else options

    @property
    def place(self) -> str:
        """What a closed value is bound to: the model and the column."""
        return self._place or f"{self.model._meta.model_name}.{self.name}"

    def written(self, value: Any) -> str:
        """The value as the text that is closed."""
        return str(value)

    def read(self, text: str) -> Any:
        """The value back from its text."""
        return text

    def opened(self, sealed: Ciphertext) -> Any:
        """The value in clear. Raises SealLost."""
        return self.read(unseal_text(sealed, self.place))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        """Closed until it is read from a row; rows that are not under seal are in clear."""
        if value is None:
            return None
        return Ciphertext(value) if value.startswith(PREFIX) else self.read(value)

    def pre_save(self, instance: Any, add: bool) -> Any:
        """Close it under the key of its row. What was not read is written back as it was."""
        value = instance.__dict__[self.attname] if self.attname in instance.__dict__ else self.get_default()
        if value is None or isinstance(value, Ciphertext):
            return value
        self.run_validators(value)
        text = self.written(value)
        key_id = instance.sealed_under()
        if key_id is not None:
            return seal_text(key_id, self.place, text)
        if text.startswith(PREFIX):
            raise ValueError(f"{self.place}: what is not under seal may not look as if it were")
        return _Clear(text)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether a value is there can be asked of the database, and by triggers whether it changed."""
        if lookup_name not in ASKED:
            raise TypeError(f"{self.place} is under seal: the database cannot search it")
        return super().get_lookup(lookup_name)

    def get_prep_value(self, value: Any) -> Any:
        """Only what `pre_save` prepared reaches the database."""
        if value is None:
            return None
        if isinstance(value, Ciphertext):
            return value.text
        if isinstance(value, _Clear):
            return str(value)
        raise TypeError(
            f"{self.place} is under seal: it is written by saving its row, and cannot be searched"
        )

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Refuse expressions too: SQL cannot compute what it cannot read."""
        if hasattr(value, "as_sql"):
            raise TypeError(f"{self.place} is under seal: SQL cannot compute it")
        return super().get_db_prep_save(value, connection)


class SealedJSON(SealedText):
    """JSON values under seal."""

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def written(self, value: Any) -> str:
        """Canonical enough to be read by people in a backup."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def read(self, text: str) -> Any:
        """The values."""
        return json.loads(text)


class SealedInteger(SealedText):
    """A whole number under seal."""

    if TYPE_CHECKING:
        _pyi_private_set_type: int | str  # type: ignore[assignment]
        _pyi_private_get_type: int  # type: ignore[assignment]

    def read(self, text: str) -> int:
        """The number."""
        return int(text)


class SealedDecimal(SealedText):
    """A number with two decimals (euro, per cent) under seal."""

    if TYPE_CHECKING:
        _pyi_private_set_type: Decimal | int | str  # type: ignore[assignment]
        _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def written(self, value: Any) -> str:
        """To the cent, half up, without exponent."""
        return format(Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP), "f")

    def read(self, text: str) -> Decimal:
        """The number."""
        return Decimal(text)
