# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the editors find in their admin besides the pages: what readers say of them."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from home.models import PageOpinion


class ReadingPolicy(ModelPermissionPolicy):
    """Opinions are read, never written nor corrected by who is spoken of."""

    def user_has_permission(self, user: object, action: str) -> bool:
        """Only to look, for who may."""
        return action == "view" and super().user_has_permission(user, action)


register_permission_policy(PageOpinion, ReadingPolicy(PageOpinion))


class OpinionViewSet(ModelViewSet):
    """The opinions on the pages, the latest first."""

    model = PageOpinion
    icon = "comment"
    menu_label = _("Pareri sulle pagine")
    add_to_admin_menu = True
    inspect_view_enabled = True
    copy_view_enabled = False
    exclude_form_fields: list[str] = []
    list_display = ["page", "kind", "text", "reply_to", "at"]
    list_filter = ["kind"]


@hooks.register("register_admin_viewset")
def opinions() -> OpinionViewSet:
    """The list of opinions in the menu."""
    return OpinionViewSet("opinioni")
