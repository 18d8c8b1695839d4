# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom a signing round tells, and what: those whose turn it is, and the officer who collects."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from coprogettazione.agreements.models import Agreement, AgreementParty, SignatureSlot
from coprogettazione.agreements.notifications.living import address_of, people_of
from coprogettazione.agreements.queries import Signing, entitled
from coprogettazione.notifications.services import queue
from coprogettazione.parties.models import User
from coprogettazione.records.roles import Role
from coprogettazione.wording import day, in_italian, joined, moment


def _signatories(slots: Sequence[SignatureSlot], agreement: Agreement, at: datetime) -> list[User]:
    people = {}
    for slot in slots:
        named = slot.party.signatory
        for person in [named] if named is not None else entitled(slot.party, agreement, at):
            people[person.pk] = person
    return list(people.values())


def _term(signing: Signing) -> str:
    due = signing.round.due_at
    return _("Il termine è %(when)s.") % {"when": moment(due)} if due else ""


@in_italian
def tell_to_sign(signing: Signing, at: datetime, *, only: User | None = None) -> None:
    """Those whose turn it is, all at once; or one person who takes another's place."""
    agreement = signing.round.agreement
    queue(
        recipients=[only] if only is not None else _signatories(signing.current, agreement, at),
        subject=_("Da firmare: %(title)s") % {"title": agreement.title},
        body=_("Scarica il testo, firmalo con la tua firma digitale e carica il file firmato (PDF o P7M).")
        + " "
        + _term(signing),
        about=signing.round,
        at=at,
        key="to_sign",
        link=address_of(agreement) + "firma/",
        term=signing.round.due_at,
    )


@in_italian
def tell_reminder(signing: Signing, at: datetime) -> None:
    """Those whose turn it is and who have not signed, once for each term."""
    agreement = signing.round.agreement
    queue(
        recipients=_signatories(signing.current, agreement, at),
        subject=_("Manca la tua firma: %(title)s") % {"title": agreement.title},
        body=_("Il testo aspetta ancora la tua firma.") + " " + _term(signing),
        about=signing.round,
        at=at,
        key=f"reminder:{signing.round.due_at:%Y-%m-%d}",
        link=address_of(agreement) + "firma/",
        term=signing.round.due_at,
    )


@in_italian
def tell_term_renewed(signing: Signing, reasons: str, at: datetime) -> None:
    """Those whose turn it is: there is more time."""
    agreement = signing.round.agreement
    queue(
        recipients=_signatories(signing.current, agreement, at),
        subject=_("Nuovo termine per firmare: %(title)s") % {"title": agreement.title},
        body=f"{_term(signing)} {reasons}",
        about=signing.round,
        at=at,
        key=f"term:{signing.round.due_at:%Y-%m-%d}",
        link=address_of(agreement) + "firma/",
        term=signing.round.due_at,
    )


@in_italian
def tell_expired(signing: Signing, at: datetime) -> None:
    """The officer, with who is missing, and those who did not sign."""
    agreement = signing.round.agreement
    missing = [slot.party.organisation.known_as for slot in signing.slots if not slot.counts]
    queue(
        recipients=[agreement.officer, *_signatories(signing.awaited, agreement, at)],
        subject=_("Scaduto il termine per firmare: %(title)s") % {"title": agreement.title},
        body=_("Mancano le firme di: %(names)s. Il responsabile del procedimento può dare un altro termine.")
        % {"names": joined(missing)},
        about=signing.round,
        at=at,
        key=f"expired:{signing.round.due_at:%Y-%m-%d}",
        link=address_of(agreement),
    )


def _tell(
    people: Sequence[User],
    agreement: Agreement,
    slot: SignatureSlot,
    *,
    subject: str,
    body: str,
    key: str,
    at: datetime,
) -> None:
    """About one signature; the subject may say `who` and `title`."""
    queue(
        recipients=people,
        subject=subject % {"who": slot.party.organisation.known_as, "title": agreement.title},
        body=body,
        about=slot,
        at=at,
        key=f"{key}:{at:%Y-%m-%dT%H:%M:%S}",
        link=address_of(agreement),
    )


def _tell_officer(
    agreement: Agreement, slot: SignatureSlot, subject: str, body: str, key: str, at: datetime
) -> None:
    _tell([agreement.officer], agreement, slot, subject=subject, body=body, key=key, at=at)


def _tell_party(
    agreement: Agreement, slot: SignatureSlot, subject: str, body: str, key: str, at: datetime
) -> None:
    signatories = _signatories([slot], agreement, at)
    _tell(signatories, agreement, slot, subject=subject, body=body, key=key, at=at)


@in_italian
def tell_refused(agreement: Agreement, slot: SignatureSlot, at: datetime) -> None:
    """The officer: a party does not sign, and why."""
    words = _("%(who)s ha rifiutato di firmare: %(title)s")
    _tell_officer(agreement, slot, words, slot.reasons, "refused", at)


@in_italian
def tell_unverifiable(agreement: Agreement, slot: SignatureSlot, at: datetime) -> None:
    """The officer: a signature waits for a decision."""
    words = _("Firma non verificabile di %(who)s: %(title)s")
    _tell_officer(agreement, slot, words, " ".join(slot.findings), "unverifiable", at)


@in_italian
def tell_accepted(agreement: Agreement, slot: SignatureSlot, at: datetime) -> None:
    """Who signed: the office has accepted it."""
    words = _("L’ufficio ha accettato la tua firma: %(title)s")
    _tell_party(agreement, slot, words, slot.reasons, "accepted", at)


@in_italian
def tell_rejected(agreement: Agreement, slot: SignatureSlot, at: datetime) -> None:
    """Who signed: the office asks to sign again, and why."""
    _tell_party(agreement, slot, _("Serve un’altra firma: %(title)s"), slot.reasons, "rejected", at)


@in_italian
def tell_verified(agreement: Agreement, slot: SignatureSlot, at: datetime) -> None:
    """The officer and who signed: checked again, the signature is valid and counts."""
    body = _(
        "Ricontrollata con le autorità riconosciute oggi, la firma caricata il %(when)s è valida e conta. Non "
        "serve altro."
    ) % {"when": _arrived(slot)}
    words = _("La firma di %(who)s ora è valida: %(title)s")
    _tell_officer(agreement, slot, words, body, "verified", at)
    _tell_party(agreement, slot, _("La tua firma ora è valida: %(title)s"), body, "verified", at)


@in_italian
def tell_found_invalid(agreement: Agreement, slot: SignatureSlot, at: datetime) -> None:
    """The officer and who signed: checked again, the signature is not valid, why, and what can be done."""
    why = " ".join(slot.findings)
    words = _("La firma di %(who)s non è valida: %(title)s")
    _tell_officer(
        agreement, slot, words, why + " " + _("La parte può caricare un altro file."), "found_invalid", at
    )
    _tell_party(
        agreement,
        slot,
        _("Serve un’altra firma: %(title)s"),
        _("La firma caricata il %(when)s, ricontrollata, non è valida.") % {"when": _arrived(slot)}
        + f" {why} "
        + _("Firma di nuovo il testo e carica il file. Il file di prima resta nel fascicolo."),
        "found_invalid",
        at,
    )


@in_italian
def tell_accepted_invalid(agreement: Agreement, slot: SignatureSlot, at: datetime) -> None:
    """The officer: a signature that the office accepted is not valid by what is known now. It goes on counting."""
    body = " ".join(slot.findings)
    more = _("L’avete accettata con una motivazione e continua a contare: valuta se serve un’altra firma.")
    words = _("Una firma accettata non risulta valida, %(who)s: %(title)s")
    _tell_officer(agreement, slot, words, f"{body} {more}", "accepted_invalid", at)


def _arrived(slot: SignatureSlot) -> str:
    assert slot.uploaded_at is not None
    return day(slot.uploaded_at)


@in_italian
def tell_dropped(agreement: Agreement, party: AgreementParty, at: datetime) -> None:
    """Who is left out, and why."""
    queue(
        recipients=[party.signatory] if party.signatory is not None else [],
        subject=_("Il tuo ente non è più tra le parti: %(title)s") % {"title": agreement.title},
        body=party.drop_reasons,
        about=party,
        at=at,
        key=f"dropped:{at:%Y-%m-%d}",
        link="",
    )


@in_italian
def tell_withdrawn_text(signing: Signing, reasons: str, at: datetime) -> None:
    """Everybody who was asked: the text is taken back, what they signed counts no more."""
    agreement = signing.round.agreement
    queue(
        recipients=[
            *_signatories(signing.slots, agreement, at),
            *people_of(agreement, at, Role.LEGAL_REPRESENTATIVE),
        ],
        subject=_("Testo ritirato dalla firma: %(title)s") % {"title": agreement.title},
        body=_(
            "Il testo si corregge e tornerà alla firma. Le firme già raccolte sono conservate e non valgono per il "
            "testo nuovo. Motivo: %(reasons)s"
        )
        % {"reasons": reasons},
        about=signing.round,
        at=at,
        key="withdrawn",
        link=address_of(agreement) if agreement.call_id is not None else "",
    )
