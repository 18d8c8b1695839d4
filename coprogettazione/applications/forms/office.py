# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The deeds of the office on an application and on the terms of its call: object, effect, term, one button."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import (
    FORMAL_ITEMS,
    Application,
    ApplicationState,
    CheckItem,
    CheckOutcome,
    CureRequest,
    TermSuspensionReason,
)
from coprogettazione.applications.queries import cure_days, items_to_check
from coprogettazione.calls.forms import long_text
from coprogettazione.records.forms import DeedForm

DAY = forms.DateInput(attrs={"type": "date", "class": "co-short"}, format="%Y-%m-%d")
OUTCOMES = [
    (ApplicationState.ADMITTED.value, ApplicationState.ADMITTED.label),
    (ApplicationState.RESERVED.value, ApplicationState.RESERVED.label),
    (ApplicationState.EXCLUDED.value, ApplicationState.EXCLUDED.label),
]


class WithReserve(forms.Form):
    """What a reserved admission needs: which event ends the reserve, and by when."""

    reserve_event = forms.CharField(
        label=_("Che cosa scioglie la riserva"),
        required=False,
        max_length=300,
        help_text=_("Solo con riserva, per esempio «la decisione dell’ufficio del RUNTS»."),
    )
    reserve_until = forms.DateField(
        label=_("Entro quale giorno"), required=False, widget=DAY, help_text=_("Solo con riserva.")
    )


class RecordProtocolForm(DeedForm):
    """The office's own number."""

    deed_name = "record_protocol"
    title = _("Protocollo dell’ufficio")
    effect = _("Il numero si aggiunge a quello della piattaforma, che resta.")
    verb = _("Annota il protocollo")
    number = forms.CharField(label=_("Numero"), max_length=40, help_text=_("Per esempio 0001201/2026."))
    on = forms.DateField(label=_("Data del protocollo"), widget=DAY)


class SendToProtocolForm(DeedForm):
    """Hand the application to the protocol system."""

    deed_name = "send_to_protocol"
    title = _("Passa la domanda al protocollo")
    effect = _(
        "Il sistema di protocollo riceve il file con mittente, oggetto e impronte dei documenti. Se risponde con "
        "un numero, lo si legge qui; se no, lo scrivi quando arriva."
    )
    verb = _("Passa la domanda al protocollo")


class RequestCureForm(DeedForm):
    """Ask to fill formal gaps: those found in the check are proposed, each with its words."""

    deed_name = "request_cure"
    title = _("Chiedi di completare la domanda")
    effect = _(
        "L’ente riceve una lettera con le cose che mancano e il termine: se passa, la domanda può essere esclusa. "
        "Si chiede una volta sola. Si possono completare solo elementi formali: una firma, un allegato, una "
        "dichiarazione. Mai la sostanza della proposta, né un requisito (art. 6, c. 1, lett. b, l. 241/1990)."
    )
    verb = _("Manda la richiesta")
    item = forms.ChoiceField(
        label=_("Un’altra cosa che manca: in quale controllo"),
        required=False,
        choices=[("", _("nessun’altra")), *((item.value, item.label) for item in FORMAL_ITEMS)],
    )
    words = forms.CharField(
        label=_("Che cosa manca"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "co-act"}),
        help_text=_("Per esempio «firma digitale sul piano economico»."),
    )
    due = forms.DateField(label=_("Entro il giorno"), widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, Application)
        least, most = cure_days(self.subject.call, timezone.localtime(self.at).date())
        self.fields["due"].help_text = _(
            "Da %(least)d a %(most)d giorni da oggi, come nei parametri dell’avviso. Se cade in un giorno festivo "
            "passa al primo giorno di lavoro."
        ) % {"least": least, "most": most}
        checks = list(self.subject.checks.select_related("organisation"))
        self.found = [c for c in checks if c.outcome == CheckOutcome.GAP and CheckItem(c.item).is_formal]
        for number, check in enumerate(self.found):
            about = f"{check.get_item_display()}{f', {check.organisation.known_as}' if check.organisation else ''}"
            self.fields[f"take_{number}"] = forms.BooleanField(
                label=_("Chiedi: %(about)s") % {"about": about}, required=False, initial=True
            )
            self.fields[f"words_{number}"] = forms.CharField(
                label=_("Che cosa manca"),
                required=False,
                max_length=300,
                initial=check.note[:300],
                widget=forms.TextInput(attrs={"class": "co-act"}),
            )
        if not self.found:
            self.fields["item"].label = _("In quale controllo manca qualcosa")
        proposed = [f"{name}_{n}" for n in range(len(self.found)) for name in ("take", "words")]
        self.order_fields([*proposed, "item", "words", "due"])
        done = {(c.item, c.organisation_id) for c in checks}
        asked = [(i, body and body.pk) for i, body in items_to_check(self.subject) if i in FORMAL_ITEMS]
        left = [key for key in asked if key not in done]
        #: Formal items nobody looked at yet: what they lack could not be asked for later.
        self.unlooked = list(dict.fromkeys(f"«{CheckItem(item).label}»" for item, _body in left))

    def arguments(self) -> dict[str, Any]:
        """The gaps that were left ticked, then the one written by hand."""
        said = self.cleaned_data
        gaps = [
            {
                "item": check.item,
                "codice_fiscale": check.organisation and check.organisation.codice_fiscale,
                "words": said[f"words_{number}"],
            }
            for number, check in enumerate(self.found)
            if said[f"take_{number}"]
        ]
        if said["item"]:
            gaps.append({"item": said["item"], "words": said["words"]})
        return {"gaps": gaps, "due": said["due"]}

    def clean(self) -> dict[str, Any]:
        """Whatever is asked says what is missing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        wanted = [(f"take_{n}", f"words_{n}") for n in range(len(self.found))] + [("item", "words")]
        for taken, words in wanted:
            if cleaned.get(taken) and not cleaned.get(words):
                self.add_error(words, _("Scrivi che cosa manca, per esempio «firma sul piano economico»."))
        if not any(cleaned.get(taken) for taken, _words in wanted) and not cleaned.get("words"):
            self.add_error(None, _("Scegli almeno una cosa da chiedere, o scrivine una."))
        elif cleaned.get("words") and not cleaned.get("item"):
            self.add_error("item", _("Scegli a quale controllo si riferisce."))
        return cleaned


_ACCEPTED = [("yes", _("accolta")), ("no", _("non accolta"))]


class ResolveCureForm(WithReserve, DeedForm):
    """Decide on the answer, gap by gap, then on the application."""

    deed_name = "resolve_cure"
    title = _("Decidi sull’integrazione")
    effect = _("L’ente riceve l’esito con i motivi.")
    verb = _("Decidi")
    outcome = forms.ChoiceField(label=_("Esito"), choices=OUTCOMES, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Motivi"),
        widget=long_text(4),
        help_text=_("Vanno nel verbale istruttorio, per esempio «Il piano economico è stato firmato»."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, CureRequest)
        self.gaps = list(self.subject.gaps.all()) if self.subject.answered_at else []
        names = []
        for gap in self.gaps:
            names += [f"accepted_{gap.number}", f"reason_{gap.number}"]
            self.fields[f"accepted_{gap.number}"] = forms.ChoiceField(
                label=gap.words, required=False, choices=_ACCEPTED, widget=forms.RadioSelect
            )
            self.fields[f"reason_{gap.number}"] = forms.CharField(
                label=_("Perché non è accolta: %(gap)s") % {"gap": gap.words},
                required=False,
                max_length=2000,
                widget=forms.TextInput(attrs={"class": "co-act"}),
            )
        self.order_fields([*names, "outcome", "reserve_event", "reserve_until", "reasons"])

    def arguments(self) -> dict[str, Any]:
        """What was decided gap by gap, where it was said; without it, all follow the outcome."""
        said = self.cleaned_data
        judged = [gap.number for gap in self.gaps if said[f"accepted_{gap.number}"]]
        return {
            **{name: said[name] for name in ("outcome", "reasons", "reserve_event", "reserve_until")},
            "gaps": [
                {"number": n, "accepted": said[f"accepted_{n}"] == "yes", "reason": said[f"reason_{n}"]}
                for n in judged
            ],
        }

    def clean(self) -> dict[str, Any]:
        """All the gaps or none: half a judgment is nobody's."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        said = [gap for gap in self.gaps if cleaned.get(f"accepted_{gap.number}")]
        if said and len(said) < len(self.gaps):
            for gap in self.gaps:
                if gap not in said:
                    self.add_error(f"accepted_{gap.number}", _("Di’ se anche questa è accolta o no."))
        return cleaned


class ResolveReserveForm(DeedForm):
    """The event came, or did not."""

    deed_name = "resolve_reserve"
    title = _("Sciogli la riserva")
    effect = _("L’ente riceve l’esito con i motivi. Con l’esclusione riceve anche una lettera.")
    verb = _("Sciogli la riserva")
    outcome = forms.ChoiceField(
        label=_("Esito"), choices=[OUTCOMES[0], OUTCOMES[2]], widget=forms.RadioSelect
    )
    reasons = forms.CharField(
        label=_("Che cosa è successo"),
        widget=long_text(4),
        help_text=_("Per esempio «L’ufficio del RUNTS ha iscritto l’ente il 20 aprile 2026, n. 123456»."),
    )


class SuspendTermsForm(DeedForm):
    """Stop the term of the procedure."""

    deed_name = "suspend_terms"
    title = _("Sospendi il termine del procedimento")
    effect = _(
        "Da oggi il termine per concludere non corre. La sospensione resta scritta con il suo motivo e la sua norma."
    )
    verb = _("Sospendi il termine")
    reason = forms.ChoiceField(
        label=_("Causa"), choices=TermSuspensionReason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Motivo"),
        widget=long_text(3),
        help_text=_("Per esempio «si aspetta il DURC di un ente, chiesto oggi»."),
    )
    until = forms.DateField(
        label=_("Al più tardi fino al"),
        required=False,
        widget=DAY,
        help_text=_(
            "Per acquisire informazioni: una volta sola, e non più di 30 giorni (art. 2, c. 7, l. 241/1990). "
            "Con l’ordine di un giudice può restare vuoto."
        ),
    )


class ResumeTermsForm(DeedForm):
    """Let it run again."""

    deed_name = "resume_terms"
    title = _("Fai ripartire il termine")
    effect = _("Il termine per concludere corre di nuovo da oggi: i giorni di sospensione non si contano.")
    verb = _("Fai ripartire il termine")
    words = forms.CharField(
        label=_("Perché riparte"), widget=long_text(3), help_text=_("Per esempio «il DURC è arrivato».")
    )


class ProtocolLinesForm(forms.Form):
    """Many protocol numbers, pasted."""

    lines = forms.CharField(
        label=_("Una domanda per riga"),
        widget=forms.Textarea(attrs={"rows": 8, "class": "co-mono"}),
        help_text=_(
            "Numero della piattaforma; protocollo; data. Per esempio «3/2026; 0001201/2026; 26/02/2026»."
        ),
    )
