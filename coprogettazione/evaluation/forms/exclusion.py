# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of who announces, answers, decides an exclusion after D6."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.calls.forms import long_text
from coprogettazione.calls.models import Parameter
from coprogettazione.calls.queries import parameter_of
from coprogettazione.documents.forms import UploadField
from coprogettazione.evaluation.forms.act import ActForm
from coprogettazione.evaluation.models import Exclusion, ExclusionGround
from coprogettazione.records.forms import DeedForm
from coprogettazione.wording import ROME, moment

FILES = ("file_1", "file_2", "file_3")


class AnnounceExclusionForm(DeedForm):
    """Why an admitted body may be excluded."""

    deed_name = "announce_exclusion"
    issues_paper = True
    title = _("Comunica l’avvio del procedimento di esclusione")
    verb = _("Comunica l’avvio del procedimento")

    ground = forms.ChoiceField(label=_("Motivo"), choices=ExclusionGround.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Che cosa è successo"),
        max_length=4000,
        widget=long_text(6),
        help_text=_(
            "I fatti, con la data e la prova: l’ente risponde su questi. Per esempio «L’ufficio del RUNTS ha "
            "cancellato l’ente il 20 aprile 2026, provvedimento n. 123»."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, Application)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        if self.subject.state == ApplicationState.RESERVED:
            field.initial = ExclusionGround.RESERVE
        else:
            field.choices = [c for c in ExclusionGround.choices if c[0] != ExclusionGround.RESERVE]

    @property
    def effect(self) -> str:  # type: ignore[override]
        """How many days the body has, and what does not change meanwhile."""
        assert isinstance(self.subject, Application)
        days = parameter_of(self.subject.call, Parameter.OBSERVATION_DAYS, self.at.astimezone(ROME).date())
        return ngettext(
            "Tutti gli enti della domanda ricevono la comunicazione, con una lettera numerata. Hanno %(n)d giorno "
            "per le osservazioni; poi decide il dirigente. Intanto per la domanda non cambia niente.",
            "Tutti gli enti della domanda ricevono la comunicazione, con una lettera numerata. Hanno %(n)d giorni "
            "per le osservazioni; poi decide il dirigente. Intanto per la domanda non cambia niente.",
            days,
        ) % {"n": days}


class ObserveExclusionForm(DeedForm):
    """What the body has to say."""

    deed_name = "observe_exclusion"
    title = _("Presenta osservazioni")
    verb = _("Presenta le osservazioni")

    text = forms.CharField(
        label=_("Osservazioni"),
        max_length=8000,
        widget=long_text(8),
        help_text=_("Perché la domanda non va esclusa: i fatti, e i documenti che li provano."),
    )
    file_1 = UploadField(label=_("Un documento"), required=False)
    file_2 = UploadField(label=_("Un altro documento"), required=False)
    file_3 = UploadField(label=_("Un terzo documento"), required=False)

    @property
    def effect(self) -> str:  # type: ignore[override]
        """Until when, and what it does."""
        row: Any = self.subject
        return gettext(
            "Si presentano una volta sola, entro %(due)s. Il dirigente ne tiene conto e risponde nell’atto "
            "(art. 10, l. 241/1990)."
        ) % {"due": moment(row.due_at)}

    def arguments(self) -> dict[str, Any]:
        """The files that were given."""
        said = self.cleaned_data
        return {"text": said["text"], "files": [said[name] for name in FILES if said[name]]}


class ExcludeAdmittedForm(ActForm):
    """The executive's act."""

    deed_name = "exclude_admitted"
    title = _("Decidi l’esclusione")
    effect = _(
        "La domanda perde il posto che ha, al tavolo o in graduatoria. Tutti gli enti della domanda ricevono l’atto "
        "con i motivi. La copia pubblicata dice chi è escluso e non perché. Non si può tornare indietro."
    )
    verb = _("Adotta l’atto di esclusione")

    reasons = forms.CharField(
        label=_("Motivazione"),
        widget=long_text(6),
        help_text=_(
            "Art. 3, l. 241/1990: i fatti accertati, e perché non si può proseguire con questa domanda."
        ),
    )
    answer = forms.CharField(
        label=_("Risposta alle osservazioni"),
        widget=long_text(5),
        help_text=_("Perché non cambiano la decisione (art. 10, c. 1, lett. b, l. 241/1990)."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, Exclusion)
        if not self.subject.observations:
            del self.fields["answer"]


class DropExclusionForm(DeedForm):
    """The application stays."""

    deed_name = "drop_exclusion"
    title = _("Archivia il procedimento di esclusione")
    effect = _("La domanda resta com’era. Tutti gli enti della domanda lo sanno subito, con i motivi.")
    verb = _("Archivia il procedimento")

    reasons = forms.CharField(
        label=_("Motivi"),
        widget=long_text(5),
        help_text=_("Per esempio «L’iscrizione al RUNTS risulta di nuovo dal 4 maggio 2026»."),
    )
