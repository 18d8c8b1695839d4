# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""publiccode.yml: the card of the project in the catalogue of reusable software, version 0.7."""

import copy
import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads(Path(__file__).with_name("publiccode-0.7.schema.json").read_text())


@pytest.fixture
def card() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "publiccode.yml").read_text())


def test_the_card_follows_the_standard(card: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(card, SCHEMA)


@pytest.mark.parametrize("key", SCHEMA["required"])
def test_a_card_without_a_mandatory_key_is_refused(card: dict[str, Any], key: str) -> None:
    poorer = {name: value for name, value in card.items() if name != key}
    with pytest.raises(jsonschema.ValidationError, match=f"'{key}' is a required property"):
        jsonschema.validate(poorer, SCHEMA)


def test_a_community_without_contacts_and_a_short_text_are_refused(card: dict[str, Any]) -> None:
    without_contacts = copy.deepcopy(card)
    del without_contacts["maintenance"]["contacts"]
    with pytest.raises(jsonschema.ValidationError, match="'contacts' is a required property"):
        jsonschema.validate(without_contacts, SCHEMA)
    laconic = copy.deepcopy(card)
    laconic["description"]["it"]["longDescription"] = "Troppo poco."
    with pytest.raises(jsonschema.ValidationError, match="is too short"):
        jsonschema.validate(laconic, SCHEMA)


def test_the_card_says_what_the_project_says(card: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert card["softwareVersion"] == project["version"]
    assert card["legal"]["license"] == project["license"]
    assert set(card["description"]) == set(card["localisation"]["availableLanguages"])


def test_the_pictures_of_the_card_exist(card: dict[str, Any]) -> None:
    pictures = [name for text in card["description"].values() for name in text.get("screenshots", [])]
    assert [name for name in pictures if not (ROOT / name).is_file()] == []
