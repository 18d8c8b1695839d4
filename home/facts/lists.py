# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists brought by the query of their parent, so that a page costs few queries whatever hangs on it."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, QuerySet
from django.db.models.functions import JSONObject


def rows(queryset: "QuerySet[Any, Any] | QuerySet[Model]", **fields: Any) -> ArraySubquery:
    """The rows of a related queryset as a list of dicts, `fields` naming their columns."""
    return ArraySubquery(queryset.values(_row=JSONObject(**fields)).values("_row"))
