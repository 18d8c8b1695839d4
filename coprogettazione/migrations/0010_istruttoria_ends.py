# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coprogettazione', '0009_istruttoria_rows'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='curerequest',
            name='items',
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'RESERVED'), _negated=True), models.Q(models.Q(('reserve_event', ''), _negated=True), ('reserve_until__isnull', False)), _connector='OR'), name='reserve_has_its_event_and_day'),
        ),
    ]
