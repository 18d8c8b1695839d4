# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public site."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Wagtail pages around the domain's facts."""

    name = "home"
    verbose_name = _("Sito pubblico")

    def ready(self) -> None:
        """Follow the deeds and the editors, and plant the first pages after migration."""
        from coprogettazione.notifications import subscriptions
        from coprogettazione.records.deeds import deed_done
        from home.alerts import digests
        from home.followers import follow
        from home.models.edition import LOGS, editors_changed
        from home.purging import deed_purges, editors_purge
        from home.search import following
        from home.tree import plant

        deed_done.connect(follow, dispatch_uid="home.follow")
        deed_done.connect(deed_purges, dispatch_uid="home.purge")
        for log in LOGS:
            post_save.connect(editors_changed, sender=log, dispatch_uid=f"home.edition.{log.__name__}")
            post_save.connect(editors_purge, sender=log, dispatch_uid=f"home.purge.{log.__name__}")
        # After the last app that has models (only those are told), when every permission is there.
        last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
        post_migrate.connect(plant, sender=last, dispatch_uid="home.plant")
        following.connect(last)
        subscriptions.CLOSINGS["searchalert"] = digests.closing
        subscriptions.WRITERS.append(digests.write_digests)
