# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is written about the platform is what the platform has: commands, settings, glossary."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.db import models
from viewflow.workflow.base import Flow

from coprogettazione.records.deeds import DEEDS
from coprogettazione.records.roles import Role

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "LEGGIMI.md", "docs/architecture.md")
OURS = ("coprogettazione", "home", "workflows")


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))


def code_in(document: str) -> str:
    """What the page shows as code, inline or in blocks."""
    return "\n".join(re.findall(r"`[^`]+`|^```.*?^```", (ROOT / document).read_text(), flags=re.M | re.S))


@pytest.mark.parametrize("document", PAGES)
def test_every_command_a_page_names_exists(document: str) -> None:
    code = code_in(document)
    assert set(re.findall(r"\bmake ([a-z-]+)", code)) <= make_targets()
    assert set(re.findall(r"manage\.py ([a-z_]+)", code)) <= set(get_commands())


@pytest.mark.parametrize("document", PAGES)
def test_every_file_a_page_links_exists(document: str) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", (ROOT / document).read_text())
    assert links
    assert [link for link in links if not ((ROOT / document).parent / link).exists()] == []


@pytest.mark.parametrize("document", ["README.md", "LEGGIMI.md"])
def test_every_setting_read_from_the_environment_is_documented(document: str) -> None:
    read = set()
    for path in (ROOT / "site" / "config").rglob("*.py"):
        read |= set(re.findall(r"environ(?:ment)?(?:\.get)?[(\[]\s*\"([A-Z_]+)\"", path.read_text()))
    # Set by our own programs for their own children, not by whoever runs the site.
    read -= {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "MAKELEVEL"}
    text = (ROOT / document).read_text()
    assert [name for name in sorted(read) if f"`{name}`" not in text] == []


def glossary() -> set[str]:
    return set(re.findall(r"`([^`]+)`", (ROOT / "docs" / "glossario.md").read_text()))


def our_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in OURS and not model.__name__.endswith("Event")
    ]


def test_every_model_is_in_the_glossary() -> None:
    assert sorted({model.__name__ for model in our_models()} - glossary()) == []


def test_every_state_is_in_the_glossary() -> None:
    states = {
        value
        for model in our_models()
        for field in model._meta.get_fields()
        if getattr(field, "name", "") == "state" and getattr(field, "choices", None)
        for value, _label in field.choices
    }
    assert states
    assert sorted(states - glossary()) == []


def test_every_role_and_every_deed_is_in_the_glossary() -> None:
    for chapter in (ROOT / "coprogettazione").glob("*/services*"):
        importlib.import_module(f"coprogettazione.{chapter.parent.name}.services")
    assert DEEDS
    assert sorted(set(DEEDS) - glossary()) == []
    assert sorted({role.value for role in Role} - glossary()) == []


def test_every_step_of_every_flow_is_in_the_glossary() -> None:
    package = importlib.import_module("workflows")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"workflows.{module.name}")
    flows = [flow for flow in Flow.__subclasses__() if flow.__module__.startswith("workflows")]
    assert flows
    steps = {node.name for flow in flows for node in flow.instance.nodes()}
    assert sorted(steps - glossary()) == []
