# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the tests of the pages of applications share."""

import pytest
from django.urls import reverse


@pytest.fixture
def visit(client):
    """Open a page as somebody: visit(user, name, *args) or visit.post(...)."""

    def get(user, name, *args, **data):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client.get(reverse(f"applications:{name}", args=args), data)

    def post(user, name, *args, **data):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        headers = data.pop("headers", None)
        return client.post(reverse(f"applications:{name}", args=args), data, headers=headers)

    get.post = post
    return get
