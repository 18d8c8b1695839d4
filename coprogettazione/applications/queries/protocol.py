# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""AgID's `segnatura` of an application, and the protocol numbers that an office pastes.

The file follows `segnatura_protocollo.xsd` 3.0.0 (AgID, det. 371/2021): heading, description, fingerprints. It is
not sealed: the signature that the schema wants last (XAdES baseline B) is put by the office's protocol system, which
alone holds the seal.
"""

import base64
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree as Xml

from django.conf import settings
from django.utils.translation import gettext as _

from coprogettazione.applications.models import Application, Submission
from coprogettazione.calls.models import Call
from coprogettazione.documents.models import StoredFile
from coprogettazione.parties.models import Organisation
from coprogettazione.wording import ROME, in_italian

NAMESPACE = "http://www.agid.gov.it/protocollo/"
#: How many numbers an office pastes at a time.
LINES_AT_ONCE = 200
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


def current_submission(application: Application) -> Submission | None:
    """What counts as arrived."""
    found = application.submissions.filter(superseded_at__isnull=True)
    return found.select_related("receipt__file", "submitted_by").first()


@in_italian
def segnatura_of(application: Application, submission: Submission) -> bytes:
    """The file, in UTF-8: identified by the office's protocol where it was typed, else by the platform's number.

    The main document is the receipt, which lists all that arrived; each file of the application is an annex with
    its own fingerprint.
    """
    Xml.register_namespace("prot", NAMESPACE)
    root = Xml.Element(_name("SegnaturaInformatica"), {_name("versione"): "3.0.0", _name("lang"): "it"})
    heading = _under(root, "Intestazione")
    _identifier(_under(heading, "Identificatore"), application, submission)
    _under(heading, "Oggetto", _("Domanda per «%(call)s»") % {"call": application.call.title})
    category = _under(heading, "Classifica")
    _under(category, "Denominazione", settings.PROTOCOL_CLASSIFICATION)
    _under(category, "CodiceFlat", settings.PROTOCOL_CLASSIFICATION_CODE)
    dossier = _under(heading, "Fascicolo")
    _under(dossier, "Denominazione", application.call.title)
    _under(dossier, "CodiceFascicolo", application.call.code)
    said = _under(root, "Descrizione")
    _applicant(_under(said, "Mittente"), application.lead)
    _authority(_under(said, "Destinatario"), application.call.lead_authority)
    receipt = submission.receipt
    if receipt is not None:
        file = receipt.file
        _document(said, "DocumentoPrimario", file.name, file.media_type, file.sha256, receipt.title)
    stored = StoredFile.objects.filter(pk__in=[file["file"] for file in submission.files])
    types = dict(stored.values_list("pk", "media_type"))
    for file in submission.files:
        _document(
            said, "Allegato", file["name"], types.get(file["file"], _OCTETS), file["sha256"], file["label"]
        )
    Xml.indent(root)
    return Xml.tostring(root, encoding="utf-8", xml_declaration=True)


_OCTETS = "application/octet-stream"


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _under(parent: Xml.Element, name: str, text: str = "") -> Xml.Element:
    child = Xml.SubElement(parent, _name(name))
    child.text = text or None
    return child


def _identifier(parent: Xml.Element, application: Application, submission: Submission) -> None:
    typed = application.protocol_number
    number = re.match(r"\d*", typed or application.registry_number)
    arrived = submission.submitted_at.astimezone(ROME)
    on = application.protocol_date if typed and application.protocol_date else arrived.date()
    _under(parent, "CodiceAmministrazione", application.call.lead_authority.ipa_code)
    _under(parent, "CodiceAOO", settings.PROTOCOL_AOO_CODE)
    register = settings.PROTOCOL_REGISTER_CODE if typed else settings.PLATFORM_REGISTER_CODE
    _under(parent, "CodiceRegistro", register)
    _under(parent, "NumeroRegistrazione", (number.group() if number else "").zfill(7))
    _under(parent, "DataRegistrazione", on.isoformat())
    if not typed:
        _under(parent, "OraRegistrazione", arrived.strftime("%H:%M:%S"))


def _applicant(parent: Xml.Element, body: Organisation) -> None:
    """A body with a numeric codice fiscale has no other place in the schema than the one of the VAT number."""
    person = _under(parent, "PersonaGiuridica")
    _under(person, "Denominazione", body.name)
    numeric = body.codice_fiscale.isdigit()
    _under(person, "PIVA" if numeric else "CF", body.codice_fiscale)
    if body.pec:
        _under(_under(person, "ContattiPersonaGiuridica"), "IndirizzoTelematico", body.pec)


def _authority(parent: Xml.Element, body: Organisation) -> None:
    office = _under(parent, "PA")
    _under(office, "DenominazionePA", body.name)
    _under(office, "CFPA", body.codice_fiscale)
    if body.ipa_code:
        _under(office, "CodiceIPAPA", body.ipa_code)
    if settings.PROTOCOL_AOO_CODE:
        _under(office, "CodiceIPAAOO", settings.PROTOCOL_AOO_CODE)
    if body.pec:
        _under(_under(office, "ContattiAmministrazione"), "IndirizzoTelematico", body.pec)


def _document(parent: Xml.Element, element: str, name: str, media_type: str, sha256: str, words: Any) -> None:
    document = Xml.SubElement(
        parent, _name(element), {_name("nomeFile"): name, _name("mimeType"): media_type}
    )
    if words:
        _under(document, "Descrizione", str(words))
    digest = _under(document, "Impronta", base64.b64encode(bytes.fromhex(sha256)).decode())
    digest.set(_name("algoritmo"), "SHA-256")


@dataclass(frozen=True)
class ProtocolLine:
    """One pasted line: which application it is, what would be written, or why it cannot be."""

    typed: str
    application: Application | None
    number: str
    on: date | None
    fault: str = ""


def protocol_lines(call: Call, text: str) -> list[ProtocolLine]:
    """Read «number of the platform; protocol; day», one application a line. One query."""
    typed = [line.strip() for line in text.splitlines() if line.strip()]
    opened = call.applications.filter(opened_at__isnull=False).select_related("lead", "call")
    known = {a.registry_number: a for a in opened}
    seen: set[str] = set()
    lines = []
    for line in typed:
        lines.append(_line(line, known, seen))
        seen.add(lines[-1].application.registry_number if lines[-1].application else "")
    return lines


def _line(line: str, known: dict[str, Application], seen: set[str]) -> ProtocolLine:
    parts = [part.strip() for part in re.split(r"[;\t]", line)]
    if len(parts) != 3:
        fault = _(
            "scrivi tre valori divisi da un punto e virgola: numero della piattaforma; protocollo; data"
        )
        return ProtocolLine(line, None, "", None, fault)
    registry, number, when = parts
    application, on = known.get(registry), _day(when)
    if application is None:
        fault = _("nessuna domanda aperta ha questo numero della piattaforma")
    elif registry in seen:
        fault = _("questa domanda è scritta due volte")
    elif not number or len(number) > 40:
        fault = _("il protocollo va da 1 a 40 caratteri, per esempio 0001201/2026")
    elif on is None:
        fault = _("la data si scrive come 26/02/2026")
    else:
        fault = ""
    return ProtocolLine(line, application, number, on, fault)


def _day(written: str) -> date | None:
    for form in _DAYS:
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None
