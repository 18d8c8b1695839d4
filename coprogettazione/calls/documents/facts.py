# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every act of a dossier says of it: the procedure, who signs, where opinions are."""

from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.calls.models import Call, CigRegime
from coprogettazione.wording import in_italian


@in_italian
def procedure_facts(call: Call) -> dict[str, Any]:
    """The box at the head of every act of a dossier (key `procedure` of the templates)."""
    regime = CigRegime(call.cig_regime).label if call.cig_regime else ""
    return {
        "title": call.title,
        "code": call.code,
        "cup": call.cup,
        "cup_exemption": call.cup_exemption,
        "cig": call.cig,
        "cig_note": regime,
        "officer": call.procedure_officer.get_full_name(),
    }


@in_italian
def executive(call: Call) -> dict[str, str]:
    """Who adopts the acts of the dossier."""
    return {"role": _("Il dirigente"), "name": call.executive_officer.get_full_name()}


@in_italian
def opinions_elsewhere(*, spends: bool) -> list[dict[str, str]]:
    """Where the opinion of regularity is, and with `spends` the accounting one: they are the body's own, and
    the platform neither asks for them nor checks them.
    """
    found = [
        {
            "kind": _("Regolarità tecnica (art. 147-bis, d.lgs. 267/2000)"),
            "text": _("La rende e la conserva l’ente, dove ha numerato l’atto: qui non è controllata."),
        }
    ]
    if spends:
        found.append(
            {
                "kind": _("Regolarità contabile (artt. 147-bis e 183, d.lgs. 267/2000)"),
                "text": _("Il visto lo mette l’ente, nella sua contabilità: qui non è controllato."),
            }
        )
    return found
