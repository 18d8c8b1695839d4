# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A field for files that looks at them, whichever way they come: with the form, or in parts before it."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from coprogettazione.documents.models import Arriving
from coprogettazione.documents.services import (
    ACCEPTED_EXTENSIONS,
    arrived_file,
    check_upload,
)
from coprogettazione.records.refusals import Refusal


class UploadInput(forms.FileInput):
    """The browser's own control, and beside it the address of a file that arrived in parts.

    Without JavaScript the control works alone. What arrived stays with the form when the form comes back.
    """

    template_name = "forms/upload.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The posted file, else the key of one that arrived in parts (a text), else None."""
        posted = super().value_from_datadict(data, files, name)
        return posted if posted is not None else data.get(f"{name}-arrivato") or None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether neither is there."""
        return name not in files and f"{name}-arrivato" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The control, with the file that already arrived."""
        context = super().get_context(name, None, attrs)
        context["widget"]["arrived"] = _arrived(value)
        context["widget"]["limit"] = settings.MAX_UPLOAD_SIZE
        return context


class UploadField(forms.FileField):
    """A file field that refuses in place what `check_upload` refuses; `only` narrows the extensions.

    Its value is a file in either case. Whose a file in parts is is asked by the deed that takes it.
    """

    widget = UploadInput

    def __init__(self, *, only: tuple[str, ...] = ACCEPTED_EXTENSIONS, **options: Any) -> None:
        self.only = only
        # Django's own check for empty files speaks before ours, without saying what to do.
        super().__init__(allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, rewound, when it may be taken in."""
        try:
            if isinstance(data, str):
                data = arrived_file(_key(data), at=timezone.now())
            file = super().clean(data, initial)
            if file and file is not initial:
                check_upload(file, only=self.only)
        except Refusal as refusal:
            raise ValidationError(str(refusal.reason)) from refusal
        return file

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A file that arrived in parts stays with a form that comes back; a posted one the browser forgets."""
        return data if isinstance(data, str) else initial

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Tell the browser which files to offer."""
        return {
            **super().widget_attrs(widget),
            "accept": ",".join(f".{extension}" for extension in self.only),
        }


def _key(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        return UUID(int=0)


def _arrived(value: Any) -> Arriving | None:
    """The whole file that a form which comes back still carries."""
    if not isinstance(value, str):
        return None
    arriving = Arriving.objects.filter(pk=_key(value), expires_at__gt=timezone.now()).first()
    return arriving if arriving is not None and arriving.is_whole else None
