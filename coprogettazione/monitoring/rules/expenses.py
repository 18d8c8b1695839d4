# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The hard rules of a report of expenses (domain.md §4), each with its sentence and its norm.

Pure functions: they answer None, or the Fault. A report with a fault cannot be presented.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from coprogettazione.applications.models import CostCategory
from coprogettazione.calls.models import Call
from coprogettazione.monitoring.models import CupMode, Expense, ExpenseReport
from coprogettazione.monitoring.models.expenses import tidied
from coprogettazione.wording import day, euro, percent

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Fault:
    """What stands in the way of a report: on which expense (None: on the whole), why, by which norm."""

    rule: str
    words: str
    law: str = ""
    expense: Expense | None = None
    field: str = ""


def is_documented(expense: Expense) -> Fault | None:
    """Supplier, number, date and file of the document; for a figurative one, how it is valued."""
    missing = []
    if expense.is_figurative:
        if not expense.value_source.strip():
            missing.append(_("come è stimato il valore"))
        if expense.category == CostCategory.V and not (expense.hours and expense.hourly_value):
            missing.append(_("ore e valore di un’ora"))
    else:
        missing += [] if expense.supplier.strip() else [_("fornitore")]
        missing += [] if expense.document_number.strip() else [_("numero del documento")]
        missing += [] if expense.document_date else [_("data del documento")]
        missing += [] if expense.document_id else [_("file del documento")]
    if not missing:
        return None
    words = _("«%(what)s»: manca %(missing)s.") % {
        "what": expense.description,
        "missing": ", ".join(missing),
    }
    return Fault("documented", words, _("art. 12, l. 241/1990"), expense, "document")


def is_paid_in_time(expense: Expense, report: ExpenseReport) -> Fault | None:
    """(1) Paid between the first and the last day of the activities, and not after the term of the report."""
    if expense.is_figurative:
        return None
    law = _("art. 12, l. 241/1990 e convenzione")
    said = {"what": expense.description}
    if expense.paid_on is None:
        return Fault("1", _("«%(what)s»: manca il giorno del pagamento.") % said, law, expense, "paid_on")
    said["paid"] = day(expense.paid_on)
    starts_on, ends_on = report.agreement.starts_on, report.agreement.ends_on
    if starts_on is None or expense.paid_on < starts_on:
        said["limit"] = day(starts_on) if starts_on else _("non ancora fissato")
        words = _("«%(what)s»: pagata il %(paid)s, prima dell’inizio delle attività (%(limit)s).")
        return Fault("1", words % said, law, expense, "paid_on")
    if ends_on is not None and expense.paid_on > ends_on:
        words = _("«%(what)s»: pagata il %(paid)s, dopo la fine delle attività (%(limit)s).")
        return Fault("1", words % {**said, "limit": day(ends_on)}, law, expense, "paid_on")
    if expense.paid_on > report.due_on:
        words = _("«%(what)s»: pagata il %(paid)s, dopo il termine di questo rendiconto (%(limit)s).")
        return Fault("1", words % {**said, "limit": day(report.due_on)}, law, expense, "paid_on")
    return None


def is_already_paid(expense: Expense, today: date) -> Fault | None:
    """(1) Nothing is reported before it was paid."""
    if expense.is_figurative or expense.paid_on is None or expense.paid_on <= today:
        return None
    words = _("«%(what)s»: il pagamento del %(paid)s non è ancora avvenuto.") % {
        "what": expense.description,
        "paid": day(expense.paid_on),
    }
    return Fault("1", words, _("art. 12, l. 241/1990"), expense, "paid_on")


def is_paid_traceably(expense: Expense) -> Fault | None:
    """(2) Paid by means that leave a trace, with their reference."""
    if expense.is_figurative or expense.is_traceable:
        return None
    words = _(
        "«%(what)s»: serve un pagamento tracciabile, con i suoi estremi (per esempio il CRO del bonifico)."
    )
    law = _("art. 3, l. 136/2010")
    return Fault("2", words % {"what": expense.description}, law, expense, "payment_reference")


def carries_cup(expense: Expense, call: Call) -> Fault | None:
    """(3) The CUP is on the document, or declared for it; not asked when the procedure has none."""
    if expense.is_figurative or not call.cup or expense.cup_mode != CupMode.MISSING:
        return None
    words = _("«%(what)s»: il CUP %(cup)s non è sul documento e non è stato dichiarato.")
    said = {"what": expense.description, "cup": call.cup}
    return Fault("3", words % said, _("art. 11, l. 3/2003"), expense, "cup_mode")


def is_same_document(one: Expense, other: Expense) -> bool:
    """Whether two expenses are on one document: number, supplier and amount; or the same file with either."""
    amount = one.amount == other.amount
    if amount and one.document_key and one.document_key == other.document_key:
        return True
    if one.document is None or other.document is None or one.document.sha256 != other.document.sha256:
        return False
    return amount or tidied(one.document_number) == tidied(other.document_number)


def is_charged_once(expense: Expense, others: Iterable[Expense]) -> Fault | None:
    """(4) A document is charged at most at 100 %, over every report of every procedure."""
    if expense.is_figurative:
        return None
    same = [other for other in others if other.pk != expense.pk and is_same_document(expense, other)]
    total = expense.share + sum((other.share for other in same), Decimal(0))
    if total <= HUNDRED:
        return None
    reports = sorted({str(other.report) for other in same})
    words = _(
        "«%(what)s»: il documento %(number)s di %(supplier)s è già rendicontato (%(where)s): "
        "le quote sommano al %(total)s, oltre il 100 %%."
    ) % {
        "what": expense.description,
        "number": expense.document_number,
        "supplier": expense.supplier,
        "where": ", ".join(reports),
        "total": percent(total),
    }
    return Fault("4", words, _("art. 12, l. 241/1990"), expense, "share")


def contribution_within_costs(
    *, asked: Decimal, paid: Decimal, own_money: Decimal, revenues: Decimal
) -> Fault | None:
    """(5) The contribution never exceeds what was paid, less the partners' own money and the revenues."""
    most = paid - own_money - revenues
    if asked <= most:
        return None
    words = _(
        "Il contributo chiesto, %(asked)s, supera di %(above)s quanto si può chiedere: "
        "spese pagate %(paid)s, meno denaro proprio %(own)s, meno entrate %(revenues)s."
    ) % {
        "asked": euro(asked, cents=True),
        "above": euro(asked - most, cents=True),
        "paid": euro(paid, cents=True),
        "own": euro(own_money, cents=True),
        "revenues": euro(revenues, cents=True),
    }
    return Fault("5", words, _("art. 12, l. 241/1990"), None, "asked")


def contribution_within_grant(*, asked: Decimal, asked_before: Decimal, granted: Decimal) -> Fault | None:
    """(5) All that was asked never exceeds what was granted."""
    if asked + asked_before <= granted:
        return None
    words = _(
        "Con questo rendiconto il contributo chiesto arriva a %(total)s: quello assegnato è %(granted)s."
    ) % {"total": euro(asked + asked_before, cents=True), "granted": euro(granted, cents=True)}
    return Fault("5", words, _("art. 12, l. 241/1990 e convenzione"), None, "asked")


def own_money_as_agreed(*, own_money: Decimal, paid: Decimal, due: Decimal) -> Fault | None:
    """(5) At the end the partners put at least the part of the money that the agreement says."""
    if own_money >= due:
        return None
    words = _(
        "In tutto il denaro proprio rendicontato è %(own)s: per la convenzione, su %(paid)s spesi, "
        "è almeno %(due)s."
    ) % {
        "own": euro(own_money, cents=True),
        "paid": euro(paid, cents=True),
        "due": euro(due, cents=True),
    }
    return Fault("5", words, _("convenzione, quadro economico"), None, "own_money")


def is_never_paid_if_figurative(expense: Expense) -> Fault | None:
    """(6) Volunteers' time and goods in kind are valued, never paid."""
    if not expense.is_figurative or (expense.paid_on is None and not expense.payment_means):
        return None
    words = _("«%(what)s» è un valore figurativo: non si paga e non si rimborsa.")
    law = _("art. 17, c. 3, d.lgs. 117/2017")
    return Fault("6", words % {"what": expense.description}, law, expense, "category")


def indirect_within_cap(*, indirect: Decimal, total: Decimal, cap: Decimal | None) -> Fault | None:
    """(9) Indirect costs stay within the per cent of the avviso, on all that was reported so far."""
    if cap is None or indirect * 100 <= total * cap:
        return None
    words = _(
        "I costi indiretti (voce I) sono %(sum)s su %(total)s rendicontati: l’avviso ne ammette al massimo "
        "il %(cap)s, cioè %(most)s."
    ) % {
        "sum": euro(indirect, cents=True),
        "total": euro(total, cents=True),
        "cap": percent(cap),
        "most": euro(total * cap / 100, cents=True),
    }
    return Fault("9", words, _("avviso, costi indiretti"), None, "category")
