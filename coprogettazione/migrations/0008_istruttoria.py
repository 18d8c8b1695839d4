# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coprogettazione', '0007_accesso'),
    ]

    operations = [
        migrations.CreateModel(
            name='CureGap',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='numero')),
                ('item', models.CharField(choices=[('IN_TIME', 'È arrivata entro il termine'), ('SUBJECT', 'È un soggetto che può partecipare'), ('RUNTS', 'È iscritto al RUNTS alla data della domanda'), ('POWERS', 'Chi ha inviato ha i poteri per farlo'), ('DECLARATIONS', 'Le dichiarazioni sono complete'), ('GENERAL_ORDER', 'Requisiti di ordine generale'), ('REQUIREMENTS', 'Requisiti tecnici e professionali'), ('ATTACHMENTS', 'Ci sono gli allegati chiesti, firmati dove serve'), ('GROUP', 'L’impegno a formare il gruppo è di tutti'), ('ONE_GROUP', 'Nessun ente è in due domande')], max_length=20, verbose_name='controllo')),
                ('words', models.CharField(max_length=300, verbose_name='che cosa manca')),
                ('answer', models.TextField(blank=True, verbose_name='risposta')),
                ('accepted', models.BooleanField(blank=True, null=True, verbose_name='accolta')),
                ('reason', models.TextField(blank=True, verbose_name='perché non è accolta')),
            ],
            options={
                'verbose_name': 'mancanza da completare',
                'verbose_name_plural': 'mancanze da completare',
                'ordering': ['cure_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='EligibilityCheck',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(choices=[('ARRIVAL', 'arrivo entro il termine'), ('RECOGNISED', 'ente riconosciuto sulla piattaforma'), ('ROLE', 'ruolo che l’ente può avere nel gruppo'), ('TITLE', 'titolo di partecipazione'), ('SECTION', 'sezione del RUNTS ammessa dall’avviso'), ('REGISTRATION', 'iscrizione al RUNTS alla data della domanda'), ('SENIORITY', 'mesi di iscrizione al RUNTS prima del termine'), ('DECLARATIONS', 'dichiarazioni rese'), ('COMMITMENT', 'impegno di tutti a formare il gruppo'), ('ONE_GROUP', 'presenza in una sola domanda')], max_length=20, verbose_name='regola')),
                ('outcome', models.CharField(choices=[('PASSED', 'risulta'), ('FAILED', 'non risulta'), ('UNPROVEN', 'da controllare: la piattaforma non ha la prova')], max_length=10, verbose_name='esito')),
                ('because', models.TextField(blank=True, verbose_name='perché')),
                ('evidence', models.JSONField(default=dict, verbose_name='prova')),
                ('at', models.DateTimeField(verbose_name='controllato il')),
            ],
            options={
                'verbose_name': 'controllo automatico',
                'verbose_name_plural': 'controlli automatici',
                'ordering': ['application_id', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TermSuspension',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('INFORMATION', 'si acquisiscono informazioni o certificazioni'), ('COURT', 'lo ha ordinato un giudice')], max_length=12, verbose_name='causa')),
                ('words', models.TextField(verbose_name='motivo')),
                ('norm', models.CharField(max_length=300, verbose_name='norma')),
                ('starts_on', models.DateField(verbose_name='dal')),
                ('until', models.DateField(blank=True, null=True, verbose_name='al più tardi fino al')),
                ('resumes_on', models.DateField(blank=True, null=True, verbose_name='riprende dal')),
                ('resumed_because', models.TextField(blank=True, verbose_name='perché riprende')),
            ],
            options={
                'verbose_name': 'sospensione dei termini',
                'verbose_name_plural': 'sospensioni dei termini',
                'ordering': ['call_id', 'starts_on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='application',
            name='notice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.paper', verbose_name='comunicazione'),
        ),
        migrations.AddField(
            model_name='application',
            name='reserve_event',
            field=models.CharField(blank=True, max_length=300, verbose_name='che cosa scioglie la riserva'),
        ),
        migrations.AddField(
            model_name='application',
            name='reserve_until',
            field=models.DateField(blank=True, null=True, verbose_name='la riserva si scioglie entro'),
        ),
        migrations.AddField(
            model_name='call',
            name='conclusion_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='giorni per concludere il procedimento'),
        ),
        migrations.AddField(
            model_name='call',
            name='eligible_sections',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ODV', 'Organizzazione di volontariato'), ('APS', 'Associazione di promozione sociale'), ('ENTE_FILANTROPICO', 'Ente filantropico'), ('IMPRESA_SOCIALE', 'Impresa sociale'), ('RETE_ASSOCIATIVA', 'Rete associativa'), ('SOCIETA_MUTUO_SOCCORSO', 'Società di mutuo soccorso'), ('ALTRO_ETS', 'Altro ente del Terzo settore')], max_length=30), blank=True, default=list, size=None, verbose_name='sezioni del RUNTS ammesse'),
        ),
        migrations.AddField(
            model_name='call',
            name='registered_before_months',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='mesi di iscrizione al RUNTS prima del termine'),
        ),
        migrations.AlterField(
            model_name='legalparameter',
            name='key',
            field=models.CharField(choices=[('publication_days', 'giorni di pubblicazione proposti'), ('publication_days_minimum', 'giorni di pubblicazione, minimo'), ('publication_days_warning', 'giorni sotto i quali si avvisa'), ('cure_days_minimum', 'soccorso istruttorio, giorni minimi'), ('cure_days_maximum', 'soccorso istruttorio, giorni massimi'), ('annulment_months', 'mesi per l’annullamento d’ufficio'), ('convocation_days_minimum', 'giorni di preavviso per un incontro'), ('minutes_days', 'giorni per rispondere sul verbale di un incontro'), ('onlus_title', 'l’anagrafe delle ONLUS dà titolo a partecipare (1 = sì)'), ('report_days', 'giorni per presentare un rendiconto, proposti'), ('clarification_days_minimum', 'chiarimenti sul rendiconto, giorni minimi'), ('clarification_days_maximum', 'chiarimenti sul rendiconto, giorni massimi'), ('advance_percent_maximum', 'anticipo, percentuale massima del contributo'), ('debt_check_euro', 'euro oltre i quali si controllano i debiti col fisco'), ('antimafia_thousand_euro', 'migliaia di euro oltre le quali serve l’antimafia'), ('conclusion_days', 'giorni per concludere il procedimento'), ('conclusion_days_maximum', 'giorni per concludere, massimo che si può dire'), ('suspension_days_maximum', 'sospensione dei termini, giorni massimi'), ('registration_months', 'mesi di iscrizione al RUNTS per una convenzione'), ('appeal_days', 'giorni per ricorrere al TAR')], max_length=40, verbose_name='parametro'),
        ),
        migrations.AddField(
            model_name='curegap',
            name='cure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gaps', to='coprogettazione.curerequest'),
        ),
        migrations.AddField(
            model_name='curegap',
            name='files',
            field=models.ManyToManyField(related_name='cure_gaps', to='coprogettazione.storedfile', verbose_name='file della risposta'),
        ),
        migrations.AddField(
            model_name='curegap',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
        ),
        migrations.AddField(
            model_name='eligibilitycheck',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='eligibility', to='coprogettazione.application'),
        ),
        migrations.AddField(
            model_name='eligibilitycheck',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='eligibilitycheck',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
        ),
        migrations.AddField(
            model_name='termsuspension',
            name='call',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='term_suspensions', to='coprogettazione.call', verbose_name='avviso'),
        ),
        migrations.AddField(
            model_name='termsuspension',
            name='resumed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='termsuspension',
            name='suspended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='curegap',
            constraint=models.UniqueConstraint(fields=('cure', 'number'), name='gap_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='curegap',
            constraint=models.CheckConstraint(condition=models.Q(('item__in', ['POWERS', 'DECLARATIONS', 'ATTACHMENTS', 'GROUP'])), name='cured_gap_is_formal'),
        ),
        migrations.AddConstraint(
            model_name='curegap',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted', False), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='refused_gap_has_its_reason'),
        ),
        migrations.AddIndex(
            model_name='eligibilitycheck',
            index=models.Index(fields=['application', 'organisation', 'rule', '-id'], name='coprogettaz_applica_367cec_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eligibilitycheck',
            trigger=pgtrigger.compiler.Trigger(name='evidence_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='554bd6df9dcfc19df0dc42baaf55a360b41d3875', operation='UPDATE', pgid='pgtrigger_evidence_never_changes_e16e7', table='coprogettazione_eligibilitycheck', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='termsuspension',
            constraint=models.UniqueConstraint(condition=models.Q(('reason', 'INFORMATION')), fields=('call',), name='suspended_once_for_information'),
        ),
        migrations.AddConstraint(
            model_name='termsuspension',
            constraint=models.CheckConstraint(condition=models.Q(('resumes_on__isnull', True), ('resumes_on__gte', models.F('starts_on')), _connector='OR'), name='suspension_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='termsuspension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', 'INFORMATION'), _negated=True), ('until__isnull', False), _connector='OR'), name='suspension_for_information_has_its_end'),
        ),
    ]
