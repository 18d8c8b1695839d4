# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The calls (*avvisi*) that were published."""

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call, CallChange, CallState, SelectionMode
from coprogettazione.documents.models import Paper
from coprogettazione.parties.models import Comune
from home.opendata.columns import Column, Kind, address_of
from home.opendata.dataset import Dataset, Rows, by, latest
from home.opendata.tables.shared import (
    DCT,
    SCHEMA,
    in_comune,
    in_year,
    name_column,
    on_theme,
    since,
    themes_column,
    updated_column,
)


def published_calls() -> Rows:
    """The published calls, the oldest first, each with the instant of its last public change."""
    changes = CallChange.objects.filter(call=OuterRef("pk")).order_by("-at").values("at")
    papers = Paper.objects.filter(
        case_file=OuterRef("pk"), published_at__isnull=False, public_file__isnull=False
    )
    last = Greatest(
        "published_at",
        "closed_at",
        "concluded_at",
        Subquery(changes[:1]),
        Subquery(papers.order_by("-published_at").values("published_at")[:1]),
    )
    return Call.objects.public().filter(page__live=True).annotate(changed=last).order_by("published_at", "pk")


def last_of_calls() -> datetime | None:
    """The last instant at which something public of any call changed. Three queries."""
    calls = Call.objects.public().filter(page__live=True)
    known = calls.order_by().values("pk")
    own = calls.aggregate(Max("published_at"), Max("closed_at"), Max("concluded_at"))
    changes = CallChange.objects.filter(call__in=known).aggregate(last=Max("at"))
    papers = Paper.objects.filter(
        case_file__in=known, published_at__isnull=False, public_file__isnull=False
    ).aggregate(last=Max("published_at"))
    return latest(*own.values(), changes["last"], papers["last"])


CALLS = Dataset(
    id="avvisi",
    title=_("Avvisi"),
    about=_("Gli avvisi di co-progettazione pubblicati: ente, stato, termini, contributo, territorio."),
    law=_("Art. 55, d.lgs. 117/2017; art. 12, l. 241/1990; art. 26, c. 1, d.lgs. 33/2013"),
    key="sigla",
    last=last_of_calls,
    keywords=("co-progettazione", "avvisi", "terzo settore", "politiche sociali"),
    published=published_calls,
    columns=(
        Column("sigla", _("Sigla"), Kind.TEXT, _("La sigla dell’avviso, unica su questo sito."), "code",
               term=f"{DCT}identifier", required=True),
        Column("titolo", _("Titolo"), Kind.TEXT, _("Il titolo dell’avviso."), "title",
               term=f"{DCT}title", required=True),
        Column("stato", _("Stato"), Kind.TEXT, _("A che punto è la procedura."), "state",
               choices=CallState, required=True),
        name_column("ente", _("Ente"), "lead_authority", _("L’amministrazione procedente.")),
        Column("pubblicato_il", _("Pubblicato il"), Kind.INSTANT, _("Quando è stato pubblicato."),
               "published_at", term=f"{DCT}issued", required=True),
        Column("termine", _("Termine"), Kind.INSTANT, _("Il termine per le domande, al secondo."), "deadline"),
        Column("contributo_euro", _("Contributo pubblico"), Kind.MONEY,
               _("Il contributo pubblico che l’avviso mette a disposizione."), "public_grant"),
        Column("mesi", _("Durata in mesi"), Kind.INTEGER, _("La durata prevista della convenzione."),
               "duration_months"),
        Column("cup", _("CUP"), Kind.TEXT, _("Codice unico di progetto; vuoto se non richiesto."), "cup"),
        Column("comuni", _("Comuni"), Kind.LIST, _("I comuni del territorio."),
               ArraySubquery(Comune.objects.filter(calls=OuterRef("pk")).order_by("name").values("name")),
               term=f"{SCHEMA}areaServed"),
        Column("pagina", _("Pagina"), Kind.LINK, _("La pagina dell’avviso, con gli atti."), "page__url_path",
               address_of, term=f"{SCHEMA}url", required=True),
        Column("ente_codice_ipa", _("Codice IPA dell’ente"), Kind.TEXT,
               _("Il codice dell’ente nell’indice delle pubbliche amministrazioni."), "lead_authority__ipa_code"),
        themes_column("cts_activities"),
        Column("scelta", _("Come si scelgono i partner"), Kind.TEXT, _("Il modo di scelta dichiarato nell’avviso."),
               "selection_mode", choices=SelectionMode),
        updated_column("changed"),
    ),
    filters=(
        by("stato", _("Lo stato della procedura."), "code", "state", tuple(CallState.values)),
        in_comune("pk"),
        on_theme(""),
        in_year("published_at__year", _("L’anno di pubblicazione.")),
        by("ente", _("Codice fiscale (11 cifre) dell’amministrazione procedente."), "body",
           "lead_authority__codice_fiscale"),
        since("changed"),
    ),
)  # fmt: skip
