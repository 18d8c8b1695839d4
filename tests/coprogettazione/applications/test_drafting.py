# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Starting, writing, declaring, attaching: each body its own part, nothing overwritten, nothing missing."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from coprogettazione.applications.models import ApplicationState, Member, Title
from coprogettazione.applications.queries import Draft, what_is_missing
from coprogettazione.applications.services import (
    attach_file,
    make_declarations,
    remind_member,
    save_answer,
    save_member,
    save_plan,
    save_requested_grant,
    start_application,
)
from coprogettazione.calls.models import CallState
from coprogettazione.documents.services import UploadRefused
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import Organisation, OrganisationState
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Stale
from tests.factories.applications import (
    STARTED,
    colleague_of,
    complete_part,
    declarations_of,
    make_application,
    pdf,
    start,
)
from tests.factories.calls import DEADLINE, ROME, make_call, make_officer
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return start(make_call(CallState.PUBLISHED), "ets1", "ets2")


def write(draft, key="ets1", question="goals", text="Nuovi obiettivi", version=None, by=None, at=STARTED):
    body = make_ets(key)
    return save_answer(
        application=draft,
        organisation=body,
        key=question,
        value=text,
        base_version=version,
        by=by or make_legal_representative(body),
        at=at,
    )


def test_an_application_starts_only_on_an_open_call_and_before_its_term():
    call = make_call(CallState.AUTHORISED)
    body = make_ets("ets1")
    signer = make_legal_representative(body)
    with pytest.raises(NotAllowed, match="Ci si candida a un avviso aperto"):
        start_application(call=call, organisation=body, by=signer, at=STARTED)
    published = make_call(CallState.PUBLISHED, code="PIS-2027")
    with pytest.raises(NotAllowed, match="il termine è scaduto"):
        start_application(call=published, organisation=body, by=signer, at=DEADLINE)


def test_nobody_applies_for_a_body_that_is_not_theirs():
    call = make_call(CallState.PUBLISHED)
    with pytest.raises(NotAllowed, match="Non hai un ruolo in Passi Insieme"):
        start_application(
            call=call,
            organisation=make_ets("ets2"),
            by=make_legal_representative(make_ets("ets1")),
            at=STARTED,
        )
    with pytest.raises(NotAllowed):
        start_application(call=call, organisation=make_ets("ets1"), by=make_officer(), at=STARTED)


def test_a_body_not_recognised_does_not_apply():
    call, body = make_call(CallState.PUBLISHED), make_ets("ets1")
    Organisation.objects.filter(pk=body.pk).update(state=OrganisationState.SUSPENDED)
    body.refresh_from_db()
    with pytest.raises(NotAllowed, match="non è un ente riconosciuto"):
        start_application(call=call, organisation=body, by=make_legal_representative(body), at=STARTED)


def test_a_second_start_is_told_who_began_and_when(draft):
    with pytest.raises(
        AlreadyDone, match="Ada Fontana ha già iniziato la domanda di La Lanterna il 10 febbraio"
    ):
        start_application(
            call=draft.call,
            organisation=draft.lead,
            by=make_legal_representative(draft.lead),
            at=STARTED + timedelta(days=1),
        )


def test_a_draft_saved_is_not_in_the_register(draft):
    before = Entry.objects.count()
    write(draft)
    assert Entry.objects.count() == before
    draft.refresh_from_db()
    assert draft.saved_at == STARTED


def test_two_writers_on_the_same_version_lose_nothing(draft):
    first = write(draft, text="Il testo di Ada", version=0)
    sara = colleague_of(draft.lead)
    with pytest.raises(Stale, match="Ada Fontana ha salvato questa parte alle 9:00") as stale:
        write(draft, text="Il testo di Sara", version=0, by=sara)
    assert (stale.value.mine, stale.value.theirs) == ("Il testo di Sara", "Il testo di Ada")
    assert write(draft, text="I due insieme", version=first.version, by=sara).version == 2


def test_the_common_chapters_are_written_by_the_lead_and_each_part_by_its_own(draft):
    with pytest.raises(NotAllowed, match="A questa domanda risponde il capofila"):
        write(draft, "ets2", "goals")
    assert write(draft, "ets2", "network", "La nostra rete").value == "La nostra rete"
    with pytest.raises(NotAllowed, match="Non hai un ruolo in Passi Insieme"):
        write(draft, "ets2", "network", "Altro", by=make_legal_representative(draft.lead))
    with pytest.raises(NotAllowed):
        write(draft, "ets3", "NETWORK")


def test_nothing_is_written_at_the_term_nor_after_the_submission(draft):
    with pytest.raises(NotAllowed, match="Non si può più scrivere la domanda: il termine è scaduto"):
        write(draft, at=DEADLINE)
    sent = make_application(draft.call, "ets3")
    with pytest.raises(NotAllowed, match="La domanda è già stata inviata"):
        write(sent, "ets3")


def line(**facts):
    return {"category": "A", "description": "Operatori", "amount": "90000", "source": "PUBLIC", **facts}


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"amount": "0"}, "amount", "Scrivi un importo maggiore di zero"),
        ({"amount": "molti"}, "amount", "Scrivi un importo maggiore di zero"),
        ({"amount": "NaN"}, "amount", "Scrivi un importo maggiore di zero"),
        ({"amount": "1e30"}, "amount", "Scrivi un importo maggiore di zero"),
        ({"category": "Z"}, "category", "Scegli la voce di spesa"),
        ({"source": "PRESTITO"}, "source", "Scegli con quali risorse"),
        ({"description": " "}, "description", "Scrivi che cosa è"),
        ({"category": "V"}, "source", "Questa voce non si paga"),
        ({"category": "K", "source": "ETS_CASH"}, "source", "Questa voce non si paga"),
    ],
)
def test_a_wrong_line_of_the_plan_is_refused_in_its_place(draft, facts, field, words):
    with pytest.raises(Invalid) as refused:
        save_plan(
            application=draft,
            organisation=draft.lead,
            lines=[line(), line(**facts)],
            by=make_legal_representative(draft.lead),
            at=STARTED,
        )
    assert words in str(refused.value.fields[f"lines-1-{field}"])
    assert not draft.lines.exists()


def titles(draft):
    draft.refresh_from_db()
    return [gap.title for gap in what_is_missing(draft, STARTED)]


def complete(draft):
    for member in draft.members.all():
        complete_part(draft, member.organisation)


def test_a_complete_application_lacks_nothing(draft):
    complete(draft)
    assert titles(draft) == []
    assert all(part.done == part.total for part in Draft.of(draft).parts(STARTED))


def test_the_lines_of_a_member_must_match_its_share(draft):
    complete(draft)
    save_plan(
        application=draft,
        organisation=make_ets("ets2"),
        lines=[line(amount="91500")],
        by=make_legal_representative(make_ets("ets2")),
        at=STARTED,
    )
    changed, gap = what_is_missing(draft, STARTED)
    assert changed.title == "Il testo è cambiato dopo l’impegno di Passi Insieme"
    assert "le righe del piano economico" in changed.detail
    assert gap.title == "Le righe di Passi Insieme non corrispondono alla sua quota"
    assert "differenza 1.500,00\xa0€" in gap.detail


def test_a_plan_of_one_body_must_use_up_what_it_asks():
    draft = start(make_call(CallState.PUBLISHED))
    complete_part(draft, draft.lead)
    signer = make_legal_representative(draft.lead)
    save_requested_grant(application=draft, amount=Decimal("178500"), by=signer, at=STARTED)
    assert titles(draft) == ["Il piano economico non torna per 1.500,00\xa0€"]
    save_requested_grant(application=draft, amount=Decimal("200000"), by=signer, at=STARTED)
    assert "Il contributo chiesto è più di quello disponibile" in titles(draft)


def test_indirect_costs_over_the_cap_of_the_avviso_are_missing_something():
    draft = start(make_call(CallState.PUBLISHED))
    complete_part(draft, draft.lead)
    lines = [line(amount="160000"), line(category="I", amount="20000")]
    signer = make_legal_representative(draft.lead)
    save_plan(application=draft, organisation=draft.lead, lines=lines, by=signer, at=STARTED)
    assert titles(draft) == ["I costi indiretti superano il limite dell’avviso"]


def be(draft, title, **facts):
    if facts:
        Organisation.objects.filter(pk=draft.lead_id).update(**facts)
    Member.objects.filter(application=draft, organisation=draft.lead_id).update(title=title)


def details(draft, at):
    return [gap.detail for gap in what_is_missing(draft, at) if gap.anchor == "titolo"]


def test_onlus_is_a_title_until_the_31st_of_march_2026_and_not_after(draft):
    be(draft, Title.ONLUS)
    assert details(draft, datetime(2026, 3, 31, 23, 59, 59, tzinfo=ROME)) == []
    refused = details(draft, datetime(2026, 4, 1, 0, 0, tzinfo=ROME))
    assert "l’anagrafe delle ONLUS non dà più titolo" in refused[0]


def test_a_registration_after_the_date_of_the_application_is_no_title(draft):
    be(draft, Title.RUNTS, registered_on=date(2026, 2, 11))
    assert "risulta iscritto al RUNTS dal 11 febbraio 2026" in details(draft, STARTED)[0]
    assert details(draft, STARTED + timedelta(days=1)) == []


def test_a_body_without_its_registration_data_is_asked_for_them(draft):
    be(draft, Title.RUNTS, runts_number="")
    assert "mancano i dati del RUNTS" in details(draft, STARTED)[0]


def test_a_body_that_is_no_ets_cannot_be_a_partner_and_can_support(draft):
    be(draft, Title.NONE, kind="BUSINESS")
    assert "può essere sostenitore, finanziatore" in details(draft, STARTED)[0]
    Member.objects.filter(application=draft, organisation=draft.lead_id).update(role="SUPPORTER")
    assert details(draft, STARTED) == []


def test_declarations_are_made_by_the_legal_representative_with_their_words_kept(draft):
    common = {
        "application": draft,
        "organisation": draft.lead,
        "declarations": declarations_of(draft),
        "at": STARTED,
    }
    with pytest.raises(NotAllowed, match="Lo fa il legale rappresentante di un ente della domanda"):
        make_declarations(**common, by=colleague_of(draft.lead))
    with pytest.raises(NotAllowed, match="Non hai un ruolo in La Lanterna"):
        make_declarations(**common, by=make_legal_representative(make_ets("ets2")))
    made = make_declarations(**common, by=make_legal_representative(draft.lead))
    assert len(made) == 9
    assert "articoli 46 e 47 del d.P.R. 445/2000" in made[0].words


def test_a_declaration_left_out_is_taken_back(draft):
    signer = make_legal_representative(draft.lead)
    common = {"application": draft, "organisation": draft.lead, "by": signer, "at": STARTED}
    make_declarations(**common, declarations=["truth", "privacy"])
    make_declarations(**common, declarations=["truth"])
    assert list(draft.declarations.values_list("key", flat=True)) == ["truth"]
    with pytest.raises(Invalid, match="Dichiarazione non prevista"):
        make_declarations(**common, declarations=["ALTRO"])


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "statuto.pdf", "0 byte"),
        (b"MZ\x90\x00" + b"\x00" * 200, "statuto.pdf", "contiene un programma"),
        (b"<html><script>1</script></html>", "statuto.html", "questo formato non si può caricare"),
        (b"ciao", "statuto.pdf", "il contenuto"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_what_to_do(draft, content, name, words):
    with pytest.raises(UploadRefused, match=words):
        attach_file(
            application=draft,
            organisation=draft.lead,
            key="statute",
            file=ContentFile(content, name=name),
            by=make_legal_representative(draft.lead),
            at=STARTED,
        )
    assert not draft.attachments.exists()


def test_a_file_too_large_is_refused(draft, settings):
    settings.MAX_UPLOAD_SIZE = 50
    with pytest.raises(UploadRefused, match="il massimo è"):
        attach_file(
            application=draft,
            organisation=draft.lead,
            key="statute",
            file=pdf(text="x" * 100),
            by=make_legal_representative(draft.lead),
            at=STARTED,
        )


def test_a_member_is_reminded_once_a_day_of_what_it_lacks(draft):
    signer, other = make_legal_representative(draft.lead), make_ets("ets2")
    common = {"application": draft, "organisation": other, "by": signer}
    assert remind_member(**common, at=STARTED) > 0
    assert remind_member(**common, at=STARTED + timedelta(hours=1)) == 0
    assert remind_member(**common, at=STARTED + timedelta(days=1)) > 0
    message = Message.objects.filter(key__startswith="reminder").first()
    assert "le dichiarazioni" in message.body
    assert message.body.startswith("Da completare: ")


def test_a_reminder_names_the_parts_and_nothing_that_is_written_in_them(draft):
    other = make_ets("ets2")
    own = {"application": draft, "organisation": other, "at": STARTED}
    line = {"category": "A", "description": "Un educatore", "amount": "7731.50", "source": "PUBLIC"}
    save_plan(lines=[line], by=make_legal_representative(other), **own)
    remind_member(by=make_legal_representative(draft.lead), **own)
    message = Message.objects.filter(key__startswith="reminder").first()
    assert "la quota" in message.body or "il piano economico" in message.body
    assert not any(character.isdigit() for character in message.body)


def test_a_wrong_title_is_refused(draft):
    with pytest.raises(Invalid, match="Titolo non previsto"):
        save_member(
            application=draft,
            organisation=draft.lead,
            title="CAVALIERE",
            operators=1,
            volunteers=1,
            by=make_legal_representative(draft.lead),
            at=STARTED,
        )


def test_the_state_of_an_application_in_the_database_is_one_of_those_known(draft):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        type(draft).objects.filter(pk=draft.pk).update(state="FORSE")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(draft).objects.filter(pk=draft.pk).update(state=ApplicationState.RECEIVED)
