# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of a call: fixed chapters, declarations and kinds of file become questions of a composed form.

Every call that is there gets the standard form, whose questions are the fixed parts of before under the same
names in lower case; what was written, declared and attached is kept under them.
"""

from typing import Any

import coprogettazione.calls.models.starting_form
from coprogettazione.calls.models.starting_form import standard_form
from django.db import migrations, models


def under_their_questions(apps: Any, schema_editor: Any) -> None:
    """Declarations and files get the words of their question."""
    labels = {
        question["key"]: question["label"]
        for section in standard_form()["sections"]
        for question in section["questions"]
    }
    for name in ("Declaration", "Attachment"):
        rows = apps.get_model("coprogettazione", name).objects
        for key, label in labels.items():
            rows.filter(key=key).update(label=label)
    attachments = apps.get_model("coprogettazione", "Attachment").objects
    attachments.filter(key="other").update(key="", label="Altro")


def named_as_questions(model: str) -> migrations.RunSQL:
    """The kind of before, in lower case, is the key of a question. Rewritten in place, without touching the
    rows: a table with rows updated in the same transaction could not be altered any more.
    """
    table = f"coprogettazione_{model}"
    return migrations.RunSQL(
        f'ALTER TABLE "{table}" ALTER COLUMN "key" TYPE varchar(60) USING lower("key")',
        f'ALTER TABLE "{table}" ALTER COLUMN "key" TYPE varchar(20) USING upper("key")',
        state_operations=[
            migrations.AlterField(
                model,
                "key",
                models.CharField(blank=model == "attachment", max_length=60, verbose_name="domanda"),
            )
        ],
    )


class Migration(migrations.Migration):

    dependencies = [
        ('coprogettazione', '0010_istruttoria_ends'),
    ]

    operations = [
        migrations.AddField('call', 'form', models.JSONField(default=coprogettazione.calls.models.starting_form.standard_form, verbose_name='modulo della domanda')),
        migrations.AddField('call', 'form_before', models.JSONField(blank=True, null=True, verbose_name='modulo prima dell’ultima modifica')),
        migrations.AddField('member', 'confirmed_items', models.JSONField(blank=True, default=dict, verbose_name='impronte di ciò per cui si è impegnato')),
        migrations.RemoveConstraint('section', 'section_once_per_member'),
        migrations.RenameModel('Section', 'Answer'),
        migrations.RenameField('answer', 'kind', 'key'),
        named_as_questions('answer'),
        migrations.RenameField('answer', 'text', 'value'),
        migrations.RunSQL(
            'ALTER TABLE "coprogettazione_answer" ALTER COLUMN "value" TYPE jsonb USING to_jsonb("value")',
            'ALTER TABLE "coprogettazione_answer" ALTER COLUMN "value" TYPE text USING "value" #>> \'{}\'',
            state_operations=[
                migrations.AlterField('answer', 'value', models.JSONField(verbose_name='risposta')),
            ],
        ),
        migrations.RemoveConstraint('declaration', 'declaration_once_per_member'),
        migrations.RenameField('declaration', 'kind', 'key'),
        named_as_questions('declaration'),
        migrations.AddField('declaration', 'label', models.CharField(default='', max_length=300, verbose_name='dichiarazione'), preserve_default=False),
        migrations.RenameField('attachment', 'kind', 'key'),
        named_as_questions('attachment'),
        migrations.AddField('attachment', 'label', models.CharField(default='', max_length=300, verbose_name='che cosa è'), preserve_default=False),
        migrations.AlterField('answer', 'application', models.ForeignKey(on_delete=models.deletion.CASCADE, related_name='answers', to='coprogettazione.application')),
        migrations.AlterModelOptions('answer', options={'ordering': ['application_id', 'pk'], 'verbose_name': 'risposta della domanda', 'verbose_name_plural': 'risposte della domanda'}),
        migrations.AddConstraint('answer', models.UniqueConstraint(fields=('application', 'organisation', 'key'), name='answer_once_per_member')),
        migrations.AddConstraint('declaration', models.UniqueConstraint(fields=('application', 'organisation', 'key'), name='declaration_once_per_member')),
        migrations.RunPython(under_their_questions, migrations.RunPython.noop),
    ]
