# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked to write an agreement that no call leads to: who, what, with whom."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.forms.fields import BodyField, DayField, body_field, reasons_field
from coprogettazione.agreements.models import WITHOUT_CALL, Agreement, AgreementKind, AgreementParty
from coprogettazione.agreements.queries import candidates_named, municipalities_of, parties_of
from coprogettazione.parties.models import Organisation, User
from coprogettazione.parties.queries import role_holders
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.roles import Role

#: How many empty articles are offered below those that are written.
SPARE = 2
#: The most articles that one form takes.
MOST = 80
#: The most bodies of a name that a form shows.
MOST_FOUND = 30


class DraftAgreementForm(DeedForm):
    """Which kind, called how, answered for by whom."""

    deed_name = "draft_agreement"
    title = _("Apri un accordo")
    effect = _(
        "Nasce una bozza con un testo modello da correggere. La leggono solo gli uffici del tuo ente, finché non va "
        "alla firma."
    )
    verb = _("Apri l’accordo")

    kind = forms.ChoiceField(
        label=_("Che accordo è"),
        choices=[(kind.value, kind.label) for kind in WITHOUT_CALL],
        widget=forms.RadioSelect,
        help_text=_(
            "L’accordo di programma lega enti pubblici e vuole il consenso di tutti (art. 34, d.lgs. 267/2000). "
            "L’accordo operativo lega enti di ogni natura, senza denaro."
        ),
    )
    title_field = forms.CharField(label=_("Titolo"), max_length=200)
    purpose = forms.CharField(
        label=_("A che cosa serve, in due frasi"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    ends_on = DayField(
        label=_("Ultimo giorno"), required=False, help_text=_("Per un piano di zona, la fine del piano.")
    )
    procedure_officer = forms.ModelChoiceField(User.objects.none(), label=_("Responsabile del procedimento"))
    executive_officer = forms.ModelChoiceField(User.objects.none(), label=_("Dirigente"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, role in (
            ("procedure_officer", Role.PROCEDURE_OFFICER),
            ("executive_officer", Role.EXECUTIVE_OFFICER),
        ):
            people = [person.pk for person in role_holders(self.subject.pk, role, self.at)]
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = User.objects.filter(pk__in=people).order_by("last_name", "first_name")
            if self.by.pk in people or len(people) == 1:
                field.initial = self.by.pk if self.by.pk in people else people[0]

    def arguments(self) -> dict[str, Any]:
        """`title` is the form's own: the field is called otherwise."""
        data = dict(self.cleaned_data)
        data["title"] = data.pop("title_field")
        return data

    def refuse(self, refusal: Any) -> None:
        """A word on the title goes where the title is asked."""
        if "title" in refusal.fields:
            self.add_error("title_field", str(refusal.fields["title"]))
            return
        super().refuse(refusal)


class DraftAddendumForm(DeedForm):
    """How it is called, and why."""

    deed_name = "draft_addendum"
    title = _("Apri un atto aggiuntivo")
    effect = _("Nasce una bozza con le parti che oggi sono vincolate. Si scrive e si firma come l’accordo.")
    verb = _("Apri l’atto aggiuntivo")

    title_field = forms.CharField(label=_("Titolo"), max_length=200)
    purpose = forms.CharField(
        label=_("Che cosa cambia"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def arguments(self) -> dict[str, Any]:
        """`title` is the form's own: the field is called otherwise."""
        return {"title": self.cleaned_data["title_field"], "purpose": self.cleaned_data["purpose"]}


class WriteAgreementForm(DeedForm):
    """The text: premises by lines, articles with title and paragraphs apart by an empty line.

    An article left empty is taken away; `more` adds empty ones and saves nothing.
    """

    deed_name = "write_agreement"
    title = _("Scrivi il testo")
    verb = _("Salva il testo")

    title_field = forms.CharField(label=_("Titolo"), max_length=200)
    purpose = forms.CharField(
        label=_("A che cosa serve, in due frasi"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    ends_on = DayField(label=_("Ultimo giorno"), required=False)
    oversight_board = forms.CharField(
        label=_("Collegio di vigilanza"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Una persona o un ruolo per riga, per esempio «il Sindaco di Valdora, presidente»."),
    )
    withdrawal_notice_days = forms.IntegerField(
        label=_("Preavviso per recedere, in giorni"),
        required=False,
        min_value=0,
        max_value=3650,
        help_text=_("Vuoto: il testo non prevede il recesso."),
        widget=forms.NumberInput(attrs={"class": "co-short"}),
    )
    renewal_months = forms.IntegerField(
        label=_("Rinnovo ammesso, al massimo mesi"),
        required=False,
        min_value=1,
        max_value=120,
        help_text=_("Vuoto: il testo non prevede il rinnovo."),
        widget=forms.NumberInput(attrs={"class": "co-short"}),
    )
    premises = forms.CharField(
        label=_("Premesse, una per riga"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "class": "co-act"}),
    )
    reasons = reasons_field(_("Perché il testo approvato si corregge"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement = self.subject
        assert isinstance(agreement, Agreement)
        written = agreement.text.get("articles", [])
        self.count = min(MOST, self._count(len(written)))
        for place in range(self.count):
            row = written[place] if place < len(written) else {"title": "", "paragraphs": []}
            self.fields[f"article_{place}"] = forms.CharField(
                label=gettext("Articolo %(n)s, titolo") % {"n": place + 1},
                max_length=200,
                required=False,
                initial=row["title"],
            )
            self.fields[f"words_{place}"] = forms.CharField(
                label=gettext("Articolo %(n)s, testo") % {"n": place + 1},
                required=False,
                initial="\n\n".join(row["paragraphs"]),
                widget=forms.Textarea(attrs={"rows": 4, "class": "co-act"}),
            )
        self.fields["premises"].initial = "\n".join(agreement.text.get("premises", []))
        self.fields["title_field"].initial = agreement.title
        for name in ("purpose", "ends_on", "oversight_board", "withdrawal_notice_days", "renewal_months"):
            self.fields[name].initial = getattr(agreement, name)
        if agreement.call_id is not None:
            for name in ("title_field", "purpose", "ends_on", "oversight_board", "withdrawal_notice_days"):
                del self.fields[name]
            del self.fields["renewal_months"]
        else:
            del self.fields["reasons"]
            if agreement.kind != AgreementKind.PROGRAMME_AGREEMENT:
                del self.fields["oversight_board"]

    def _count(self, written: int) -> int:
        typed = sum(1 for name in self.data if str(name).startswith("article_"))
        if not self.is_bound:
            return written + SPARE
        return typed + (SPARE if self.wants_more else 0)

    @property
    def wants_more(self) -> bool:
        """Whether the person only asked for more empty articles."""
        return "more" in self.data

    def facts(self) -> list[Any]:
        """The fields before the text."""
        return [
            field
            for field in self.visible_fields()
            if not field.name.startswith(("article_", "words_")) and field.name not in ("premises", "reasons")
        ]

    def articles(self) -> list[tuple[Any, Any]]:
        """Title and text of each article, for the page."""
        return [(self[f"article_{place}"], self[f"words_{place}"]) for place in range(self.count)]

    def arguments(self) -> dict[str, Any]:
        """Premises and articles as the deed takes them; empty articles are left out."""
        data = self.cleaned_data
        given: dict[str, Any] = {
            "premises": data["premises"].splitlines(),
            "articles": [
                {
                    "title": data[f"article_{place}"],
                    "paragraphs": data[f"words_{place}"].replace("\r", "").split("\n\n"),
                }
                for place in range(self.count)
                if data[f"article_{place}"].strip() or data[f"words_{place}"].strip()
            ],
        }
        if "title_field" in self.fields:
            given["title"] = data["title_field"]
        for name in (
            "purpose", "ends_on", "oversight_board", "withdrawal_notice_days", "renewal_months", "reasons",
        ):  # fmt: skip
            if name in self.fields:
                given[name] = data[name]
        return given


class AddPartiesForm(DeedForm):
    """Bodies to tick, the comuni of the district first, others looked for by name; codes to paste.

    `find` only looks for names: what is ticked stays, nothing is added.
    """

    deed_name = "add_parties"
    title = _("Aggiungi parti")
    effect = _("Gli enti entrano nella bozza. Nessuno riceve un messaggio finché il testo non va alla firma.")
    verb = _("Aggiungi")

    name = forms.CharField(
        label=_("Cerca un ente per nome"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Enti"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    codes = forms.CharField(
        label=_("Codici fiscali o codici IPA"),
        required=False,
        help_text=_(
            "Uno per riga, o separati da spazi o virgole: anche molti insieme. Gli enti devono essere registrati."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement = self.subject
        assert isinstance(agreement, Agreement)
        self.looked_for = str(self.data.get("name") or "").strip()
        ticked = self.data.getlist("organisations") if isinstance(self.data, QueryDict) else []
        offered = set(municipalities_of(agreement).values_list("pk", flat=True)) | {
            int(pk) for pk in ticked if pk.isdigit()
        }
        self.found = candidates_named(agreement, self.looked_for)[:MOST_FOUND] if self.looked_for else []
        offered |= {body.pk for body in self.found}
        field = self.fields["organisations"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Organisation.objects.filter(pk__in=offered).order_by("name")
        if not offered:
            field.widget = forms.MultipleHiddenInput()

    @property
    def only_looks(self) -> bool:
        """Whether the person only asked which bodies have such a name."""
        return "find" in self.data

    def arguments(self) -> dict[str, Any]:
        """What is ticked and what is pasted."""
        return {key: self.cleaned_data[key] for key in ("organisations", "codes")}


class DescribePartyForm(DeedForm):
    """What a party does, and by which deliberation it signs."""

    deed_name = "describe_party"
    title = _("Descrivi una parte")
    verb = _("Salva")

    organisation = body_field(_("Ente"))
    activities = forms.CharField(
        label=_("Che cosa fa"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    deliberation = forms.CharField(
        label=_("Deliberazione che autorizza la firma"),
        required=False,
        max_length=200,
        help_text=_("Se non la conosci la scrive chi firma."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party = chosen_party(self)
        if party is not None:
            self.fields["activities"].initial = party.activities
            self.fields["deliberation"].initial = party.deliberation


class RemovePartyForm(DeedForm):
    """Which body is taken out of the draft."""

    deed_name = "remove_party"
    title = _("Togli una parte dalla bozza")
    effect = _("L’ente non sarà tra le parti. Si può aggiungere di nuovo finché il testo è una bozza.")
    verb = _("Togli dalla bozza")

    organisation = body_field(_("Ente"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen_party(self)


class AbandonAgreementForm(DeedForm):
    """Why it is not made."""

    deed_name = "abandon_agreement"
    title = _("Abbandona la bozza")
    effect = _("L’accordo non si farà. La bozza resta leggibile agli uffici e non si riapre.")
    verb = _("Abbandona la bozza")

    reasons = reasons_field(_("Perché"))


def chosen_party(form: DeedForm) -> AgreementParty | None:
    """Offer the parties of the draft, or only the one in the address, which is returned."""
    agreement = form.subject
    assert isinstance(agreement, Agreement)
    parties = list(parties_of(agreement))
    wanted = str(form.initial.get("organisation") or form.data.get("organisation") or "")
    chosen = [party for party in parties if str(party.organisation_id) == wanted]
    field = form.fields["organisation"]
    assert isinstance(field, BodyField)
    field.queryset = Organisation.objects.filter(pk__in=[p.organisation_id for p in chosen or parties])
    if chosen:
        field.initial = chosen[0].organisation_id
        field.widget = forms.HiddenInput()
        return chosen[0]
    return None
