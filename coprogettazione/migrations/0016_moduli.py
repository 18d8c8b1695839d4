# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coprogettazione', '0015_commissione'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='accessrequest',
            name='documentary_access_has_person_and_interest',
        ),
        migrations.RemoveConstraint(
            model_name='accessrequest',
            name='access_request_has_somebody',
        ),
        migrations.AddField(
            model_name='accessrequest',
            name='address',
            field=models.CharField(blank=True, max_length=300, verbose_name='indirizzo postale'),
        ),
        migrations.AddField(
            model_name='accessrequest',
            name='channel',
            field=models.CharField(blank=True, choices=[('PEC', 'PEC o e-mail'), ('PAPER', 'Carta, a mano o per posta')], max_length=10, verbose_name='come è arrivata'),
        ),
        migrations.AddField(
            model_name='accessrequest',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.storedfile', verbose_name='richiesta come è arrivata'),
        ),
        migrations.AddField(
            model_name='accessrequest',
            name='protocol',
            field=models.CharField(blank=True, max_length=60, verbose_name='protocollo in arrivo'),
        ),
        migrations.AddField(
            model_name='accessrequest',
            name='registered_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='registrata il'),
        ),
        migrations.AddField(
            model_name='accessrequest',
            name='registered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='call',
            name='lots_per_body',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='temi per ciascun ente, al più'),
        ),
        migrations.AddField(
            model_name='counterinterested',
            name='waived_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='ha detto di non opporsi il'),
        ),
        migrations.AddField(
            model_name='counterinterested',
            name='waived_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='check',
            name='item',
            field=models.CharField(choices=[('IN_TIME', 'È arrivata entro il termine'), ('SUBJECT', 'È un soggetto che può partecipare'), ('RUNTS', 'È iscritto al RUNTS alla data della domanda'), ('POWERS', 'Chi ha inviato ha i poteri per farlo'), ('DECLARATIONS', 'Le dichiarazioni sono complete'), ('GENERAL_ORDER', 'Requisiti di ordine generale'), ('REQUIREMENTS', 'Requisiti tecnici e professionali'), ('ATTACHMENTS', 'Ci sono gli allegati chiesti, firmati dove serve'), ('GROUP', 'L’impegno a formare il gruppo è di tutti'), ('ONE_GROUP', 'Nessun ente è in più domande di quante l’avviso ne ammette')], max_length=20, verbose_name='controllo'),
        ),
        migrations.AlterField(
            model_name='curegap',
            name='item',
            field=models.CharField(choices=[('IN_TIME', 'È arrivata entro il termine'), ('SUBJECT', 'È un soggetto che può partecipare'), ('RUNTS', 'È iscritto al RUNTS alla data della domanda'), ('POWERS', 'Chi ha inviato ha i poteri per farlo'), ('DECLARATIONS', 'Le dichiarazioni sono complete'), ('GENERAL_ORDER', 'Requisiti di ordine generale'), ('REQUIREMENTS', 'Requisiti tecnici e professionali'), ('ATTACHMENTS', 'Ci sono gli allegati chiesti, firmati dove serve'), ('GROUP', 'L’impegno a formare il gruppo è di tutti'), ('ONE_GROUP', 'Nessun ente è in più domande di quante l’avviso ne ammette')], max_length=20, verbose_name='controllo'),
        ),
        migrations.AlterField(
            model_name='eligibilitycheck',
            name='rule',
            field=models.CharField(choices=[('ARRIVAL', 'arrivo entro il termine'), ('RECOGNISED', 'ente riconosciuto sulla piattaforma'), ('ROLE', 'ruolo che l’ente può avere nel gruppo'), ('TITLE', 'titolo di partecipazione'), ('SECTION', 'sezione del RUNTS ammessa dall’avviso'), ('REGISTRATION', 'iscrizione al RUNTS alla data della domanda'), ('SENIORITY', 'mesi di iscrizione al RUNTS prima del termine'), ('DECLARATIONS', 'dichiarazioni rese'), ('COMMITMENT', 'impegno di tutti a formare il gruppo'), ('ONE_GROUP', 'presenza in una sola domanda, o in una per tema'), ('LOTS', 'temi per ciascun ente')], max_length=20, verbose_name='regola'),
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'DOCUMENTARY'), _negated=True), models.Q(models.Q(('interest', ''), _negated=True), models.Q(('requester__isnull', False), ('registered_by__isnull', False), _connector='OR')), _connector='OR'), name='documentary_access_has_person_and_interest'),
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.CheckConstraint(condition=models.Q(('requester__isnull', False), models.Q(models.Q(('name', ''), _negated=True), models.Q(models.Q(('email', ''), _negated=True), models.Q(('address', ''), _negated=True), _connector='OR')), _connector='OR'), name='access_request_has_somebody'),
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', ''), ('file__isnull', True), ('registered_at__isnull', True), ('registered_by__isnull', True)), models.Q(('channel__in', ['PEC', 'PAPER']), ('file__isnull', False), ('registered_at__gte', models.F('requested_at')), ('registered_by__isnull', False), ('requester__isnull', True)), _connector='OR'), name='access_request_registered_with_its_file'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('lots_per_body__isnull', True), ('lots_per_body__gte', 1), _connector='OR'), name='one_body_may_stand_for_a_theme'),
        ),
        migrations.AddConstraint(
            model_name='counterinterested',
            constraint=models.CheckConstraint(condition=models.Q(('opposed_at__isnull', True), ('waived_at__isnull', True), _connector='OR'), name='counter_interested_objects_or_not'),
        ),
    ]
