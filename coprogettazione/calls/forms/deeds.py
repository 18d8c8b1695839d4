# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of the deeds on a call: calm pages that say what will happen before asking for the button."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import TextField
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.forms.fields import MomentInput, PersonField, act_date, act_number, reasons
from coprogettazione.calls.models import Parameter
from coprogettazione.calls.queries import (
    NoParameter,
    calls_to_start_from,
    legal_parameter,
    models_in_use,
    term_after,
)
from coprogettazione.calls.rules import findings, gaps, warnings
from coprogettazione.parties.models import SocialDistrict, User
from coprogettazione.parties.queries import role_holders
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.omitting import strings_in
from coprogettazione.records.refusals import Words
from coprogettazione.records.roles import Role
from coprogettazione.wording import ROME, day, euro, moment


class DraftCallForm(DeedForm):
    """Open a dossier."""

    deed_name = "draft_call"
    title = _("Apri un nuovo fascicolo")
    effect = _(
        "Nasce un fascicolo con un avviso da scrivere. Fino alla "
        "pubblicazione lo legge solo l’amministrazione."
    )
    verb = _("Apri il fascicolo")

    code = forms.SlugField(
        label=_("Sigla"),
        max_length=40,
        help_text=_("Lettere, cifre e trattini: resta per sempre nell’indirizzo. Per esempio PIS-2026."),
        widget=forms.TextInput(attrs={"class": "co-short", "autocapitalize": "characters"}),
    )
    call_title = forms.CharField(
        label=_("Titolo"),
        max_length=200,
        help_text=_(
            "Che cosa si vuole fare, in poche parole. Per esempio «Pronto intervento sociale di prossimità»."
        ),
    )
    district = forms.ModelChoiceField(SocialDistrict.objects.none(), label=_("Ambito territoriale sociale"))
    start_from = forms.ChoiceField(
        label=_("Da che cosa parti"),
        required=False,
        help_text=_(
            "Di un modello o di un altro avviso si copiano testi e criteri. Mai CUP, CIG, date, atti e dichiarazioni: "
            "quelli sono di ogni procedura."
        ),
    )
    procedure_officer = PersonField(
        User.objects.none(),
        label=_("Responsabile del procedimento"),
        help_text=_("Chi segue tutta la procedura (artt. 4–6, l. 241/1990). Si può cambiare con un atto."),
    )
    executive_officer = PersonField(
        User.objects.none(),
        label=_("Dirigente"),
        help_text=_("Chi adotta gli atti (art. 107, d.lgs. 267/2000)."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body: Any = self.subject
        for name, role in (
            ("procedure_officer", Role.PROCEDURE_OFFICER),
            ("executive_officer", Role.EXECUTIVE_OFFICER),
        ):
            people = role_holders(body.pk, role, self.at)
            self._choose(name, User.objects.filter(pk__in=[person.pk for person in people]))
        own = SocialDistrict.objects.filter(organisation=body)
        self._choose("district", own if own.exists() else SocialDistrict.objects.all())
        self.models = {f"modello-{m.pk}": m for m in models_in_use(body)}
        self.calls = {f"avviso-{call.pk}": call for call in calls_to_start_from(body)}
        self._field("start_from").choices = [
            ("", _("Un avviso vuoto")),
            (_("Modelli dell’ufficio"), [(key, model.name) for key, model in self.models.items()]),
            (_("Avvisi dell’ente"), [(key, str(call)) for key, call in self.calls.items()]),
        ]
        if self.by in self._field("procedure_officer").queryset:
            self.fields["procedure_officer"].initial = self.by.pk

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def _choose(self, name: str, rows: Any) -> None:
        """Offer these rows; a single one is already chosen."""
        field = self._field(name)
        field.queryset = rows
        found = list(rows[:2])
        if len(found) == 1:
            field.initial = found[0].pk
            field.empty_label = None

    def arguments(self) -> dict[str, Any]:
        """The title of the call, not of the form; what it starts from, by what it is."""
        given = dict(self.cleaned_data)
        given["title"] = given.pop("call_title")
        start = given.pop("start_from")
        given["model"], given["from_call"] = self.models.get(start), self.calls.get(start)
        return given


class DeclareOfficerConflictsForm(DeedForm):
    """The declaration of the RUP."""

    deed_name = "declare_officer_conflicts"
    title = _("Dichiara se hai conflitti di interesse")
    effect = _(
        "Chi ha un conflitto, anche solo potenziale, si astiene e lo segnala: se lo dichiari, il dirigente "
        "nomina un altro responsabile."
    )
    verb = _("Dichiara")

    has_conflict = forms.TypedChoiceField(
        label=_("La tua dichiarazione"),
        choices=[
            ("no", _("Non ho conflitti di interesse, nemmeno potenziali, con questa procedura")),
            ("yes", _("Ho, o potrei avere, un conflitto")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Quale conflitto"),
        required=False,
        help_text=_("Solo se c’è. Per esempio: «mia sorella lavora per un ente che potrebbe candidarsi»."),
        widget=forms.Textarea(attrs={"class": "co-act", "rows": 4}),
    )


class AuthoriseCallForm(DeedForm):
    """D1."""

    deed_name = "authorise_call"
    title = _("Autorizza l’avviso")
    verb = _("Autorizza l’avviso")

    act_number = act_number()
    act_date = act_date()

    @property
    def effect(self) -> str:  # type: ignore[override]
        """What is adopted, and that it cannot be changed afterwards; what deserves a second look."""
        call: Any = self.subject
        said = [
            gettext(
                "Adotti la determina di indizione e con essa l’avviso "
                "«%(title)s», contributo pubblico %(sum)s. "
                "Da qui il testo non si cambia più."
            )
            % {"title": call.title, "sum": euro(call.public_grant)}
        ]
        missing = gaps(call, self.at)
        if missing:
            said.append(
                gettext("Ora non si può: l’avviso ha ancora %(n)s cose da sistemare.") % {"n": len(missing)}
            )
        said += [str(words) for words in warnings(call, self.at)]
        said += [
            gettext("Il criterio %(code)s %(reason)s") % {"code": found.criterion, "reason": found.reason}
            for found in findings(call)
            if not found.blocking
        ]
        return " ".join(said)


class PublishCallForm(DeedForm):
    """D2."""

    deed_name = "publish_call"
    title = _("Pubblica l’avviso")
    verb = _("Pubblica l’avviso")

    deadline = forms.DateTimeField(label=_("Termine per le domande"), widget=MomentInput())
    questions_deadline = forms.DateTimeField(
        label=_("Termine per i quesiti"),
        required=False,
        help_text=_("Prima del termine per le domande, così c’è tempo per rispondere."),
        widget=MomentInput(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proposed = self._day(Parameter.PUBLICATION_DAYS)
        earliest = self._day(Parameter.PUBLICATION_DAYS_MINIMUM)
        call: Any = self.subject
        self.fields["questions_deadline"].initial = call.planned_questions_deadline
        if call.planned_deadline is not None and call.planned_deadline > self.at:
            self.fields["deadline"].initial = call.planned_deadline
        elif proposed is not None:
            self.fields["deadline"].initial = datetime(
                proposed.year, proposed.month, proposed.day, 12, tzinfo=ROME
            )
        words = [gettext("Ora di Roma, al secondo: chi arriva dopo è fuori termine.")]
        if earliest is not None:
            words.append(gettext("Non prima di %(day)s.") % {"day": day(earliest, weekday=True)})
        short = self._day(Parameter.PUBLICATION_DAYS_WARNING)
        if short is not None:
            words.append(
                gettext(
                    "Un termine prima di %(day)s può sembrare poco congruo: un giudice potrebbe leggerlo."
                )
                % {"day": day(short)}
            )
        self.fields["deadline"].help_text = " ".join(words)

    def public_texts(self) -> Iterable[tuple[Words, str]]:
        """All that the avviso says in its own words, its themes and criteria too."""
        call: Any = self.subject
        for field in call._meta.concrete_fields:
            if isinstance(field, TextField) or field.name == "title":
                yield field.verbose_name, getattr(call, field.name)
        for lot in call.lots.all():
            yield lot.title, f"{lot.title} {lot.description}"
        for criterion in call.criteria.all():
            place = gettext("Criterio %(code)s") % {"code": criterion.code}
            yield place, " ".join(strings_in([criterion.text, criterion.question, criterion.levels]))

    @cached_property
    def effect(self) -> str:  # type: ignore[override]
        """What becomes public."""
        call: Any = self.subject
        return gettext(
            "«%(title)s» diventa pubblico, per tutti, e si aprono "
            "le domande. L’avviso non si potrà ritirare: "
            "solo prorogare prima del termine, o revocare con un atto motivato."
        ) % {"title": call.title}

    def _day(self, key: str) -> date | None:
        """The day on which so many days from today end."""
        call: Any = self.subject
        today = self.at.astimezone(ROME).date()
        try:
            return term_after(today, legal_parameter(key, call.district.region, today))
        except NoParameter:
            return None


class ExtendDeadlineForm(DeedForm):
    """A proroga."""

    deed_name = "extend_deadline"
    title = _("Proroga il termine")
    verb = _("Proroga il termine")

    deadline = forms.DateTimeField(
        label=_("Nuovo termine per le domande"), help_text=_("Ora di Roma."), widget=MomentInput()
    )
    questions_deadline = forms.DateTimeField(
        label=_("Nuovo termine per i quesiti"), required=False, widget=MomentInput()
    )
    reason = reasons(
        _("Perché"), _("Si legge sulla pagina dell’avviso. Per esempio: «chiesto più tempo da tre enti».")
    )
    act_number = act_number()
    act_date = act_date()

    @property
    def effect(self) -> str:  # type: ignore[override]
        """The term as it is, and who will be told."""
        call: Any = self.subject
        if call.deadline is None:
            return ""
        return gettext(
            "Il termine di ora è %(term)s. Chi sta preparando una "
            "domanda, chi ha fatto quesiti e l’ufficio lo "
            "sanno tutti nello stesso momento."
        ) % {"term": moment(call.deadline)}
