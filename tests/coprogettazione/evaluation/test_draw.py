# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public draw: sealed before, called in public, published, redone by anybody."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models import Draw
from coprogettazione.evaluation.queries import check_document, check_draw, draw_document, ranking
from coprogettazione.evaluation.services import close_evaluation, hold_draw
from coprogettazione.records.models import Entry
from tests.factories.evaluation import CLOSED, COEFFICIENTS, score_all, seats

STAGE = "evaluation"
SAME = dict.fromkeys(COEFFICIENTS, COEFFICIENTS["ets1"])


@pytest.fixture
def draw(call: Call) -> Draw:
    score_all(call, SAME)
    return hold_draw(
        call=call,
        seed="12 45 67 88 90",
        witnesses=["Ada Fontana", "Giulia Ferri"],
        by=seats(call)[0].user,
        at=CLOSED,
    )


def redo(said: dict[str, Any]) -> list[str]:
    """The draw as a person would redo it from docs/draw.md, with nothing of ours."""
    if hashlib.sha256(said["sealed_seed"].encode("ascii")).hexdigest() != said["commitment"]:
        raise ValueError("another sealed seed")
    fingerprints = {}
    for row in said["order"]:
        parts = [
            said["sealed_seed"],
            said["public_seed"],
            said["register_head"]["hash"],
            row["registry_number"],
        ]
        digest = hashlib.sha256()
        digest.update("|".join(parts).encode("utf-8"))
        fingerprints[row["registry_number"]] = digest.hexdigest()
    return sorted(fingerprints, key=lambda number: int(fingerprints[number], 16))


def written(tmp_path: Path, said: dict[str, Any]) -> str:
    path = tmp_path / "sorteggio.json"
    path.write_text(json.dumps(said, ensure_ascii=False))
    return str(path)


def test_somebody_else_with_another_program_finds_the_same_order(call: Call, draw: Draw) -> None:
    said = json.loads(json.dumps(draw_document(draw)))
    assert redo(said) == [row["registry_number"] for row in said["order"]]
    close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)
    assert [row.application.registry_number for row in ranking(call)] == redo(said)


def test_the_head_of_the_register_at_that_instant_goes_in(draw: Draw) -> None:
    last = Entry.objects.exclude(deed="hold_draw").latest("seq")
    assert (draw.register_seq, draw.register_hash) == (last.seq, last.hash)
    entry = Entry.objects.get(deed="hold_draw")
    assert entry.payload["register_hash"] == last.hash
    opening = Entry.objects.get(deed="open_evaluation")
    assert opening.payload["draw_commitment"] == hashlib.sha256(draw.secret.encode()).hexdigest()
    assert draw_document(draw)["committed_in_entry"] == {"seq": opening.seq, "hash": opening.hash}
    assert opening.seq < entry.seq


def test_the_published_file_names_nobody(draw: Draw) -> None:
    said = json.dumps(draw_document(draw))
    for name in ("Fontana", "Ferri", "Riva", "Lanterna"):
        assert name not in said


def test_the_command_says_that_it_comes_out(draw: Draw, tmp_path: Path, capsys: Any) -> None:
    call_command("draw", verify=written(tmp_path, draw_document(draw)))
    assert "Il sorteggio torna" in capsys.readouterr().out
    call_command("draw", verify="pis-2026")
    assert "Il sorteggio torna: pis-2026." in capsys.readouterr().out


def changed(said: dict[str, Any], what: str) -> dict[str, Any]:
    first, *others = said["order"]
    match what:
        case "seed":
            return {**said, "public_seed": said["public_seed"] + "1"}
        case "head":
            return {**said, "register_head": {**said["register_head"], "hash": "0" * 64}}
        case "secret":
            return {**said, "sealed_seed": "0" * 64}
        case "order":
            return {**said, "order": [*others, first]}
        case "fingerprint":
            return {**said, "order": [{**first, "hash": first["hash"][:-1] + "x"}, *others]}
        case "number":
            return {**said, "order": [{**first, "registry_number": "PIS-2026/9999"}, *others]}
        case "twice":
            return {**said, "order": [first, first, *others]}
        case "alone":
            return {**said, "order": [first]}
        case "format":
            return {**said, "format": "altro/1"}
        case "missing":
            return {key: value for key, value in said.items() if key != "sealed_seed"}
    raise ValueError(what)


@pytest.mark.parametrize(
    "what",
    ["seed", "head", "secret", "order", "fingerprint", "number", "twice", "alone", "format", "missing"],
)
def test_a_changed_byte_is_refused(draw: Draw, tmp_path: Path, what: str) -> None:
    with pytest.raises(CommandError, match="Il sorteggio non torna: "):
        call_command("draw", verify=written(tmp_path, changed(draw_document(draw), what)))


def test_every_single_character_of_the_seeds_counts(draw: Draw) -> None:
    said = draw_document(draw)
    for key in ("sealed_seed", "public_seed"):
        for place in range(len(said[key])):
            other = "7" if said[key][place] != "7" else "8"
            assert check_document({**said, key: said[key][:place] + other + said[key][place + 1 :]})


def test_a_draw_that_the_register_does_not_tell_is_refused(draw: Draw) -> None:
    assert check_draw(draw) == ""
    draw.register_seq -= 1
    assert "voce del registro" in check_draw(draw)
    draw.register_seq += 1
    draw.order = list(reversed(draw.order))
    assert check_draw(draw)
    draw.order = list(reversed(draw.order))
    Draw.objects.filter(pk=draw.pk).update(secret="0" * 64)
    with pytest.raises(CommandError, match="non corrisponde all’impronta"):
        call_command("draw", verify="PIS-2026")


def test_what_is_neither_a_file_nor_a_call_with_a_draw_is_said_so(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="non è un file né la sigla"):
        call_command("draw", verify="XYZ-2026")
    (tmp_path / "no.json").write_text("{")
    with pytest.raises(CommandError, match="non si legge"):
        call_command("draw", verify=str(tmp_path / "no.json"))
    (tmp_path / "list.json").write_text("[]")
    with pytest.raises(CommandError, match="non è un sorteggio"):
        call_command("draw", verify=str(tmp_path / "list.json"))


def test_everybody_reads_and_downloads_the_draw(call: Call, client: Client) -> None:
    addresses = [reverse("call_draw", args=["PIS-2026"]), reverse("call_draw_json", args=["PIS-2026"])]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    score_all(call, SAME)
    hold_draw(
        call=call, seed="12 45", witnesses=["Ada Fontana", "Giulia Ferri"], by=seats(call)[0].user, at=CLOSED
    )
    page = client.get(addresses[0]).content.decode()
    assert "Il sorteggio, per rifare il conto" in page
    assert "Ada Fontana" not in page
    assert addresses[1] in page
    answer = client.get(addresses[1])
    assert "attachment" in answer["Content-Disposition"]
    assert redo(answer.json()) == [row["registry_number"] for row in answer.json()["order"]]
    public = client.get("/avvisi/pis-2026/").content.decode()
    assert addresses[0] in public
    client.force_login(call.procedure_officer)
    close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)
    assert addresses[1] in client.get(reverse("evaluation:ranking", args=[call.code])).content.decode()
