# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lines of the budget: each body writes its own column."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.models import FIGURATIVE, CostCategory, FundingSource
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import Act, deed, sitting
from coprogettazione.records.refusals import AlreadyDone, Invalid, Stale
from coprogettazione.tables.models import MONEY_SOURCES, BudgetLine, DesignTable
from coprogettazione.tables.queries.budget_import import FileLines, plan_import
from coprogettazione.tables.services.speaking import speak_for
from coprogettazione.wording import clock, euro

HIGHEST = Decimal("9999999999.99")


@deed(on="table", says=gettext_lazy("ha scritto una riga del piano economico"))
def set_budget_line(
    act: Act,
    *,
    table: DesignTable,
    organisation: Organisation,
    category: str,
    source: str,
    amount: Decimal,
    description: str = "",
    line: BudgetLine | None = None,
    base_version: int | None = None,
    by: User | None,
    at: datetime,
) -> BudgetLine:
    """Write a line of a body's column: a new one, or an existing one with the version it was read at.

    Raises Stale when somebody changed the line meanwhile; Invalid when source and category do not go
    together.
    """
    speak_for(act, table, organisation, at)
    check_line(organisation, category, source, amount)
    row = (
        BudgetLine(table=table, organisation=organisation, version=0) if line is None else _held(table, line)
    )
    if row.organisation_id != organisation.pk:
        raise Invalid(_("Questa riga è di un altro ente."))
    if base_version is not None and row.pk and base_version != row.version:
        raise _stale(row, format(amount, "f"))
    row.category, row.source, row.description = category, source, description.strip()[:200]
    row.amount = amount
    row.version += 1
    row.changed_at, row.changed_by = at, by or table.call.procedure_officer
    row.save()
    act.record(line_number=row.pk)
    return row


@deed(on="table", says=gettext_lazy("ha tolto una riga del piano economico"))
def remove_budget_line(
    act: Act,
    *,
    table: DesignTable,
    line: BudgetLine,
    base_version: int | None = None,
    by: User | None,
    at: datetime,
) -> None:
    """Take a line out of one's own column."""
    row = _held(table, line)
    speak_for(act, table, row.organisation, at)
    if base_version is not None and base_version != row.version:
        raise _stale(row, "0")
    act.record(organisation=row.organisation_id, category=row.category, amount=row.amount)
    row.delete()


def save_column(
    *,
    table: DesignTable,
    organisation: Organisation,
    lines: list[dict[str, Any]],
    by: User,
    at: datetime,
) -> int:
    """Write a whole column at once, all or nothing: the deeds of the lines that changed. Returns how many
    changed.

    `lines` are {line (BudgetLine or None), version, category, source, description, amount, remove}.
    """
    with sitting():
        return sum(
            save_line(table=table, organisation=organisation, item=item, by=by, at=at)[0] for item in lines
        )


def save_line(
    *, table: DesignTable, organisation: Organisation, item: dict[str, Any], by: User, at: datetime
) -> tuple[bool, BudgetLine | None]:
    """Write one line of a column, as in `save_column`, by its deed. Returns whether it changed, and the line as it
    stands (None: it was removed).
    """
    line: BudgetLine | None = item.get("line")
    if item.get("remove"):
        if line is None:
            return False, None
        remove_budget_line(table=table, line=line, base_version=item["version"], by=by, at=at)
        return True, None
    facts = {key: item[key] for key in ("category", "source", "description", "amount")}
    if line is not None and all(getattr(line, key) == value for key, value in facts.items()):
        return False, line
    written = set_budget_line(
        table=table,
        organisation=organisation,
        line=line,
        base_version=item.get("version"),
        by=by,
        at=at,
        **facts,
    )
    return True, written


def import_lines(
    *,
    table: DesignTable,
    file: FileLines,
    writable: Sequence[Organisation],
    confirmed: str,
    by: User,
    at: datetime,
) -> int:
    """Write the lines of a file in the columns of `writable`, all or nothing, by the same deeds. Returns how many
    changed.

    `confirmed` is the fingerprint of the plan that was shown (`ImportPlan.fingerprint`). Raises AlreadyDone when the
    columns changed since, as after a second click.
    """
    with sitting():
        DesignTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
        plan = plan_import(file, table.budget_lines.all(), [body.pk for body in writable])
        if plan.fingerprint() != confirmed:
            raise AlreadyDone(_("Intanto queste colonne sono cambiate: rileggi che cosa cambia adesso."))
        columns = plan.columns()
        return sum(
            save_column(table=table, organisation=body, lines=columns.get(body.pk, []), by=by, at=at)
            for body in writable
        )


def _held(table: DesignTable, line: BudgetLine) -> BudgetLine:
    row = BudgetLine.objects.select_for_update(of=("self",)).filter(pk=line.pk, table=table).first()
    if row is None:
        raise AlreadyDone(_("Questa riga non c’è più: qualcuno l’ha tolta."))
    return row


def _stale(row: BudgetLine, mine: str) -> Stale:
    return Stale(
        _("%(who)s ha cambiato la riga «%(line)s» alle %(hour)s: ora è %(amount)s.")
        % {
            "who": row.changed_by,
            "line": row.description or row.get_category_display(),
            "hour": clock(row.changed_at),
            "amount": euro(row.amount, cents=bool(row.amount % 1)),
        },
        mine=mine,
        theirs=format(row.amount, "f"),
    )


def check_line(organisation: Organisation, category: str, source: str, amount: Decimal) -> None:
    """Raise Invalid, with the words for each field, when a line does not hold together."""
    if category not in CostCategory.values:
        raise Invalid(
            _("Scegli la voce di spesa."), fields={"category": _("Scegli una voce dalla A alla K.")}
        )
    if source not in FundingSource.values:
        raise Invalid(_("Scegli da dove vengono le risorse."), fields={"source": _("Scegli la fonte.")})
    if not isinstance(amount, Decimal) or not amount.is_finite() or not Decimal(0) < amount <= HIGHEST:
        raise Invalid(
            _("L’importo non va bene."),
            fields={"amount": _("Scrivi un importo maggiore di zero, per esempio 12.000.")},
        )
    if amount != amount.quantize(Decimal("0.01")):
        raise Invalid(
            _("L’importo non va bene."),
            fields={"amount": _("Al massimo due cifre dopo la virgola, per esempio 12,50.")},
        )
    only = FIGURATIVE.get(CostCategory(category))
    if only is not None and source != only:
        raise Invalid(
            _("«%(category)s» è una stima: la sua fonte è «%(source)s».")
            % {"category": CostCategory(category).label, "source": only.label},
            fields={"source": _("Scegli «%(source)s».") % {"source": only.label}},
        )
    if only is None and source not in MONEY_SOURCES:
        raise Invalid(
            _("Una spesa si paga con denaro: contributo pubblico o denaro dell’ente."),
            fields={"source": _("Per sedi, mezzi e volontari usa le voci K e V.")},
        )
    if organisation.is_public_body and source != FundingSource.PUBLIC:
        raise Invalid(
            _("Un’amministrazione mette risorse pubbliche."),
            fields={"source": _("Scegli «contributo pubblico».")},
        )
