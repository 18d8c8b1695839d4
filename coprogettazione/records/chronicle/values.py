# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a chronicle's JSON to a deed's arguments, by the types the deed declares."""

import re
import types
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin

from django.core.exceptions import FieldError, MultipleObjectsReturned, ObjectDoesNotExist
from django.core.files.base import ContentFile, File
from django.db.models import Manager, Model, QuerySet
from django.utils.translation import gettext as _

from coprogettazione.records.chronicle.generated import GENERATED

_PART = re.compile(r"\.([a-z][a-z0-9_]*)|\[([^\]]+)\]")


class Unfit(Exception):
    """A value that is not what the deed wants; the text says why."""


class Values:
    """What the chronicle has named so far, and how its JSON becomes arguments."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.named: dict[str, Any] = {}
        #: The instant of the deed whose arguments are read.
        self.at: datetime | None = None

    def fit(self, value: Any, wanted: Any) -> Any:
        """The value as the type wants it. Raises Unfit."""
        if isinstance(value, str) and value.startswith("$"):
            value = self._resolved(value)
        if value is None or wanted in (Any, None):
            return self._loose(value)
        origin = get_origin(wanted)
        if origin in (Union, types.UnionType):
            return self._one_of(value, [kind for kind in get_args(wanted) if kind is not type(None)])
        if origin in (list, tuple, Sequence, Iterable):
            if not isinstance(value, list):
                raise Unfit(_("serve un elenco"))
            inner = get_args(wanted)[0] if get_args(wanted) else Any
            return [self.fit(item, inner) for item in value]
        if origin in (dict, Mapping):
            if not isinstance(value, dict):
                raise Unfit(_("serve un oggetto"))
            inner = get_args(wanted)[1] if get_args(wanted) else Any
            return {key: self.fit(item, inner) for key, item in value.items()}
        if not isinstance(wanted, type):
            return self._loose(value)
        return self._of_class(value, wanted)

    def _one_of(self, value: Any, kinds: list[Any]) -> Any:
        """The first kind that fits; the reason of the last one when none does."""
        for kind in kinds[:-1]:
            try:
                return self.fit(value, kind)
            except Unfit:
                continue
        return self.fit(value, kinds[-1])

    def _of_class(self, value: Any, wanted: type) -> Any:
        if issubclass(wanted, Model):
            if not isinstance(value, wanted):
                raise Unfit(_("serve un riferimento a: %(kind)s") % {"kind": wanted._meta.verbose_name})
            return value
        if issubclass(wanted, File):
            return self._file(value)
        if hasattr(wanted, "__dataclass_fields__") and isinstance(value, dict):
            kinds = {name: f.type for name, f in wanted.__dataclass_fields__.items()}
            try:
                return wanted(**{name: self.fit(item, kinds.get(name)) for name, item in value.items()})
            except TypeError as fault:
                raise Unfit(str(fault)) from fault
        reader = _READERS.get(wanted)
        if reader is None and issubclass(wanted, Enum):
            reader = wanted
        if reader is not None:
            try:
                return value if type(value) is wanted else reader(value)
            except (TypeError, ValueError, InvalidOperation) as fault:
                words = _("«%(value)s» non è del tipo %(kind)s")
                raise Unfit(words % {"value": value, "kind": wanted.__name__}) from fault
        if wanted in (dict, list):
            value = self._loose(value)
        if not isinstance(value, wanted):
            raise Unfit(_("«%(value)s» non è del tipo %(kind)s") % {"value": value, "kind": wanted.__name__})
        return value

    def _loose(self, value: Any) -> Any:
        """JSON as it is, with references and files resolved at any depth."""
        match value:
            case dict() if _says_file(value):
                return self._file(value)
            case dict():
                return {key: self._loose(item) for key, item in value.items()}
            case list():
                return [self._loose(item) for item in value]
            case str() if value.startswith("$"):
                return self._resolved(value)
        return value

    def _resolved(self, text: str) -> Any:
        """`$call`, `$call.criteria[code=A]`, `$app1.members[organisation=$ets2]`; `$$` writes a dollar."""
        if text.startswith("$$"):
            return text[1:]
        name = re.match(r"\$([a-z][a-z0-9_]*)", text)
        if name is None or name[1] not in self.named:
            raise Unfit(_("«%(text)s» non si trova") % {"text": text})
        found, rest = self.named[name[1]], text[name.end() :]
        if isinstance(found, Model):
            found = type(found)._base_manager.get(pk=found.pk)
        position = 0
        for part in _PART.finditer(rest):
            if part.start() != position:
                break
            position = part.end()
            found = self._attribute(found, part[1]) if part[1] else self._picked(found, part[2])
        if position != len(rest):
            raise Unfit(_("«%(text)s» non è un riferimento") % {"text": text})
        return list(found.all()) if isinstance(found, Manager) else found

    def _attribute(self, row: Any, name: str) -> Any:
        try:
            found = getattr(row, name)
        except (AttributeError, ObjectDoesNotExist) as fault:
            raise Unfit(_("«%(name)s» non c’è in %(row)s") % {"name": name, "row": row}) from fault
        if callable(found) and not isinstance(found, Manager):
            raise Unfit(_("«%(name)s» non è un dato") % {"name": name})
        return found

    def _picked(self, rows: Any, condition: str) -> Any:
        """The one row that satisfies `field=value` (comma-separated pairs; a value may be a reference)."""
        if not isinstance(rows, Manager | QuerySet):
            raise Unfit(_("[%(condition)s] sceglie fra più righe: qui ce n’è una") % {"condition": condition})
        wanted = {}
        for pair in condition.split(","):
            field, equals, value = pair.partition("=")
            if not equals:
                raise Unfit(_("[%(condition)s] non è una condizione") % {"condition": condition})
            wanted[field.strip()] = self._resolved(value) if value.startswith("$") else value.strip()
        try:
            return rows.get(**wanted)
        except (ObjectDoesNotExist, MultipleObjectsReturned, FieldError, ValueError) as fault:
            raise Unfit(_("[%(condition)s]: %(why)s") % {"condition": condition, "why": fault}) from fault

    def _file(self, value: Any) -> File:
        """A file of the chronicle's folder, or one made on the spot."""
        if not isinstance(value, dict) or not _says_file(value):
            raise Unfit(_("serve un file, per esempio {'$file': 'visura.pdf'}"))
        if "$file" in value:
            path = (self.folder / value["$file"]).resolve()
            if not path.is_relative_to(self.folder) or not path.is_file():
                raise Unfit(_("il file «%(name)s» non è nella cartella") % {"name": value["$file"]})
            return ContentFile(path.read_bytes(), name=value.get("name", path.name))
        (kind,) = set(value) & set(GENERATED)
        facts = {key: self._loose(item) for key, item in value.items()} | {"at": self.at}
        return ContentFile(GENERATED[kind].make(facts), name=value["name"])


def _says_file(value: dict[str, Any]) -> bool:
    """Whether an object describes a file: from the folder, or made on the spot with a name."""
    names = set(value)
    kinds = names & set(GENERATED)
    if len(kinds) == 1 and "name" in names:
        return names <= kinds | {"name"} | GENERATED[next(iter(kinds))].facts
    return "$file" in names and names <= {"$file", "name"}


def _instant(value: str) -> datetime:
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError(value)
    return instant


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise TypeError(value)
    return Decimal(value)


_READERS: dict[type, Any] = {
    date: date.fromisoformat,
    datetime: _instant,
    time: time.fromisoformat,
    Decimal: _number,
}
