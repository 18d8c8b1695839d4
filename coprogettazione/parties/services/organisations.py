# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An organisation registers itself; an office looks at its papers."""

from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from coprogettazione.documents.models import FileKind
from coprogettazione.documents.services import store_upload
from coprogettazione.parties.codes import tidy
from coprogettazione.parties.lifecycle import OrganisationLifecycle
from coprogettazione.parties.models import (
    Membership,
    Organisation,
    OrganisationState,
    User,
)
from coprogettazione.parties.notifications import tell_office, tell_outcome
from coprogettazione.parties.services.checking import check_fields, monogram_of
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import AlreadyDone, Invalid
from coprogettazione.records.roles import Role

CONTACTS = ("short_name", "pec", "email", "phone", "address", "website", "description")


@deed(
    on="person",
    says=lazy("ha dichiarato di rappresentare un’organizzazione"),
    law=lazy("art. 46, DPR 445/2000"),
)
def claim_organisation(
    act: Act,
    *,
    person: User,
    kind: str,
    name: str,
    codice_fiscale: str,
    pec: str,
    short_name: str = "",
    monogram: str = "",
    partita_iva: str = "",
    ipa_code: str = "",
    email: str = "",
    phone: str = "",
    address: str = "",
    website: str = "",
    description: str = "",
    runts_section: str = "",
    runts_number: str = "",
    registered_on: date | None = None,
    appointment: str = "",
    valid_to: date | None = None,
    by: User | None,
    at: datetime,
) -> Organisation:
    """Declare to be the legal representative of an organisation until `valid_to`, by the act `appointment`.

    The person can prepare applications at once; the planning office checks the declaration. An organisation
    that was not recognised can be declared again. Raises AlreadyDone when somebody already represents it.
    """
    known = Organisation.objects.select_for_update().filter(codice_fiscale=tidy(codice_fiscale)).first()
    if known is not None and known.state != OrganisationState.REJECTED:
        raise AlreadyDone(
            _(
                "%(name)s è già registrata: chiedi al suo legale rappresentante di invitarti, oppure scrivi "
                "all’Ufficio di Piano se nessuno la rappresenta più."
            )
            % {"name": known.name}
        )
    facts: dict[str, Any] = {
        "kind": kind,
        "name": name.strip(),
        "short_name": short_name.strip(),
        "monogram": (monogram or monogram_of(short_name or name)).upper(),
        "codice_fiscale": tidy(codice_fiscale),
        "partita_iva": tidy(partita_iva),
        "ipa_code": ipa_code.strip(),
        "pec": pec.strip().lower(),
        "email": email.strip().lower(),
        "phone": phone.strip(),
        "address": address.strip(),
        "website": website.strip(),
        "description": description.strip(),
        "runts_section": runts_section,
        "runts_number": runts_number.strip(),
        "registered_on": registered_on,
    }
    organisation = known or Organisation()
    for field, value in facts.items():
        setattr(organisation, field, value)
    check_fields(organisation, facts)
    if not facts["pec"]:
        raise Invalid(_("Serve la PEC."), fields={"pec": _("Scrivi la PEC dell’organizzazione.")})
    _check_register(organisation, at, complete=False)
    if known is None:
        organisation.state = OrganisationState.CLAIMED
        organisation.save()
    else:
        organisation.state_reason = ""
        organisation.save(update_fields=[*facts, "state_reason"])
        move(OrganisationLifecycle(organisation).claim_again)
    today = timezone.localtime(at).date()
    if valid_to is not None and valid_to < today:
        raise Invalid(
            _("L’incarico è già finito."), fields={"valid_to": _("Scrivi una data che deve ancora venire.")}
        )
    Membership.objects.create(
        user=person,
        organisation=organisation,
        role=Role.LEGAL_REPRESENTATIVE,
        valid_from=today,
        valid_to=valid_to,
        act=appointment or _("dichiarazione dell’interessato"),
    )
    act.about(organisation)
    act.record(person=person)
    tell_office(organisation, at)
    return organisation


def _check_register(organisation: Organisation, at: datetime, *, complete: bool) -> None:
    """A third-sector body says where it stands in the register; to be verified it must say everything."""
    if not organisation.is_ets:
        if organisation.runts_section or organisation.runts_number:
            raise Invalid(
                _("Solo un ente del Terzo settore è iscritto al RUNTS."),
                fields={"runts_section": _("Lascia vuoto, oppure cambia la natura dell’organizzazione.")},
            )
        return
    missing = {
        "runts_section": _("Scegli la sezione del RUNTS."),
        "runts_number": _("Scrivi il numero di repertorio, per esempio 900001."),
        "registered_on": _("Scrivi la data di iscrizione."),
    }
    wanted = missing if complete else {"runts_section": missing["runts_section"]}
    faults = {field: words for field, words in wanted.items() if not getattr(organisation, field)}
    if organisation.registered_on and organisation.registered_on > timezone.localtime(at).date():
        faults["registered_on"] = _("La data di iscrizione è nel futuro.")
    if faults:
        raise Invalid(
            _("Mancano i dati dell’iscrizione al RUNTS."), fields=faults, law=_("art. 4, d.lgs. 117/2017")
        )


@deed(on="organisation", says=lazy("ha corretto i dati dell’organizzazione"))
def correct_organisation(
    act: Act,
    *,
    organisation: Organisation,
    pec: str,
    short_name: str = "",
    email: str = "",
    phone: str = "",
    address: str = "",
    website: str = "",
    description: str = "",
    by: User | None,
    at: datetime,
) -> Organisation:
    """Change how the organisation is reached and described; name, codes and register data stay as checked."""
    given = (short_name, pec.lower(), email.lower(), phone, address, website, description)
    for field, value in zip(CONTACTS, given, strict=True):
        setattr(organisation, field, value.strip())
    check_fields(organisation, CONTACTS)
    if not organisation.pec:
        raise Invalid(_("Serve la PEC."), fields={"pec": _("Scrivi la PEC dell’organizzazione.")})
    organisation.save(update_fields=CONTACTS)
    return organisation


@deed(
    on="organisation",
    says=lazy("ha controllato l’organizzazione"),
    law=lazy("art. 22, d.lgs. 117/2017; art. 71, DPR 445/2000"),
)
def verify_organisation(
    act: Act,
    *,
    organisation: Organisation,
    evidence: str,
    runts_checked_on: date,
    runts_section: str = "",
    runts_number: str = "",
    registered_on: date | None = None,
    file: File | None = None,
    by: User | None,
    at: datetime,
) -> Organisation:
    """Record what was looked at and when; the register data found replace the declared ones when given."""
    if not evidence.strip():
        raise Invalid(
            _("Scrivi che cosa hai controllato."),
            fields={"evidence": _("Per esempio: visura dal portale RUNTS del 12 gennaio 2026.")},
        )
    if runts_checked_on > timezone.localtime(at).date():
        raise Invalid(
            _("Il controllo ha una data nel futuro."),
            fields={"runts_checked_on": _("Scrivi il giorno in cui hai controllato.")},
        )
    organisation.runts_section = runts_section or organisation.runts_section
    organisation.runts_number = runts_number.strip() or organisation.runts_number
    organisation.registered_on = registered_on or organisation.registered_on
    check_fields(organisation, ("runts_section", "runts_number"))
    _check_register(organisation, at, complete=True)
    if organisation.registered_on and runts_checked_on < organisation.registered_on:
        raise Invalid(
            _("Il controllo è precedente all’iscrizione."),
            fields={"runts_checked_on": _("Scrivi una data che viene dopo l’iscrizione.")},
        )
    kept = store_upload(file=file, kind=FileKind.EVIDENCE, by=by, at=at) if file is not None else None
    move(
        OrganisationLifecycle(organisation).verify,
        runts_section=organisation.runts_section,
        runts_number=organisation.runts_number,
        registered_on=organisation.registered_on,
        runts_checked_on=runts_checked_on,
        runts_evidence=evidence.strip()[:300],
        evidence_file=kept,
        verified_at=at,
        state_reason="",
    )
    tell_outcome(organisation, at)
    return organisation


@deed(
    on="organisation",
    says=lazy("non ha riconosciuto l’organizzazione"),
    law=lazy("art. 3, l. 241/1990"),
)
def reject_organisation(
    act: Act, *, organisation: Organisation, reason: str, by: User | None, at: datetime
) -> Organisation:
    """Say why the declaration does not hold, and end the roles that came from it."""
    move(OrganisationLifecycle(organisation).reject, state_reason=_reason(reason))
    tell_outcome(organisation, at)
    today = timezone.localtime(at).date()
    ended = organisation.memberships.valid_at(at).update(valid_to=today)
    act.record(memberships_ended=ended)
    return organisation


@deed(
    on="organisation",
    says=lazy("ha sospeso l’organizzazione"),
    law=lazy("artt. 47–50, d.lgs. 117/2017; art. 3, l. 241/1990"),
)
def suspend_organisation(
    act: Act, *, organisation: Organisation, reason: str, by: User | None, at: datetime
) -> Organisation:
    """A requirement is lost or in doubt: the organisation is to be checked again."""
    move(OrganisationLifecycle(organisation).suspend, state_reason=_reason(reason))
    tell_outcome(organisation, at)
    return organisation


def _reason(text: str) -> str:
    """The reason, which may not be missing."""
    if not text.strip():
        raise Invalid(
            _("Scrivi il motivo."),
            fields={"reason": _("Per esempio: il codice fiscale non risulta nel RUNTS.")},
            law=_("art. 3, l. 241/1990"),
        )
    return text.strip()
