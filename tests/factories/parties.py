# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The district of Valdora, its people and its third-sector bodies, all invented."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from coprogettazione.parties.models import (
    Membership,
    Organisation,
    OrganisationKind,
    RuntsSection,
    SocialDistrict,
    User,
)
from coprogettazione.parties.services import (
    claim_organisation,
    enrol_public_body,
    found_district,
    grant_membership,
    verify_organisation,
)
from coprogettazione.records.roles import Role
from tests.stages import staged

ROME = ZoneInfo("Europe/Rome")
FOUNDED = datetime(2025, 1, 7, 9, 0, tzinfo=ROME)

#: Name, short name, section, number, date, codice fiscale, legal representative.
ETS: dict[str, tuple[str, str, RuntsSection, str, date, str, tuple[str, str]]] = {
    "ets1": (
        "Cooperativa sociale La Lanterna",
        "La Lanterna",
        RuntsSection.IMPRESA_SOCIALE,
        "900001",
        date(2022, 1, 15),
        "90000010000",
        ("Ada", "Fontana"),
    ),
    "ets2": (
        "Associazione Passi Insieme APS",
        "Passi Insieme",
        RuntsSection.APS,
        "900002",
        date(2022, 2, 15),
        "90000020009",
        ("Marco", "Rinaldi"),
    ),
    "ets3": (
        "Il Ponte ODV",
        "Il Ponte",
        RuntsSection.ODV,
        "900003",
        date(2022, 3, 15),
        "90000030008",
        ("Pietro", "Longo"),
    ),
    "ets4": (
        "Fondazione Casa Aperta ETS",
        "Casa Aperta",
        RuntsSection.ALTRO_ETS,
        "900004",
        date(2022, 4, 15),
        "90000040007",
        ("Giulia", "Ferri"),
    ),
    "ets6": (
        "Mutua Valdora",
        "Mutua Valdora",
        RuntsSection.SOCIETA_MUTUO_SOCCORSO,
        "900006",
        date(2022, 6, 15),
        "90000060005",
        ("Bruno", "Vitali"),
    ),
}


@staged
def make_user(first_name: str = "Sara", last_name: str = "Benedetti", **facts: Any) -> User:
    """A person, known again by name and surname."""
    email = facts.pop("email", f"{first_name}.{last_name}@example.it".lower().replace(" ", ""))
    known = User.objects.filter(email=email).first()
    return known or User.objects.create_user(
        email, "parola-di-prova-lunga", first_name=first_name, last_name=last_name, **facts
    )


@staged
def make_district(*, at: datetime = FOUNDED) -> SocialDistrict:
    """The district of Valdora with its public body and its planning operator, Irene Sala."""
    known = SocialDistrict.objects.filter(organisation__codice_fiscale="90000090002").first()
    if known is not None:
        return known
    body = enrol_public_body(
        person=make_user("Irene", "Sala"),
        kind=OrganisationKind.SOCIAL_DISTRICT,
        name="Ambito territoriale sociale di Valdora",
        short_name="Ambito di Valdora",
        monogram="AV",
        codice_fiscale="90000090002",
        ipa_code="ats_valdora",
        pec="ambito.valdora@pec.example.it",
        evidence="Scheda IPA letta il 7 gennaio 2025",
        appointment="disposizione 1/2025",
        by=None,
        at=at,
    )
    return found_district(
        organisation=body,
        name="Ambito territoriale sociale di Valdora",
        lead_authority_name="Comune di Valdora",
        region="Lombardia",
        comuni=[
            {"name": name}
            for name in ("Valdora", "Borgolieto", "Castel Ombroso", "Pieve Serena", "Montechiaro Alto")
        ],
        by=None,
        at=at,
    )


@staged
def make_official(
    first_name: str = "Elena",
    last_name: str = "Marchetti",
    role: Role = Role.PROCEDURE_OFFICER,
    *,
    district: SocialDistrict | None = None,
    at: datetime = FOUNDED,
) -> User:
    """A person with a role in the district's body, through the deed that gives it."""
    body = (district or make_district(at=at)).organisation
    user = make_user(first_name, last_name)
    if not Membership.objects.filter(user=user, organisation=body, role=role).exists():
        grant_membership(
            organisation=body,
            user=user,
            role=role,
            valid_from=at.date(),
            valid_to=None,
            appointment="decreto del Sindaco 3/2025",
            by=None,
            at=at,
        )
    return user


@staged
def make_ets(key: str = "ets1", *, verified: bool = True, at: datetime = FOUNDED) -> Organisation:
    """One of the dataset's third-sector bodies, declared by its representative and verified."""
    name, short_name, section, number, registered_on, codice_fiscale, (first, last) = ETS[key]
    known = Organisation.objects.filter(codice_fiscale=codice_fiscale).first()
    if known is not None:
        return known
    person = make_user(first, last)
    organisation = claim_organisation(
        person=person,
        kind=OrganisationKind.THIRD_SECTOR_BODY,
        name=name,
        short_name=short_name,
        codice_fiscale=codice_fiscale,
        pec=f"{key}@pec.example.it",
        runts_section=section,
        runts_number=number,
        registered_on=registered_on,
        appointment="verbale dell’assemblea del 12 maggio 2024",
        by=person,
        at=at,
    )
    if verified:
        make_district(at=at)
        verify_organisation(
            organisation=organisation,
            evidence="Visura dal portale RUNTS",
            runts_checked_on=at.date(),
            by=User.objects.get(email="irene.sala@example.it"),
            at=at,
        )
    return organisation


def make_legal_representative(organisation: Organisation) -> User:
    """Who represents an organisation made here."""
    return organisation.memberships.filter(role=Role.LEGAL_REPRESENTATIVE).order_by("pk")[0].user
