# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A chronicle is done whole or not at all, and every fault says where it is."""

import copy
import json
from datetime import datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from coprogettazione.parties.models import Invitation, Membership, Organisation, SocialDistrict, User
from coprogettazione.planning.models import DistrictPlan
from coprogettazione.records.chronicle import ChronicleFault, read_chronicle, replay
from coprogettazione.records.chronicle.places import lines_of
from coprogettazione.records.chronicle.values import Unfit, Values
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import check_chain

STORY: dict = {
    "chronicle": 1,
    "title": "Un ambito e la sua cooperativa",
    "people": {
        "irene": {"email": "irene@example.it", "first_name": "Irene", "last_name": "Sala"},
        "ada": {"email": "ada@example.it", "first_name": "Ada", "last_name": "Fontana"},
        "sara": {"email": "sara@example.it", "first_name": "Sara", "last_name": "Benedetti"},
    },
    "deeds": [
        {
            "at": "2025-01-07T09:00:00+01:00",
            "by": None,
            "deed": "enrol_public_body",
            "as": "body",
            "with": {
                "person": "$irene",
                "kind": "SOCIAL_DISTRICT",
                "name": "Ambito di Valdora",
                "codice_fiscale": "90000090002",
                "pec": "ambito@pec.example.it",
                "evidence": "scheda IPA",
            },
        },
        {
            "at": "2025-01-07T09:01:00+01:00",
            "by": None,
            "deed": "found_district",
            "as": "district",
            "with": {
                "organisation": "$body",
                "name": "Ambito di Valdora",
                "lead_authority_name": "Comune di Valdora",
                "region": "Lombardia",
                "comuni": [{"name": "Valdora"}, {"name": "Borgolieto"}],
            },
        },
        {
            "at": "2025-01-08T09:00:00+01:00",
            "by": "ada",
            "deed": "claim_organisation",
            "as": "lanterna",
            "with": {
                "person": "$ada",
                "kind": "THIRD_SECTOR_BODY",
                "name": "Cooperativa sociale La Lanterna",
                "codice_fiscale": "90000010000",
                "pec": "ets1@pec.example.it",
                "runts_section": "IMPRESA_SOCIALE",
                "runts_number": "900001",
                "registered_on": "2022-01-15",
            },
        },
        {
            "at": "2025-01-08T10:00:00+01:00",
            "by": "ada",
            "deed": "invite_colleague",
            "with": {"organisation": "$lanterna", "email": "sara@example.it", "role": "ETS_EDITOR"},
            "expect": {"refused": "Ufficio di Piano"},
        },
        {
            "at": "2025-01-09T09:00:00+01:00",
            "by": "irene",
            "deed": "verify_organisation",
            "with": {
                "organisation": "$lanterna",
                "evidence": "visura",
                "runts_checked_on": "2025-01-09",
                "file": {"$pdf": "Visura RUNTS", "lines": ["Iscritta dal 2022."], "name": "visura.pdf"},
            },
        },
        {
            "at": "2025-01-09T10:00:00+01:00",
            "by": "ada",
            "deed": "invite_colleague",
            "as": "invitation",
            "with": {"organisation": "$lanterna", "email": "sara@example.it", "role": "ETS_EDITOR"},
        },
        {
            "at": "2025-01-10T09:00:00+01:00",
            "by": "sara",
            "deed": "accept_invitation",
            "with": {"invitation": "$lanterna.invitations[email=sara@example.it]"},
        },
    ],
}


@pytest.fixture
def write(tmp_path: Path):
    def writing(story: dict) -> Path:
        path = tmp_path / "storia.json"
        path.write_text(json.dumps(story, indent=1))
        return path

    return writing


def changed(index: int, **changes) -> dict:
    """The story with one deed changed; a value of ... takes the key away."""
    story = copy.deepcopy(STORY)
    for key, value in changes.items():
        story["deeds"][index][key] = value
        if value is ...:
            del story["deeds"][index][key]
    return story


def with_argument(index: int, **arguments) -> dict:
    return changed(index, **{"with": {**STORY["deeds"][index]["with"], **arguments}})


def nothing_written() -> bool:
    return not any(m.objects.exists() for m in (User, Organisation, SocialDistrict, Membership, Entry))


@pytest.mark.django_db
def test_a_chronicle_does_its_deeds_in_order(write):
    out = StringIO()
    call_command("replay", write(STORY), stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "Un ambito e la sua cooperativa"
    assert lines[1] == "07/01/2025 09:00:00 · sistema · enrol_public_body · accettato"
    assert "Ada Fontana · invite_colleague · rifiutato: Si può fare quando l’Ufficio di Piano" in lines[4]
    assert lines[-1] == "Fatto: 7 atti."
    assert [e.deed for e in Entry.objects.all()] == [
        "enrol_public_body",
        "found_district",
        "claim_organisation",
        "verify_organisation",
        "invite_colleague",
        "accept_invitation",
    ]
    assert Organisation.objects.get(pec="ets1@pec.example.it").evidence_file.name == "visura.pdf"
    assert check_chain().holds


@pytest.mark.django_db
def test_a_rehearsal_prints_the_same_and_writes_nothing(write, settings, tmp_path):
    rehearsed, done = StringIO(), StringIO()
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"
    call_command("replay", write(STORY), "--explain", stdout=rehearsed)
    assert nothing_written()
    assert not (tmp_path / "private").exists()
    call_command("replay", write(STORY), stdout=done)
    assert rehearsed.getvalue().splitlines()[:-1] == done.getvalue().splitlines()[:-1]
    assert "nulla è stato scritto" in rehearsed.getvalue()


@pytest.mark.django_db
def test_until_stops_after_the_last_deed_of_that_instant(write):
    call_command("replay", write(STORY), "--until", "2025-01-08T09:00", stdout=StringIO())
    assert Entry.objects.count() == 3
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_a_refusal_that_nobody_expected_undoes_everything(write):
    story = changed(3, expect=...)
    with pytest.raises(CommandError, match=r"rifiutato: Si può fare quando.*Nulla è stato scritto"):
        call_command("replay", write(story), stdout=StringIO())
    assert nothing_written()


@pytest.mark.django_db
def test_an_expected_refusal_that_does_not_come_undoes_everything(write):
    with pytest.raises(CommandError, match="accettato, ma doveva essere rifiutato"):
        call_command("replay", write(changed(4, expect="refused")), stdout=StringIO())
    assert nothing_written()


@pytest.mark.django_db
def test_a_refusal_for_another_reason_undoes_everything(write):
    story = changed(3, expect={"refused": "termine scaduto"})
    with pytest.raises(CommandError, match="per un altro motivo"):
        call_command("replay", write(story), stdout=StringIO())
    assert nothing_written()


@pytest.mark.django_db
def test_known_rows_are_found_or_the_chronicle_is_not_done(write):
    call_command("replay", write(STORY), stdout=StringIO())
    plan = {
        "chronicle": 1,
        "title": "Il piano",
        "people": {"irene": {"email": "IRENE@example.it"}},
        "known": {"district": {"kind": "SocialDistrict", "organisation__codice_fiscale": "90000090002"}},
        "deeds": [
            {
                "at": "2025-02-01T09:00:00+01:00",
                "by": "irene",
                "deed": "adopt_plan",
                "with": {
                    "district": "$district",
                    "title": "Piano di Zona",
                    "first_year": 2025,
                    "last_year": 2027,
                    "adopted_by": "delibera 9/2024",
                    "objectives": [{"code": "OS1", "kind": "strategic", "text": "Povertà"}],
                },
            }
        ],
    }
    call_command("replay", write(plan), stdout=StringIO())
    assert DistrictPlan.objects.get().objectives.get().code == "OS1"
    assert User.objects.filter(email__iexact="irene@example.it").count() == 1
    plan["known"]["district"]["organisation__codice_fiscale"] = "90000010000"
    with pytest.raises(CommandError, match="/known/district: non si trova"):
        call_command("replay", write(plan), stdout=StringIO())


FAULTS = [
    (changed(2, deed="award_contract"), "/deeds/2/deed", "non conosce l’atto «award_contract»"),
    (changed(2, by="nessuno"), "/deeds/2/by", "non è fra le persone"),
    (changed(2, by=...), "/deeds/2", "'by' is a required property"),
    (changed(2, at="2025-01-08T09:00:00"), "/deeds/2/at", "does not match"),
    (changed(2, at="2024-01-08T09:00:00+01:00"), "/deeds/2/at", "viene prima"),
    (changed(2, expect="perhaps"), "/deeds/2/expect", "is not valid"),
    (changed(2, **{"as": "body"}), "/deeds/2/as", "già usato"),
    (changed(3, **{"as": "other"}), "/deeds/3/as", "rifiutato non lascia niente"),
    (changed(2, **{"with": ...}), "/deeds/2", "manca «person»"),
    (with_argument(2, colour="red"), "/deeds/2/with/colour", "non vuole «colour»"),
    (with_argument(1, organisation="$lanterna"), "/deeds/1/with/organisation", "«$lanterna» non c’è ancora"),
    ({**STORY, "chronicle": 2}, "/chronicle", "1 was expected"),
    ({**STORY, "deeds": []}, "/deeds", "non-empty"),
    ({**STORY, "extra": 1}, "/", "extra"),
    ({**STORY, "known": {"ada": {"kind": "User", "email": "x"}}}, "/known", "stesso nome"),
    ({**STORY, "people": {"Ada": {"email": "a@b.it"}}}, "/people", "Ada"),
]


@pytest.mark.parametrize(("story", "place", "reason"), FAULTS)
def test_an_inconsistent_chronicle_says_where_and_why(write, story, place, reason):
    with pytest.raises(ChronicleFault) as fault:
        read_chronicle(write(story))
    assert f"{place}: " in str(fault.value)
    assert reason in str(fault.value)


UNFIT = [
    (with_argument(2, registered_on="ieri"), "/deeds/2/with/registered_on", "non è del tipo date"),
    (with_argument(2, person="ada"), "/deeds/2/with/person", "serve un riferimento a: persona"),
    (with_argument(2, person="$body"), "/deeds/2/with/person", "serve un riferimento a: persona"),
    (with_argument(2, name=3), "/deeds/2/with/name", "«3» non è del tipo str"),
    (with_argument(1, comuni="tutti"), "/deeds/1/with/comuni", "serve un elenco"),
    (with_argument(1, comuni=["Valdora"]), "/deeds/1/with/comuni", "serve un oggetto"),
    (with_argument(4, file={"$file": "non-c-e.pdf"}), "/deeds/4/with/file", "non è nella cartella"),
    (with_argument(4, file={"$file": "../../etc/passwd"}), "/deeds/4/with/file", "non è nella cartella"),
    (with_argument(4, file="visura.pdf"), "/deeds/4/with/file", "serve un file"),
    (
        with_argument(6, invitation="$lanterna.invitations[email=x]"),
        "/deeds/6/with/invitation",
        "email=x",
    ),
    (with_argument(6, invitation="$lanterna.letters"), "/deeds/6/with/invitation", "«letters» non c’è"),
    (with_argument(6, invitation="$lanterna.delete"), "/deeds/6/with/invitation", "non è un dato"),
    (with_argument(6, invitation="$lanterna[pk=1]"), "/deeds/6/with/invitation", "sceglie fra più righe"),
    (with_argument(6, invitation="$lanterna!"), "/deeds/6/with/invitation", "non è un riferimento"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("story", "place", "reason"), UNFIT)
def test_an_argument_of_the_wrong_kind_says_where_and_why(write, story, place, reason):
    with pytest.raises(ChronicleFault) as fault:
        replay(read_chronicle(write(story)))
    assert place in str(fault.value)
    assert reason in str(fault.value)
    assert nothing_written()


def test_a_file_that_is_not_json_says_the_line(tmp_path):
    path = tmp_path / "rotto.json"
    path.write_text('{\n "chronicle": 1,\n "title": oggi\n}')
    with pytest.raises(ChronicleFault, match="riga 3, /: non è JSON"):
        read_chronicle(path)
    with pytest.raises(ChronicleFault, match="non si legge"):
        read_chronicle(tmp_path / "assente.json")
    path.write_text('{"chronicle": 1, "chronicle": 1}')
    with pytest.raises(ChronicleFault, match="scritto due volte"):
        read_chronicle(path)


def test_the_command_ends_non_zero_with_the_line(write):
    with pytest.raises(CommandError, match=r"riga \d+, /deeds/2/deed: .*Nulla è stato scritto"):
        call_command("replay", write(changed(2, deed="award_contract")), stdout=StringIO())


def test_every_value_has_its_line():
    text = '{\n "a": [1,\n  {"b/c": "x"}],\n "d": null\n}\n'
    assert lines_of(text) == {"": 1, "/a": 2, "/a/0": 2, "/a/1": 3, "/a/1/b~1c": 3, "/d": 4}


def test_values_become_what_the_deed_declares(tmp_path):
    values = Values(tmp_path)
    assert values.fit("12.50", Decimal) == Decimal("12.50")
    assert values.fit(12, Decimal | None) == Decimal(12)
    assert values.fit(None, Decimal | None) is None
    assert values.fit("2026-02-25T12:00:00+01:00", datetime).utcoffset() is not None
    assert values.fit("$$5", str) == "$5"
    assert values.fit({"text": "ciao", "name": "x.txt"}, dict[str, object]) == {
        "text": "ciao",
        "name": "x.txt",
    }
    with pytest.raises(Unfit):
        values.fit("2026-02-25T12:00:00", datetime)
    with pytest.raises(Unfit):
        values.fit(True, Decimal)


def test_made_files_are_the_same_every_time(tmp_path):
    from coprogettazione.records.chronicle.generated import pdf

    facts = {"$pdf": "Statuto", "lines": ["#set text(red) non è un comando"]}
    assert pdf(facts) == pdf(facts)
    assert pdf(facts).startswith(b"%PDF")


def test_a_chronicle_moves_by_days_and_keeps_its_hours():
    from coprogettazione.records.chronicle.moving import moved

    facts = {
        "at": "2026-03-25T09:00:00+01:00",
        "with": ["2026-12-30", "dal 1° settembre 2026 al 31 febbraio 2026", "delibera 4/2026", 7, None],
    }
    assert moved(facts, 7) == {
        "at": "2026-04-01T09:00:00+02:00",
        "with": ["2027-01-06", "dal 8 settembre 2026 al 31 febbraio 2026", "delibera 4/2026", 7, None],
    }
    assert moved("25 agosto 2026", 7) == "1° settembre 2026"
    assert moved("2026-02-25T12:00:00+01:00", -7) == "2026-02-18T12:00:00+01:00"
