# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every part of an avviso shares as a form: it may be saved unfinished."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django import forms

from coprogettazione.calls.forms.guides import GUIDES
from coprogettazione.calls.models import Call
from coprogettazione.records.refusals import Words


def long_text(rows: int = 5) -> forms.Textarea:
    """A text that will go into the act, in its own voice."""
    return forms.Textarea(attrs={"class": "co-act", "rows": rows})


class Unfinished:
    """A form whose fields look required and may be saved empty all the same."""

    fields: dict[str, forms.Field]

    def full_clean(self) -> None:
        """Nothing is required to save."""
        wanted = {name: field.required for name, field in self.fields.items()}
        for field in self.fields.values():
            field.required = False
        super().full_clean()  # type: ignore[misc]
        for name, required in wanted.items():
            self.fields[name].required = required


class SectionForm(Unfinished, forms.ModelForm):
    """One part of the draft. What the checklist wants looks required, but an unfinished part is saved too."""

    letter: ClassVar[str] = ""
    slug: ClassVar[str] = ""
    heading: ClassVar[Words] = ""
    lead: ClassVar[Words] = ""
    #: Fields that may stay empty in the end.
    optional: ClassVar[Iterable[str]] = ()
    helps: ClassVar[dict[str, Any]] = {}

    use_required_attribute = False
    instance: Call

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        for name, field in self.fields.items():
            field.required = name not in self.optional
            if name in self.helps:
                field.help_text = self.helps[name]
            if name in GUIDES:
                # Read by templates/forms/field.html.
                field.guide = GUIDES[name]  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The service decides what can be kept; the row is not touched here."""

    def facts(self) -> dict[str, Any]:
        """What `save_call_draft` takes."""
        return dict(self.cleaned_data)

    def refuse(self, fields: dict[str, Words], reason: Words) -> None:
        """Show a refusal of the service where it belongs."""
        placed = {name: words for name, words in fields.items() if name in self.fields}
        for name, words in placed.items():
            self.add_error(name, str(words))
        if not placed:
            self.add_error(None, str(reason))
