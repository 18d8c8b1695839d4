# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The deeds on an application that are done on a page of their own: object, effect, term, one button."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import Application, CureRequest, Member
from coprogettazione.documents.forms import UploadField
from coprogettazione.parties.models import Organisation
from coprogettazione.records.forms import DeedForm

_DAY = forms.DateInput(attrs={"type": "date", "class": "co-short"}, format="%Y-%m-%d")


class SubmitApplicationForm(DeedForm):
    """Submit."""

    deed_name = "submit_application"
    title = _("Invia la domanda")
    effect = _(
        "Ricevi subito una ricevuta con il numero del registro della piattaforma e l’impronta della domanda. "
        "Fino al termine puoi ritirarla o sostituirla; fino all’apertura nessuno può leggerla, nemmeno "
        "l’ufficio."
    )
    verb = _("Invia la domanda")


class RecordLateApplicationForm(DeedForm):
    """Record a late application."""

    deed_name = "record_late_application"
    title = _("Il termine è scaduto")
    effect = _(
        "La domanda non può più essere accettata. Se vuoi che resti traccia di averla presentata, la "
        "annotiamo "
        "con il suo numero e la sua ricevuta: «Fuori termine, non aperta». Nessuno la esaminerà."
    )
    verb = _("Annota la domanda fuori termine")


class ReopenApplicationForm(DeedForm):
    """Replace what was submitted."""

    deed_name = "reopen_application"
    title = _("Sostituisci la domanda")
    effect = _(
        "La domanda torna in preparazione e puoi cambiarla. Attenzione: finché non la invii di nuovo, "
        "prima del "
        "termine, per l’ufficio non c’è nessuna domanda. Quello che era arrivato resta conservato."
    )
    verb = _("Riapri la domanda per cambiarla")


class WithdrawApplicationForm(DeedForm):
    """Withdraw."""

    deed_name = "withdraw_application"
    title = _("Ritira la domanda")
    effect = _("La domanda non sarà esaminata. Prima del termine puoi prepararne un’altra.")
    verb = _("Ritira la domanda")
    reason = forms.CharField(
        label=_("Perché la ritirate"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Resta scritto nel registro, per esempio «Partecipiamo in un altro gruppo»."),
    )


class RenounceApplicationForm(DeedForm):
    """Leave the procedure after the opening."""

    deed_name = "renounce_application"
    title = _("Rinuncia al procedimento")
    effect = _("L’ente, o il gruppo intero, esce dal procedimento. Non si può tornare indietro.")
    verb = _("Rinuncia al procedimento")
    reason = forms.CharField(
        label=_("Perché rinunciate"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "co-act"}),
    )


class OpenApplicationsForm(DeedForm):
    """Break the seal."""

    deed_name = "open_applications"
    title = _("Apri le domande")
    effect = _(
        "Si aprono tutte insieme le domande arrivate nei termini. Quelle fuori termine restano chiuse. "
        "Da qui in poi ogni lettura di una domanda resta scritta nel registro."
    )
    verb = _("Apri le domande")


def _members(application: Application) -> Any:
    inside = Member.objects.filter(application=application, left_at__isnull=True)
    others = inside.exclude(organisation=application.lead_id)
    return Organisation.objects.filter(pk__in=others.values("organisation"))


class WithdrawMemberForm(DeedForm):
    """A partner leaves."""

    deed_name = "withdraw_member"
    title = _("Un ente esce dal gruppo")
    effect = _("L’ufficio lo saprà subito. Se un altro ente può entrare al suo posto lo dice l’avviso.")
    verb = _("Comunica l’uscita")
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Quale ente esce"), widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(
        label=_("Perché"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "class": "co-act"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        assert isinstance(self.subject, Application)
        field.queryset = _members(self.subject)


class SubstituteMemberForm(DeedForm):
    """A body enters in the place of another."""

    deed_name = "substitute_member"
    title = _("Sostituisci un partner")
    effect = _(
        "Possibile solo se l’avviso lo ammette nello stato in cui si trova il procedimento, e solo con "
        "un ente che "
        "non è in un’altra domanda. Il nuovo ente prende l’impegno con il proprio accesso."
    )
    verb = _("Ammetti la sostituzione")
    leaving = forms.ModelChoiceField(Organisation.objects.none(), label=_("Chi esce"), empty_label=None)
    entering = forms.ModelChoiceField(
        Organisation.objects.none(),
        to_field_name="codice_fiscale",
        label=_("Codice fiscale di chi entra"),
        widget=forms.TextInput(attrs={"class": "co-short", "inputmode": "numeric"}),
        help_text=_("Undici cifre, per esempio 90000030008. L’ente è già iscritto alla piattaforma."),
        error_messages={
            "invalid_choice": _("Nessun ente iscritto ha questo codice fiscale: controlla le 11 cifre.")
        },
    )
    reason = forms.CharField(
        label=_("Motivo"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "co-act"}),
        help_text=_("Per esempio «L’ente ha comunicato il 12 maggio di non poter più partecipare»."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, Application)
        gone = Member.objects.filter(application=self.subject).exclude(organisation=self.subject.lead_id)
        for name, queryset in (
            ("leaving", Organisation.objects.filter(pk__in=gone.values("organisation"))),
            ("entering", Organisation.objects.all()),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset


class AnswerCureForm(DeedForm):
    """Fill formal gaps."""

    deed_name = "answer_cure"
    title = _("Rispondi alla richiesta")
    effect = _("La risposta si manda una volta sola, entro il termine. Non può cambiare la proposta.")
    verb = _("Manda la risposta")
    text = forms.CharField(
        label=_("Risposta"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "co-act"}),
        help_text=_("Per esempio «Alleghiamo il piano economico con la firma digitale»."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, CureRequest)
        self.gaps = list(self.subject.gaps.all())
        for gap in self.gaps:
            said = {"gap": gap.words}
            self.fields[f"answer_{gap.number}"] = forms.CharField(
                label=_("Risposta su: %(gap)s") % said,
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2, "class": "co-act"}),
            )
            self.fields[f"file_{gap.number}"] = UploadField(
                label=_("File per: %(gap)s") % said, required=False
            )
        self.fields["file_0"] = UploadField(label=_("Un altro file"), required=False)
        self.order_fields([*(name for name in self.fields if name != "text"), "text"])

    def arguments(self) -> dict[str, Any]:
        """What was written beside each gap, and the files with the gap each belongs to."""
        numbers = [0, *(gap.number for gap in self.gaps)]
        files = [(n, file) for n in numbers if (file := self.cleaned_data[f"file_{n}"])]
        return {
            "text": self.cleaned_data["text"],
            "files": [file for _number, file in files],
            "beside": [number for number, _file in files],
            "answers": [
                {"number": gap.number, "text": self.cleaned_data[f"answer_{gap.number}"]} for gap in self.gaps
            ],
        }


class ClosingForm(DeedForm):
    """An act of the executive that ends the procedure."""

    reasons = forms.CharField(
        label=_("Motivazione"), widget=forms.Textarea(attrs={"rows": 6, "class": "co-act"})
    )
    act_number = forms.CharField(
        label=_("Numero della determina"), max_length=40, help_text=_("Per esempio 58/2026.")
    )
    act_date = forms.DateField(label=_("Data della determina"), widget=_DAY)


class DeclareDesertedForm(ClosingForm):
    """Nobody applied."""

    deed_name = "declare_deserted"
    title = _("Dichiara l’avviso deserto")
    effect = _(
        "Il procedimento finisce. La determina è pubblicata. Si può ripubblicare un avviso con altri termini."
    )
    verb = _("Dichiara l’avviso deserto")


class DestroySealedKeysForm(DeedForm):
    """Close for ever what was never opened."""

    deed_name = "destroy_sealed_keys"
    title = _("Distruggi le chiavi delle domande mai aperte")
    effect = _(
        "Le bozze, le domande ritirate e quelle fuori termine non si potranno più leggere: né l’ufficio, né chi le "
        "ha scritte, mai. Restano il numero, l’ora e l’impronta. Non si può tornare indietro."
    )
    verb = _("Distruggi le chiavi")
    reasons = forms.CharField(
        label=_("Motivi"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "co-act"}),
        help_text=_("Per esempio «I termini di ricorso sono trascorsi»."),
    )
