# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coprogettazione', '0003_minutes_days'),
    ]

    operations = [
        migrations.CreateModel(
            name='Lot',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=5, verbose_name='numero')),
                ('title', models.CharField(max_length=200, verbose_name='tema')),
                ('description', models.TextField(blank=True, verbose_name='che cosa si progetta')),
                ('public_grant', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='contributo pubblico')),
                ('admits', models.CharField(choices=[('FIRST', 'un solo partner: la proposta con più punti'), ('ALL', 'chi raggiunge la soglia')], default='ALL', max_length=10, verbose_name='chi siede al tavolo')),
                ('threshold', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='soglia')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'tema',
                'verbose_name_plural': 'temi',
                'ordering': ['call_id', 'position', 'code'],
            },
        ),
        migrations.AlterModelOptions(
            name='rankingrow',
            options={'ordering': ['committee_id', models.OrderBy(models.F('application__lot__position'), nulls_first=True), 'position', 'application__registry_number'], 'verbose_name': 'posto in graduatoria', 'verbose_name_plural': 'graduatoria'},
        ),
        migrations.RemoveConstraint(
            model_name='application',
            name='one_application_per_lead_and_call',
        ),
        migrations.AlterField(
            model_name='call',
            name='selection_mode',
            field=models.CharField(blank=True, choices=[('SINGLE_PARTNER', 'un solo partner: la proposta con più punti'), ('THRESHOLD', 'siede al tavolo chi raggiunge la soglia'), ('OPEN_TABLE', 'tavolo aperto a tutti gli enti ammessi, senza punti'), ('PER_LOT', 'più temi, ciascuno con il suo contributo, i suoi criteri, la sua graduatoria')], max_length=20, verbose_name='come si scelgono i partner'),
        ),
        migrations.AddField(
            model_name='lot',
            name='call',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lots', to='coprogettazione.call'),
        ),
        migrations.AddField(
            model_name='application',
            name='lot',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='coprogettazione.lot', verbose_name='tema'),
        ),
        migrations.AddField(
            model_name='criterion',
            name='lot',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='coprogettazione.lot', verbose_name='tema'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'WITHDRAWN'), _negated=True), fields=('call', 'lead', 'lot'), name='one_application_per_lead_call_and_lot', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='lot',
            constraint=models.UniqueConstraint(fields=('call', 'code'), name='lot_code_unique_in_call'),
        ),
        migrations.AddConstraint(
            model_name='lot',
            constraint=models.CheckConstraint(condition=models.Q(('admits__in', ['FIRST', 'ALL'])), name='lot_admits_known'),
        ),
    ]
