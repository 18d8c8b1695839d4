# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fictional authority signs in the demo and in the tests, and is believed nowhere else."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile

from coprogettazione.documents.models import FileKind
from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services import store_file
from coprogettazione.documents.services.signatures import examine
from coprogettazione.documents.services.signatures.trial import sign_for_trial
from coprogettazione.documents.services.signatures.trial.authority import trial_authority
from coprogettazione.records.chronicle.values import Unfit, Values
from tests.coprogettazione.documents.signatures.corpus import paper
from tests.pki import AT, pki

ADA = {"name": "Ada Ferri", "tax_code": "FRRDAA80A41F205Q", "organisation": "La Lanterna"}


@pytest.fixture
def demo(settings, tmp_path: Path) -> Path:
    settings.TRIAL_AUTHORITY = tmp_path / "trial"
    return settings.TRIAL_AUTHORITY


@pytest.mark.parametrize("kind", ["PADES", "CADES"])
def test_a_trial_signature_is_valid_in_the_demo_and_says_that_it_is_worth_nothing(
    demo: Path, kind: str
) -> None:
    found = examine(sign_for_trial(paper(), **ADA, at=AT, kind=kind), at=AT, expected=paper())
    assert (found.outcome, found.same_document) == (Outcome.VALID, True)
    (signature,) = found.signatures
    assert signature.signer.name == "Ada Ferri"
    assert signature.signer.tax_code == "FRRDAA80A41F205Q"
    assert signature.signer.organisation == "La Lanterna"
    assert "Autorità di prova, nessun valore" in signature.signer.issuer
    assert signature.signed_at == AT
    assert "prova" in found.trust


def test_people_sign_the_same_paper_one_after_the_other(demo: Path) -> None:
    content = paper()
    for place, name in enumerate(("Ada Ferri", "Marco Rinaldi", "Davide Orsini")):
        content = sign_for_trial(
            content, name=name, tax_code="", organisation="", at=AT + timedelta(days=place)
        )
    found = examine(content, at=AT + timedelta(days=5), expected=paper())
    assert found.outcome == Outcome.VALID
    assert [one.signer.name for one in found.signatures] == ["Ada Ferri", "Marco Rinaldi", "Davide Orsini"]


def test_outside_the_demo_nothing_is_signed_for_trial(settings) -> None:
    settings.TRIAL_AUTHORITY = None
    with pytest.raises(ImproperlyConfigured):
        sign_for_trial(paper(), **ADA, at=AT)


def test_outside_the_demo_the_authority_is_not_believed_not_even_among_the_chosen_ones(
    settings, demo: Path, tmp_path: Path
) -> None:
    made = sign_for_trial(paper(), **ADA, at=AT)
    settings.TRIAL_AUTHORITY = None
    assert examine(made, at=AT).outcome == Outcome.UNVERIFIABLE
    settings.TRUST_FOLDER = tmp_path / "trust"
    pki().write_trust(settings.TRUST_FOLDER)
    for name in ("authority.pem", "authority.whole"):
        shutil.copy(demo / name, settings.TRUST_FOLDER / "authorities" / f"{name}.pem")
    found = examine(made, at=AT)
    assert found.outcome == Outcome.UNVERIFIABLE
    assert found.trust == "1 autorità scelta dall’ente"


def test_no_environment_turns_it_on_in_production(repository: Path) -> None:
    """Neither the settings of production nor those of development without the demo name its folder."""
    asked = "from django.conf import settings; print(repr(settings.TRIAL_AUTHORITY), settings.DEMO)"
    environment = {
        **os.environ,
        "PYTHONPATH": f"{repository}:{repository / 'site'}",
        "DEMO": "1",
        "TRIAL_AUTHORITY": "/tmp",
        "SECRET_KEY": "x" * 50,
        "SEAL_KEYS": "prova" + "A" * 38 + "=",
        "DATABASE_URL": "postgres://nobody@localhost/none",
        "PUBLIC_URL": "https://example.it",
        "ALLOWED_HOSTS": "example.it",
    }
    for module, demo in (("production", "1"), ("development", "0")):
        answer = subprocess.run(
            [sys.executable, "-c", asked],
            env={**environment, "DJANGO_SETTINGS_MODULE": f"config.settings.{module}", "DEMO": demo},
            capture_output=True, text=True,
        )  # fmt: skip
        assert answer.stdout == "None False\n", answer.stderr


def test_two_processes_that_make_the_authority_at_once_have_the_same_one(demo: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _n: trial_authority().certificate, range(8)))
    assert len({one.serial_number for one in made}) == 1


def telling(folder: Path) -> Values:
    """A chronicle that has named a kept paper."""
    kept = store_file(
        content=paper(),
        name="convenzione.pdf",
        media_type="application/pdf",
        kind=FileKind.PAPER,
        by=None,
        at=AT,
    )
    values = Values(folder)
    values.named, values.at = {"paper": kept}, AT
    return values


@pytest.mark.django_db
def test_a_chronicle_signs_a_kept_file_at_the_instant_of_the_deed(demo: Path, tmp_path: Path) -> None:
    values = telling(tmp_path)
    made = values.fit({"$signed": "$paper", "by": ADA, "name": "f.pdf"}, ContentFile)
    found = examine(made.read(), at=AT, expected=paper())
    assert found.outcome == Outcome.VALID
    assert found.signatures[0].signed_at == AT


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"$signed": "$$convenzione"}, "un file che la piattaforma conserva"),
        ({"by": "Ada"}, "serve chi firma"),
        ({"kind": "XADES"}, "PADES o CADES"),
    ],
)
def test_a_chronicle_that_signs_badly_is_told_why(demo: Path, tmp_path: Path, said: dict, words: str) -> None:
    values = telling(tmp_path)
    with pytest.raises(Unfit, match=words):
        values.fit({"$signed": "$paper", "by": ADA, "name": "f.pdf", **said}, ContentFile)
