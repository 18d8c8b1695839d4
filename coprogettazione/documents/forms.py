# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A field for files that looks at them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from coprogettazione.documents.services import ACCEPTED_EXTENSIONS, UploadRefused, check_upload


class UploadField(forms.FileField):
    """A file field that refuses in place what `check_upload` refuses; `only` narrows the extensions."""

    def __init__(self, *, only: tuple[str, ...] = ACCEPTED_EXTENSIONS, **options: Any) -> None:
        self.only = only
        # Django's own check for empty files speaks before ours, without saying what to do.
        super().__init__(allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, rewound, when it may be taken in."""
        file = super().clean(data, initial)
        if file and file is not initial:
            try:
                check_upload(file, only=self.only)
            except UploadRefused as refusal:
                raise ValidationError(str(refusal.reason)) from refusal
        return file

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Tell the browser which files to offer."""
        return {
            **super().widget_attrs(widget),
            "accept": ",".join(f".{extension}" for extension in self.only),
        }
