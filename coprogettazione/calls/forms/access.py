# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of access to the papers of a dossier."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.forms.fields import DayInput, MomentInput, reasons
from coprogettazione.calls.models import AccessChannel, AccessKind, AccessOutcome, AccessRequest, Parameter
from coprogettazione.calls.queries import legal_parameter
from coprogettazione.calls.queries.access import (
    ENTITY_ROLES,
    access_days,
    askable_papers,
    bodies_of,
    possible_counter_interested,
)
from coprogettazione.documents.forms import UploadField
from coprogettazione.documents.models import Paper
from coprogettazione.parties.models import Organisation
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.forms import DeedForm
from coprogettazione.wording import ROME, moment

#: For how long copies are read, when the office does not say otherwise (days).
USUAL_READING = 90
COPIES = ("copy_1", "copy_2", "copy_3")


class RequestAccessForm(DeedForm):
    """Ask for papers: with an account both kinds, without one civic access."""

    deed_name = "request_access"
    title = _("Chiedi l’accesso agli atti")
    verb = _("Manda la richiesta")

    kind = forms.ChoiceField(
        label=_("Quale accesso chiedi"),
        choices=[
            (
                AccessKind.DOCUMENTARY,
                _(
                    "Accesso documentale: il tuo ente, o tu, avete un interesse diretto (art. 22, l. 241/1990)"
                ),
            ),
            (
                AccessKind.CIVIC,
                _("Accesso civico: lo chiede chiunque, senza dire perché (art. 5, d.lgs. 33/2013)"),
            ),
        ],
        widget=forms.RadioSelect,
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Per quale ente"), required=False, empty_label=_("Per me")
    )
    name = forms.CharField(label=_("Nome e cognome"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Qui arrivano la ricevuta e la risposta.")
    )
    papers = forms.ModelMultipleChoiceField(
        Paper.objects.none(), label=_("Atti"), required=False, widget=forms.CheckboxSelectMultiple
    )
    description = forms.CharField(
        label=_("Che cosa chiedi"),
        required=False,
        help_text=_(
            "Per esempio «il verbale della commissione del 2 marzo». Gli atti già pubblici sono sulla pagina dell’avviso."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    interest = forms.CharField(
        label=_("Perché ti serve"),
        required=False,
        help_text=_("Obbligatorio per l’accesso documentale: l’interesse diretto, concreto e attuale."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_papers(self)
        if self.by is None:
            for name in ("kind", "organisation", "interest"):
                del self.fields[name]
            self.fields["name"].required = self.fields["email"].required = True
            return
        del self.fields["name"], self.fields["email"]
        bodies = Organisation.objects.filter(pk__in=organisations_of(self.by, ENTITY_ROLES, self.at))
        field: Any = self.fields["organisation"]
        field.queryset = bodies
        if not bodies:
            del self.fields["organisation"]
        elif len(bodies) == 1:
            field.initial = bodies[0].pk

    @property
    def effect(self) -> str:  # type: ignore[override]
        """Within how many days the office answers."""
        call: Any = self.subject
        days = access_days(AccessKind.CIVIC, call, self.at.astimezone(ROME).date())
        return gettext(
            "La richiesta va al responsabile del procedimento, che risponde con una motivazione entro %(days)s "
            "giorni. Se gli atti parlano di un ente, l’ufficio lo avvisa e il termine si sospende."
        ) % {"days": days}

    def arguments(self) -> dict[str, Any]:
        """Who is not signed in asks for civic access."""
        return {"kind": AccessKind.CIVIC, **self.cleaned_data}


class RegisterAccessRequestForm(DeedForm):
    """Register a request that came by PEC or on paper."""

    deed_name = "register_access_request"
    title = _("Registra una richiesta di accesso arrivata per PEC o su carta")
    verb = _("Registra la richiesta")
    effect = _(
        "Il termine per rispondere si conta dal giorno in cui la richiesta è arrivata all’ente, non da oggi."
    )

    kind = forms.ChoiceField(
        label=_("Quale accesso si chiede"),
        choices=[
            (
                AccessKind.DOCUMENTARY,
                _("Accesso documentale: chi chiede dice il suo interesse (art. 22, l. 241/1990)"),
            ),
            (AccessKind.CIVIC, _("Accesso civico: chi chiede non dice perché (art. 5, d.lgs. 33/2013)")),
        ],
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(
        label=_("Come è arrivata"), choices=AccessChannel.choices, widget=forms.RadioSelect
    )
    arrived_at = forms.DateTimeField(
        label=_("Quando è arrivata"),
        help_text=_("Giorno e ora della ricevuta della PEC, o del timbro di arrivo. Ora di Roma."),
        widget=MomentInput(),
    )
    protocol = forms.CharField(
        label=_("Protocollo in arrivo"),
        max_length=60,
        required=False,
        help_text=_("Per esempio 4821/2026."),
        widget=forms.TextInput(attrs={"class": "co-short"}),
    )
    file = UploadField(
        label=_("La richiesta, come è arrivata"),
        help_text=_("Il messaggio o la scansione, con gli allegati. La legge solo chi lavora nell’ente."),
    )
    name = forms.CharField(label=_("Chi chiede: nome e cognome"), max_length=120)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Per quale ente"),
        required=False,
        empty_label=_("Per sé, o per un ente che non è in questa procedura"),
    )
    email = forms.EmailField(
        label=_("PEC o e-mail a cui rispondere"),
        required=False,
        help_text=_("Qui arrivano la ricevuta e la risposta."),
    )
    address = forms.CharField(
        label=_("Indirizzo postale"),
        max_length=300,
        required=False,
        help_text=_("Solo se non c’è una e-mail: l’ufficio spedisce qui la lettera di risposta."),
    )
    papers = forms.ModelMultipleChoiceField(
        Paper.objects.none(), label=_("Atti"), required=False, widget=forms.CheckboxSelectMultiple
    )
    description = forms.CharField(
        label=_("Che cosa si chiede"),
        required=False,
        help_text=_("Con le parole della richiesta, per esempio «il verbale della commissione del 2 marzo»."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    interest = forms.CharField(
        label=_("Perché si chiede"),
        required=False,
        help_text=_("Obbligatorio per l’accesso documentale: l’interesse che la richiesta dice."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_papers(self)
        call: Any = self.subject
        bodies = bodies_of(call, self.at)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=[body.pk for body in bodies]).order_by("name")
        if not bodies:
            del self.fields["organisation"]


def _offer_papers(form: forms.Form) -> None:
    """The papers that can be asked for by name; no field when there are none."""
    papers: Any = form.fields["papers"]
    papers.queryset = askable_papers(form.subject)  # type: ignore[attr-defined]
    if not papers.queryset.exists():
        del form.fields["papers"]


class NotifyCounterInterestedForm(DeedForm):
    """Tell whom the access could harm."""

    deed_name = "notify_counter_interested"
    title = _("Avvisa i controinteressati")
    verb = _("Avvisa gli enti scelti")

    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Enti di cui parlano gli atti chiesti"),
        help_text=_("Si possono scegliere gli enti delle domande aperte."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, AccessRequest)
        field: Any = self.fields["organisations"]
        bodies = possible_counter_interested(self.subject, self.at)
        field.queryset = Organisation.objects.filter(pk__in=[body.pk for body in bodies]).order_by("name")
        if not bodies:
            field.help_text = _(
                "Non ci sono enti da avvisare: le domande non sono aperte, o sono tutti avvisati."
            )

    @property
    def effect(self) -> str:  # type: ignore[override]
        """How long they have, and that the term stands still."""
        request: Any = self.subject
        today = self.at.astimezone(ROME).date()
        days = legal_parameter(Parameter.OPPOSITION_DAYS, request.call.district.region, today)
        return gettext(
            "Ricevono la richiesta e possono opporsi con una motivazione entro %(days)s giorni. Intanto il tuo "
            "termine è sospeso. La loro opposizione non ti obbliga: la decisione resta dell’ufficio."
        ) % {"days": days}


class OpposeAccessForm(DeedForm):
    """Object to the access."""

    deed_name = "oppose_access"
    title = _("Opponiti alla richiesta di accesso")
    verb = _("Manda l’opposizione")

    opposition = reasons(
        _("Perché vi opponete"),
        _(
            "Quali parti e quale danno: per esempio «il piano economico contiene i costi dei nostri fornitori»."
        ),
    )

    @property
    def effect(self) -> str:  # type: ignore[override]
        """Until when, and what it does."""
        row: Any = self.subject
        return gettext(
            "Puoi opporti fino a %(term)s. L’ufficio legge la motivazione e poi decide: può accogliere la "
            "richiesta anche in parte, togliendo quello che resta riservato."
        ) % {"term": moment(row.due_at)}


class WaiveOppositionForm(DeedForm):
    """Say that one does not object."""

    deed_name = "waive_opposition"
    title = _("Di’ che non vi opponete alla richiesta di accesso")
    verb = _("Dichiara che non vi opponete")

    @property
    def effect(self) -> str:  # type: ignore[override]
        """Whose request, and what it does."""
        row: Any = self.subject
        return gettext(
            "La richiesta è di %(who)s. Se non vi opponete, l’ufficio può rispondere senza aspettare il vostro "
            "termine, %(term)s. Vale per tutto l’ente, e dopo non vi potete più opporre."
        ) % {"who": row.request.who, "term": moment(row.due_at)}


class AnswerAccessForm(DeedForm):
    """The office's answer."""

    deed_name = "answer_access"
    title = _("Rispondi alla richiesta di accesso")
    verb = _("Manda la risposta")

    outcome = forms.ChoiceField(
        label=_("Esito"),
        choices=[
            (AccessOutcome.GRANTED, _("Accolgo la richiesta")),
            (AccessOutcome.PARTLY, _("Accolgo la richiesta in parte")),
            (AccessOutcome.REFUSED, _("Rifiuto")),
            (
                AccessOutcome.DEFERRED,
                _("Rinvio: gli atti della valutazione, finché non è decisa l’ammissione"),
            ),
        ],
        widget=forms.RadioSelect,
    )
    reasons = reasons(
        _("Motivazione"),
        _("Perché si accoglie, si limita, si rifiuta o si rinvia; la risposta all’opposizione, se c’è."),
    )
    deferred_until = forms.DateField(
        label=_("Rinviata fino al"), required=False, help_text=_("Solo quando rinvii."), widget=DayInput()
    )
    copy_1 = UploadField(
        label=_("Prima copia da consegnare"),
        required=False,
        help_text=_("Già senza quello che resta riservato: dati di persone, segreti, parti di altri enti."),
    )
    copy_2 = UploadField(label=_("Seconda copia"), required=False)
    copy_3 = UploadField(label=_("Terza copia"), required=False)
    readable_until = forms.DateField(
        label=_("Le copie si leggono fino al"),
        required=False,
        help_text=_("Le legge solo chi ha chiesto; ogni lettura resta nel registro."),
        widget=DayInput(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = self.at.astimezone(ROME).date()
        self.fields["readable_until"].initial = today + timedelta(days=USUAL_READING)

    @property
    def effect(self) -> str:  # type: ignore[override]
        """The term, and what leaves the office."""
        request: Any = self.subject
        return gettext(
            "Il termine è %(term)s. La risposta diventa una lettera numerata, con la motivazione e come si può "
            "ricorrere; chi ha chiesto e gli enti avvisati la ricevono subito."
        ) % {"term": moment(request.due_at)}

    def arguments(self) -> dict[str, Any]:
        """The copies that were given; the day of reading only where something is handed over."""
        given = dict(self.cleaned_data)
        given["copies"] = [file for file in (given.pop(name) for name in COPIES) if file]
        if given["outcome"] not in (AccessOutcome.GRANTED, AccessOutcome.PARTLY):
            given["readable_until"] = None
        return given
