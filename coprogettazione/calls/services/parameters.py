# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The legal parameters the platform starts with.

They are written after every `migrate` (signal post_migrate) when their row is missing, and never overwritten:
the administrator corrects a value, or adds the one of a region, by a deed (`services/law.py`), and it stays.
"""

from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from coprogettazione.calls.models import (
    AdmittedCig,
    CigRegime,
    LegalParameter,
    Parameter,
    PartnerRole,
    RegionalContent,
    RegionalProfile,
)

BEGINNING = date(2000, 1, 1)
_CHOICE = "scelta della piattaforma: nessun minimo nazionale, il termine deve essere congruo"
_PRACTICE = "scelta della piattaforma, dalla prassi"

#: key, region, value, from, to, norm, whether it was read on the official text.
KNOWN: tuple[tuple[Parameter, str, int, date, date | None, str, bool], ...] = (
    (Parameter.PUBLICATION_DAYS, "", 20, BEGINNING, None, _CHOICE, False),
    (Parameter.PUBLICATION_DAYS_MINIMUM, "", 10, BEGINNING, None, _CHOICE, False),
    (
        Parameter.PUBLICATION_DAYS_MINIMUM,
        "Toscana",
        20,
        date(2020, 7, 22),
        None,
        "art. 13, l.r. Toscana 65/2020",
        False,
    ),
    (Parameter.PUBLICATION_DAYS_WARNING, "", 15, BEGINNING, None, _CHOICE, False),
    (Parameter.CURE_DAYS_MINIMUM, "", 5, BEGINNING, None, _PRACTICE, False),
    (Parameter.CURE_DAYS_MAXIMUM, "", 10, BEGINNING, None, _PRACTICE, False),
    (
        Parameter.ANNULMENT_MONTHS,
        "",
        12,
        BEGINNING,
        date(2025, 12, 17),
        "art. 21-nonies, l. 241/1990 (fino al 17 dicembre 2025)",
        False,
    ),
    (
        Parameter.ANNULMENT_MONTHS,
        "",
        6,
        date(2025, 12, 18),
        None,
        "art. 21-nonies, l. 241/1990, come modificato dalla l. 182/2025",
        False,
    ),
    (Parameter.CONVOCATION_DAYS_MINIMUM, "", 5, BEGINNING, None, _PRACTICE, False),
    (Parameter.MINUTES_DAYS, "", 7, BEGINNING, None, _PRACTICE, False),
    (Parameter.COMMITTEE_MINUTES_DAYS, "", 5, BEGINNING, None, _PRACTICE, False),
    (
        Parameter.ONLUS_TITLE,
        "",
        1,
        BEGINNING,
        date(2026, 3, 31),
        "art. 34, d.m. 106/2020; art. 101, d.lgs. 117/2017",
        False,
    ),
    (Parameter.REPORT_DAYS, "", 60, BEGINNING, None, _PRACTICE, False),
    (Parameter.CLARIFICATION_DAYS_MINIMUM, "", 10, BEGINNING, None, _PRACTICE, False),
    (Parameter.CLARIFICATION_DAYS_MAXIMUM, "", 15, BEGINNING, None, _PRACTICE, False),
    (Parameter.ADVANCE_PERCENT_MAXIMUM, "", 50, BEGINNING, None, _PRACTICE, False),
    (Parameter.DEBT_CHECK_EURO, "", 5000, BEGINNING, None, "art. 48-bis, d.P.R. 602/1973", False),
    (Parameter.ANTIMAFIA_THOUSAND_EURO, "", 150, BEGINNING, None, "art. 83, d.lgs. 159/2011", False),
    (Parameter.CONCLUSION_DAYS, "", 30, BEGINNING, None, "art. 2, c. 2, l. 241/1990", False),
    (Parameter.CONCLUSION_DAYS_MAXIMUM, "", 90, BEGINNING, None, "art. 2, c. 3, l. 241/1990", False),
    (Parameter.SUSPENSION_DAYS_MAXIMUM, "", 30, BEGINNING, None, "art. 2, c. 7, l. 241/1990", False),
    (
        Parameter.OBSERVATION_DAYS,
        "",
        10,
        BEGINNING,
        None,
        "artt. 7 e 10, l. 241/1990; dieci giorni come nell’art. 10-bis",
        False,
    ),
    (Parameter.APPEAL_DAYS, "", 60, BEGINNING, None, "art. 29, d.lgs. 104/2010", False),
    (
        Parameter.APPEAL_DAYS_PRUDENT,
        "",
        30,
        BEGINNING,
        None,
        "art. 120, d.lgs. 104/2010, se il giudice applica il rito degli appalti",
        False,
    ),
    (Parameter.PRESIDENT_APPEAL_DAYS, "", 120, BEGINNING, None, "art. 9, d.P.R. 1199/1971", False),
    (Parameter.REGISTRATION_MONTHS, "", 6, BEGINNING, None, "art. 56, c. 1, d.lgs. 117/2017", False),
    (Parameter.ACCESS_DAYS, "", 30, BEGINNING, None, "art. 25, c. 4, l. 241/1990", False),
    (Parameter.CIVIC_ACCESS_DAYS, "", 30, date(2013, 4, 20), None, "art. 5, c. 6, d.lgs. 33/2013", False),
    (
        Parameter.OPPOSITION_DAYS,
        "",
        10,
        BEGINNING,
        None,
        "art. 3, d.P.R. 184/2006; art. 5, c. 5, d.lgs. 33/2013",
        False,
    ),
    (Parameter.ACCESS_APPEAL_DAYS, "", 30, BEGINNING, None, "art. 116, d.lgs. 104/2010", False),
    (Parameter.CIVIC_REVIEW_DAYS, "", 20, date(2016, 6, 23), None, "art. 5, c. 7, d.lgs. 33/2013", False),
    (Parameter.CIVIC_RELEASE_DAYS, "", 15, date(2016, 6, 23), None, "art. 5, c. 6, d.lgs. 33/2013", False),
    (Parameter.SIGNING_DAYS, "", 30, BEGINNING, None, _PRACTICE, False),
    (Parameter.SIGNING_REMINDER_DAYS, "", 5, BEGINNING, None, _PRACTICE, False),
    (Parameter.EXPIRY_NOTICE_DAYS, "", 90, BEGINNING, None, _PRACTICE, False),
)
#: region, from, roles of who is no third-sector body, contents beside DM 72/2021, norm.
PROFILES: tuple[tuple[str, date, list[str], list[str], str], ...] = (
    ("", BEGINNING, PartnerRole.values, [], "scelta della piattaforma: il DM 72/2021 non ne parla"),
    (
        "Toscana",
        date(2020, 7, 22),
        PartnerRole.values,
        RegionalContent.values,
        "art. 13, l.r. Toscana 65/2020",
    ),
)
#: regime, norm: the question is unsettled (domain.md §1.4), so all three are admitted, with a reason.
REGIMES: tuple[tuple[CigRegime, str], ...] = (
    (CigRegime.NOT_REQUIRED, "ANAC, comunicato del 2018 sulla co-progettazione; ANAC, delibera 382/2022"),
    (CigRegime.TRACEABILITY_ONLY, "art. 3, l. 136/2010; ANAC, delibera 371/2022"),
    (CigRegime.PROCUREMENT, "ANAC, determinazione 4/2011, aggiornata con la delibera 585/2023"),
)


def seed_parameters(*, using: str = DEFAULT_DB_ALIAS, **signal: Any) -> None:
    """Write the rows that are missing (also called by post_migrate, whose other arguments do not matter).

    When the tables do not exist (a migration taken back) there is nothing to write.
    """
    there = connections[using].introspection.table_names()
    if {model._meta.db_table for model in (LegalParameter, RegionalProfile, AdmittedCig)} - set(there):
        return
    for region, valid_from, roles, contents, norm in PROFILES:
        RegionalProfile.objects.using(using).get_or_create(
            region=region,
            valid_from=valid_from,
            defaults={"partner_roles": roles, "contents": contents, "norm": norm},
        )
    for regime, norm in REGIMES:
        AdmittedCig.objects.using(using).get_or_create(
            regime=regime, valid_from=BEGINNING, defaults={"norm": norm}
        )
    for key, region, value, valid_from, valid_to, norm, verified in KNOWN:
        LegalParameter.objects.using(using).get_or_create(
            key=key,
            region=region,
            valid_from=valid_from,
            defaults={"value": value, "valid_to": valid_to, "norm": norm, "verified": verified},
        )
