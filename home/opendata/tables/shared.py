# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Columns and questions that more than one dataset has: the agreement, the call, the body, the theme."""

from datetime import datetime
from typing import Any

from django.db.models import Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import Agreement, AgreementParty
from coprogettazione.calls.models import Call
from coprogettazione.parties.codes import public_code
from coprogettazione.records.models import Entry
from home.facts.themes import THEMES
from home.opendata.columns import Column, Kind, address_of
from home.opendata.dataset import Filter, Rows, by, latest

#: What a column stands for, where a vocabulary has a word for it.
SCHEMA = "https://schema.org/"
DCT = "http://purl.org/dc/terms/"
#: What is done on an agreement after its publication, and changes what is public of it.
TOLD_DEEDS = (
    "publish_agreement",
    "start_execution",
    "sign_agreement",
    "accept_signature",
    "recheck_signature",
    "withdraw_from_agreement",
    "renew_agreement",
    "terminate_agreement",
)

THEME_CODES = tuple(THEMES)
#: Every letter with its theme, for who reads the dictionary.
THEMES_SAID = format_lazy(
    "; ".join(["{} {}"] * len(THEMES)), *(word for theme in THEMES.items() for word in theme)
)


def published(agreement: str = "") -> Q:
    """Agreements that have a public page; `agreement` is the path to them."""
    path = f"{agreement}__" if agreement else ""
    return Q(**{f"{path}published_at__isnull": False, f"{path}page__live": True})


def changed(agreement: str, *later: Any) -> Greatest:
    """The last instant at which something public of the agreement changed; `later` adds other instants."""
    path = f"{agreement}__" if agreement else ""
    told = Entry.objects.filter(
        subject_kind="agreement", subject_id=OuterRef(f"{path}pk"), deed__in=TOLD_DEEDS
    )
    last = Subquery(told.order_by("-seq").values("at")[:1])
    return Greatest(f"{path}published_at", last, *later)


def last_of_agreements() -> datetime | None:
    """The last instant at which something public of any agreement changed. Two queries."""
    agreements = Agreement.objects.filter(published())
    told = Entry.objects.filter(
        subject_kind="agreement", deed__in=TOLD_DEEDS, subject_id__in=agreements.order_by().values("pk")
    )
    return latest(
        agreements.aggregate(last=Max("published_at"))["last"], told.aggregate(last=Max("at"))["last"]
    )


def name_column(name: str, title: Any, path: str, about: Any) -> Column:
    """The name of a body."""
    return Column(name, title, Kind.TEXT, about, f"{path}__name", term=f"{SCHEMA}legalName", required=True)


def authority_column(name: str, title: Any, agreement: str, about: Any) -> Column:
    """The name of the body that keeps the agreement: the one of its call, or its own where there is no call."""
    path = f"{agreement}__" if agreement else ""
    source = Coalesce(f"{path}call__lead_authority__name", f"{path}lead_authority__name")
    return Column(
        name, title, Kind.TEXT, about, source, term=f"{SCHEMA}legalName", required=True, longest=200
    )


def call_column(path: str) -> Column:
    """The call of the agreement; an agreement among public bodies, or of many bodies without money, has none."""
    return Column(
        "avviso",
        _("Avviso"),
        Kind.TEXT,
        _("La sigla dell’avviso; vuoto se l’accordo non nasce da un avviso."),
        f"{path}__call__code" if path else "call__code",
        or_empty,
    )


def or_empty(said: str | None) -> str:
    """A text that may not be there."""
    return said or ""


def code_column(name: str, title: Any, path: str) -> Column:
    """The fiscal code of a body; of a business that is a person, its partita IVA."""
    return Column(
        name,
        title,
        Kind.TEXT,
        _(
            "Codice fiscale dell’ente, 11 cifre. Di un’impresa individuale la partita IVA, mai il codice della persona."
        ),
        tuple(f"{path}__{name}" if path else name for name in ("codice_fiscale", "partita_iva")),
        public_code,
        term=f"{SCHEMA}taxID",
        longest=11,
    )


def agreement_columns(path: str) -> tuple[Column, ...]:
    """What names the agreement of a row: its number here, its repertory number, its call, its page."""
    return (
        Column(
            "convenzione",
            _("Numero della convenzione qui"),
            Kind.ID,
            _("Il numero che la convenzione ha su questo sito: collega fra loro gli insiemi di dati."),
            f"{path}__pk",
            required=True,
        ),
        repertory_column(path),
        call_column(path),
        page_column(path),
    )


def repertory_column(path: str) -> Column:
    """The repertory number of the agreement."""
    parts = ("repertory_number", "repertory_year")
    return Column(
        "repertorio",
        _("Repertorio"),
        Kind.TEXT,
        _("Numero e anno di repertorio della convenzione."),
        tuple(f"{path}__{part}" if path else part for part in parts),
        repertory,
        required=True,
        longest=16,
    )


def page_column(path: str) -> Column:
    """The public page of the agreement."""
    return Column(
        "pagina",
        _("Pagina"),
        Kind.LINK,
        _("La pagina della convenzione, con gli atti."),
        f"{path}__page__url_path" if path else "page__url_path",
        address_of,
        term=f"{SCHEMA}url",
        required=True,
    )


def updated_column(source: Any) -> Column:
    """When the row last changed."""
    return Column(
        "aggiornato_il",
        _("Aggiornato il"),
        Kind.INSTANT,
        _("Quando un fatto pubblico di questa riga è cambiato l’ultima volta."),
        source,
        term=f"{DCT}modified",
        required=True,
    )


def repertory(number: int | None, year: int | None) -> str:
    """As it is said: "12/2026"."""
    return f"{number}/{year}" if number else ""


def in_comune(call: str) -> Filter:
    """By the ISTAT code or the name of a comune of the territory of the call."""

    def narrowed(found: Rows, value: str) -> Rows:
        named = Q(comuni__istat=value) if value.isdigit() else Q(comuni__name__iexact=value)
        return found.filter(**{f"{call}__in": Call.objects.filter(named)})

    return Filter(
        "comune", _("Codice ISTAT (6 cifre) o nome di un comune del territorio."), "words", narrowed
    )


def on_theme(call: str) -> Filter:
    """By the letter of art. 5 CTS."""
    path = f"{call}__" if call else ""

    def narrowed(found: Rows, value: str) -> Rows:
        return found.filter(**{f"{path}cts_activities__contains": [value]})

    return Filter(
        "tema",
        _("Lettera dell’attività, art. 5 del Codice del Terzo settore."),
        "code",
        narrowed,
        THEME_CODES,
    )


def of_party(agreement: str) -> Filter:
    """By the fiscal code of a body bound by the agreement."""

    def narrowed(found: Rows, value: str) -> Rows:
        bound = AgreementParty.objects.bound().filter(organisation__codice_fiscale=value).values("agreement")
        return found.filter(**{f"{agreement}__in": bound})

    return Filter(
        "ente", _("Codice fiscale (11 cifre) di un ente che è parte della convenzione."), "body", narrowed
    )


def since(lookup: str) -> Filter:
    """By the instant of the last change."""
    return by(
        "aggiornato_dal",
        _("Solo ciò che è cambiato da questo istante, con il fuso: 2026-01-31T00:00:00+01:00."),
        "instant",
        f"{lookup}__gte",
    )


def in_year(lookup: str, about: Any) -> Filter:
    """By a year."""
    return by("anno", about, "year", lookup)


def themes_column(source: str) -> Column:
    """The activities of art. 5 CTS, by their letters."""
    return Column(
        "temi",
        _("Temi"),
        Kind.LIST,
        format_lazy(
            "{} {}.", _("Le lettere delle attività, art. 5 del Codice del Terzo settore:"), THEMES_SAID
        ),
        source,
        lambda letters: letters or [],
    )
