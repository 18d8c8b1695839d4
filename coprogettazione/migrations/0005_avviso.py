# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def publish_the_wording_that_was_asked(apps, schema_editor):
    """Until now a question was published as it was asked."""
    apps.get_model("coprogettazione", "Question").objects.filter(answered_at__isnull=False).update(
        published_text=models.F("text")
    )


class Migration(migrations.Migration):

    dependencies = [
        ('coprogettazione', '0004_lots'),
    ]

    operations = [
        migrations.CreateModel(
            name='AdmittedCig',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='dal')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='al')),
                ('norm', models.CharField(max_length=300, verbose_name='norma')),
                ('verified', models.BooleanField(default=False, verbose_name='riscontrato sul testo ufficiale')),
                ('regime', models.CharField(choices=[('NOT_REQUIRED', 'non richiesto'), ('TRACEABILITY_ONLY', 'solo per la tracciabilità'), ('PROCUREMENT', 'come per gli appalti')], max_length=20, verbose_name='regime del CIG')),
                ('admitted', models.BooleanField(default=True, verbose_name='ammesso')),
            ],
            options={
                'verbose_name': 'regime del CIG',
                'verbose_name_plural': 'regimi del CIG',
                'ordering': ['regime', 'valid_from'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CallChange',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('CORRECTION', 'rettifica di un errore di scrittura'), ('AMENDMENT', 'modifica sostanziale, con un nuovo termine')], max_length=20, verbose_name='che cosa è')),
                ('version', models.PositiveSmallIntegerField(verbose_name='versione dell’avviso')),
                ('facts', models.JSONField(verbose_name='che cosa cambia')),
                ('old_deadline', models.DateTimeField(blank=True, null=True, verbose_name='termine precedente')),
                ('new_deadline', models.DateTimeField(blank=True, null=True, verbose_name='nuovo termine')),
                ('at', models.DateTimeField(verbose_name='decisa il')),
            ],
            options={
                'verbose_name': 'modifica dell’avviso',
                'verbose_name_plural': 'modifiche dell’avviso',
                'ordering': ['version'],
            },
        ),
        migrations.CreateModel(
            name='NoticeModel',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='nome')),
                ('facts', models.JSONField(verbose_name='testi')),
                ('criteria', models.JSONField(blank=True, default=list, verbose_name='criteri')),
                ('kept_at', models.DateTimeField(verbose_name='tenuto dal')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='ritirato il')),
            ],
            options={
                'verbose_name': 'modello di avviso',
                'verbose_name_plural': 'modelli di avviso',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RegionalProfile',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='dal')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='al')),
                ('norm', models.CharField(max_length=300, verbose_name='norma')),
                ('verified', models.BooleanField(default=False, verbose_name='riscontrato sul testo ufficiale')),
                ('region', models.CharField(blank=True, max_length=40, verbose_name='regione')),
                ('partner_roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('SECONDARY_PARTNER', 'partner per attività secondarie'), ('SUPPORTER', 'sostenitore'), ('FINANCIER', 'finanziatore')], max_length=20), blank=True, default=list, size=None, verbose_name='ruoli ammessi per chi non è un ente del Terzo settore')),
                ('contents', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('TERMS', 'i termini della procedura'), ('MANAGEMENT', 'se gli enti scelti gestiscono anche il servizio'), ('NON_ETS_ROLES', 'il ruolo di chi non è un ente del Terzo settore'), ('CONSULTATION', 'se c’è una consultazione prima delle proposte')], max_length=20), blank=True, default=list, size=None, verbose_name='contenuti in più dell’avviso')),
            ],
            options={
                'verbose_name': 'profilo regionale',
                'verbose_name_plural': 'profili regionali',
                'ordering': ['region', 'valid_from'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Replacement',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=40, verbose_name='parte')),
                ('criterion', models.CharField(blank=True, max_length=5, verbose_name='criterio')),
                ('word', models.CharField(max_length=200, verbose_name='parola')),
                ('instead', models.CharField(max_length=200, verbose_name='al suo posto')),
                ('before', models.TextField(verbose_name='prima')),
                ('after', models.TextField(verbose_name='dopo')),
                ('at', models.DateTimeField(verbose_name='quando')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='tornata com’era il')),
            ],
            options={
                'verbose_name': 'parola sostituita',
                'verbose_name_plural': 'parole sostituite',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='call',
            name='consultation',
            field=models.TextField(blank=True, verbose_name='consultazione prima delle proposte'),
        ),
        migrations.AddField(
            model_name='call',
            name='planned_deadline',
            field=models.DateTimeField(blank=True, null=True, verbose_name='termine previsto per le domande'),
        ),
        migrations.AddField(
            model_name='call',
            name='planned_publication',
            field=models.DateField(blank=True, null=True, verbose_name='pubblicazione prevista'),
        ),
        migrations.AddField(
            model_name='call',
            name='planned_questions_deadline',
            field=models.DateTimeField(blank=True, null=True, verbose_name='termine previsto per i quesiti'),
        ),
        migrations.AddField(
            model_name='call',
            name='service_management',
            field=models.TextField(blank=True, verbose_name='chi gestisce il servizio'),
        ),
        migrations.AddField(
            model_name='question',
            name='draft_answer',
            field=models.TextField(blank=True, verbose_name='risposta, bozza'),
        ),
        migrations.AddField(
            model_name='question',
            name='draft_text',
            field=models.TextField(blank=True, verbose_name='domanda da pubblicare, bozza'),
        ),
        migrations.AddField(
            model_name='question',
            name='published_text',
            field=models.TextField(blank=True, verbose_name='domanda pubblicata'),
        ),
        migrations.AddField(
            model_name='question',
            name='shares',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sharing', to='coprogettazione.question', verbose_name='stessa risposta di'),
        ),
        migrations.AlterField(
            model_name='legalparameter',
            name='key',
            field=models.CharField(choices=[('publication_days', 'giorni di pubblicazione proposti'), ('publication_days_minimum', 'giorni di pubblicazione, minimo'), ('publication_days_warning', 'giorni sotto i quali si avvisa'), ('cure_days_minimum', 'soccorso istruttorio, giorni minimi'), ('cure_days_maximum', 'soccorso istruttorio, giorni massimi'), ('annulment_months', 'mesi per l’annullamento d’ufficio'), ('convocation_days_minimum', 'giorni di preavviso per un incontro'), ('minutes_days', 'giorni per rispondere sul verbale di un incontro'), ('onlus_title', 'l’anagrafe delle ONLUS dà titolo a partecipare (1 = sì)'), ('report_days', 'giorni per presentare un rendiconto, proposti'), ('clarification_days_minimum', 'chiarimenti sul rendiconto, giorni minimi'), ('clarification_days_maximum', 'chiarimenti sul rendiconto, giorni massimi'), ('advance_percent_maximum', 'anticipo, percentuale massima del contributo'), ('debt_check_euro', 'euro oltre i quali si controllano i debiti col fisco'), ('antimafia_thousand_euro', 'migliaia di euro oltre le quali serve l’antimafia'), ('appeal_days', 'giorni per ricorrere al TAR'), ('appeal_days_prudent', 'giorni per ricorrere al TAR, per prudenza'), ('president_appeal_days', 'giorni per ricorrere al Presidente della Repubblica'), ('registration_months', 'mesi di iscrizione al RUNTS per le convenzioni con ODV e APS')], max_length=40, verbose_name='parametro'),
        ),
        migrations.RunPython(publish_the_wording_that_was_asked, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), models.Q(('published_text', ''), _negated=True), _connector='OR'), name='answered_question_has_its_wording'),
        ),
        migrations.AddConstraint(
            model_name='admittedcig',
            constraint=models.UniqueConstraint(fields=('regime', 'valid_from'), name='one_cig_rule_from_a_day'),
        ),
        migrations.AddConstraint(
            model_name='admittedcig',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='cig_rule_ends_after_it_begins'),
        ),
        migrations.AddField(
            model_name='callchange',
            name='act',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='change', to='coprogettazione.callact'),
        ),
        migrations.AddField(
            model_name='callchange',
            name='call',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='coprogettazione.call'),
        ),
        migrations.AddField(
            model_name='noticemodel',
            name='kept_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notice_models', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noticemodel',
            name='made_from',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='models_made', to='coprogettazione.call'),
        ),
        migrations.AddField(
            model_name='noticemodel',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notice_models', to='coprogettazione.organisation'),
        ),
        migrations.AddConstraint(
            model_name='regionalprofile',
            constraint=models.UniqueConstraint(fields=('region', 'valid_from'), name='one_profile_from_a_day'),
        ),
        migrations.AddConstraint(
            model_name='regionalprofile',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='profile_ends_after_it_begins'),
        ),
        migrations.AddField(
            model_name='replacement',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='replacement',
            name='call',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='coprogettazione.call'),
        ),
        migrations.AddConstraint(
            model_name='callchange',
            constraint=models.UniqueConstraint(fields=('call', 'version'), name='one_change_opens_a_version'),
        ),
        migrations.AddConstraint(
            model_name='callchange',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['CORRECTION', 'AMENDMENT'])), name='change_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='callchange',
            constraint=models.CheckConstraint(condition=models.Q(('version__gt', 1)), name='first_version_is_the_publication'),
        ),
        migrations.AddConstraint(
            model_name='callchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'AMENDMENT'), _negated=True), models.Q(('at__lt', models.F('old_deadline')), ('new_deadline__isnull', False), ('old_deadline__isnull', False)), _connector='OR'), name='amendment_opens_a_new_term_before_expiry'),
        ),
        migrations.AddConstraint(
            model_name='noticemodel',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('organisation', 'name'), name='one_model_in_use_has_a_name'),
        ),
    ]
