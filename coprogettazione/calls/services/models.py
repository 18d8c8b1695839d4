# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The models of avviso that an office keeps."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call, NoticeModel
from coprogettazione.calls.services.copying import texts_of
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import Invalid


@deed(on="call", says=_("ha tenuto un avviso come modello"))
def keep_as_model(act: Act, *, call: Call, name: str, by: User | None, at: datetime) -> NoticeModel:
    """Keep texts and criteria of this avviso, as they are now, to start others from.

    Raises Invalid without a name, or when another model in use has it.
    """
    if by is None:
        raise Invalid(_("Un modello lo tiene una persona dell’ufficio."))
    facts, criteria = texts_of(call)
    return NoticeModel.objects.create(
        organisation_id=call.lead_authority_id,
        name=_free_name(name, call.lead_authority_id),
        facts=facts,
        criteria=criteria,
        made_from=call,
        kept_by=by,
        kept_at=at,
    )


@deed(on="model", says=_("ha cambiato nome a un modello di avviso"))
def rename_model(act: Act, *, model: NoticeModel, name: str, by: User | None, at: datetime) -> NoticeModel:
    """Give the model another name. Raises Invalid as `keep_as_model`."""
    act.record(before=model.name)
    model.name = _free_name(name, model.organisation_id, besides=model.pk)
    model.save(update_fields=["name"])
    return model


@deed(on="model", says=_("ha ritirato un modello di avviso"))
def retire_model(act: Act, *, model: NoticeModel, by: User | None, at: datetime) -> NoticeModel:
    """No new avviso starts from it any more; those that did are not touched."""
    model.retired_at = at
    model.save(update_fields=["retired_at"])
    return model


def _free_name(name: str, organisation: int, besides: int = 0) -> str:
    name = name.strip()
    if not name or len(name) > 120:
        raise Invalid(
            _("Dai un nome al modello."),
            fields={"name": _("Per esempio «Servizi di prossimità», al massimo 120 caratteri.")},
        )
    in_use = NoticeModel.objects.filter(organisation=organisation, name=name, retired_at__isnull=True)
    if in_use.exclude(pk=besides).exists():
        raise Invalid(_("C’è già un modello con questo nome."), fields={"name": _("Scegli un altro nome.")})
    return name
