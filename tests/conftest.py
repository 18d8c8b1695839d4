# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every test may need: the compiled catalogues, and a browser if the machine has one."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from config.catalogues import compile_catalogues
from config.chromium import chromium
from config.memory import settle
from tests.database import (
    empty_and_plant_again,
    end_other_sessions,
    keep_what_is_planted,
    template_database,
)

CHROMIUM = chromium()
# A machine that has other work is slow, and that is no fault of what is tested.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_configure(config: pytest.Config) -> None:
    """Once per process, before Django loads its translations."""
    compile_catalogues()


#: What takes minutes in one file begins first, so that no process is left with it alone at the end.
LONGEST_FIRST = (
    "tests/story/",
    "tests/browser/test_demo.py",
    "tests/browser/",
    "tests/config/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The folders with the longest tests first, the others in their order."""
    order = {folder: place for place, folder in enumerate(LONGEST_FIRST)}

    def place(item: pytest.Item) -> int:
        return next((order[folder] for folder in order if item.nodeid.startswith(folder)), len(order))

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """All that the tests need is read."""
    settle()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the machine's Chromium: no browser is downloaded, and it calls nobody."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (as root on Debian, make test installs it)")
    # Playwright's own loop runs in this thread: Django would refuse the database here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": [*quiet, "--disable-sync"]}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> None:
    """Every test process copies one migrated database instead of migrating its own."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template_database()


@pytest.fixture(autouse=True, scope="session")
def tests_may_empty_the_register(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After a transactional test Django empties every table: the register's trigger would, rightly, refuse,
    and the pages and parameters that the migrations made would be missing for the tests that follow.
    """
    ordinary = TransactionTestCase._fixture_teardown
    with django_db_blocker.unblock():
        keep_what_is_planted()

    def without_triggers(case: TransactionTestCase) -> None:
        empty_and_plant_again()

    TransactionTestCase._fixture_teardown = without_triggers  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = ordinary  # type: ignore[method-assign]
    with django_db_blocker.unblock():
        end_other_sessions()
