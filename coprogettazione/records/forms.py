# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of a deed: what is asked, then the deed, then its refusal shown where it belongs."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coprogettazione.records.canonical import canonical_json, sha256
from coprogettazione.records.deeds import DEEDS, Deed
from coprogettazione.records.omitting import Omission, omissions
from coprogettazione.records.refusals import Refusal, Words
from coprogettazione.wording import read_number, typed_number


def typed(request: Any) -> Any:
    """What a request sends to a form, None when it only asks for the page: ``request.POST or None`` takes
    a form without fields for a page that is only asked for.
    """
    return request.POST if request.method == "POST" else None


class DeedForm(forms.Form):
    """A form that does one deed on one subject.

    Subclasses set `deed_name` and the fields; where a field is not an argument as it is, they override
    `arguments`.
    `effect` says in a sentence what will happen; `verb` is the button ("Pubblica l’avviso").
    """

    deed_name: ClassVar[str] = ""
    title: ClassVar[Words] = ""
    effect: ClassVar[Words] = ""
    verb: ClassVar[Words] = _("Conferma")
    #: Whether the deed issues an act although the form asks for no number: its draft can be taken away before.
    issues_paper: ClassVar[bool] = False

    def __init__(
        self, *args: Any, subject: Model, by: Any, at: datetime, result: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.by = by
        self.at = at
        self.result = result

    @property
    def deed(self) -> Deed:
        """The deed this form does."""
        return DEEDS[self.deed_name]

    @property
    def has_draft(self) -> bool:
        """Whether an act comes out of the deed, which may be taken away as a draft from the form's page."""
        return self.issues_paper or "act_number" in self.fields

    def public_texts(self) -> Iterable[tuple[Words, str]]:
        """What people wrote and the deed makes public, each with the name of its place: by itself, what is typed for
        an act.
        """
        if not self.is_bound or not self.has_draft:
            return []
        typed = [name for name, field in self.fields.items() if isinstance(field, forms.CharField)]
        return [(self.fields[name].label or name, self.data.get(self.add_prefix(name), "")) for name in typed]

    @cached_property
    def omissions(self) -> list[Omission]:
        """What of those texts will not be read in public (`records/omitting.py`)."""
        return omissions(self.public_texts())

    @property
    def omissions_seen(self) -> str:
        """What the page sends back when a person has read them."""
        return sha256(canonical_json([[one.place, one.what] for one in self.omissions]))[:16]

    def arguments(self) -> dict[str, Any]:
        """The deed's arguments besides subject, author and instant."""
        return dict(self.cleaned_data)

    def perform(self) -> bool:
        """Do the deed if what was typed holds; False leaves the reasons on the form, and everything typed
        in place. Who has not been told what will not be read in public is told first.
        """
        if not self.is_valid():
            return False
        if self.omissions and self.data.get("omissions_seen") != self.omissions_seen:
            words = _("Leggi che cosa non si vedrà in pubblico, poi conferma.")
            self.add_error(None, words)
            return False
        try:
            self.result = self.deed.run(
                **{self.deed.on: self.subject}, **self.arguments(), by=self.by, at=self.at
            )
        except Refusal as refusal:
            self.refuse(refusal)
            return False
        return True

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal on the fields it names, or at the head of the form."""
        named = {name: words for name, words in refusal.fields.items() if name in self.fields}
        for name, words in named.items():
            self.add_error(name, str(words))
        if not named:
            self.add_error(None, str(refusal))


class NumberField(forms.DecimalField):
    """A number as people write it in the page's language: 1.234,56 · 1234,56 · 1234.56 · 180.000."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": forms.TextInput(attrs={"class": "co-money"}), **options})
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        """The number, or None where nothing was written."""
        return super().to_python(read_number(value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """What is kept, with its thousands apart; what was typed, as it was typed."""
        return typed_number(value) if isinstance(value, Decimal | int) else value
