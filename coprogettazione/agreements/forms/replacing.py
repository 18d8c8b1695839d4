# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked to give an office of an agreement without a call, or of a dossier, to somebody else."""

from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.forms import SuccessorForm
from coprogettazione.calls.forms.fields import PersonField
from coprogettazione.parties.models import User
from coprogettazione.records.roles import Role


class ReplaceAgreementOfficerForm(SuccessorForm):
    """Another officer."""

    deed_name = "replace_agreement_officer"
    title = _("Cambia il responsabile del procedimento")
    effect = _(
        "Il nuovo responsabile prende l’accordo, i suoi atti aggiuntivi e tutto quello che resta da fare. Chi arriva e "
        "chi lascia ricevono un messaggio. Il cambio resta nel registro; la pagina pubblica dice il nuovo nome."
    )
    verb = _("Cambia il responsabile")
    field_order = ("officer",)

    officer = PersonField(User.objects.none(), label=_("Nuovo responsabile"))


class ExecutiveForm(SuccessorForm):
    """Another executive."""

    verb = _("Cambia il dirigente")
    role = Role.EXECUTIVE_OFFICER
    office = "executive_officer"
    asked = "executive"
    field_order = ("executive",)

    executive = PersonField(User.objects.none(), label=_("Nuovo dirigente"))


class ReplaceAgreementExecutiveForm(ExecutiveForm):
    """Of an agreement."""

    deed_name = "replace_agreement_executive"
    title = _("Cambia il dirigente dell’accordo")
    effect = _(
        "Il nuovo dirigente risponde dell’accordo e dei suoi atti aggiuntivi, e firma dove la firma dell’ente manca "
        "ancora. Chi arriva e chi lascia ricevono un messaggio. Il cambio resta nel registro."
    )


class ReplaceExecutiveOfficerForm(ExecutiveForm):
    """Of a dossier."""

    deed_name = "replace_executive_officer"
    title = _("Cambia il dirigente del fascicolo")
    effect = _(
        "Il nuovo dirigente adotta gli atti da adesso in poi, e firma dove la firma dell’ente manca ancora. Gli atti già "
        "adottati restano validi. Chi arriva e chi lascia ricevono un messaggio. Il cambio resta nel registro."
    )
