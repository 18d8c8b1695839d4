# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How every form of the product is laid out: the templates of templates/forms/ (see docs/interface.md)."""

from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList


class Renderer(TemplatesSetting):
    """Bootstrap Italia's layout for forms, fields and formsets; single widgets stay Django's."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"


#: Field errors in place, as a sentence under the control.
ErrorList.template_name = "forms/errors.html"
