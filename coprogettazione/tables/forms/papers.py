# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers to read before: a file, or a link to a version of the project or to minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.forms import UploadField
from coprogettazione.records.forms import DeedForm
from coprogettazione.tables.models import DesignTable, Minutes, MinutesState, Session

#: The kinds of link: how its value begins → which argument it is.
LINKS = ("version", "minutes")


def links_of(table: DesignTable) -> list[tuple[str, str]]:
    """What a paper can be a link to: the versions of the project, the minutes already sent."""
    versions = [
        (
            f"version-{v.pk}",
            gettext("Progetto, versione %(n)s: %(label)s") % {"n": v.number, "label": v.label},
        )
        for v in table.versions.order_by("-number")
    ]
    minutes = [
        (f"minutes-{m.pk}", gettext("Verbale dell’incontro %(n)s") % {"n": m.number})
        for m in Minutes.objects.filter(session__table=table)
        .exclude(state=MinutesState.DRAFT)
        .select_related("session")
        .order_by("-session__number")
    ]
    return [("", gettext("nessuno")), *versions, *minutes]


def linked(table: DesignTable, value: str) -> dict[str, Any]:
    """The row behind a link, as the argument of a deed."""
    kind, _dash, key = value.partition("-")
    if kind == "version":
        return {"version": table.versions.get(pk=int(key))}
    if kind == "minutes":
        return {"minutes": Minutes.objects.select_related("session").get(session__table=table, pk=int(key))}
    return {}


class PaperForm(forms.Form):
    """A paper for a point of the agenda."""

    point = forms.IntegerField(
        label=_("Per il punto numero"),
        min_value=1,
        max_value=50,
        required=False,
        widget=forms.NumberInput(attrs={"class": "co-short"}),
    )
    title = forms.CharField(
        label=_("Titolo"),
        required=False,
        max_length=200,
        help_text=_("Se lo lasci vuoto vale il nome del file."),
    )
    file = UploadField(label=_("File"), required=False)
    link = forms.ChoiceField(label=_("Oppure un testo che c’è già"), required=False)

    def __init__(self, *args: Any, links: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["link"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = links or [("", gettext("nessuno"))]

    def clean(self) -> dict[str, Any]:
        """A paper has a point, and is one thing."""
        said = super().clean() or {}
        things = bool(said.get("file")) + bool(said.get("link"))
        if (things or said.get("title")) and not said.get("point"):
            self.add_error("point", gettext("A quale punto dell’ordine del giorno si riferisce?"))
        if (said.get("point") or said.get("title")) and things != 1 and "file" not in self.errors:
            self.add_error("file", gettext("Carica un file, oppure scegli un testo che c’è già."))
        return said


def papers_formset(table: DesignTable, data: Any = None, files: Any = None) -> Any:
    """The papers of a convocation, with an empty one."""
    factory = forms.formset_factory(PaperForm, extra=1, can_delete=True, max_num=20)
    return factory(data, files, prefix="papers", form_kwargs={"links": links_of(table)})


def papers_in(formset: Any, table: DesignTable) -> list[dict[str, Any]]:
    """The papers written in a valid formset, as the deed wants them."""
    written = [form.cleaned_data for form in formset if getattr(form, "cleaned_data", None)]
    return [
        {
            "point": item["point"],
            "title": item["title"],
            "file": item["file"] or None,
            **linked(table, item["link"]),
        }
        for item in written
        if item.get("point") and not item.get("DELETE")
    ]


class SharePaperForm(DeedForm):
    """Brings a paper to a session already convened, or to a working group."""

    deed_name = "share_paper"
    title = _("Porta una carta da leggere")
    verb = _("Porta la carta")

    point = forms.TypedChoiceField(label=_("A quale punto"), coerce=int)
    name = forms.CharField(
        label=_("Titolo"),
        required=False,
        max_length=200,
        help_text=_("Se lo lasci vuoto vale il nome del file."),
    )
    file = UploadField(label=_("File"), required=False)
    link = forms.ChoiceField(label=_("Oppure un testo che c’è già"), required=False)

    def __init__(self, *args: Any, session: Session | None = None, group: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, DesignTable)
        self.session, self.group = session, group
        field = self.fields["link"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = links_of(self.subject)
        point = self.fields["point"]
        assert isinstance(point, forms.TypedChoiceField)
        if session is None:
            del self.fields["point"]
        else:
            point.choices = [(n, f"{n}. {title}") for n, title in enumerate(session.agenda, 1)]

    @property
    def effect(self) -> str:  # type: ignore[override]
        """Who reads it, and who is told."""
        if self.session is not None and self.session.starts_at > self.at:
            return gettext("La legge chi siede al tavolo; chi è convocato riceve un messaggio.")
        return gettext("La legge chi siede al tavolo.")

    def arguments(self) -> dict[str, Any]:
        """Where it goes, and what it is."""
        assert isinstance(self.subject, DesignTable)
        given = self.cleaned_data
        return {
            "title": given["name"],
            "session": self.session,
            "group": self.group,
            "point": given.get("point"),
            "file": given["file"] or None,
            **linked(self.subject, given["link"]),
        }


class WithdrawPaperForm(DeedForm):
    """Takes a paper away."""

    deed_name = "withdraw_paper"
    title = _("Togli la carta")
    effect = _("La carta non si legge più da qui. Che c’è stata resta nel registro.")
    verb = _("Togli la carta")
