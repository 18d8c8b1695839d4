# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Paying, getting back, closing: the executive's acts, and the archive."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.calls.models import Call, Parameter
from coprogettazione.calls.queries import legal_parameter, parameter_of
from coprogettazione.monitoring.documents import issue_payment
from coprogettazione.monitoring.models import ExpenseReport, Payment, PaymentKind, ReportState
from coprogettazione.monitoring.notifications import tell_of_end, tell_of_payment
from coprogettazione.monitoring.queries import balance_of, lead_of
from coprogettazione.monitoring.queries.money import Balance
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid
from coprogettazione.wording import day, euro

_PAYING = _("art. 184, d.lgs. 267/2000")
_PUBLISHED = _("art. 26, c. 3, d.lgs. 33/2013")
_DURC = _("art. 31, d.l. 69/2013")
_DEBTS = _("art. 48-bis, d.P.R. 602/1973")
_ANTIMAFIA = _("art. 83, d.lgs. 159/2011")

#: The checks before a payment, by the code used in forms and chronicles.
CHECKS = {
    "durc": _("DURC regolare"),
    "debts": _("nessun debito con il fisco oltre la soglia"),
    "antimafia": _("documentazione antimafia"),
}


@deed(on="agreement", says=_("ha disposto un pagamento"), law=_PAYING)
def order_payment(
    act: Act,
    *,
    agreement: Agreement,
    kind: str,
    amount: Decimal,
    act_number: str,
    act_date: date,
    checks: dict[str, date],
    expense_report: ExpenseReport | None = None,
    note: str = "",
    by: User | None,
    at: datetime,
) -> Payment:
    """Order a payment to the lead partner: after publication, never above what is granted and admitted.

    `checks`: code of CHECKS → its day. An advance is one, and within the per cent of the
    parameters; an interim payment follows an approved report; the balance follows the last one.
    """
    _demand_act(act_number, act_date, at)
    published = agreement.published_at
    assert published is not None
    if act_date < timezone.localtime(published).date():
        raise Invalid(
            gettext("La convenzione è stata pubblicata il %(day)s: prima non si può disporre un pagamento.")
            % {"day": day(published)},
            law=_PUBLISHED,
            fields={"act_date": _("La data dell’atto segue la pubblicazione.")},
        )
    if not amount.is_finite() or amount <= 0:
        raise Invalid(_("L’importo è maggiore di zero."), fields={"amount": _("Scrivi un importo.")})
    balance = balance_of(agreement)
    _demand_room(agreement, balance, kind, amount, expense_report, act_date)
    payment = Payment.objects.create(
        agreement=agreement,
        kind=kind,
        report=expense_report,
        payee=lead_of(agreement),
        amount=amount,
        act_number=act_number.strip(),
        act_date=act_date,
        checks=_made(agreement, amount, checks, act_date),
        note=note.strip(),
        ordered_at=at,
        ordered_by=_person(by),
    )
    return _issue(act, payment, by, at)


def _demand_room(
    agreement: Agreement,
    balance: Balance,
    kind: str,
    amount: Decimal,
    report: ExpenseReport | None,
    act_date: date,
) -> None:
    """Refuse what is above the grant, above what was admitted, or out of turn."""
    if balance.paid + amount > balance.granted:
        _above(
            _("Con questo pagamento si arriva a %(total)s: il contributo assegnato è %(limit)s."),
            balance.paid + amount,
            balance.granted,
        )
    if kind == PaymentKind.ADVANCE:
        if agreement.payments.exists():
            raise Invalid(_("L’anticipo è uno solo e viene prima degli altri pagamenti."), law=_PAYING)
        percent = parameter_of(agreement.the_call, Parameter.ADVANCE_PERCENT_MAXIMUM, act_date)
        most = balance.granted * percent / 100
        if amount > most:
            _above(_("L’anticipo chiesto è %(total)s: al massimo è %(limit)s."), amount, most)
        return
    if kind not in (PaymentKind.INTERIM, PaymentKind.BALANCE):
        raise Invalid(_("Scegli se è anticipo, acconto o saldo."), fields={"kind": _("Scegli.")})
    if report is None or report.agreement_id != agreement.pk or report.state != ReportState.APPROVED:
        raise Invalid(
            _("Si paga su un rendiconto approvato di questa convenzione."),
            law=_PAYING,
            fields={"expense_report": _("Scegli un rendiconto approvato.")},
        )
    if kind == PaymentKind.BALANCE:
        approved = agreement.expense_reports.filter(state=ReportState.APPROVED)
        if not balance.closed or report != approved.order_by("number").last():
            raise Invalid(
                _("Il saldo si paga quando ogni rendiconto è approvato, e sull’ultimo."),
                law=_PAYING,
                fields={"expense_report": _("Scegli l’ultimo rendiconto approvato.")},
            )
        room = balance.admitted - balance.paid
    else:
        # The advance is absorbed by the balance: interim payments follow what was admitted.
        room = balance.admitted - (balance.paid - balance.advance)
    if amount > room:
        _above(
            _("Il pagamento è %(total)s: sulle spese ammesse finora restano da pagare %(limit)s."),
            amount,
            max(room, Decimal(0)),
        )


def _above(words: Any, total: Decimal, limit: Decimal) -> None:
    said = {"total": euro(total, cents=True), "limit": euro(limit, cents=True)}
    raise Invalid(str(words) % said, law=_PAYING, fields={"amount": str(words) % said})


def _made(agreement: Agreement, amount: Decimal, checks: dict[str, date], on: date) -> list[dict[str, str]]:
    """The checks as they are kept; refuses when one that the law asks for is missing or after the act."""
    given = {code: _day(made_on) for code, made_on in checks.items() if made_on}
    region = agreement.the_call.district.region
    needed = {"durc": _DURC}
    if amount > legal_parameter(Parameter.DEBT_CHECK_EURO, region, on):
        needed["debts"] = _DEBTS
    if agreement.public_grant > 1000 * legal_parameter(Parameter.ANTIMAFIA_THOUSAND_EURO, region, on):
        needed["antimafia"] = _ANTIMAFIA
    for code, law in needed.items():
        made_on = given.get(code)
        if made_on is None or made_on > on:
            raise Invalid(
                gettext("Prima di pagare serve questo controllo: %(what)s.") % {"what": CHECKS[code]},
                law=law,
                fields={code: _("Scrivi il giorno del controllo, non dopo la data dell’atto.")},
            )
    return [
        {"check": str(CHECKS[code]), "outcome": gettext("controllo fatto dall’ufficio"), "on": day(made_on)}
        for code, made_on in given.items()
        if code in CHECKS
    ]


def _day(given: Any) -> date:
    return given if isinstance(given, date) else date.fromisoformat(str(given))


@deed(
    on="agreement", says=_("ha registrato una somma restituita"), law=_("convenzione, revoca del contributo")
)
def record_recovery(
    act: Act,
    *,
    agreement: Agreement,
    amount: Decimal,
    act_number: str,
    act_date: date,
    note: str,
    by: User | None,
    at: datetime,
) -> Payment:
    """Money that came back: never more than what was paid."""
    _demand_act(act_number, act_date, at)
    balance = balance_of(agreement)
    if not amount.is_finite() or not 0 < amount <= balance.paid:
        raise Invalid(
            gettext("Finora sono stati pagati %(paid)s: non può tornare di più.")
            % {"paid": euro(balance.paid, cents=True)},
            fields={"amount": _("Scrivi un importo fino a quanto è stato pagato.")},
        )
    if not note.strip():
        raise Invalid(_("Scrivi perché la somma è restituita."), fields={"note": _("Scrivi il motivo.")})
    payment = Payment.objects.create(
        agreement=agreement,
        kind=PaymentKind.RECOVERY,
        payee=lead_of(agreement),
        amount=amount,
        act_number=act_number.strip(),
        act_date=act_date,
        note=note.strip(),
        ordered_at=at,
        ordered_by=_person(by),
    )
    return _issue(act, payment, by, at)


def _issue(act: Act, payment: Payment, by: User | None, at: datetime) -> Payment:
    payment.paper = issue_payment(payment, by=by, at=at)
    payment.save(update_fields=["paper"])
    if payment.kind != PaymentKind.RECOVERY:
        tell_of_payment(payment, at)
    act.record(payee=payment.payee, sha256=payment.paper.file.sha256)
    return payment


def _person(by: User | None) -> User:
    assert by is not None
    return by


def _demand_act(act_number: str, act_date: date, at: datetime) -> None:
    if not act_number.strip():
        raise Invalid(_("Scrivi il numero dell’atto."), fields={"act_number": _("Per esempio 118/2026.")})
    if act_date > timezone.localtime(at).date():
        raise Invalid(
            _("La data dell’atto è nel futuro."), fields={"act_date": _("Scegli un giorno fino a oggi.")}
        )


@deed(on="agreement", says=_("ha approvato il rendiconto finale"), law=_("art. 12, l. 241/1990"))
def approve_final_report(
    act: Act, *, agreement: Agreement, act_number: str, act_date: date, by: User | None, at: datetime
) -> Agreement:
    """The accounts are closed: every report approved, and what was admitted paid, neither more nor less."""
    _demand_act(act_number, act_date, at)
    for report in agreement.expense_reports.exclude(state=ReportState.APPROVED).order_by("number"):
        raise Invalid(gettext("Prima va approvato ogni rendiconto. Manca: %(which)s.") % {"which": report})
    balance = balance_of(agreement)
    if not balance.closed:
        raise Invalid(_("Non c’è ancora un rendiconto finale approvato."))
    if balance.payable:
        raise Invalid(
            gettext("Restano da pagare %(sum)s del contributo ammesso.")
            % {"sum": euro(balance.payable, cents=True)},
            law=_PAYING,
        )
    if balance.to_recover:
        raise Invalid(
            gettext("Restano da recuperare %(sum)s pagati oltre il contributo ammesso.")
            % {"sum": euro(balance.to_recover, cents=True)},
            law=_("convenzione, revoca del contributo"),
        )
    move(CallLifecycle(locked(agreement.the_call)).report_final)
    act.record(admitted=balance.admitted, paid=balance.paid)
    tell_of_end(agreement, at)
    return agreement


@deed(on="call", says=_("ha archiviato il fascicolo"), law=_("art. 41, d.lgs. 82/2005"))
def archive_case(act: Act, *, call: Call, by: User | None, at: datetime) -> Call:
    """Nothing more to do: the dossier stays to be read."""
    move(CallLifecycle(call).archive, concluded_at=at)
    return call
