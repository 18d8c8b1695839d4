# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

import coprogettazione.records.sealing.columns
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coprogettazione', '0012_sigillo'),
    ]

    operations = [
        migrations.AlterField(
            model_name='answer',
            name='value',
            field=coprogettazione.records.sealing.columns.SealedJSON(verbose_name='risposta'),
        ),
        migrations.AlterField(
            model_name='attachment',
            name='label',
            field=coprogettazione.records.sealing.columns.SealedText(max_length=300, verbose_name='che cosa è'),
        ),
        migrations.AlterField(
            model_name='legalparameter',
            name='key',
            field=models.CharField(choices=[('publication_days', 'giorni di pubblicazione proposti'), ('publication_days_minimum', 'giorni di pubblicazione, minimo'), ('publication_days_warning', 'giorni sotto i quali si avvisa'), ('cure_days_minimum', 'soccorso istruttorio, giorni minimi'), ('cure_days_maximum', 'soccorso istruttorio, giorni massimi'), ('annulment_months', 'mesi per l’annullamento d’ufficio'), ('convocation_days_minimum', 'giorni di preavviso per un incontro'), ('minutes_days', 'giorni per rispondere sul verbale di un incontro'), ('onlus_title', 'l’anagrafe delle ONLUS dà titolo a partecipare (1 = sì)'), ('report_days', 'giorni per presentare un rendiconto, proposti'), ('clarification_days_minimum', 'chiarimenti sul rendiconto, giorni minimi'), ('clarification_days_maximum', 'chiarimenti sul rendiconto, giorni massimi'), ('advance_percent_maximum', 'anticipo, percentuale massima del contributo'), ('debt_check_euro', 'euro oltre i quali si controllano i debiti col fisco'), ('antimafia_thousand_euro', 'migliaia di euro oltre le quali serve l’antimafia'), ('conclusion_days', 'giorni per concludere il procedimento'), ('conclusion_days_maximum', 'giorni per concludere, massimo che si può dire'), ('suspension_days_maximum', 'sospensione dei termini, giorni massimi'), ('appeal_days', 'giorni per ricorrere al TAR'), ('appeal_days_prudent', 'giorni per ricorrere al TAR, per prudenza'), ('president_appeal_days', 'giorni per ricorrere al Presidente della Repubblica'), ('registration_months', 'mesi di iscrizione al RUNTS per le convenzioni con ODV e APS'), ('access_days', 'giorni per rispondere a una richiesta di accesso agli atti'), ('civic_access_days', 'giorni per rispondere a una richiesta di accesso civico'), ('opposition_days', 'giorni dei controinteressati per opporsi all’accesso'), ('access_appeal_days', 'giorni per ricorrere contro il rifiuto dell’accesso'), ('civic_review_days', 'giorni per decidere sul riesame di un accesso civico'), ('civic_release_days', 'giorni prima di consegnare, se un controinteressato si è opposto')], max_length=40, verbose_name='parametro'),
        ),
        migrations.AlterField(
            model_name='member',
            name='confirmed_items',
            field=coprogettazione.records.sealing.columns.SealedJSON(blank=True, default=dict, verbose_name='impronte di ciò per cui si è impegnato'),
        ),
    ]
