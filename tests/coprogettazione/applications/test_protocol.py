# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office's protocol: numbers pasted together, AgID's file, a connector."""

import base64
from datetime import date, timedelta
from xml.etree import ElementTree as Xml

import pytest
import time_machine

from coprogettazione.applications.models import ApplicationState
from coprogettazione.applications.queries import current_submission, protocol_lines, segnatura_of
from coprogettazione.applications.services import (
    Registered,
    attach_file,
    record_protocol,
    record_protocols,
    send_to_protocol,
    submit_application,
)
from coprogettazione.calls.models import CallState
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed, WrongState
from tests.factories.applications import CHECKED, STARTED, SUBMITTED, make_application, open_all, pdf
from tests.factories.calls import make_call, make_executive, make_officer, make_operator
from tests.factories.parties import make_legal_representative

pytestmark = pytest.mark.django_db
PROT = "{http://www.agid.gov.it/protocollo/}"


@pytest.fixture
def application():
    draft = make_application(state=ApplicationState.DRAFT)
    signer = make_legal_representative(draft.lead)
    attach_file(application=draft, organisation=draft.lead, key="statute", file=pdf(), by=signer, at=STARTED)
    submit_application(application=draft, by=signer, at=SUBMITTED)
    open_all(draft.call)
    draft.refresh_from_db()
    return draft


def arrived(count=2):
    call = make_call(CallState.PUBLISHED)
    for number, key in enumerate(["ets1", "ets3", "ets4"][:count]):
        make_application(call, key, at=SUBMITTED + timedelta(minutes=number))
    open_all(call)
    return call


def file_of(application):
    return Xml.fromstring(segnatura_of(application, current_submission(application)))


def names(element):
    return [child.tag.removeprefix(PROT) for child in element]


def said(element, path):
    return element.findtext("/".join(f"{PROT}{part}" for part in path.split("/")))


def test_the_file_has_the_parts_of_the_schema_in_their_order(application):
    root = file_of(application)
    assert root.tag == f"{PROT}SegnaturaInformatica"
    assert root.attrib == {f"{PROT}versione": "3.0.0", f"{PROT}lang": "it"}
    assert names(root) == ["Intestazione", "Descrizione"]
    heading, description = root
    assert names(heading) == ["Identificatore", "Oggetto", "Classifica", "Fascicolo"]
    assert names(heading[0]) == [
        "CodiceAmministrazione", "CodiceAOO", "CodiceRegistro", "NumeroRegistrazione", "DataRegistrazione",
        "OraRegistrazione",
    ]  # fmt: skip
    assert names(description) == ["Mittente", "Destinatario", "DocumentoPrimario", "Allegato"]
    assert names(description[0][0]) == ["Denominazione", "PIVA", "ContattiPersonaGiuridica"]
    assert names(description[1][0])[:2] == ["DenominazionePA", "CFPA"]


def test_the_file_says_who_what_when_and_the_fingerprint_of_each_document(application):
    root, submission = file_of(application), current_submission(application)
    assert said(root, "Intestazione/Identificatore/NumeroRegistrazione") == "0000001"
    assert said(root, "Intestazione/Identificatore/CodiceRegistro") == "COPROGETTAZIONE"
    assert said(root, "Intestazione/Identificatore/OraRegistrazione") == "10:12:05"
    assert said(root, "Intestazione/Fascicolo/CodiceFascicolo") == "PIS-2026"
    assert said(root, "Descrizione/Mittente/PersonaGiuridica/Denominazione") == application.lead.name
    prints = [base64.b64decode(e.text).hex() for e in root.iter(f"{PROT}Impronta")]
    assert prints == [submission.receipt.file.sha256, submission.files[0]["sha256"]]
    annex = root.find(f"{PROT}Descrizione/{PROT}Allegato")
    assert annex.get(f"{PROT}nomeFile") == "statuto.pdf"
    assert annex.get(f"{PROT}mimeType") == "application/pdf"


def test_with_the_office_s_own_number_the_file_is_identified_by_it(application, settings):
    settings.PROTOCOL_AOO_CODE = "AOO1"
    record_protocol(
        application=application, number="0001201/2026", on=date(2026, 2, 20), by=make_officer(), at=CHECKED
    )
    identifier = file_of(application)[0][0]
    assert said(identifier, "NumeroRegistrazione") == "0001201"
    assert said(identifier, "DataRegistrazione") == "2026-02-20"
    assert said(identifier, "CodiceRegistro") == "PROTOCOLLO"
    assert said(identifier, "CodiceAOO") == "AOO1"


def test_the_officer_takes_the_file_and_nobody_else(visit, application):
    with time_machine.travel(CHECKED, tick=False):
        answer = visit(make_officer(), "segnatura", application.pk)
        assert answer["Content-Type"] == "application/xml"
        assert 'filename="segnatura-PIS-2026-1-2026.xml"' in answer["Content-Disposition"]
        for person in (make_operator(), make_legal_representative(application.lead)):
            assert visit(person, "segnatura", application.pk).status_code == 403


def test_before_the_opening_nobody_takes_the_file(visit):
    sealed = make_application()
    with time_machine.travel(CHECKED, tick=False):
        assert visit(make_officer(), "segnatura", sealed.pk).status_code == 403


# Many numbers.


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("1/2026 0001201/2026", "scrivi tre valori divisi da un punto e virgola"),
        ("9/2026; 0001201/2026; 26/02/2026", "nessuna domanda aperta ha questo numero"),
        ("1/2026; ; 26/02/2026", "il protocollo va da 1 a 40 caratteri"),
        ("1/2026; 0001201/2026; 31/02/2026", "la data si scrive come 26/02/2026"),
    ],
)
def test_a_line_that_cannot_be_written_says_why(line, fault):
    [read] = protocol_lines(arrived(1), line)
    assert fault in read.fault


def test_the_same_application_twice_is_told():
    first, second = protocol_lines(
        arrived(1), "1/2026; 0001201/2026; 26/02/2026\n1/2026; 0001202/2026; 26/02/2026"
    )
    assert (first.fault, second.fault) == ("", "questa domanda è scritta due volte")


def test_numbers_are_written_all_or_none_each_with_its_entry():
    call = arrived()
    good = "1/2026; 0001201/2026; 26/02/2026\n2/2026\t0001202/2026\t2026-02-26"
    with pytest.raises(Invalid, match="nessuna domanda aperta"):
        record_protocols(
            lines=protocol_lines(call, good + "\n9/2026; 1; 26/02/2026"), by=make_officer(), at=CHECKED
        )
    assert not call.applications.exclude(protocol_number="").exists()
    record_protocols(lines=protocol_lines(call, good), by=make_officer(), at=CHECKED)
    written = call.applications.order_by("pk").values_list("protocol_number", "protocol_date")
    assert list(written) == [("0001201/2026", date(2026, 2, 26)), ("0001202/2026", date(2026, 2, 26))]
    assert Entry.objects.filter(deed="record_protocol").count() == 2


def test_the_page_shows_what_would_be_written_before_it_writes(visit):
    call = arrived()
    lines = "1/2026; 0001201/2026; 26/02/2026"
    with time_machine.travel(CHECKED, tick=False):
        shown = " ".join(
            visit.post(make_officer(), "protocols", call.code, lines=lines).content.decode().split()
        )
        assert "Che cosa si scrive" in shown
        assert not call.applications.exclude(protocol_number="").exists()
        bad = visit.post(make_officer(), "protocols", call.code, lines=lines + "\nx", go="write")
        assert "1 riga non si può scrivere" in bad.content.decode()
        assert not call.applications.exclude(protocol_number="").exists()
        assert visit.post(make_officer(), "protocols", call.code, lines=lines, go="write").status_code == 302
    assert call.applications.filter(protocol_number="0001201/2026").count() == 1


# A connector.


class AnswersAtOnce:
    """A protocol that gives its number at once."""

    def register(self, *, name, segnatura):
        """The number it would give."""
        return Registered("0007777/2026", date(2026, 3, 2))


def send(application, by=None):
    return send_to_protocol(application=application, by=by or make_officer(), at=CHECKED)


def test_without_a_connector_the_number_is_typed(application):
    with pytest.raises(WrongState, match="Nessun sistema di protocollo è collegato"):
        send(application)


def test_the_spool_receives_the_file_whole_and_the_same_twice(application, settings, tmp_path):
    settings.PROTOCOL_CONNECTOR = "coprogettazione.applications.services.SpoolConnector"
    settings.PROTOCOL_SPOOL = str(tmp_path / "protocollo")
    send(application)
    send(application)
    [written] = (tmp_path / "protocollo").iterdir()
    assert written.name == "PIS-2026-1-2026.xml"
    assert Xml.parse(written).getroot().tag == f"{PROT}SegnaturaInformatica"
    application.refresh_from_db()
    assert application.protocol_number == ""
    assert Entry.objects.filter(deed="send_to_protocol").count() == 2


def test_a_number_given_at_once_is_written_and_not_asked_again(application, settings):
    settings.PROTOCOL_CONNECTOR = f"{AnswersAtOnce.__module__}.AnswersAtOnce"
    send(application)
    application.refresh_from_db()
    assert (application.protocol_number, application.protocol_date) == ("0007777/2026", date(2026, 3, 2))
    with pytest.raises(WrongState, match=r"ha già il protocollo n\. 0007777/2026"):
        send(application)
    with pytest.raises(NotAllowed):
        send(application, by=make_executive())
