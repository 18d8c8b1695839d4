# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a signed file is the signature that a round waits for: the same document, the right person, a sound
signature.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from coprogettazione.agreements.models import Agreement, AgreementParty
from coprogettazione.agreements.queries import entitled
from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services.signatures import Examination, ExaminedSignature
from coprogettazione.parties.models import User
from coprogettazione.records.refusals import Invalid
from coprogettazione.wording import day


@dataclass(frozen=True)
class Judged:
    """The signature that is the party's: of whom (None: the certificate names no codice fiscale), proven when."""

    signature: ExaminedSignature
    person: User | None
    signed_at: datetime
    valid: bool
    reasons: list[str]


#: The best signature first: one person may have signed the same file twice.
RANK = {Outcome.VALID: 0, Outcome.UNVERIFIABLE: 1, Outcome.INVALID: 2}


def judge(examination: Examination, party: AgreementParty, agreement: Agreement, *, at: datetime) -> Judged:
    """Find in a file the signature of who may sign for the party.

    The person must be in office on the day of the signature: that of its timestamp or, without one, of the upload
    (the instant that a certificate claims proves nothing). A signature without codice fiscale is never more than
    unverifiable. Raises Invalid with the reasons: no signature, another document, another signer, unsound.
    """
    if not examination.signatures:
        raise _refused(_("Nel file non c’è una firma digitale."), examination.reasons)
    if examination.same_document is False:
        raise _refused(
            _(
                "Il documento firmato non è quello mandato alla firma. Scarica il testo da questa pagina e firma quello."
            ),
            examination.reasons,
        )
    if examination.same_document is None:
        raise _refused(_("Non si riesce a leggere quale documento è stato firmato."), examination.reasons)
    mine: list[tuple[ExaminedSignature, User | None, datetime]] = []
    for found in examination.signatures:
        signed_at = found.timestamped_at or at
        if found.signer is None or not found.signer.tax_code:
            mine.append((found, None, signed_at))
            continue
        mine += [
            (found, person, signed_at)
            for person in entitled(party, agreement, signed_at)
            if person.codice_fiscale and person.codice_fiscale == found.signer.tax_code
        ]
    if not mine:
        raise _wrong_signer(examination, party, agreement, at)
    found, person, signed_at = min(mine, key=lambda row: (row[1] is None, RANK[Outcome(row[0].outcome)]))
    if found.outcome == Outcome.INVALID:
        raise _refused(_("La firma non è valida."), found.reasons)
    reasons = [str(words) for words in found.reasons]
    if person is None:
        reasons.append(
            _(
                "Il certificato non dice il codice fiscale di chi ha firmato: non si può confrontare con chi firma."
            )
        )
    valid = found.outcome == Outcome.VALID and person is not None
    return Judged(found, person, signed_at, valid, reasons)


def _wrong_signer(
    examination: Examination, party: AgreementParty, agreement: Agreement, at: datetime
) -> Invalid:
    people = entitled(party, agreement, at)
    unknown = [person for person in people if not person.codice_fiscale]
    if unknown and len(unknown) == len(people):
        return _refused(
            _(
                "Nel profilo di %(who)s manca il codice fiscale: senza, la firma non si può riconoscere. Scrivilo "
                "nel profilo e carica di nuovo il file."
            )
            % {"who": ", ".join(str(person) for person in unknown)}
        )
    return _refused(
        _(
            "Il file è firmato da %(signers)s; il %(day)s per %(body)s firma %(people)s: il codice fiscale del "
            "certificato non è il suo."
        )
        % {
            "signers": ", ".join(
                (found.signer.name if found.signer else "") or _("una persona senza nome")
                for found in examination.signatures
            ),
            "day": day(at),
            "body": party.organisation.known_as,
            "people": _(" o ").join(str(person) for person in people) or _("nessuno"),
        }
    )


def _refused(reason: str, more: Sequence[str] = ()) -> Invalid:
    said = [reason, *(words for words in more if words != reason)]
    words = " ".join(said)
    return Invalid(words, fields={"file": words})
