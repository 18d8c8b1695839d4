# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cast: every chapter's models, for Django."""

from coprogettazione.agreements.models import *
from coprogettazione.applications.models import *
from coprogettazione.calls.models import *
from coprogettazione.documents.models import *
from coprogettazione.evaluation.models import *
from coprogettazione.monitoring.models import *
from coprogettazione.notifications.models import *
from coprogettazione.parties.models import *
from coprogettazione.planning.models import *
from coprogettazione.records.models import *
from coprogettazione.records.public.models import *
from coprogettazione.tables.models import *
