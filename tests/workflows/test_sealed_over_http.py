# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A sealed application, asked for by every door: pages, downloads, the editors' admin, the plain form."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.admin.viewsets import viewsets
from wagtail.snippets.models import get_snippet_models

from coprogettazione.applications import urls
from coprogettazione.applications.models import Application
from coprogettazione.applications.services import attach_file, submit_application
from coprogettazione.documents.models import StoredFile
from coprogettazione.parties.models import User
from coprogettazione.records.roles import Role
from tests.factories.applications import OPENED, STARTED, make_application, open_all, pdf
from tests.factories.calls import DEADLINE, make_executive, make_officer, make_operator
from tests.factories.parties import make_ets, make_legal_representative, make_official, make_user
from tests.factories.tables import make_auditor, make_facilitator

pytestmark = pytest.mark.django_db
SEALED = DEADLINE - timedelta(seconds=1)
#: Words of the application and of who wrote it, that no page may show.
SECRET = ("Nessuno resta fuori", "La Lanterna", "statuto-segreto.pdf")

OFFICIALS: dict[str, Callable[[], User]] = {
    "administrator": lambda: make_user("Ugo", "Tecnico", is_superuser=True, is_staff=True),
    "officer": make_officer,
    "executive": make_executive,
    "operator": make_operator,
    "auditor": make_auditor,
    "facilitator": make_facilitator,
    "committee member": lambda: make_official("Anna", "Riva", Role.COMMITTEE_MEMBER),
    "editor": lambda: make_official("Rita", "Riva", Role.CMS_EDITOR),
    "another entity": lambda: make_legal_representative(make_ets("ets6")),
}


@pytest.fixture
def application() -> Application:
    """Received, sealed, with a receipt and an attachment."""
    draft = make_application(state="DRAFT")
    attach_file(
        application=draft,
        organisation=draft.lead,
        key="statute",
        file=pdf("statuto-segreto.pdf"),
        by=make_legal_representative(draft.lead),
        at=STARTED,
    )
    return make_sent(draft)


def make_sent(draft: Application) -> Application:
    """The draft, sent by its legal representative."""

    submit_application(application=draft, by=make_legal_representative(draft.lead), at=SEALED)
    draft.refresh_from_db()
    return draft


def addresses_of(application: Application) -> list[str]:
    """Every address of the chapter that names the application or its dossier, and its files."""
    found = []
    code, pk = application.call.code, application.pk
    asked = [{"pk": pk, "key": key} for key in ("proposta", "title", "statute")]
    for pattern in (one for part in urls.urlpatterns for one in part.url_patterns):
        for values in ({"pk": pk}, {"code": code}, {"code": code, "pk": pk, "item": "runts"}, *asked):
            try:
                found.append(reverse(f"applications:{pattern.name}", kwargs=values))
            except NoReverseMatch:
                continue
    files = {receipt.receipt.file_id for receipt in application.submissions.all() if receipt.receipt}
    files |= {attachment.file_id for attachment in application.attachments.all()}
    assert len(files) == 2
    found += [reverse("documents:download", args=[pk]) for pk in files]
    assert len(found) > 30
    return found


@pytest.mark.parametrize("who", OFFICIALS)
def test_a_sealed_application_is_read_through_no_address(
    who: str, application: Application, client: Client, time_machine: Any
) -> None:
    time_machine.move_to(SEALED, tick=False)
    client.force_login(OFFICIALS[who]())
    for address in addresses_of(application):
        answer = client.get(address)
        assert not answer.streaming, address
        assert not [words for words in SECRET if words in answer.content.decode()], address
        if str(application.pk) in address.split("/"):
            assert answer.status_code in (302, 403, 404, 405), address


def status_of(client: Client, address: str) -> int:
    """The answer of an address, its file read to the end."""
    answer = client.get(address)
    if answer.streaming:
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
    return answer.status_code


def test_its_own_people_read_it_and_its_files(
    application: Application, client: Client, time_machine: Any
) -> None:
    time_machine.move_to(SEALED, tick=False)
    client.force_login(make_legal_representative(application.lead))
    assert "La Lanterna" in client.get(reverse("applications:done", args=[application.pk])).content.decode()
    own = StoredFile.objects.get(kind="ATTACHMENT")
    assert status_of(client, reverse("documents:download", args=[own.pk])) == 200


def test_after_the_opening_the_officer_reads_it_and_the_administrator_still_does_not(
    application: Application, client: Client, time_machine: Any
) -> None:
    open_all(application.call)
    time_machine.move_to(OPENED + timedelta(minutes=1), tick=False)
    read = reverse("applications:read", args=[application.pk])
    file = reverse("documents:download", args=[StoredFile.objects.get(kind="ATTACHMENT").pk])
    client.force_login(make_officer())
    assert [status_of(client, address) for address in (read, file)] == [200, 200]
    client.force_login(OFFICIALS["administrator"]())
    assert [client.get(address).status_code in (403, 404) for address in (read, file)] == [True, True]


@pytest.mark.parametrize("who", ["administrator", "officer", "editor"])
def test_the_plain_form_does_no_deed_on_a_sealed_application(
    who: str, application: Application, client: Client, time_machine: Any
) -> None:
    time_machine.move_to(SEALED, tick=False)
    client.force_login(OFFICIALS[who]())
    for deed in ("renounce_application", "withdraw_application", "request_cure", "submit_application"):
        answer = client.post(reverse("deed", args=[application.call.code, deed, application.pk]), {})
        assert answer.status_code in (403, 404, 409, 422), deed
        assert not [words for words in SECRET if words in answer.content.decode()], deed
    application.refresh_from_db()
    assert application.state == "RECEIVED"


def test_no_generic_admin_lists_the_rows_of_the_procedure() -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    ours = set(apps.get_app_config("coprogettazione").get_models()) - {User}
    assert not ours & set(get_snippet_models())
    assert not [view for view in viewsets.viewsets if getattr(view, "model", None) in ours]


def test_the_editors_admin_shows_an_administrator_nothing_of_a_sealed_application(
    application: Application, client: Client, time_machine: Any
) -> None:
    time_machine.move_to(SEALED, tick=False)
    client.force_login(OFFICIALS["administrator"]())
    for name in ("wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_reports:site_history"):
        page = client.get(reverse(name), follow=True)
        assert page.status_code == 200, name
        assert not [words for words in SECRET if words in page.content.decode()], name
