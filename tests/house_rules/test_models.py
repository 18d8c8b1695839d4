# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every model keeps to."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

#: Rows that people read in the order of the row they belong to: one table more in every query is meant.
READ_IN_THE_ORDER_OF = {
    "Membership": "organisation",
    "Objective": "plan",
    "EconomicLine": "organisation",
    "Declaration": "organisation",
    "BudgetLine": "organisation",
}


def followed(model: type[Model]) -> Iterator[str]:
    """The relations whose own order the default order of a model takes over."""
    for name in model._meta.ordering or ():
        field = next((f for f in model._meta.concrete_fields if f.name == str(name).lstrip("-")), None)
        if field is not None and field.is_relation and field.related_model._meta.ordering:
            yield field.name


def test_the_default_order_joins_no_table_for_nothing() -> None:
    """`ordering = ["table"]` takes over the order of the table's model, and of whatever that one follows:
    `["table_id"]` is what is meant. A query for the points of one sheet joined six tables.
    """
    found = {
        model.__name__: name
        for model in apps.get_app_config("coprogettazione").get_models()
        for name in followed(model)
    }
    assert found == READ_IN_THE_ORDER_OF
