# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The economic plan to be filled in: one row for each expense, by category and by source, and its summary."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.calls.models import FIGURATIVE, Call, CostCategory, FundingSource
from coprogettazione.documents.documents import Choice, Formula, Positive, Sheet

#: Rows to be filled in: from the sixth, so many.
FIRST, ROWS = 6, 80
LAST = FIRST + ROWS - 1
#: Of the columns of the lines, in characters.
PLAN_WIDTHS = (32, 38, 44, 34, 18)


def plan_sheets(call: Call) -> list[Sheet]:
    """The workbook: «Piano» to be filled in, «Riepilogo» that computes by itself, «Elenchi» that both choose from."""
    return [_plan(call), _summary(call), lists_sheet()]


def plan_columns() -> list[str]:
    """The headings of the lines of a plan, here and wherever lines are read again from a file: whose, what for, which
    thing, with which resources, how much.
    """
    return [_("Ente"), _("Voce di spesa"), _("Che cosa"), _("Con quali risorse"), _("Importo, in euro")]


def plan_checks(first: int, last: int) -> tuple[Choice | Positive, ...]:
    """What the cells of those columns take between two rows; the choices are those of `lists_sheet`."""
    return (
        Choice(f"B{first}:B{last}", "Elenchi", f"$A$2:$A${len(CostCategory.choices) + 1}"),
        Choice(f"D{first}:D{last}", "Elenchi", f"$B$2:$B${len(FundingSource.choices) + 1}"),
        Positive(f"E{first}:E{last}"),
    )


def lists_sheet() -> Sheet:
    """What can be chosen: categories as "A. Personale dipendente", sources."""
    categories, sources = _categories(), _sources()
    rows = [
        [category, sources[index] if index < len(sources) else None]
        for index, category in enumerate(categories)
    ]
    return Sheet("Elenchi", [_("Voce di spesa"), _("Con quali risorse")], rows, widths=(44, 40))


def plan_facts(call: Call) -> dict[str, Any]:
    """The keys of annex_plan.typ: the same plan on paper."""
    return {
        "grant": call.public_grant,
        "duration": _months(call),
        "contribution": call.expected_contribution,
        "indirect_max": call.indirect_costs_max_pct,
        "categories": [
            {
                "code": code,
                "label": label,
                "only": FundingSource(FIGURATIVE[CostCategory(code)]).label if code in FIGURATIVE else "",
            }
            for code, label in CostCategory.choices
        ],
        "sources": [{"code": code, "label": label} for code, label in FundingSource.choices],
    }


def _categories() -> list[str]:
    return [f"{code}. {label}" for code, label in CostCategory.choices]


def _sources() -> list[str]:
    return [str(label) for _code, label in FundingSource.choices]


def _months(call: Call) -> str:
    return _("%(months)s mesi") % {"months": call.duration_months} if call.duration_months else ""


def _plan(call: Call) -> Sheet:
    above: list[list[Any]] = [
        [_("Piano economico, avviso %(code)s: %(title)s") % {"code": call.code, "title": call.title}],
        [
            _("Contributo pubblico massimo, in euro"),
            call.public_grant if call.public_grant is not None else Decimal(0),
        ],
        [_("Durata"), _months(call)],
        [
            _(
                "Una riga per ogni spesa. Voce e risorse si scelgono dall’elenco; gli importi sono in euro. Il foglio "
                "Riepilogo si calcola da solo."
            )
        ],
    ]
    return Sheet(
        "Piano",
        plan_columns(),
        [],
        above=above,
        widths=PLAN_WIDTHS,
        checks=plan_checks(FIRST, LAST),
        money=(f"E{FIRST}:E{LAST}", "B2:B2"),
    )


def _summary(call: Call) -> Sheet:
    sources = _sources()
    columns = [chr(ord("B") + index) for index in range(len(sources))]
    total = chr(ord("B") + len(sources))
    rows: list[list[Any]] = []
    first = 3
    for index, category in enumerate(_categories()):
        row = first + index
        sums = [
            Formula(
                f"SUMIFS(Piano!$E${FIRST}:$E${LAST},Piano!$B${FIRST}:$B${LAST},$A{row},"
                f"Piano!$D${FIRST}:$D${LAST},{column}$2)"
            )
            for column in columns
        ]
        rows.append([category, *sums, Formula(f"SUM({columns[0]}{row}:{columns[-1]}{row})")])
    end = first + len(CostCategory.choices) - 1
    rows.append(
        [_("Totale"), *(Formula(f"SUM({column}{first}:{column}{end})") for column in [*columns, total])]
    )
    sum_row, public = end + 1, columns[list(FundingSource.values).index(FundingSource.PUBLIC)]
    rows.append([])
    rows.append([_("Contributo pubblico chiesto"), Formula(f"{public}{sum_row}")])
    asked = first + len(rows) - 1
    rows.append(
        [
            _("Entro il massimo dell’avviso?"),
            _judged(f"B{asked}<=Piano!$B$2", _("no: supera il contributo dell’avviso")),
        ]
    )
    if call.indirect_costs_max_pct is not None:
        indirect = first + list(CostCategory.values).index(CostCategory.I)
        limit = f"{call.indirect_costs_max_pct.normalize():f}"
        rows.append(
            [
                _("Costi indiretti entro il %(limit)s%% del totale?") % {"limit": limit.replace(".", ",")},
                _judged(
                    f"{total}{indirect}*100<={limit}*{total}{sum_row}",
                    _("no: superano il massimo dell’avviso"),
                ),
            ]
        )
    rows.append(
        [
            _("Ogni riga con un importo ha voce e risorse?"),
            _judged(
                f"SUM(Piano!$E${FIRST}:$E${LAST})={total}{sum_row}",
                _("no: a qualche riga mancano la voce o le risorse"),
            ),
        ]
    )
    return Sheet(
        "Riepilogo",
        [_("Voce di spesa"), *sources, _("Totale")],
        rows,
        above=[[_("Riepilogo: chi paga che cosa, in euro")]],
        widths=(46, 24, 24, 28, 40, 18),
        money=(f"B{first}:{total}{sum_row}", f"B{asked}:B{asked}"),
    )


def _judged(condition: str, otherwise: str) -> Formula:
    """A check that answers in words."""
    yes = _("sì")
    return Formula(f'IF({condition},"{yes}","{otherwise}")')
