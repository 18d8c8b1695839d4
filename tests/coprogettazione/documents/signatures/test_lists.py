# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The European lists are read by a command, from their signer only; a check believes whom they name, when they do."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from coprogettazione.documents.models import FileKind
from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services import store_file
from coprogettazione.documents.services.signatures import check_file, examine
from tests.coprogettazione.documents.signatures.corpus import P, p7m, paper, with_crl
from tests.pki import AT, LONG_AGO, Holder, issue, revocations
from tests.trusted_lists import Service, list_of_lists, trusted_list

COUNTRY = issue("Chi firma l’elenco", None)


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.TRUST_FOLDER = tmp_path / "trust"
    (tmp_path / "country.pem").write_bytes(COUNTRY.pem)
    return tmp_path


def refresh(folder: Path, *services: Service, signer: Holder = COUNTRY) -> None:
    (folder / "IT.xml").write_text(trusted_list(*services, signer=signer))
    call_command("refresh_trusted_lists", list=folder / "IT.xml", signer=folder / "country.pem", verbosity=0)


def signed(who: Holder = P.rossi) -> bytes:
    return with_crl(p7m(paper(), who), revocations(P.authority))


def test_whom_the_list_names_is_believed(folder: Path) -> None:
    assert examine(signed(), at=AT).outcome == Outcome.UNVERIFIABLE
    refresh(folder, Service(P.authority, LONG_AGO))
    found = examine(signed(), at=AT)
    assert found.outcome == Outcome.VALID, found.reasons
    assert found.trust.startswith("elenco europeo IT letto in data ")
    assert examine(p7m(paper(), P.stranger), at=AT).outcome == Outcome.UNVERIFIABLE


@pytest.mark.parametrize(("seconds", "outcome"), [(-1, "VALID"), (1, "UNVERIFIABLE")])
def test_an_authority_is_believed_until_it_is_withdrawn(folder: Path, seconds: int, outcome: str) -> None:
    refresh(folder, Service(P.authority, LONG_AGO, withdrawn=AT))
    found = examine(signed(), at=AT + timedelta(seconds=seconds))
    assert found.outcome == Outcome(outcome)
    if outcome == "UNVERIFIABLE":
        assert "non era riconosciuta in quella data (8 luglio 2026)" in found.reasons[0]


@pytest.mark.parametrize(("seconds", "outcome"), [(-1, "UNVERIFIABLE"), (1, "VALID")])
def test_an_authority_is_believed_since_it_is_granted(folder: Path, seconds: int, outcome: str) -> None:
    refresh(folder, Service(P.authority, AT))
    assert examine(signed(), at=AT + timedelta(seconds=seconds)).outcome == Outcome(outcome)


def test_who_certifies_seals_or_stamps_time_is_not_believed_for_signatures(folder: Path) -> None:
    refresh(
        folder,
        Service(P.authority, LONG_AGO, only_for="ForeSeals"),
        Service(P.root, LONG_AGO, kind="TSA/QTST"),
    )
    assert examine(signed(), at=AT).outcome == Outcome.UNVERIFIABLE


def test_who_stamps_time_in_the_list_is_believed_for_it(folder: Path) -> None:
    refresh(folder, Service(P.authority, LONG_AGO), Service(P.stamper, LONG_AGO, kind="TSA/QTST"))
    before = AT - timedelta(days=60)
    crl = revocations(P.authority, made=before, until=before + timedelta(days=7))
    found = examine(with_crl(p7m(paper(), P.expired, stamper=P.stamp(before)), crl), at=AT)
    assert found.outcome == Outcome.VALID
    assert found.signatures[0].timestamped_at == before


def test_a_list_that_another_signed_is_refused_and_the_one_of_before_stays(folder: Path) -> None:
    refresh(folder, Service(P.authority, LONG_AGO))
    with pytest.raises(CommandError, match="resta quello di prima"):
        refresh(folder, Service(P.unknown, LONG_AGO), signer=issue("Chi firma l’elenco", None))
    assert examine(signed(), at=AT).outcome == Outcome.VALID
    assert examine(p7m(paper(), P.stranger), at=AT).outcome == Outcome.UNVERIFIABLE


def test_a_list_altered_after_its_signature_is_refused(folder: Path) -> None:
    content = trusted_list(Service(P.authority, LONG_AGO, withdrawn=AT), signer=COUNTRY)
    (folder / "IT.xml").write_text(content.replace("Svcstatus/withdrawn", "Svcstatus/granted", 1))
    with pytest.raises(CommandError, match="resta quello di prima"):
        call_command("refresh_trusted_lists", list=folder / "IT.xml", signer=folder / "country.pem")


@pytest.mark.parametrize("content", ["", "<html/>", "non è XML"])
def test_what_is_no_list_is_refused(folder: Path, content: str) -> None:
    (folder / "IT.xml").write_text(content)
    with pytest.raises(CommandError, match="resta quello di prima"):
        call_command("refresh_trusted_lists", list=folder / "IT.xml", signer=folder / "country.pem")


def test_a_list_is_never_read_without_its_signer(folder: Path) -> None:
    with pytest.raises(CommandError, match="--signer"):
        call_command("refresh_trusted_lists", list=folder / "IT.xml")


@pytest.fixture
def server() -> Iterator[tuple[str, dict[str, bytes]]]:
    """A web server of the tests: an address, and what it answers on each path."""
    pages: dict[str, bytes] = {}

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = pages.get(self.path)
            self.send_response(404 if found is None else 200)
            self.end_headers()
            self.wfile.write(found or b"")

        def log_message(self, *_args: object) -> None:
            """Nothing is told."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}", pages
        running.shutdown()
        thread.join()


@pytest.mark.django_db
def test_the_command_reads_the_list_of_the_lists_the_country_and_what_was_revoked(
    folder: Path, server: tuple[str, dict[str, bytes]]
) -> None:
    address, pages = server
    holder = issue("Con indirizzo", P.authority, lists=f"{address}/revocati.crl")
    pages["/lotl.xml"] = list_of_lists(
        territory="IT", address=f"{address}/it.xml", list_signer=COUNTRY, signer=COUNTRY
    ).encode()
    pages["/it.xml"] = trusted_list(Service(P.authority, LONG_AGO), signer=COUNTRY).encode()
    pages["/revocati.crl"] = revocations(P.authority)
    options = {
        "lotl": f"{address}/lotl.xml",
        "signer": folder / "country.pem",
        "territories": "it",
        "verbosity": 0,
    }
    file = store_file(
        content=p7m(paper(), holder), name="c.p7m", media_type="application/pkcs7-mime",
        kind=FileKind.SIGNED_COPY, by=None, at=AT,
    )  # fmt: skip
    stranger = issue("Manda altrove", P.unknown, lists=f"{address}/altrove.crl")
    strange = store_file(
        content=p7m(paper(), stranger), name="s.p7m", media_type="application/pkcs7-mime",
        kind=FileKind.SIGNED_COPY, by=None, at=AT,
    )  # fmt: skip
    call_command("refresh_trusted_lists", **options)
    assert check_file(file, at=AT).report["signatures"][0]["asks"] == [f"{address}/revocati.crl"]
    assert check_file(strange, at=AT).report["signatures"][0]["asks"] == []
    call_command("refresh_trusted_lists", **options)
    assert check_file(file, at=AT + timedelta(hours=1)).outcome == Outcome.VALID
    pages["/it.xml"] = b"<html>torniamo subito</html>"
    with pytest.raises(CommandError, match="restano quelli di prima"):
        call_command("refresh_trusted_lists", **options)
    assert check_file(file, at=AT + timedelta(hours=2)).outcome == Outcome.VALID
