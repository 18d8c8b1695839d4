# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The money of the published agreements: where it comes from, and what was paid."""

from datetime import datetime

from django.db.models import Max, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce, ExtractYear, Greatest
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import FundingLine
from coprogettazione.applications.models import CostCategory, FundingSource
from coprogettazione.monitoring.models import Payment, PaymentKind
from coprogettazione.parties.models import PUBLIC_BODIES
from home.opendata.columns import Column, Kind
from home.opendata.dataset import ECONOMY, GOVERNMENT, SOCIETY, Dataset, Rows, by, latest
from home.opendata.tables.shared import (
    agreement_columns,
    authority_column,
    changed,
    code_column,
    in_comune,
    in_year,
    last_of_agreements,
    name_column,
    on_theme,
    published,
    repertory,
    since,
    updated_column,
)

#: From how many euro received in a year an ETS publishes them (art. 1, c. 127, l. 124/2017).
RECEIVED_AT_LEAST = 10_000


def funding_lines() -> Rows:
    """What the published agreements count on, agreement by agreement."""
    return (
        FundingLine.objects.filter(published("agreement"))
        .annotate(changed=changed("agreement"))
        .order_by("agreement__published_at", "agreement_id", "category", "pk")
    )


def payments() -> Rows:
    """What was ordered to be paid for the published agreements, by day."""
    last = Greatest("ordered_at", "agreement__published_at")
    return Payment.objects.filter(published("agreement")).annotate(changed=last).order_by("act_date", "pk")


def last_of_payments() -> datetime | None:
    """When the last payment became public. One query."""
    found = Payment.objects.filter(published("agreement")).aggregate(
        ordered=Max("ordered_at"), published=Max("agreement__published_at")
    )
    return latest(found["ordered"], found["published"])


def sums_received() -> Rows:
    """What each body that is not public was paid in a year in which the sums reach 10,000 euro."""
    paid = payments().exclude(kind=PaymentKind.RECOVERY)
    together = (
        paid.filter(payee=OuterRef("payee"), act_date__year=ExtractYear(OuterRef("act_date")))
        .order_by()
        .values("payee")
        .annotate(sum=Sum("amount"))
        .values("sum")
    )
    return (
        paid.exclude(payee__kind__in=PUBLIC_BODIES)
        .annotate(in_year=Subquery(together))
        .filter(in_year__gte=RECEIVED_AT_LEAST)
    )


def reason(kind: str, title: str, number: int | None, year: int | None) -> str:
    """Why a sum was paid, in a line."""
    return f"{PaymentKind(kind).label}: {title}, rep. {repertory(number, year)}"


_ACT = (
    Column("atto", _("Atto di liquidazione"), Kind.TEXT, _("Il numero dell’atto di liquidazione."), "act_number",
           required=True),
    Column("data", _("Data"), Kind.DAY,
           _("Il giorno dell’atto di liquidazione: l’incasso può essere successivo, anche nell’anno dopo."),
           "act_date", required=True),
)  # fmt: skip

MONEY = Dataset(
    id="risorse",
    title=_("Denaro per fonte e anno"),
    about=_(
        "Le risorse previste dalle convenzioni: di chi, per quale voce, da quale fonte, in quale anno di repertorio. "
        "Sedi, mezzi e ore dei volontari sono stime e non vengono pagati."
    ),
    law=_("Art. 55, d.lgs. 117/2017; DM 72/2021"),
    last=last_of_agreements,
    keywords=("risorse", "contributi", "cofinanziamento", "volontariato"),
    themes=(SOCIETY, ECONOMY),
    published=funding_lines,
    columns=(
        *agreement_columns("agreement"),
        Column("anno", _("Anno"), Kind.INTEGER, _("L’anno di repertorio della convenzione."),
               "agreement__repertory_year", required=True),
        name_column("ente", _("Ente"), "organisation", _("A chi la risorsa è affidata.")),
        code_column("codice_fiscale", _("Codice fiscale"), "organisation"),
        Column("voce", _("Voce"), Kind.TEXT, _("La voce di spesa."), "category", choices=CostCategory, required=True),
        Column("fonte", _("Fonte"), Kind.TEXT, _("Da dove viene."), "source", choices=FundingSource, required=True),
        Column("importo_euro", _("Importo"), Kind.MONEY, _("L’importo previsto per tutta la durata."), "amount",
               required=True),
        updated_column("changed"),
    ),
    filters=(
        by("fonte", _("Da dove viene."), "code", "source", tuple(FundingSource.values)),
        in_comune("agreement__call"),
        on_theme("agreement__call"),
        in_year("agreement__repertory_year", _("L’anno di repertorio della convenzione.")),
        by("ente", _("Codice fiscale (11 cifre) dell’ente."), "body", "organisation__codice_fiscale"),
        since("changed"),
    ),
)  # fmt: skip

PAYMENTS = Dataset(
    id="pagamenti",
    title=_("Pagamenti"),
    about=_("Che cosa è stato liquidato per ogni convenzione, e che cosa è stato restituito."),
    law=_("Art. 184, d.lgs. 267/2000; art. 26, d.lgs. 33/2013"),
    last=last_of_payments,
    keywords=("pagamenti", "liquidazioni", "contributi"),
    themes=(SOCIETY, GOVERNMENT, ECONOMY),
    published=payments,
    columns=(
        *agreement_columns("agreement"),
        Column("anno", _("Anno"), Kind.INTEGER, _("L’anno dell’atto."), ExtractYear("act_date"), required=True),
        name_column("beneficiario", _("Beneficiario"), "payee", _("A chi è stato pagato (il capofila di un gruppo).")),
        code_column("codice_fiscale", _("Codice fiscale"), "payee"),
        Column("tipo", _("Tipo"), Kind.TEXT, _("Che cosa è; una somma restituita (RECOVERY) torna all’ente pubblico."),
               "kind", choices=PaymentKind, required=True),
        Column("importo_euro", _("Importo"), Kind.MONEY, _("L’importo, sempre positivo."), "amount", required=True),
        *_ACT,
        updated_column("changed"),
    ),
    filters=(
        by("tipo", _("Che cosa è il pagamento."), "code", "kind", tuple(PaymentKind.values)),
        in_comune("agreement__call"),
        in_year("act_date__year", _("L’anno dell’atto.")),
        by("ente", _("Codice fiscale (11 cifre) del beneficiario."), "body", "payee__codice_fiscale"),
        since("changed"),
    ),
)  # fmt: skip

RECEIVED = Dataset(
    id="somme-ricevute",
    title=_("Somme ricevute dagli enti (l. 124/2017)"),
    about=_(
        "Per ogni ente, le somme liquidate in un anno (l’anno scorso, se non se ne chiede un altro) quando insieme "
        "arrivano a 10.000 euro: ciò che l’ente pubblica sul proprio sito entro il 30 giugno, da completare con quanto "
        "ha ricevuto da altre amministrazioni."
    ),
    law=_("Art. 1, commi 125–127, l. 124/2017"),
    last=last_of_payments,
    keywords=("legge 124 del 2017", "erogazioni pubbliche", "trasparenza", "enti del terzo settore"),
    themes=(SOCIETY, GOVERNMENT, ECONOMY),
    published=sums_received,
    started=lambda day: {"anno": day.year - 1},
    columns=(
        name_column("beneficiario", _("Chi ha ricevuto"), "payee", _("La denominazione dell’ente che ha ricevuto.")),
        code_column("codice_fiscale", _("Codice fiscale di chi ha ricevuto"), "payee"),
        authority_column("erogatore", _("Chi ha erogato"), "agreement",
                    _("La denominazione dell’amministrazione che ha erogato.")),
        Column("codice_fiscale_erogatore", _("Codice fiscale di chi ha erogato"), Kind.TEXT,
               _("Codice fiscale dell’amministrazione, 11 cifre."),
               Coalesce("agreement__call__lead_authority__codice_fiscale", "agreement__lead_authority__codice_fiscale"),
               required=True, longest=11),
        Column("anno", _("Anno"), Kind.INTEGER, _("L’anno dell’atto di liquidazione."), ExtractYear("act_date"),
               required=True),
        Column("importo_euro", _("Somma"), Kind.MONEY, _("La somma liquidata."), "amount", required=True),
        _ACT[1],
        Column("causale", _("Causale"), Kind.TEXT, _("Perché."),
               ("kind", "agreement__title", "agreement__repertory_number", "agreement__repertory_year"), reason,
               required=True, longest=300),
        Column("totale_anno_euro", _("Totale dell’anno"), Kind.MONEY,
               _("Tutto ciò che all’ente è stato liquidato nell’anno qui; le somme restituite non lo riducono."),
               "in_year", required=True),
        _ACT[0],
        *agreement_columns("agreement"),
        updated_column("changed"),
    ),
    filters=(
        in_year("act_date__year", _("L’anno; se manca, l’anno scorso.")),
        by("ente", _("Codice fiscale (11 cifre) di chi ha ricevuto."), "body", "payee__codice_fiscale"),
        since("changed"),
    ),
)  # fmt: skip
