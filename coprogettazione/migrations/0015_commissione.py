# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

from datetime import timedelta

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


def give_terms(apps, schema_editor):
    """Sessions ended before there was a term: five days, as the parameter says today."""
    sessions = apps.get_model('coprogettazione', 'CommitteeSession').objects.filter(ended_at__isnull=False)
    sessions.update(approve_by=F('ended_at') + timedelta(days=5))


class Migration(migrations.Migration):

    dependencies = [
        ('coprogettazione', '0014_decadenza'),
    ]

    operations = [
        migrations.AlterField(
            model_name='legalparameter',
            name='key',
            field=models.CharField(choices=[('publication_days', 'giorni di pubblicazione proposti'), ('publication_days_minimum', 'giorni di pubblicazione, minimo'), ('publication_days_warning', 'giorni sotto i quali si avvisa'), ('cure_days_minimum', 'soccorso istruttorio, giorni minimi'), ('cure_days_maximum', 'soccorso istruttorio, giorni massimi'), ('annulment_months', 'mesi per l’annullamento d’ufficio'), ('convocation_days_minimum', 'giorni di preavviso per un incontro'), ('minutes_days', 'giorni per rispondere sul verbale di un incontro'), ('committee_minutes_days', 'giorni per approvare il verbale di una seduta della commissione'), ('onlus_title', 'l’anagrafe delle ONLUS dà titolo a partecipare (1 = sì)'), ('report_days', 'giorni per presentare un rendiconto, proposti'), ('clarification_days_minimum', 'chiarimenti sul rendiconto, giorni minimi'), ('clarification_days_maximum', 'chiarimenti sul rendiconto, giorni massimi'), ('advance_percent_maximum', 'anticipo, percentuale massima del contributo'), ('debt_check_euro', 'euro oltre i quali si controllano i debiti col fisco'), ('antimafia_thousand_euro', 'migliaia di euro oltre le quali serve l’antimafia'), ('conclusion_days', 'giorni per concludere il procedimento'), ('conclusion_days_maximum', 'giorni per concludere, massimo che si può dire'), ('suspension_days_maximum', 'sospensione dei termini, giorni massimi'), ('observation_days', 'giorni per le osservazioni prima di un’esclusione'), ('appeal_days', 'giorni per ricorrere al TAR'), ('appeal_days_prudent', 'giorni per ricorrere al TAR, per prudenza'), ('president_appeal_days', 'giorni per ricorrere al Presidente della Repubblica'), ('registration_months', 'mesi di iscrizione al RUNTS per le convenzioni con ODV e APS'), ('access_days', 'giorni per rispondere a una richiesta di accesso agli atti'), ('civic_access_days', 'giorni per rispondere a una richiesta di accesso civico'), ('opposition_days', 'giorni dei controinteressati per opporsi all’accesso'), ('access_appeal_days', 'giorni per ricorrere contro il rifiuto dell’accesso'), ('civic_review_days', 'giorni per decidere sul riesame di un accesso civico'), ('civic_release_days', 'giorni prima di consegnare, se un controinteressato si è opposto')], max_length=40, verbose_name='parametro'),
        ),
        migrations.AddField(
            model_name='committeesession',
            name='approve_by',
            field=models.DateTimeField(blank=True, null=True, verbose_name='verbale da approvare entro'),
        ),
        migrations.RunPython(give_terms, migrations.RunPython.noop, elidable=True),
        migrations.AddField(
            model_name='committeesession',
            name='closed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='verbale chiuso il'),
        ),
        migrations.AddField(
            model_name='committeesession',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='committeesession',
            name='closed_reason',
            field=models.TextField(blank=True, verbose_name='perché è stato chiuso senza tutte le approvazioni'),
        ),
        migrations.AddField(
            model_name='committeepresence',
            name='dissented_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='ha detto di non approvare il'),
        ),
        migrations.AddField(
            model_name='committeepresence',
            name='dissent',
            field=models.TextField(blank=True, verbose_name='perché non approva'),
        ),
        migrations.AddIndex(
            model_name='committeesession',
            index=models.Index(fields=['approve_by'], name='coprogettaz_approve_c9edff_idx'),
        ),
        migrations.AddConstraint(
            model_name='committeepresence',
            constraint=models.CheckConstraint(condition=Q(('dissented_at__isnull', True), Q(('approved_at__isnull', True), ('present', True), Q(('dissent', ''), _negated=True)), _connector='OR'), name='who_does_not_approve_was_there_and_says_why'),
        ),
        migrations.AddConstraint(
            model_name='committeesession',
            constraint=models.CheckConstraint(condition=Q(('ended_at__isnull', True), ('approve_by__isnull', False), _connector='OR'), name='ended_committee_session_has_its_term'),
        ),
        migrations.AddConstraint(
            model_name='committeesession',
            constraint=models.CheckConstraint(condition=Q(('closed_at__isnull', True), Q(('closed_by__isnull', False), Q(('closed_reason', ''), _negated=True)), _connector='OR'), name='minutes_closed_by_somebody_with_a_reason'),
        ),
    ]
