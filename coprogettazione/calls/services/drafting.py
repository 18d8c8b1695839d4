# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening a dossier and writing its avviso."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call, Criterion
from coprogettazione.parties.models import Comune, Organisation, SocialDistrict, User
from coprogettazione.parties.queries import holds
from coprogettazione.planning.models import Objective
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.refusals import Invalid, NotAllowed, Stale
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role

#: What may be written while the avviso is a draft; `comuni` and `criteria` have their own shape.
DRAFT_FIELDS = frozenset(
    {
        "title",
        "summary",
        "objective",
        "policy_act",
        "policy_reasons",
        "purpose",
        "object",
        "cts_activities",
        "targets",
        "duration_months",
        "starts_on",
        "public_grant",
        "public_resources",
        "expected_contribution",
        "indirect_costs_max_pct",
        "requirements",
        "exclusion_causes",
        "phases",
        "conclusion",
        "selection_mode",
        "threshold",
        "max_points",
        "tie_break",
        "double_participation",
        "substitution_states",
        "non_ets_roles",
        "reserve_clause",
        "appeal_clause",
        "privacy_notice",
        "cup",
        "cup_exemption",
        "cig_regime",
        "cig",
        "cig_reason",
        "budget_chapter",
        "budget_booking",
    }
)
APPEAL_CLAUSE = _(
    "Contro questo atto si può ricorrere al Tribunale amministrativo regionale entro 60 giorni "
    "(per prudenza entro 30), oppure al Presidente della Repubblica entro 120 giorni."
)
RESERVE_CLAUSE = _(
    "L’amministrazione può sospendere o non concludere la procedura, con un atto motivato, "
    "senza che gli enti abbiano diritto a un indennizzo."
)


@deed(on="organisation", says=_("ha aperto il fascicolo"), law=_("artt. 4–6, l. 241/1990"))
def draft_call(
    act: Act,
    *,
    organisation: Organisation,
    code: str,
    title: str,
    district: SocialDistrict,
    procedure_officer: User,
    executive_officer: User,
    by: User | None,
    at: datetime,
) -> Call:
    """Open a dossier: its code, its district, who is responsible for it and who signs.

    Raises Invalid when the code is taken or a person does not hold the role in the organisation.
    """
    fields: dict[str, Any] = {}
    code = code.strip().upper()
    if not title.strip():
        fields["title"] = _("Dai un titolo, per esempio «Pronto intervento sociale di prossimità».")
    if Call.objects.filter(code__iexact=code).exists():
        fields["code"] = _("Questa sigla è già di un altro fascicolo: scegline un’altra.")
    if not organisation.is_public_body:
        raise Invalid(_("Un avviso lo apre un’amministrazione pubblica."), law=_("art. 55, d.lgs. 117/2017"))
    if not holds(procedure_officer, Role.PROCEDURE_OFFICER, organisation.pk, at):
        fields["procedure_officer"] = _("Questa persona non è responsabile del procedimento nell’ente, oggi.")
    if not holds(executive_officer, Role.EXECUTIVE_OFFICER, organisation.pk, at):
        fields["executive_officer"] = _("Questa persona non è dirigente nell’ente, oggi.")
    call = Call(
        code=code,
        title=title.strip(),
        district=district,
        lead_authority=organisation,
        procedure_officer=procedure_officer,
        executive_officer=executive_officer,
        appeal_clause=str(APPEAL_CLAUSE),
        reserve_clause=str(RESERVE_CLAUSE),
        created_at=at,
    )
    if "code" not in fields:
        fields.update(_field_faults(call, {"code"}))
    if fields:
        raise Invalid(_("Il fascicolo non si può aprire così."), fields=fields)
    call.save()
    act.about(call)
    return call


@transaction.atomic
def save_call_draft(
    *, call: Call, facts: Mapping[str, Any], by: User | None, at: datetime, base_version: int | None = None
) -> Call:
    """Write what has been typed in the draft; `facts` are fields of DRAFT_FIELDS and `comuni`. Not a deed.

    A field that is empty or not yet right may be saved (the checklist says it); what cannot be kept at all
    raises Invalid. With `base_version`, raises Stale when somebody saved after the text was opened.
    """
    row = draft_to_write(call, "save_call_draft", by, at, base_version)
    unknown = set(facts) - DRAFT_FIELDS - {"comuni"}
    if unknown:
        raise Invalid(_("Campi sconosciuti: %(names)s") % {"names": ", ".join(sorted(unknown))})
    written = {name: value for name, value in facts.items() if name in DRAFT_FIELDS}
    for name, value in written.items():
        setattr(row, name, value)
    faults = _field_faults(row, set(written))
    objective = written.get("objective")
    if isinstance(objective, Objective) and objective.plan.district_id != row.district_id:
        faults["objective"] = _("L’obiettivo è del Piano di un altro ambito.")
    if faults:
        raise Invalid(_("Così non si può salvare."), fields=faults)
    row.draft_version += 1
    row.save(update_fields=[*written, "draft_version"])
    if "comuni" in facts:
        row.comuni.set(_comuni(row, facts["comuni"]))
    call.__dict__.update(row.__dict__)
    return call


@transaction.atomic
def save_criteria(
    *, call: Call, criteria: Iterable[Mapping[str, Any]], by: User | None, at: datetime
) -> list[Criterion]:
    """Write the whole list of criteria (`code`, `text`, `max_points`, `question`, `levels`). Not a deed.

    Raises Invalid when two criteria share a letter or points are not a number up to 999.99.
    """
    row = draft_to_write(call, "save_criteria", by, at)
    fresh, seen = [], set()
    for position, given in enumerate(criteria):
        code = str(given["code"]).strip().upper()
        if code in seen:
            raise Invalid(
                _("Due criteri hanno la stessa lettera: %(code)s.") % {"code": code},
                fields={"criteria": _("Ogni criterio ha la sua lettera.")},
            )
        seen.add(code)
        criterion = Criterion(
            call=row,
            code=code,
            text=str(given["text"]).strip(),
            question=str(given.get("question", "")).strip(),
            max_points=Decimal(str(given["max_points"])),
            levels=dict(given.get("levels") or {}),
            position=position,
        )
        try:
            criterion.clean_fields(exclude={"call"})
        except ValidationError as refused:
            raise Invalid(
                _("Il criterio %(code)s non va.") % {"code": code},
                fields={"criteria": " ".join(refused.messages)},
            ) from refused
        fresh.append(criterion)
    row.criteria.all().delete()
    saved = Criterion.objects.bulk_create(fresh)
    Call.objects.filter(pk=row.pk).update(draft_version=row.draft_version + 1)
    call.draft_version = row.draft_version + 1
    return saved


def draft_to_write(
    call: Call, right: str, by: User | None, at: datetime, base_version: int | None = None
) -> Call:
    """The draft, locked, for somebody who may write it; raises Stale when it is not at `base_version`."""
    row: Call = locked(call)
    verdict = may(by, right, row, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)
    if base_version is not None and base_version != row.draft_version:
        raise Stale(
            _("Nel frattempo un’altra persona ha salvato l’avviso: ricarica la pagina e confronta i testi."),
            mine=str(base_version),
            theirs=str(row.draft_version),
        )
    return row


def _field_faults(row: Call, names: set[str]) -> dict[str, Any]:
    """What the model's own fields refuse (lengths, digits, choices), by field; empty values may be kept."""
    kept = {f.name for f in Call._meta.get_fields() if f.concrete} - names
    empty = {name for name in names if getattr(row, name) in (None, "", [])}
    try:
        row.clean_fields(exclude=kept | empty)
    except ValidationError as refused:
        return {name: " ".join(messages) for name, messages in refused.message_dict.items()}
    return {}


def _comuni(call: Call, given: Iterable[Any]) -> list[Comune]:
    """The comuni named (rows, ids or names), all of the call's district."""
    of_district = {c.pk: c for c in call.district.comuni.all()}
    by_name = {c.name.casefold(): c for c in of_district.values()}
    found = []
    for item in given:
        comune = (
            of_district.get(item.pk)
            if isinstance(item, Comune)
            else by_name.get(item.casefold())
            if isinstance(item, str)
            else of_district.get(item)
        )
        if comune is None:
            raise Invalid(
                _("%(name)s non è un comune di questo ambito.") % {"name": item},
                fields={"comuni": _("Scegli fra i comuni dell’ambito.")},
            )
        found.append(comune)
    return found
