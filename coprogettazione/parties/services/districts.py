# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public body that runs the platform, and its district: entered once, by who installs it."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from coprogettazione.parties.codes import tidy
from coprogettazione.parties.models import (
    PUBLIC_BODIES,
    Comune,
    Membership,
    Organisation,
    OrganisationState,
    SocialDistrict,
    User,
)
from coprogettazione.parties.services.checking import check_fields, monogram_of
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid
from coprogettazione.records.roles import Role


@deed(on="person", says=lazy("ha registrato un ente pubblico"))
def enrol_public_body(
    act: Act,
    *,
    person: User,
    kind: str,
    name: str,
    codice_fiscale: str,
    pec: str,
    evidence: str,
    short_name: str = "",
    monogram: str = "",
    ipa_code: str = "",
    address: str = "",
    website: str = "",
    phone: str = "",
    appointment: str = "",
    valid_to: date | None = None,
    by: User | None,
    at: datetime,
) -> Organisation:
    """Enter a public body with what proves it (its page in IPA), and the first of its planning office."""
    if kind not in PUBLIC_BODIES:
        raise Invalid(
            _("Qui si registrano solo enti pubblici."), fields={"kind": _("Scegli un ente pubblico.")}
        )
    if not evidence.strip():
        raise Invalid(
            _("Scrivi che cosa hai controllato."),
            fields={"evidence": _("Per esempio: scheda IPA del 12 gennaio 2026.")},
        )
    if Organisation.objects.filter(codice_fiscale=tidy(codice_fiscale)).exists():
        raise AlreadyDone(_("C’è già un’organizzazione con questo codice fiscale."))
    facts: dict[str, Any] = {
        "kind": kind,
        "name": name.strip(),
        "short_name": short_name.strip(),
        "monogram": (monogram or monogram_of(short_name or name)).upper(),
        "codice_fiscale": tidy(codice_fiscale),
        "ipa_code": ipa_code.strip(),
        "pec": pec.strip().lower(),
        "address": address.strip(),
        "website": website.strip(),
        "phone": phone.strip(),
    }
    body = Organisation(
        **facts, state=OrganisationState.VERIFIED, verified_at=at, runts_evidence=evidence.strip()[:300]
    )
    check_fields(body, facts)
    body.save()
    Membership.objects.create(
        organisation=body,
        user=person,
        role=Role.PLANNING_OPERATOR,
        valid_from=timezone.localtime(at).date(),
        valid_to=valid_to,
        act=appointment,
    )
    act.about(body)
    act.record(person=person)
    return body


@deed(
    on="organisation",
    says=lazy("ha costituito l’ambito territoriale sociale"),
    law=lazy("art. 8, c. 3, l. 328/2000"),
)
def found_district(
    act: Act,
    *,
    organisation: Organisation,
    name: str,
    lead_authority_name: str,
    region: str,
    comuni: list[dict[str, Any]],
    by: User | None,
    at: datetime,
) -> SocialDistrict:
    """Make of a public body the face of a district with these comuni (name, catastale, istat, province)."""
    if not organisation.is_public_body:
        raise Invalid(_("Un ambito è rappresentato da un ente pubblico."), law=_("art. 8, l. 328/2000"))
    if SocialDistrict.objects.filter(organisation=organisation).exists():
        raise AlreadyDone(_("Questo ente rappresenta già un ambito."))
    if not comuni:
        raise Invalid(_("Un ambito ha almeno un comune."), fields={"comuni": _("Aggiungi i comuni.")})
    names = [str(row.get("name", "")).strip() for row in comuni]
    if not all(names) or len(set(names)) != len(names):
        raise Invalid(
            _("I nomi dei comuni mancano o si ripetono."),
            fields={"comuni": _("Scrivi ogni comune una volta.")},
        )
    district = SocialDistrict(
        name=name.strip(),
        organisation=organisation,
        lead_authority_name=lead_authority_name.strip(),
        region=region.strip(),
    )
    check_fields(district, ("name", "lead_authority_name", "region"))
    district.save()
    district.comuni.set([_comune(row, district.region) for row in comuni])
    act.about(district)
    act.record(organisation=organisation)
    return district


def _comune(row: dict[str, Any], region: str) -> Comune:
    """The comune of this name and code, entered when new."""
    facts = {key: str(row.get(key, "")).strip() for key in ("name", "catastale", "istat", "province")}
    comune = Comune(**facts, region=str(row.get("region", region)))
    check_fields(comune, ("name", "catastale", "istat", "province", "region"))
    known = Comune.objects.filter(name=comune.name, istat=comune.istat, valid_to__isnull=True).first()
    if known is not None:
        return known
    comune.save()
    return comune
