# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coprogettazione', '0013_answers_under_seal'),
    ]

    operations = [
        migrations.AlterField(
            model_name='legalparameter',
            name='key',
            field=models.CharField(choices=[('publication_days', 'giorni di pubblicazione proposti'), ('publication_days_minimum', 'giorni di pubblicazione, minimo'), ('publication_days_warning', 'giorni sotto i quali si avvisa'), ('cure_days_minimum', 'soccorso istruttorio, giorni minimi'), ('cure_days_maximum', 'soccorso istruttorio, giorni massimi'), ('annulment_months', 'mesi per l’annullamento d’ufficio'), ('convocation_days_minimum', 'giorni di preavviso per un incontro'), ('minutes_days', 'giorni per rispondere sul verbale di un incontro'), ('onlus_title', 'l’anagrafe delle ONLUS dà titolo a partecipare (1 = sì)'), ('report_days', 'giorni per presentare un rendiconto, proposti'), ('clarification_days_minimum', 'chiarimenti sul rendiconto, giorni minimi'), ('clarification_days_maximum', 'chiarimenti sul rendiconto, giorni massimi'), ('advance_percent_maximum', 'anticipo, percentuale massima del contributo'), ('debt_check_euro', 'euro oltre i quali si controllano i debiti col fisco'), ('antimafia_thousand_euro', 'migliaia di euro oltre le quali serve l’antimafia'), ('conclusion_days', 'giorni per concludere il procedimento'), ('conclusion_days_maximum', 'giorni per concludere, massimo che si può dire'), ('suspension_days_maximum', 'sospensione dei termini, giorni massimi'), ('observation_days', 'giorni per le osservazioni prima di un’esclusione'), ('appeal_days', 'giorni per ricorrere al TAR'), ('appeal_days_prudent', 'giorni per ricorrere al TAR, per prudenza'), ('president_appeal_days', 'giorni per ricorrere al Presidente della Repubblica'), ('registration_months', 'mesi di iscrizione al RUNTS per le convenzioni con ODV e APS'), ('access_days', 'giorni per rispondere a una richiesta di accesso agli atti'), ('civic_access_days', 'giorni per rispondere a una richiesta di accesso civico'), ('opposition_days', 'giorni dei controinteressati per opporsi all’accesso'), ('access_appeal_days', 'giorni per ricorrere contro il rifiuto dell’accesso'), ('civic_review_days', 'giorni per decidere sul riesame di un accesso civico'), ('civic_release_days', 'giorni prima di consegnare, se un controinteressato si è opposto')], max_length=40, verbose_name='parametro'),
        ),
        migrations.CreateModel(
            name='Exclusion',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('RESERVE', 'la riserva non si è sciolta'), ('REQUISITE', 'un requisito è venuto meno'), ('FALSE_DECLARATION', 'una dichiarazione non corrisponde al vero'), ('OTHER', 'un altro motivo')], max_length=20, verbose_name='motivo')),
                ('reasons', models.TextField(verbose_name='che cosa è successo')),
                ('state', models.CharField(choices=[('ANNOUNCED', 'comunicata, in attesa di osservazioni'), ('OBSERVED', 'con osservazioni, da decidere'), ('EXCLUDED', 'esclusione decisa'), ('DROPPED', 'archiviata')], default='ANNOUNCED', max_length=10, verbose_name='stato')),
                ('announced_at', models.DateTimeField(verbose_name='comunicata il')),
                ('due_at', models.DateTimeField(verbose_name='osservazioni entro')),
                ('decide_by', models.DateTimeField(verbose_name='si decide entro')),
                ('observations', models.TextField(blank=True, verbose_name='osservazioni')),
                ('observed_at', models.DateTimeField(blank=True, null=True, verbose_name='osservazioni del')),
                ('concluded_at', models.DateTimeField(blank=True, null=True, verbose_name='decisa il')),
                ('conclusion', models.TextField(blank=True, verbose_name='motivi della decisione')),
                ('answer', models.TextField(blank=True, verbose_name='risposta alle osservazioni')),
                ('act', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.paper')),
                ('announced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exclusions', to='coprogettazione.application', verbose_name='domanda')),
                ('concluded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('files', models.ManyToManyField(related_name='exclusions', to='coprogettazione.storedfile', verbose_name='file delle osservazioni')),
                ('letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.paper')),
                ('observed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'esclusione dopo l’ammissione',
                'verbose_name_plural': 'esclusioni dopo l’ammissione',
                'ordering': ['application_id', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['ANNOUNCED', 'OBSERVED'])), fields=('application',), name='one_exclusion_at_a_time'), models.CheckConstraint(condition=models.Q(('state__in', ['ANNOUNCED', 'OBSERVED']), models.Q(('concluded_at__isnull', False), models.Q(('conclusion', ''), _negated=True)), _connector='OR'), name='concluded_exclusion_is_reasoned'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'EXCLUDED'), _negated=True), models.Q(('observed_at__isnull', False), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='exclusion_answers_the_observations'), models.CheckConstraint(condition=models.Q(('observed_at__isnull', True), models.Q(('observations', ''), _negated=True), _connector='OR'), name='observations_say_something')],
            },
        ),
    ]
