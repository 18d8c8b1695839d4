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

from coprogettazione.calls.models import Call, Criterion, Lot, NoticeModel, Parameter
from coprogettazione.calls.queries import parameters_in_force
from coprogettazione.calls.services.copying import starting_texts
from coprogettazione.parties.models import Comune, Organisation, SocialDistrict, User
from coprogettazione.parties.queries import holds
from coprogettazione.planning.models import Objective
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.refusals import Invalid, NotAllowed, Stale
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role
from coprogettazione.wording import ROME

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
        "eligible_sections",
        "registered_before_months",
        "conclusion_days",
        "phases",
        "conclusion",
        "selection_mode",
        "threshold",
        "max_points",
        "tie_break",
        "scoring_mode",
        "sheets_shown",
        "double_participation",
        "lots_per_body",
        "substitution_states",
        "non_ets_roles",
        "reserve_clause",
        "appeal_clause",
        "privacy_notice",
        "service_management",
        "consultation",
        "planned_publication",
        "planned_deadline",
        "planned_questions_deadline",
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
    "Contro questo atto si può ricorrere al Tribunale amministrativo regionale entro %(days)s giorni "
    "(per prudenza entro %(prudent)s), oppure al Presidente della Repubblica entro %(president)s giorni."
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
    model: NoticeModel | None = None,
    from_call: Call | None = None,
    by: User | None,
    at: datetime,
) -> Call:
    """Open a dossier: its code, its district, who is responsible for it and who signs.

    The avviso starts empty, from a `model` that the body keeps, or `from_call`, another avviso of the body: what
    comes over is said by `services/copying.py`. Raises Invalid when the code is taken, when a person does not hold the
    role in the organisation, or when what it starts from is of another body.
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
        appeal_clause=_appeal_clause(district.region, at),
        reserve_clause=str(RESERVE_CLAUSE),
        created_at=at,
    )
    if "code" not in fields:
        fields.update(field_faults(call, {"code"}))
    if model is not None and (model.organisation_id != organisation.pk or model.retired_at is not None):
        fields["start_from"] = _("Questo modello non è fra quelli in uso nel tuo ente.")
    if from_call is not None and from_call.lead_authority_id != organisation.pk:
        fields["start_from"] = _("Si può partire solo da un avviso del proprio ente.")
    if fields:
        raise Invalid(_("Il fascicolo non si può aprire così."), fields=fields)
    start, criteria = starting_texts(model, from_call)
    lots = start.pop("lots", [])
    for name, value in start.items():
        setattr(call, name, value)
    call.save()
    Lot.objects.bulk_create(Lot(call=call, position=position, **lot) for position, lot in enumerate(lots))
    Criterion.objects.bulk_create(fresh_criteria(call, criteria))
    act.about(call)
    return call


def _appeal_clause(region: str, at: datetime) -> str:
    """The clause on remedies with the days that the law gives now."""
    law = parameters_in_force(region, at.astimezone(ROME).date())
    return str(APPEAL_CLAUSE) % {
        "days": law[Parameter.APPEAL_DAYS]["value"],
        "prudent": law[Parameter.APPEAL_DAYS_PRUDENT]["value"],
        "president": law[Parameter.PRESIDENT_APPEAL_DAYS]["value"],
    }


@transaction.atomic
def save_call_draft(
    *, call: Call, facts: Mapping[str, Any], by: User | None, at: datetime, base_version: int | None = None
) -> Call:
    """Write what has been typed in the draft; `facts` are fields of DRAFT_FIELDS and `comuni`. Not a deed.

    A field that is empty or not yet right may be saved (the checklist says it); what cannot be kept at all
    raises Invalid. With `base_version`, raises Stale when somebody saved after the text was opened.
    """
    row = draft_for_writing(call, "save_call_draft", by, at, base_version)
    unknown = set(facts) - DRAFT_FIELDS - {"comuni"}
    if unknown:
        raise Invalid(_("Campi sconosciuti: %(names)s") % {"names": ", ".join(sorted(unknown))})
    written = {name: value for name, value in facts.items() if name in DRAFT_FIELDS}
    for name, value in written.items():
        setattr(row, name, value)
    faults = field_faults(row, set(written))
    objective = written.get("objective")
    if isinstance(objective, Objective) and objective.plan.district_id != row.district_id:
        faults["objective"] = _("L’obiettivo è del Piano di un altro ambito.")
    if faults:
        raise Invalid(_("Così non si può salvare."), fields=faults)
    row.draft_version += 1
    row.save(update_fields=[*written, "draft_version"])
    if "comuni" in facts:
        row.comuni.set(comuni_of(row, facts["comuni"]))
    call.__dict__.update(row.__dict__)
    return call


@transaction.atomic
def save_criteria(
    *, call: Call, criteria: Iterable[Mapping[str, Any]], by: User | None, at: datetime
) -> list[Criterion]:
    """Write the whole list of criteria (`code`, `text`, `max_points`, `question`, `levels`, `lot`). Not a deed.

    `lot` is the code of the theme for which alone it counts. Raises Invalid when two criteria share a letter,
    points are not a number up to 999.99, or the theme is not there.
    """
    row = draft_for_writing(call, "save_criteria", by, at)
    fresh = fresh_criteria(row, criteria)
    row.criteria.all().delete()
    saved = Criterion.objects.bulk_create(fresh)
    Call.objects.filter(pk=row.pk).update(draft_version=row.draft_version + 1)
    call.draft_version = row.draft_version + 1
    return saved


def fresh_criteria(call: Call, criteria: Iterable[Mapping[str, Any]]) -> list[Criterion]:
    """The criteria as rows not yet saved. Raises Invalid as `save_criteria`."""
    fresh, seen = [], set()
    lots = {lot.code: lot for lot in call.lots.all()}
    for position, given in enumerate(criteria):
        code = str(given["code"]).strip().upper()
        if code in seen:
            raise Invalid(
                _("Due criteri hanno la stessa lettera: %(code)s.") % {"code": code},
                fields={"criteria": _("Ogni criterio ha la sua lettera.")},
            )
        seen.add(code)
        wanted = str(given.get("lot") or "").strip().upper()
        if wanted and wanted not in lots:
            raise Invalid(
                _("Il criterio %(code)s è del tema %(lot)s, che non c’è.") % {"code": code, "lot": wanted},
                fields={"criteria": _("Scegli un altro tema, o togli il criterio.")},
            )
        criterion = Criterion(
            call=call,
            lot=lots.get(wanted),
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
    return fresh


def draft_for_writing(
    call: Call, right: str, by: User | None, at: datetime, base_version: int | None = None
) -> Call:
    """The draft, locked, for somebody who may write it. Raises NotAllowed, Stale."""
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


def field_faults(row: Call, names: set[str]) -> dict[str, Any]:
    """What the model's own fields refuse (lengths, digits, choices), by field; empty values may be kept."""
    kept = {f.name for f in Call._meta.get_fields() if f.concrete} - names
    empty = {name for name in names if getattr(row, name) in (None, "", [])}
    try:
        row.clean_fields(exclude=kept | empty)
    except ValidationError as refused:
        return {name: " ".join(messages) for name, messages in refused.message_dict.items()}
    return {}


def comuni_of(call: Call, given: Iterable[Any]) -> list[Comune]:
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
