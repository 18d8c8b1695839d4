# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every chapter as it is after 0016, for a new database: the way through 0003–0016 renders every model again at each
of its steps, and takes half a minute more. A database that began that way goes on that way.
"""

import coprogettazione.calls.models.access
import coprogettazione.calls.models.starting_form
import coprogettazione.documents.models.storage
import coprogettazione.parties.codes
import coprogettazione.records.sealing.columns
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


from coprogettazione.migrations._together import CreateTogether


class Migration(migrations.Migration):

    replaces = [
        ('coprogettazione', '0002_chapters'),
        ('coprogettazione', '0003_minutes_days'),
        ('coprogettazione', '0004_lots'),
        ('coprogettazione', '0005_avviso'),
        ('coprogettazione', '0006_valutazione'),
        ('coprogettazione', '0007_accesso'),
        ('coprogettazione', '0008_istruttoria'),
        ('coprogettazione', '0009_istruttoria_rows'),
        ('coprogettazione', '0010_istruttoria_ends'),
        ('coprogettazione', '0011_modulo'),
        ('coprogettazione', '0012_sigillo'),
        ('coprogettazione', '0013_answers_under_seal'),
        ('coprogettazione', '0014_decadenza'),
        ('coprogettazione', '0015_commissione'),
        ('coprogettazione', '0016_moduli'),
    ]

    dependencies = [
        ('account', '0009_emailaddress_unique_primary_email'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('coprogettazione', '0001_user'),
        ('guardian', '0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('sessions', '0001_initial'),
        ('socialaccount', '0006_alter_socialaccount_extra_data'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('viewflow', '0015_task_scheduled'),
        ('wagtailadmin', '0006_formstate'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailembeds', '0009_embed_cache_until'),
        ('wagtailforms', '0005_alter_formsubmission_form_data'),
        ('wagtailimages', '0027_image_description'),
        ('wagtailredirects', '0008_add_verbose_name_plural'),
        ('wagtailsearch', '0010_add_text_fields'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='AccessRequest',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('DOCUMENTARY', 'accesso documentale'), ('CIVIC', 'accesso civico')], max_length=20, verbose_name='tipo di accesso')),
                    ('state', models.CharField(choices=[('RECEIVED', 'Ricevuta'), ('NOTIFIED', 'Controinteressati avvisati'), ('ANSWERED', 'Con risposta'), ('LAPSED', 'Termine passato senza risposta')], db_index=True, default='RECEIVED', max_length=20, verbose_name='stato')),
                    ('name', models.CharField(blank=True, max_length=120, verbose_name='nome e cognome')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                    ('address', models.CharField(blank=True, max_length=300, verbose_name='indirizzo postale')),
                    ('channel', models.CharField(blank=True, choices=[('PEC', 'PEC o e-mail'), ('PAPER', 'Carta, a mano o per posta')], max_length=10, verbose_name='come è arrivata')),
                    ('protocol', models.CharField(blank=True, max_length=60, verbose_name='protocollo in arrivo')),
                    ('registered_at', models.DateTimeField(blank=True, null=True, verbose_name='registrata il')),
                    ('key', models.CharField(default=coprogettazione.calls.models.access.new_key, editable=False, max_length=64, unique=True)),
                    ('description', models.TextField(blank=True, verbose_name='che cosa si chiede')),
                    ('interest', models.TextField(blank=True, verbose_name='perché si chiede')),
                    ('requested_at', models.DateTimeField(verbose_name='arrivata il')),
                    ('days', models.PositiveSmallIntegerField(verbose_name='giorni per rispondere')),
                    ('suspended_days', models.PositiveSmallIntegerField(default=0, verbose_name='giorni di sospensione')),
                    ('due_at', models.DateTimeField(verbose_name='risposta entro')),
                    ('outcome', models.CharField(blank=True, choices=[('GRANTED', 'accolta'), ('PARTLY', 'accolta in parte'), ('REFUSED', 'rifiutata'), ('DEFERRED', 'rinviata')], max_length=10, verbose_name='esito')),
                    ('reasons', models.TextField(blank=True, verbose_name='motivazione')),
                    ('deferred_until', models.DateField(blank=True, null=True, verbose_name='rinviata fino al')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='risposta il')),
                    ('lapsed_at', models.DateTimeField(blank=True, null=True, verbose_name='termine passato il')),
                ],
                options={
                    'verbose_name': 'richiesta di accesso',
                    'verbose_name_plural': 'richieste di accesso',
                    'ordering': ['requested_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Admission',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('outcome', models.CharField(choices=[('ADMITTED', 'ammessa al tavolo'), ('WAITING', 'in graduatoria, non ammessa al tavolo'), ('BELOW_THRESHOLD', 'sotto la soglia'), ('EXCLUDED', 'esclusa'), ('LATE', 'fuori termine, non aperta'), ('LAPSED', 'decaduta dopo l’ammissione')], max_length=20, verbose_name='esito')),
                    ('reason', models.TextField(verbose_name='motivo')),
                    ('decided_at', models.DateTimeField(verbose_name='deciso il')),
                    ('act_number', models.CharField(max_length=40, verbose_name='numero dell’atto')),
                    ('act_date', models.DateField(verbose_name='data dell’atto')),
                ],
                options={
                    'verbose_name': 'ammissione',
                    'verbose_name_plural': 'ammissioni',
                    'ordering': ['application__submitted_at', 'application_id'],
                },
            ),
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
                name='AgreedRole',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(max_length=200, verbose_name='ruolo')),
                    ('commitments', models.TextField(verbose_name='impegni')),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('agreed_at', models.DateTimeField(verbose_name='scritto il')),
                ],
                options={
                    'verbose_name': 'ruolo concordato',
                    'verbose_name_plural': 'ruoli concordati',
                    'ordering': ['table_id', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Agreement',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('CONVENTION', 'convenzione'), ('ADDENDUM', 'atto aggiuntivo')], default='CONVENTION', max_length=12, verbose_name='tipo')),
                    ('state', models.CharField(choices=[('DRAFT', 'Testo approvato, da mandare alla firma'), ('SIGNING', 'Alla firma'), ('SIGNED', 'Firmata da tutti, in vigore'), ('TERMINATED', 'Risolta')], db_index=True, default='DRAFT', max_length=12, verbose_name='stato')),
                    ('title', models.CharField(max_length=200, verbose_name='titolo')),
                    ('text', models.JSONField(default=dict, verbose_name='testo')),
                    ('text_hash', models.CharField(max_length=64, verbose_name='impronta del testo')),
                    ('duration_months', models.PositiveSmallIntegerField(verbose_name='durata in mesi')),
                    ('public_grant', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='contributo pubblico')),
                    ('total', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='risorse in tutto')),
                    ('approval_number', models.CharField(max_length=40, verbose_name='atto di approvazione')),
                    ('approval_date', models.DateField(verbose_name='data dell’atto di approvazione')),
                    ('commitment', models.JSONField(default=list, verbose_name='impegno di spesa')),
                    ('checks', models.JSONField(default=list, verbose_name='controlli sulle dichiarazioni')),
                    ('approved_at', models.DateTimeField(verbose_name='approvata il')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='alla firma dal')),
                    ('repertory_number', models.PositiveIntegerField(blank=True, null=True, verbose_name='numero di repertorio')),
                    ('repertory_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='anno di repertorio')),
                    ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='firmata da tutti il')),
                    ('in_force_from', models.DateField(blank=True, null=True, verbose_name='in vigore dal')),
                    ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='pubblicata il')),
                    ('starts_on', models.DateField(blank=True, null=True, verbose_name='inizio delle attività')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='fine delle attività')),
                    ('terminated_at', models.DateTimeField(blank=True, null=True, verbose_name='risolta il')),
                    ('termination_reasons', models.TextField(blank=True, verbose_name='perché è risolta')),
                ],
                options={
                    'verbose_name': 'convenzione',
                    'verbose_name_plural': 'convenzioni',
                    'ordering': ['-approved_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='AgreementParty',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('PUBLIC_BODY', 'ente pubblico'), ('LEAD_PARTNER', 'capofila: firma e risponde per tutti'), ('MEMBER_PARTNER', 'componente del gruppo'), ('PARTNER', 'ente partner')], max_length=20, verbose_name='ruolo')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('share', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, verbose_name='quota del contributo, per cento')),
                    ('grant', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=12, verbose_name='contributo assegnato')),
                    ('activities', models.TextField(blank=True, verbose_name='che cosa fa')),
                ],
                options={
                    'verbose_name': 'parte della convenzione',
                    'verbose_name_plural': 'parti della convenzione',
                    'ordering': ['agreement_id', 'position', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Answer',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60, verbose_name='domanda')),
                    ('value', coprogettazione.records.sealing.columns.SealedJSON(verbose_name='risposta')),
                    ('version', models.PositiveIntegerField(default=0)),
                    ('saved_at', models.DateTimeField(verbose_name='salvata il')),
                ],
                options={
                    'verbose_name': 'risposta della domanda',
                    'verbose_name_plural': 'risposte della domanda',
                    'ordering': ['application_id', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Application',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('form', models.CharField(choices=[('SINGLE', 'ente singolo'), ('ATS_TO_BE_FORMED', 'gruppo da formare (ATS)'), ('ATS', 'gruppo già formato (ATS)'), ('CONSORTIUM', 'consorzio')], max_length=20, verbose_name='forma')),
                    ('state', models.CharField(choices=[('DRAFT', 'In preparazione'), ('RECEIVED', 'Inviata nei termini'), ('LATE', 'Fuori termine, non aperta'), ('WITHDRAWN', 'Ritirata'), ('CURE', 'In attesa di integrazione'), ('ADMITTED', 'Ammessa'), ('RESERVED', 'Ammessa con riserva'), ('EXCLUDED', 'Esclusa')], db_index=True, default='DRAFT', max_length=20, verbose_name='stato')),
                    ('requested_grant', coprogettazione.records.sealing.columns.SealedDecimal(blank=True, null=True, verbose_name='contributo pubblico chiesto')),
                    ('created_at', models.DateTimeField(verbose_name='iniziata il')),
                    ('saved_at', models.DateTimeField(blank=True, null=True, verbose_name='salvata il')),
                    ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='arrivata il')),
                    ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='aperta il')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='ritirata il')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='esito del')),
                    ('reserve_event', models.CharField(blank=True, max_length=300, verbose_name='che cosa scioglie la riserva')),
                    ('reserve_until', models.DateField(blank=True, null=True, verbose_name='la riserva si scioglie entro')),
                    ('reasons', coprogettazione.records.sealing.columns.SealedText(blank=True, verbose_name='motivi dell’esito')),
                    ('registry_number', models.CharField(blank=True, max_length=20, verbose_name='numero della piattaforma')),
                    ('protocol_number', models.CharField(blank=True, max_length=40, verbose_name='protocollo dell’ufficio')),
                    ('protocol_date', models.DateField(blank=True, null=True, verbose_name='data del protocollo')),
                    ('content_hash', models.CharField(blank=True, max_length=64, verbose_name='impronta')),
                ],
                options={
                    'verbose_name': 'domanda',
                    'verbose_name_plural': 'domande',
                    'ordering': ['call_id', 'submitted_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Arriving',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('secret', models.TextField()),
                    ('size', models.PositiveBigIntegerField(verbose_name='dimensione')),
                    ('received', models.PositiveBigIntegerField(default=0, verbose_name='arrivati')),
                    ('stored', models.PositiveBigIntegerField(default=0)),
                    ('created_at', models.DateTimeField(verbose_name='iniziato il')),
                    ('expires_at', models.DateTimeField(db_index=True, verbose_name='tenuto fino al')),
                ],
                options={
                    'verbose_name': 'file in arrivo',
                    'verbose_name_plural': 'file in arrivo',
                    'ordering': ['created_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Attachment',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(blank=True, max_length=60, verbose_name='domanda')),
                    ('label', coprogettazione.records.sealing.columns.SealedText(max_length=300, verbose_name='che cosa è')),
                    ('attached_at', models.DateTimeField(verbose_name='aggiunto il')),
                ],
                options={
                    'verbose_name': 'allegato della domanda',
                    'verbose_name_plural': 'allegati della domanda',
                    'ordering': ['application_id', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Attendance',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('PUBLIC_BODY', 'amministrazione'), ('PARTNER', 'ente partner'), ('SUPPORTER', 'ente sostenitore'), ('FACILITATOR', 'facilitatore, senza voto'), ('EXPERT', 'esperto, legge'), ('LISTENER', 'uditore, legge')], max_length=20, verbose_name='come siede')),
                    ('presence', models.CharField(choices=[('PRESENT', 'presente'), ('LATE', 'arriva dopo l’inizio'), ('LEFT', 'va via prima della fine'), ('ABSENT', 'assente')], max_length=10, verbose_name='presenza')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='nota')),
                ],
                options={
                    'verbose_name': 'presenza',
                    'verbose_name_plural': 'presenze',
                    'ordering': ['session_id', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='BudgetLine',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('category', models.CharField(choices=[('A', 'Personale dipendente'), ('B', 'Collaboratori e professionisti'), ('C', 'Beni e materiali'), ('D', 'Attrezzature'), ('E', 'Sedi e utenze'), ('F', 'Sostegni ai beneficiari'), ('G', 'Comunicazione'), ('H', 'Volontari: rimborsi e assicurazione'), ('I', 'Costi indiretti'), ('L', 'Coordinamento e monitoraggio'), ('V', 'Valorizzazione dei volontari'), ('K', 'Risorse in natura dell’ente')], max_length=1, verbose_name='voce')),
                    ('description', models.CharField(blank=True, max_length=200, verbose_name='che cosa')),
                    ('source', models.CharField(choices=[('PUBLIC', 'contributo pubblico'), ('ETS_CASH', 'denaro dell’ente'), ('IN_KIND', 'beni e servizi dell’ente'), ('VOLUNTEERS', 'lavoro dei volontari, valore figurativo')], max_length=12, verbose_name='da dove viene')),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='importo in euro')),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('changed_at', models.DateTimeField(verbose_name='cambiata il')),
                ],
                options={
                    'verbose_name': 'riga del piano economico',
                    'verbose_name_plural': 'righe del piano economico',
                    'ordering': ['table_id', 'category', 'organisation', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Call',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=40, unique=True, verbose_name='sigla')),
                    ('title', models.CharField(max_length=200, verbose_name='titolo')),
                    ('summary', models.TextField(blank=True, verbose_name='in breve')),
                    ('state', models.CharField(choices=[('DRAFT', 'Avviso in preparazione'), ('AUTHORISED', 'Avviso autorizzato, da pubblicare'), ('PUBLISHED', 'Aperto alle domande'), ('ADMISSIBILITY', 'Domande chiuse, controllo dei requisiti'), ('COMMITTEE', 'Commissione nominata'), ('EVALUATION', 'In valutazione'), ('ADMITTED', 'Ammissione decisa'), ('TABLE_OPEN', 'Tavolo aperto'), ('TABLE_SUSPENDED', 'Tavolo sospeso'), ('TABLE_CONCLUDED', 'Tavolo concluso'), ('APPROVED', 'Progetto approvato'), ('SIGNED', 'Convenzione firmata'), ('EXECUTION', 'In realizzazione'), ('TABLE_REOPENED', 'Tavolo riaperto'), ('FINAL_REPORTED', 'Rendiconto finale approvato'), ('ARCHIVED', 'In archivio'), ('DESERTED', 'Avviso deserto'), ('ALL_EXCLUDED', 'Nessuna domanda ammessa'), ('NO_AGREEMENT', 'Tavolo chiuso senza accordo'), ('REVOKED', 'Revocato'), ('ANNULLED', 'Annullato d’ufficio'), ('TERMINATED', 'Risolto')], db_index=True, default='DRAFT', max_length=20, verbose_name='stato')),
                    ('rules_version', models.PositiveSmallIntegerField(default=1)),
                    ('policy_act', models.CharField(blank=True, max_length=200, verbose_name='atto di indirizzo')),
                    ('policy_reasons', models.TextField(blank=True, verbose_name='perché la co-progettazione')),
                    ('purpose', models.TextField(blank=True, verbose_name='finalità (a)')),
                    ('object', models.TextField(blank=True, verbose_name='oggetto (b)')),
                    ('cts_activities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), blank=True, default=list, size=None, verbose_name='attività, art. 5 CTS')),
                    ('targets', models.TextField(blank=True, verbose_name='a chi si rivolge')),
                    ('duration_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='durata in mesi (c)')),
                    ('starts_on', models.DateField(blank=True, null=True, verbose_name='inizio previsto')),
                    ('public_grant', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='contributo pubblico (d)')),
                    ('public_resources', models.TextField(blank=True, verbose_name='altre risorse pubbliche (d)')),
                    ('expected_contribution', models.TextField(blank=True, verbose_name='che cosa mette l’ente (d)')),
                    ('indirect_costs_max_pct', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='costi indiretti, percentuale massima')),
                    ('requirements', models.TextField(blank=True, verbose_name='requisiti (e)')),
                    ('exclusion_causes', models.TextField(blank=True, verbose_name='cause di esclusione (e)')),
                    ('eligible_sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ODV', 'Organizzazione di volontariato'), ('APS', 'Associazione di promozione sociale'), ('ENTE_FILANTROPICO', 'Ente filantropico'), ('IMPRESA_SOCIALE', 'Impresa sociale'), ('RETE_ASSOCIATIVA', 'Rete associativa'), ('SOCIETA_MUTUO_SOCCORSO', 'Società di mutuo soccorso'), ('ALTRO_ETS', 'Altro ente del Terzo settore')], max_length=30), blank=True, default=list, size=None, verbose_name='sezioni del RUNTS ammesse')),
                    ('registered_before_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='mesi di iscrizione al RUNTS prima del termine')),
                    ('conclusion_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='giorni per concludere il procedimento')),
                    ('phases', models.TextField(blank=True, verbose_name='fasi e modalità (f)')),
                    ('conclusion', models.TextField(blank=True, verbose_name='come si conclude (h)')),
                    ('selection_mode', models.CharField(blank=True, choices=[('SINGLE_PARTNER', 'un solo partner: la proposta con più punti'), ('THRESHOLD', 'siede al tavolo chi raggiunge la soglia'), ('OPEN_TABLE', 'tavolo aperto a tutti gli enti ammessi, senza punti'), ('PER_LOT', 'più temi, ciascuno con il suo contributo, i suoi criteri, la sua graduatoria')], max_length=20, verbose_name='come si scelgono i partner')),
                    ('threshold', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='soglia')),
                    ('max_points', models.DecimalField(decimal_places=2, default=100, max_digits=5, verbose_name='punteggio massimo')),
                    ('tie_break', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None, verbose_name='a parità di punti')),
                    ('scoring_mode', models.CharField(blank=True, choices=[('INDIVIDUAL', 'ogni componente con la propria scheda: conta la media'), ('COLLEGIAL', 'la commissione insieme, con una scheda sola scritta in seduta')], default='INDIVIDUAL', max_length=20, verbose_name='come si danno i punti')),
                    ('sheets_shown', models.CharField(blank=True, choices=[('AFTER_OWN', 'dopo avere chiuso la propria scheda sulla stessa domanda'), ('AT_CLOSING', 'solo quando la commissione chiude i lavori')], default='AFTER_OWN', max_length=20, verbose_name='quando un componente legge le schede dei colleghi')),
                    ('double_participation', models.CharField(choices=[('BLOCK', 'non è ammessa'), ('WARN', 'è segnalata all’ufficio')], default='BLOCK', max_length=10, verbose_name='stesso ente in due gruppi')),
                    ('lots_per_body', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='temi per ciascun ente, al più')),
                    ('substitution_states', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='quando si può sostituire un partner')),
                    ('non_ets_roles', models.TextField(blank=True, verbose_name='ruolo di chi non è un ente del Terzo settore')),
                    ('service_management', models.TextField(blank=True, verbose_name='chi gestisce il servizio')),
                    ('consultation', models.TextField(blank=True, verbose_name='consultazione prima delle proposte')),
                    ('reserve_clause', models.TextField(blank=True, verbose_name='riserva di non procedere')),
                    ('appeal_clause', models.TextField(blank=True, verbose_name='a chi si può ricorrere')),
                    ('privacy_notice', models.TextField(blank=True, verbose_name='trattamento dei dati')),
                    ('cup', models.CharField(blank=True, max_length=15, verbose_name='CUP')),
                    ('cup_exemption', models.TextField(blank=True, verbose_name='perché senza CUP')),
                    ('cig_regime', models.CharField(blank=True, choices=[('NOT_REQUIRED', 'non richiesto'), ('TRACEABILITY_ONLY', 'solo per la tracciabilità'), ('PROCUREMENT', 'come per gli appalti')], max_length=20, verbose_name='CIG')),
                    ('cig', models.CharField(blank=True, max_length=10, verbose_name='codice CIG')),
                    ('cig_reason', models.TextField(blank=True, verbose_name='motivo della scelta sul CIG')),
                    ('budget_chapter', models.CharField(blank=True, max_length=120, verbose_name='capitolo di bilancio')),
                    ('budget_booking', models.CharField(blank=True, max_length=120, verbose_name='prenotazione della spesa')),
                    ('officer_has_conflict', models.BooleanField(blank=True, null=True, verbose_name='il RUP ha un conflitto')),
                    ('officer_conflict_text', models.TextField(blank=True, verbose_name='conflitto dichiarato dal RUP')),
                    ('officer_declared_at', models.DateTimeField(blank=True, null=True, verbose_name='dichiarazione del RUP')),
                    ('authorisation_number', models.CharField(blank=True, max_length=40, verbose_name='numero della determina')),
                    ('authorised_on', models.DateField(blank=True, null=True, verbose_name='data della determina')),
                    ('parameters', models.JSONField(blank=True, default=dict, verbose_name='parametri di legge')),
                    ('form', models.JSONField(default=coprogettazione.calls.models.starting_form.standard_form, verbose_name='modulo della domanda')),
                    ('form_before', models.JSONField(blank=True, null=True, verbose_name='modulo prima dell’ultima modifica')),
                    ('draft_version', models.PositiveIntegerField(default=0)),
                    ('planned_publication', models.DateField(blank=True, null=True, verbose_name='pubblicazione prevista')),
                    ('planned_deadline', models.DateTimeField(blank=True, null=True, verbose_name='termine previsto per le domande')),
                    ('planned_questions_deadline', models.DateTimeField(blank=True, null=True, verbose_name='termine previsto per i quesiti')),
                    ('created_at', models.DateTimeField(verbose_name='creato il')),
                    ('authorised_at', models.DateTimeField(blank=True, null=True, verbose_name='autorizzato il')),
                    ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='pubblicato il')),
                    ('questions_deadline', models.DateTimeField(blank=True, null=True, verbose_name='termine per i quesiti')),
                    ('deadline', models.DateTimeField(blank=True, null=True, verbose_name='termine per le domande')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='termini chiusi il')),
                    ('concluded_at', models.DateTimeField(blank=True, null=True, verbose_name='concluso il')),
                    ('search', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('title', config='italian', weight='A'), '||', django.contrib.postgres.search.SearchVector('summary', 'targets', config='italian', weight='B'), django.contrib.postgres.search.SearchConfig('italian')), '||', django.contrib.postgres.search.SearchVector('purpose', 'object', config='italian', weight='C'), django.contrib.postgres.search.SearchConfig('italian')), output_field=django.contrib.postgres.search.SearchVectorField())),
                ],
                options={
                    'verbose_name': 'avviso',
                    'verbose_name_plural': 'avvisi',
                    'ordering': ['-created_at', '-pk'],
                    'permissions': [('audit_call', 'Reads one dossier as an auditor')],
                },
            ),
            migrations.CreateModel(
                name='CallAct',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('deed', models.CharField(max_length=60, verbose_name='atto')),
                    ('number', models.CharField(max_length=40, verbose_name='numero')),
                    ('signed_on', models.DateField(verbose_name='data')),
                    ('reason_code', models.CharField(blank=True, max_length=30, verbose_name='motivo')),
                    ('reasons', models.TextField(blank=True, verbose_name='motivazione')),
                    ('at', models.DateTimeField(verbose_name='registrato il')),
                ],
                options={
                    'verbose_name': 'atto sul fascicolo',
                    'verbose_name_plural': 'atti sul fascicolo',
                    'ordering': ['at', 'pk'],
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
                name='CallKey',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('wrapped', models.TextField()),
                    ('created_at', models.DateTimeField(verbose_name='fatta il')),
                ],
                options={
                    'verbose_name': 'chiave dell’avviso',
                    'verbose_name_plural': 'chiavi degli avvisi',
                },
            ),
            migrations.CreateModel(
                name='CallUserObjectPermission',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(max_length=300, verbose_name='perché')),
                    ('valid_to', models.DateField(verbose_name='fino al')),
                ],
                options={
                    'verbose_name': 'accesso a un fascicolo',
                    'verbose_name_plural': 'accessi ai fascicoli',
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Chapter',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(choices=[('bisogno', 'Il bisogno'), ('obiettivi', 'Gli obiettivi'), ('azioni', 'Le azioni'), ('tempi', 'I tempi'), ('ruoli', 'Chi fa che cosa'), ('persone', 'Le persone'), ('rete', 'La rete'), ('risorse', 'Le risorse portate'), ('risultati', 'I risultati'), ('rischi', 'I rischi'), ('sostenibilita', 'Dopo il progetto')], max_length=20, verbose_name='capitolo')),
                    ('position', models.PositiveSmallIntegerField()),
                ],
                options={
                    'verbose_name': 'capitolo',
                    'verbose_name_plural': 'capitoli',
                    'ordering': ['table_id', 'position'],
                },
            ),
            migrations.CreateModel(
                name='ChapterAgreement',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('agreed_at', models.DateTimeField(verbose_name='concordato il')),
                ],
                options={
                    'verbose_name': 'consenso su un capitolo',
                    'verbose_name_plural': 'consensi sui capitoli',
                    'ordering': ['version_id', 'agreed_at'],
                },
            ),
            migrations.CreateModel(
                name='ChapterDraft',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('base_version', models.PositiveIntegerField(verbose_name='scritto sulla versione')),
                    ('text', models.TextField(blank=True, verbose_name='testo')),
                    ('saved_at', models.DateTimeField(verbose_name='salvato il')),
                ],
                options={
                    'verbose_name': 'bozza di capitolo',
                    'verbose_name_plural': 'bozze di capitolo',
                    'ordering': ['chapter_id', 'author_id'],
                },
            ),
            migrations.CreateModel(
                name='ChapterVersion',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(verbose_name='numero')),
                    ('saved_at', models.DateTimeField(verbose_name='salvato il')),
                    ('text', models.TextField(blank=True, verbose_name='testo')),
                    ('runs', models.JSONField(default=list)),
                ],
                options={
                    'verbose_name': 'versione del capitolo',
                    'verbose_name_plural': 'versioni dei capitoli',
                    'ordering': ['chapter_id', 'number'],
                },
            ),
            migrations.CreateModel(
                name='Check',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('item', models.CharField(choices=[('IN_TIME', 'È arrivata entro il termine'), ('SUBJECT', 'È un soggetto che può partecipare'), ('RUNTS', 'È iscritto al RUNTS alla data della domanda'), ('POWERS', 'Chi ha inviato ha i poteri per farlo'), ('DECLARATIONS', 'Le dichiarazioni sono complete'), ('GENERAL_ORDER', 'Requisiti di ordine generale'), ('REQUIREMENTS', 'Requisiti tecnici e professionali'), ('ATTACHMENTS', 'Ci sono gli allegati chiesti, firmati dove serve'), ('GROUP', 'L’impegno a formare il gruppo è di tutti'), ('ONE_GROUP', 'Nessun ente è in più domande di quante l’avviso ne ammette')], max_length=20, verbose_name='controllo')),
                    ('outcome', models.CharField(choices=[('OK', 'in ordine'), ('GAP', 'manca qualcosa di formale'), ('FAILED', 'non c’è'), ('NOT_APPLICABLE', 'non riguarda questa domanda')], max_length=20, verbose_name='esito')),
                    ('note', models.TextField(blank=True, verbose_name='motivo')),
                    ('checked_at', models.DateTimeField(verbose_name='controllato il')),
                ],
                options={
                    'verbose_name': 'controllo dei requisiti',
                    'verbose_name_plural': 'controlli dei requisiti',
                    'ordering': ['application_id', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Clarification',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('question', models.TextField(verbose_name='che cosa chiarire')),
                    ('due', models.DateField(verbose_name='entro')),
                    ('asked_at', models.DateTimeField(verbose_name='chiesto il')),
                    ('answer', models.TextField(blank=True, verbose_name='chiarimento')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='risposto il')),
                ],
                options={
                    'verbose_name': 'richiesta di chiarimenti',
                    'verbose_name_plural': 'richieste di chiarimenti',
                    'ordering': ['report_id', 'asked_at'],
                },
            ),
            migrations.CreateModel(
                name='Committee',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('act_number', models.CharField(max_length=40, verbose_name='numero dell’atto di nomina')),
                    ('act_date', models.DateField(verbose_name='data dell’atto di nomina')),
                    ('appointed_at', models.DateTimeField(verbose_name='nominata il')),
                    ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='valutazione aperta il')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='lavori chiusi il')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='sostituita il')),
                    ('ended_reason', models.TextField(blank=True, verbose_name='perché è stata sostituita')),
                    ('draw_secret', models.CharField(blank=True, max_length=64)),
                    ('draw_commitment', models.CharField(blank=True, max_length=64, verbose_name='impronta del seme sigillato')),
                ],
                options={
                    'verbose_name': 'commissione',
                    'verbose_name_plural': 'commissioni',
                    'ordering': ['call_id', 'appointed_at'],
                },
            ),
            migrations.CreateModel(
                name='CommitteePresence',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('present', models.BooleanField(verbose_name='presente')),
                    ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='verbale approvato il')),
                    ('remark', models.TextField(blank=True, verbose_name='osservazioni sul verbale')),
                    ('dissented_at', models.DateTimeField(blank=True, null=True, verbose_name='ha detto di non approvare il')),
                    ('dissent', models.TextField(blank=True, verbose_name='perché non approva')),
                ],
                options={
                    'verbose_name': 'presenza in commissione',
                    'verbose_name_plural': 'presenze in commissione',
                    'ordering': ['session_id', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='CommitteeSeat',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('PRESIDENT', 'presidente della commissione'), ('MEMBER', 'componente della commissione')], max_length=10, verbose_name='ruolo')),
                    ('expertise', models.CharField(blank=True, max_length=200, verbose_name='competenza')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('since', models.DateTimeField(verbose_name='dal')),
                    ('declared_at', models.DateTimeField(blank=True, null=True, verbose_name='ha dichiarato il')),
                    ('has_conflict', models.BooleanField(blank=True, null=True, verbose_name='in conflitto')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='fino al')),
                    ('ended_reason', models.TextField(blank=True, verbose_name='perché ha lasciato')),
                ],
                options={
                    'verbose_name': 'componente della commissione',
                    'verbose_name_plural': 'componenti della commissione',
                    'ordering': ['committee_id', 'position', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='CommitteeSession',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='numero')),
                    ('place', models.CharField(max_length=200, verbose_name='luogo')),
                    ('secretary', models.CharField(blank=True, max_length=120, verbose_name='segretario verbalizzante')),
                    ('started_at', models.DateTimeField(verbose_name='inizio')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='fine')),
                    ('notes', models.TextField(blank=True, verbose_name='annotazioni')),
                    ('done', models.JSONField(default=list, verbose_name='che cosa si è fatto')),
                    ('approve_by', models.DateTimeField(blank=True, null=True, verbose_name='verbale da approvare entro')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='verbale chiuso il')),
                    ('closed_reason', models.TextField(blank=True, verbose_name='perché è stato chiuso senza tutte le approvazioni')),
                ],
                options={
                    'verbose_name': 'seduta della commissione',
                    'verbose_name_plural': 'sedute della commissione',
                    'ordering': ['committee_id', 'number'],
                },
            ),
            migrations.CreateModel(
                name='Comune',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, verbose_name='nome')),
                    ('catastale', models.CharField(blank=True, max_length=4, validators=[coprogettazione.parties.codes.validate_catastale], verbose_name='codice catastale')),
                    ('istat', models.CharField(blank=True, max_length=6, validators=[coprogettazione.parties.codes.validate_istat], verbose_name='codice ISTAT')),
                    ('province', models.CharField(blank=True, max_length=2, verbose_name='provincia')),
                    ('region', models.CharField(blank=True, max_length=40, verbose_name='regione')),
                    ('valid_from', models.DateField(blank=True, null=True)),
                    ('valid_to', models.DateField(blank=True, null=True)),
                ],
                options={
                    'verbose_name': 'comune',
                    'verbose_name_plural': 'comuni',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='ConflictDeclaration',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('declared_at', models.DateTimeField(verbose_name='resa il')),
                    ('has_conflict', models.BooleanField(verbose_name='in conflitto')),
                    ('text', models.TextField(blank=True, verbose_name='precisazioni')),
                    ('applicants', models.JSONField(default=list, verbose_name='enti nominati')),
                ],
                options={
                    'verbose_name': 'dichiarazione sui conflitti di interesse',
                    'verbose_name_plural': 'dichiarazioni sui conflitti di interesse',
                    'ordering': ['seat_id', '-declared_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='ContentKey',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('wrapped', models.TextField(blank=True)),
                    ('created_at', models.DateTimeField(verbose_name='fatta il')),
                    ('destroyed_at', models.DateTimeField(blank=True, null=True, verbose_name='distrutta il')),
                ],
                options={
                    'verbose_name': 'chiave di una domanda',
                    'verbose_name_plural': 'chiavi delle domande',
                },
            ),
            migrations.CreateModel(
                name='Contribution',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(verbose_name='proposta')),
                    ('proposed_at', models.DateTimeField(verbose_name='proposta il')),
                    ('outcome', models.CharField(choices=[('PROPOSED', 'da discutere'), ('ACCEPTED', 'accolto'), ('PARTLY', 'accolto in parte'), ('REFUSED', 'non accolto')], default='PROPOSED', max_length=10, verbose_name='esito')),
                    ('reason', models.TextField(blank=True, verbose_name='perché')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='deciso il')),
                ],
                options={
                    'verbose_name': 'proposta al tavolo',
                    'verbose_name_plural': 'proposte al tavolo',
                    'ordering': ['table_id', 'proposed_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='CounterInterested',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('notified_at', models.DateTimeField(verbose_name='avvisato il')),
                    ('due_at', models.DateTimeField(verbose_name='può opporsi entro')),
                    ('opposed_at', models.DateTimeField(blank=True, null=True, verbose_name='opposizione del')),
                    ('opposition', models.TextField(blank=True, verbose_name='opposizione')),
                    ('waived_at', models.DateTimeField(blank=True, null=True, verbose_name='ha detto di non opporsi il')),
                ],
                options={
                    'verbose_name': 'controinteressato',
                    'verbose_name_plural': 'controinteressati',
                    'ordering': ['request_id', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Criterion',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=5, verbose_name='lettera')),
                    ('text', models.CharField(max_length=200, verbose_name='criterio')),
                    ('question', models.CharField(blank=True, max_length=300, verbose_name='domanda guida')),
                    ('max_points', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='punti')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('levels', models.JSONField(blank=True, default=dict, verbose_name='descrizione dei livelli')),
                ],
                options={
                    'verbose_name': 'criterio',
                    'verbose_name_plural': 'criteri',
                    'ordering': ['call_id', 'position', 'code'],
                },
            ),
            migrations.CreateModel(
                name='CureGap',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='numero')),
                    ('item', models.CharField(choices=[('IN_TIME', 'È arrivata entro il termine'), ('SUBJECT', 'È un soggetto che può partecipare'), ('RUNTS', 'È iscritto al RUNTS alla data della domanda'), ('POWERS', 'Chi ha inviato ha i poteri per farlo'), ('DECLARATIONS', 'Le dichiarazioni sono complete'), ('GENERAL_ORDER', 'Requisiti di ordine generale'), ('REQUIREMENTS', 'Requisiti tecnici e professionali'), ('ATTACHMENTS', 'Ci sono gli allegati chiesti, firmati dove serve'), ('GROUP', 'L’impegno a formare il gruppo è di tutti'), ('ONE_GROUP', 'Nessun ente è in più domande di quante l’avviso ne ammette')], max_length=20, verbose_name='controllo')),
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
                name='CureRequest',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('ASKED', 'in attesa di risposta'), ('ANSWERED', 'con risposta, da esaminare'), ('RESOLVED', 'decisa')], default='ASKED', max_length=10, verbose_name='stato')),
                    ('requested_at', models.DateTimeField(verbose_name='chiesta il')),
                    ('due_at', models.DateTimeField(verbose_name='entro')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='risposta il')),
                    ('answer', models.TextField(blank=True, verbose_name='risposta')),
                    ('resolved_at', models.DateTimeField(blank=True, null=True, verbose_name='decisa il')),
                    ('reasons', models.TextField(blank=True, verbose_name='motivi della decisione')),
                ],
                options={
                    'verbose_name': 'richiesta di integrazione',
                    'verbose_name_plural': 'richieste di integrazione',
                    'ordering': ['application_id', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Declaration',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60, verbose_name='domanda')),
                    ('label', models.CharField(max_length=300, verbose_name='dichiarazione')),
                    ('words', coprogettazione.records.sealing.columns.SealedText(verbose_name='testo')),
                    ('note', coprogettazione.records.sealing.columns.SealedText(blank=True, verbose_name='precisazione')),
                    ('declared_at', models.DateTimeField(verbose_name='resa il')),
                ],
                options={
                    'verbose_name': 'dichiarazione',
                    'verbose_name_plural': 'dichiarazioni',
                    'ordering': ['application_id', 'organisation', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='DesignTable',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('opened_at', models.DateTimeField(verbose_name='aperto il')),
                    ('reopened_at', models.DateTimeField(blank=True, null=True, verbose_name='riaperto il')),
                    ('max_delegates', models.PositiveSmallIntegerField(default=3, verbose_name='delegati per ente')),
                    ('concluded_at', models.DateTimeField(blank=True, null=True, verbose_name='concluso il')),
                    ('how_it_ran', models.TextField(blank=True, verbose_name='come ha lavorato il tavolo')),
                ],
                options={
                    'verbose_name': 'tavolo',
                    'verbose_name_plural': 'tavoli',
                    'ordering': ['-opened_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='DistrictPlan',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=200, verbose_name='titolo')),
                    ('first_year', models.PositiveSmallIntegerField(verbose_name='dal')),
                    ('last_year', models.PositiveSmallIntegerField(verbose_name='al')),
                    ('adopted_by', models.CharField(blank=True, max_length=200, verbose_name='atto di adozione')),
                ],
                options={
                    'verbose_name': 'piano di zona',
                    'verbose_name_plural': 'piani di zona',
                    'ordering': ['-first_year', 'title'],
                },
            ),
            migrations.CreateModel(
                name='Draw',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seed', models.CharField(max_length=200, verbose_name='seme pubblico')),
                    ('secret', models.CharField(max_length=64, verbose_name='seme sigillato')),
                    ('witnesses', models.JSONField(default=list, verbose_name='testimoni')),
                    ('register_seq', models.PositiveBigIntegerField(default=0, verbose_name='ultima voce del registro')),
                    ('register_hash', models.CharField(default='', max_length=64, verbose_name='impronta dell’ultima voce del registro')),
                    ('held_at', models.DateTimeField(verbose_name='tenuto il')),
                    ('order', models.JSONField(default=list, verbose_name='ordine')),
                ],
                options={
                    'verbose_name': 'sorteggio',
                    'verbose_name_plural': 'sorteggi',
                },
            ),
            migrations.CreateModel(
                name='EconomicLine',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('category', coprogettazione.records.sealing.columns.SealedText(choices=[('A', 'Personale dipendente'), ('B', 'Collaboratori e professionisti'), ('C', 'Beni e materiali'), ('D', 'Attrezzature'), ('E', 'Sedi e utenze'), ('F', 'Sostegni ai beneficiari'), ('G', 'Comunicazione'), ('H', 'Volontari: rimborsi e assicurazione'), ('I', 'Costi indiretti'), ('L', 'Coordinamento e monitoraggio'), ('V', 'Valorizzazione dei volontari'), ('K', 'Risorse in natura dell’ente')], verbose_name='voce di spesa')),
                    ('description', coprogettazione.records.sealing.columns.SealedText(validators=[django.core.validators.MaxLengthValidator(200)], verbose_name='che cosa')),
                    ('amount', coprogettazione.records.sealing.columns.SealedDecimal(validators=[django.core.validators.MinValueValidator(Decimal('0.01')), django.core.validators.DecimalValidator(12, 2)], verbose_name='importo')),
                    ('source', coprogettazione.records.sealing.columns.SealedText(choices=[('PUBLIC', 'contributo pubblico'), ('ETS_CASH', 'denaro dell’ente'), ('IN_KIND', 'beni e servizi dell’ente'), ('VOLUNTEERS', 'lavoro dei volontari, valore figurativo')], verbose_name='con quali risorse')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'verbose_name': 'riga del piano economico',
                    'verbose_name_plural': 'righe del piano economico',
                    'ordering': ['application_id', 'organisation', 'position', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='EligibilityCheck',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('rule', models.CharField(choices=[('ARRIVAL', 'arrivo entro il termine'), ('RECOGNISED', 'ente riconosciuto sulla piattaforma'), ('ROLE', 'ruolo che l’ente può avere nel gruppo'), ('TITLE', 'titolo di partecipazione'), ('SECTION', 'sezione del RUNTS ammessa dall’avviso'), ('REGISTRATION', 'iscrizione al RUNTS alla data della domanda'), ('SENIORITY', 'mesi di iscrizione al RUNTS prima del termine'), ('DECLARATIONS', 'dichiarazioni rese'), ('COMMITMENT', 'impegno di tutti a formare il gruppo'), ('ONE_GROUP', 'presenza in una sola domanda, o in una per tema'), ('LOTS', 'temi per ciascun ente')], max_length=20, verbose_name='regola')),
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
                name='Entry',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seq', models.PositiveBigIntegerField(unique=True, verbose_name='numero')),
                    ('at', models.DateTimeField(verbose_name='quando')),
                    ('recorded_at', models.DateTimeField(verbose_name='registrato il')),
                    ('deed', models.CharField(db_index=True, max_length=60, verbose_name='atto')),
                    ('role', models.CharField(blank=True, choices=[('PROCEDURE_OFFICER', 'responsabile del procedimento'), ('EXECUTIVE_OFFICER', 'dirigente'), ('PLANNING_OPERATOR', 'operatore dell’Ufficio di Piano'), ('COMMITTEE_MEMBER', 'componente della commissione'), ('LEGAL_REPRESENTATIVE', 'legale rappresentante'), ('ETS_EDITOR', 'collaboratore dell’ente'), ('LEAD_PARTNER', 'capofila'), ('FACILITATOR', 'facilitatore'), ('AUDITOR', 'revisore'), ('CITIZEN', 'cittadino'), ('CMS_EDITOR', 'redattore'), ('ADMINISTRATOR', 'amministratore della piattaforma'), ('SYSTEM', 'sistema')], max_length=30, verbose_name='ruolo')),
                    ('subject_kind', models.CharField(max_length=60)),
                    ('subject_id', models.IntegerField()),
                    ('payload', models.JSONField(default=dict, verbose_name='contenuto')),
                    ('payload_hash', models.CharField(max_length=64)),
                    ('previous', models.CharField(max_length=64)),
                    ('hash', models.CharField(max_length=64, unique=True, verbose_name='impronta')),
                ],
                options={
                    'verbose_name': 'voce del registro',
                    'verbose_name_plural': 'voci del registro',
                    'ordering': ['seq'],
                },
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
                ],
                options={
                    'verbose_name': 'esclusione dopo l’ammissione',
                    'verbose_name_plural': 'esclusioni dopo l’ammissione',
                    'ordering': ['application_id', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Expense',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('category', models.CharField(choices=[('A', 'Personale dipendente'), ('B', 'Collaboratori e professionisti'), ('C', 'Beni e materiali'), ('D', 'Attrezzature'), ('E', 'Sedi e utenze'), ('F', 'Sostegni ai beneficiari'), ('G', 'Comunicazione'), ('H', 'Volontari: rimborsi e assicurazione'), ('I', 'Costi indiretti'), ('L', 'Coordinamento e monitoraggio'), ('V', 'Valorizzazione dei volontari'), ('K', 'Risorse in natura dell’ente')], max_length=1, verbose_name='voce di spesa')),
                    ('description', models.CharField(max_length=200, verbose_name='che cosa')),
                    ('supplier', models.CharField(blank=True, max_length=200, verbose_name='fornitore o beneficiario')),
                    ('document_number', models.CharField(blank=True, max_length=60, verbose_name='numero del documento')),
                    ('document_key', models.CharField(blank=True, editable=False, max_length=270)),
                    ('document_date', models.DateField(blank=True, null=True, verbose_name='data del documento')),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='importo del documento')),
                    ('share', models.DecimalField(decimal_places=2, default=Decimal('100'), max_digits=5, verbose_name='quota a carico del progetto, per cento')),
                    ('charged', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='importo rendicontato')),
                    ('paid_on', models.DateField(blank=True, null=True, verbose_name='pagato il')),
                    ('payment_means', models.CharField(blank=True, choices=[('BANK_TRANSFER', 'bonifico'), ('DIRECT_DEBIT', 'addebito in conto'), ('CARD', 'carta dell’ente'), ('TAX_FORM', 'modello F24'), ('CHEQUE', 'assegno non trasferibile'), ('CASH', 'contanti')], max_length=15, verbose_name='pagato con')),
                    ('payment_reference', models.CharField(blank=True, max_length=120, verbose_name='estremi del pagamento')),
                    ('cup_mode', models.CharField(choices=[('ON_DOCUMENT', 'scritto sul documento'), ('DECLARED', 'dichiarato dall’ente per questo documento'), ('MISSING', 'manca')], default='MISSING', max_length=12, verbose_name='CUP')),
                    ('hours', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='ore')),
                    ('hourly_value', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='valore di un’ora')),
                    ('value_source', models.CharField(blank=True, max_length=200, verbose_name='come è stimato il valore')),
                    ('admitted', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='ammesso')),
                    ('cut_reason', models.CharField(blank=True, max_length=300, verbose_name='perché non tutto')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'verbose_name': 'spesa',
                    'verbose_name_plural': 'spese',
                    'ordering': ['report_id', 'position', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='ExpenseReport',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='numero')),
                    ('period_from', models.DateField(verbose_name='dal')),
                    ('period_to', models.DateField(verbose_name='al')),
                    ('due_on', models.DateField(verbose_name='da presentare entro')),
                    ('final', models.BooleanField(default=False, verbose_name='rendiconto finale')),
                    ('state', models.CharField(choices=[('DRAFT', 'In preparazione'), ('SUBMITTED', 'Presentato, da controllare'), ('CLARIFICATION', 'In attesa di chiarimenti'), ('APPROVED', 'Approvato'), ('REJECTED', 'Non approvato, da rifare')], db_index=True, default='DRAFT', max_length=15, verbose_name='stato')),
                    ('own_money', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=12, verbose_name='denaro proprio degli enti')),
                    ('revenues', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=12, verbose_name='entrate del progetto')),
                    ('asked', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='contributo chiesto')),
                    ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='presentato il')),
                    ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='controllato il')),
                    ('review_reasons', models.TextField(blank=True, verbose_name='motivi dell’esito')),
                    ('admitted', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='contributo ammesso')),
                    ('audited_at', models.DateTimeField(blank=True, null=True, verbose_name='visto il')),
                    ('audit_note', models.TextField(blank=True, verbose_name='osservazioni del revisore')),
                ],
                options={
                    'verbose_name': 'rendiconto delle spese',
                    'verbose_name_plural': 'rendiconti delle spese',
                    'ordering': ['agreement_id', 'number'],
                },
            ),
            migrations.CreateModel(
                name='Extension',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('old_deadline', models.DateTimeField(verbose_name='termine precedente')),
                    ('new_deadline', models.DateTimeField(verbose_name='nuovo termine')),
                    ('reason', models.TextField(verbose_name='perché')),
                    ('at', models.DateTimeField(verbose_name='decisa il')),
                ],
                options={
                    'verbose_name': 'proroga',
                    'verbose_name_plural': 'proroghe',
                    'ordering': ['at'],
                },
            ),
            migrations.CreateModel(
                name='FinalAcceptance',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('accepted_at', models.DateTimeField(verbose_name='accettato il')),
                ],
                options={
                    'verbose_name': 'accettazione del testo definitivo',
                    'verbose_name_plural': 'accettazioni del testo definitivo',
                    'ordering': ['version_id', 'accepted_at'],
                },
            ),
            migrations.CreateModel(
                name='FundingLine',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('category', models.CharField(choices=[('A', 'Personale dipendente'), ('B', 'Collaboratori e professionisti'), ('C', 'Beni e materiali'), ('D', 'Attrezzature'), ('E', 'Sedi e utenze'), ('F', 'Sostegni ai beneficiari'), ('G', 'Comunicazione'), ('H', 'Volontari: rimborsi e assicurazione'), ('I', 'Costi indiretti'), ('L', 'Coordinamento e monitoraggio'), ('V', 'Valorizzazione dei volontari'), ('K', 'Risorse in natura dell’ente')], max_length=1, verbose_name='voce')),
                    ('source', models.CharField(choices=[('PUBLIC', 'contributo pubblico'), ('ETS_CASH', 'denaro dell’ente'), ('IN_KIND', 'beni e servizi dell’ente'), ('VOLUNTEERS', 'lavoro dei volontari, valore figurativo')], max_length=12, verbose_name='da dove viene')),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='importo')),
                    ('description', models.CharField(blank=True, max_length=200, verbose_name='che cosa')),
                ],
                options={
                    'verbose_name': 'risorsa della convenzione',
                    'verbose_name_plural': 'risorse della convenzione',
                    'ordering': ['agreement_id', 'category', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Indicator',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=10, verbose_name='sigla')),
                    ('text', models.CharField(max_length=200, verbose_name='che cosa si misura')),
                    ('unit', models.CharField(max_length=40, verbose_name='unità')),
                    ('baseline', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='punto di partenza')),
                    ('target', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='obiettivo')),
                    ('source', models.CharField(blank=True, max_length=200, verbose_name='da dove viene il dato')),
                    ('frequency', models.CharField(choices=[('MONTHLY', 'ogni mese'), ('QUARTERLY', 'ogni tre mesi'), ('HALF_YEARLY', 'ogni sei mesi'), ('YEARLY', 'ogni anno')], default='QUARTERLY', max_length=12, verbose_name='ogni quanto')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'verbose_name': 'indicatore',
                    'verbose_name_plural': 'indicatori',
                    'ordering': ['agreement_id', 'position', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='IndicatorReading',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('period_end', models.DateField(verbose_name='al')),
                    ('value', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='valore')),
                    ('expected', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='atteso a quella data')),
                    ('note', models.TextField(blank=True, verbose_name='nota')),
                    ('reported_at', models.DateTimeField(verbose_name='comunicato il')),
                ],
                options={
                    'verbose_name': 'dato di un indicatore',
                    'verbose_name_plural': 'dati degli indicatori',
                    'ordering': ['indicator_id', 'period_end'],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('role', models.CharField(choices=[('PROCEDURE_OFFICER', 'responsabile del procedimento'), ('EXECUTIVE_OFFICER', 'dirigente'), ('PLANNING_OPERATOR', 'operatore dell’Ufficio di Piano'), ('COMMITTEE_MEMBER', 'componente della commissione'), ('FACILITATOR', 'facilitatore'), ('AUDITOR', 'revisore'), ('CMS_EDITOR', 'redattore'), ('LEGAL_REPRESENTATIVE', 'legale rappresentante'), ('ETS_EDITOR', 'collaboratore dell’ente')], max_length=30, verbose_name='ruolo')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='ruolo fino al')),
                    ('invited_at', models.DateTimeField(verbose_name='invitato il')),
                    ('expires_at', models.DateTimeField(verbose_name='si può accettare fino al')),
                    ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accettato il')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='ritirato il')),
                ],
                options={
                    'verbose_name': 'invito',
                    'verbose_name_plural': 'inviti',
                    'ordering': ['-invited_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='JoinRequest',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(blank=True, max_length=300, verbose_name='motivo')),
                    ('asked_at', models.DateTimeField(verbose_name='chiesto il')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='risposto il')),
                ],
                options={
                    'verbose_name': 'richiesta di accesso a un’organizzazione',
                    'verbose_name_plural': 'richieste di accesso alle organizzazioni',
                    'ordering': ['-asked_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='LegalParameter',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid_from', models.DateField(verbose_name='dal')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='al')),
                    ('norm', models.CharField(max_length=300, verbose_name='norma')),
                    ('verified', models.BooleanField(default=False, verbose_name='riscontrato sul testo ufficiale')),
                    ('key', models.CharField(choices=[('publication_days', 'giorni di pubblicazione proposti'), ('publication_days_minimum', 'giorni di pubblicazione, minimo'), ('publication_days_warning', 'giorni sotto i quali si avvisa'), ('cure_days_minimum', 'soccorso istruttorio, giorni minimi'), ('cure_days_maximum', 'soccorso istruttorio, giorni massimi'), ('annulment_months', 'mesi per l’annullamento d’ufficio'), ('convocation_days_minimum', 'giorni di preavviso per un incontro'), ('minutes_days', 'giorni per rispondere sul verbale di un incontro'), ('committee_minutes_days', 'giorni per approvare il verbale di una seduta della commissione'), ('onlus_title', 'l’anagrafe delle ONLUS dà titolo a partecipare (1 = sì)'), ('report_days', 'giorni per presentare un rendiconto, proposti'), ('clarification_days_minimum', 'chiarimenti sul rendiconto, giorni minimi'), ('clarification_days_maximum', 'chiarimenti sul rendiconto, giorni massimi'), ('advance_percent_maximum', 'anticipo, percentuale massima del contributo'), ('debt_check_euro', 'euro oltre i quali si controllano i debiti col fisco'), ('antimafia_thousand_euro', 'migliaia di euro oltre le quali serve l’antimafia'), ('conclusion_days', 'giorni per concludere il procedimento'), ('conclusion_days_maximum', 'giorni per concludere, massimo che si può dire'), ('suspension_days_maximum', 'sospensione dei termini, giorni massimi'), ('observation_days', 'giorni per le osservazioni prima di un’esclusione'), ('appeal_days', 'giorni per ricorrere al TAR'), ('appeal_days_prudent', 'giorni per ricorrere al TAR, per prudenza'), ('president_appeal_days', 'giorni per ricorrere al Presidente della Repubblica'), ('registration_months', 'mesi di iscrizione al RUNTS per le convenzioni con ODV e APS'), ('access_days', 'giorni per rispondere a una richiesta di accesso agli atti'), ('civic_access_days', 'giorni per rispondere a una richiesta di accesso civico'), ('opposition_days', 'giorni dei controinteressati per opporsi all’accesso'), ('access_appeal_days', 'giorni per ricorrere contro il rifiuto dell’accesso'), ('civic_review_days', 'giorni per decidere sul riesame di un accesso civico'), ('civic_release_days', 'giorni prima di consegnare, se un controinteressato si è opposto')], max_length=40, verbose_name='parametro')),
                    ('region', models.CharField(blank=True, max_length=40, verbose_name='regione')),
                    ('value', models.PositiveSmallIntegerField(verbose_name='valore')),
                ],
                options={
                    'verbose_name': 'parametro di legge',
                    'verbose_name_plural': 'parametri di legge',
                    'ordering': ['key', 'region', 'valid_from'],
                    'abstract': False,
                },
            ),
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
            migrations.CreateModel(
                name='Member',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('ETS_PARTNER', 'partner'), ('SECONDARY_PARTNER', 'partner per attività secondarie'), ('SUPPORTER', 'sostenitore'), ('FINANCIER', 'finanziatore')], default='ETS_PARTNER', max_length=20, verbose_name='ruolo nel gruppo')),
                    ('title', models.CharField(blank=True, choices=[('RUNTS', 'iscrizione al RUNTS'), ('RUNTS_PENDING', 'iscrizione al RUNTS chiesta e non ancora decisa'), ('ONLUS', 'iscrizione all’anagrafe delle ONLUS'), ('', 'non è un ente del Terzo settore')], max_length=20, verbose_name='titolo di partecipazione')),
                    ('share', coprogettazione.records.sealing.columns.SealedDecimal(default=Decimal('0'), validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='quota del contributo, per cento')),
                    ('operators', coprogettazione.records.sealing.columns.SealedInteger(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='operatori')),
                    ('volunteers', coprogettazione.records.sealing.columns.SealedInteger(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='volontari')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('invited_at', models.DateTimeField(verbose_name='invitato il')),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='impegno preso il')),
                    ('confirmed_items', coprogettazione.records.sealing.columns.SealedJSON(blank=True, default=dict, verbose_name='impronte di ciò per cui si è impegnato')),
                    ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='uscito il')),
                    ('left_reason', models.TextField(blank=True, verbose_name='perché è uscito')),
                ],
                options={
                    'verbose_name': 'ente del gruppo',
                    'verbose_name_plural': 'enti del gruppo',
                    'ordering': ['application_id', 'position', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('PROCEDURE_OFFICER', 'responsabile del procedimento'), ('EXECUTIVE_OFFICER', 'dirigente'), ('PLANNING_OPERATOR', 'operatore dell’Ufficio di Piano'), ('COMMITTEE_MEMBER', 'componente della commissione'), ('FACILITATOR', 'facilitatore'), ('AUDITOR', 'revisore'), ('CMS_EDITOR', 'redattore'), ('LEGAL_REPRESENTATIVE', 'legale rappresentante'), ('ETS_EDITOR', 'collaboratore dell’ente')], max_length=30, verbose_name='ruolo')),
                    ('valid_from', models.DateField(verbose_name='dal')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='al')),
                    ('act', models.CharField(blank=True, max_length=200, verbose_name='atto di nomina')),
                ],
                options={
                    'verbose_name': 'ruolo in un’organizzazione',
                    'verbose_name_plural': 'ruoli nelle organizzazioni',
                    'ordering': ['organisation', 'role', 'valid_from'],
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('address', models.EmailField(blank=True, max_length=254, verbose_name='indirizzo di chi non è ancora iscritto')),
                    ('channel', models.CharField(choices=[('IN_APP', 'sulla piattaforma'), ('EMAIL', 'e-mail')], max_length=10, verbose_name='canale')),
                    ('subject', models.CharField(max_length=200, verbose_name='oggetto')),
                    ('body', models.TextField(verbose_name='testo')),
                    ('link', models.CharField(blank=True, max_length=300, verbose_name='indirizzo')),
                    ('term', models.DateTimeField(blank=True, null=True, verbose_name='entro')),
                    ('about_kind', models.CharField(max_length=60)),
                    ('about_id', models.IntegerField()),
                    ('key', models.CharField(max_length=160)),
                    ('created_at', models.DateTimeField(verbose_name='del')),
                    ('not_before', models.DateTimeField(verbose_name='non prima di')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='tentativi')),
                    ('last_error', models.CharField(blank=True, max_length=300, verbose_name='ultimo errore')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='consegnato al server di posta il')),
                    ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='letto il')),
                ],
                options={
                    'verbose_name': 'messaggio',
                    'verbose_name_plural': 'messaggi',
                    'ordering': ['-created_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='Milestone',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=10, verbose_name='sigla')),
                    ('text', models.CharField(max_length=200, verbose_name='che cosa')),
                    ('due', models.DateField(verbose_name='entro')),
                    ('state', models.CharField(choices=[('PLANNED', 'Prevista'), ('DONE', 'Fatta'), ('LATE', 'In ritardo'), ('WAIVED', 'Non più dovuta')], db_index=True, default='PLANNED', max_length=10, verbose_name='stato')),
                    ('done_on', models.DateField(blank=True, null=True, verbose_name='fatta il')),
                    ('evidence', models.TextField(blank=True, verbose_name='che cosa lo mostra')),
                    ('waiver_reason', models.TextField(blank=True, verbose_name='perché non è più dovuta')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'verbose_name': 'tappa',
                    'verbose_name_plural': 'tappe',
                    'ordering': ['agreement_id', 'due', 'position', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Minutes',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('DRAFT', 'in bozza'), ('CIRCULATED', 'inviato ai presenti, in attesa di risposta'), ('APPROVED', 'approvato da tutti i presenti'), ('FROZEN', 'chiuso')], default='DRAFT', max_length=12, verbose_name='stato')),
                    ('edition', models.PositiveSmallIntegerField(default=0)),
                    ('recap', models.TextField(blank=True, verbose_name='lavoro precedente')),
                    ('synthesis', models.TextField(blank=True, verbose_name='sintesi')),
                    ('points', models.JSONField(default=list, verbose_name='punti')),
                    ('annexes', models.JSONField(default=list, verbose_name='allegati')),
                    ('next_starts_at', models.DateTimeField(blank=True, null=True, verbose_name='prossimo incontro')),
                    ('next_place', models.CharField(blank=True, max_length=200, verbose_name='luogo del prossimo incontro')),
                    ('drafted_at', models.DateTimeField(verbose_name='scritto il')),
                    ('circulated_at', models.DateTimeField(blank=True, null=True, verbose_name='inviato il')),
                    ('answer_by', models.DateTimeField(blank=True, null=True, verbose_name='risposte entro il')),
                    ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approvato il')),
                    ('frozen_at', models.DateTimeField(blank=True, null=True, verbose_name='chiuso il')),
                    ('content_hash', models.CharField(blank=True, max_length=64, verbose_name='impronta')),
                ],
                options={
                    'verbose_name': 'verbale',
                    'verbose_name_plural': 'verbali',
                    'ordering': ['session__number', 'session_id'],
                },
            ),
            migrations.CreateModel(
                name='MinutesAnswer',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('edition', models.PositiveSmallIntegerField()),
                    ('approves', models.BooleanField(verbose_name='approva')),
                    ('objection', models.TextField(blank=True, verbose_name='osservazione')),
                    ('answered_at', models.DateTimeField(verbose_name='risposto il')),
                ],
                options={
                    'verbose_name': 'risposta al verbale',
                    'verbose_name_plural': 'risposte al verbale',
                    'ordering': ['minutes_id', 'edition', 'answered_at'],
                },
            ),
            migrations.CreateModel(
                name='NamedVersion',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(verbose_name='numero')),
                    ('label', models.CharField(max_length=200, verbose_name='che cosa segna')),
                    ('final', models.BooleanField(default=False, verbose_name='proposta come testo definitivo')),
                    ('saved_at', models.DateTimeField(verbose_name='salvata il')),
                    ('content', models.JSONField()),
                    ('content_hash', models.CharField(max_length=64, verbose_name='impronta')),
                ],
                options={
                    'verbose_name': 'versione del progetto',
                    'verbose_name_plural': 'versioni del progetto',
                    'ordering': ['table_id', 'number'],
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
                name='NumberSeries',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('series', models.CharField(choices=[('EXECUTIVE_ACTS', 'determinazioni'), ('NOTICES', 'avvisi'), ('REGISTRY', 'registro di protocollo della piattaforma'), ('REPORTS', 'relazioni'), ('MINUTES', 'verbali'), ('REPERTORY', 'repertorio delle convenzioni')], max_length=20, verbose_name='serie')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='anno')),
                    ('last', models.PositiveIntegerField(default=0, verbose_name='ultimo numero')),
                ],
                options={
                    'verbose_name': 'numerazione',
                    'verbose_name_plural': 'numerazioni',
                },
            ),
            migrations.CreateModel(
                name='Objective',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=20, verbose_name='codice')),
                    ('kind', models.CharField(choices=[('strategic', 'strategico'), ('specific', 'specifico')], max_length=10, verbose_name='tipo')),
                    ('text', models.CharField(max_length=300, verbose_name='obiettivo')),
                    ('instrument', models.CharField(blank=True, choices=[('co_design', 'co-progettazione'), ('co_programming', 'co-programmazione'), ('accreditation', 'accreditamento'), ('procurement', 'appalto'), ('', 'non indicato')], max_length=20, verbose_name='strumento')),
                ],
                options={
                    'verbose_name': 'obiettivo',
                    'verbose_name_plural': 'obiettivi',
                    'ordering': ['plan', 'code'],
                },
            ),
            migrations.CreateModel(
                name='Opening',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('opened_at', models.DateTimeField(verbose_name='aperte il')),
                    ('received', models.PositiveSmallIntegerField(verbose_name='arrivate nei termini')),
                    ('late', models.PositiveSmallIntegerField(default=0, verbose_name='fuori termine')),
                ],
                options={
                    'verbose_name': 'apertura delle domande',
                    'verbose_name_plural': 'aperture delle domande',
                },
            ),
            migrations.CreateModel(
                name='Organisation',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('MUNICIPALITY', 'Comune'), ('UNION_OF_MUNICIPALITIES', 'Unione di comuni'), ('SOCIAL_DISTRICT', 'Ambito territoriale sociale'), ('HEALTH_BODY', 'Azienda o agenzia sanitaria'), ('STATE_OFFICE', 'Ufficio statale'), ('SCHOOL', 'Scuola'), ('OTHER_PUBLIC_BODY', 'Altro ente pubblico'), ('THIRD_SECTOR_BODY', 'Ente del Terzo settore'), ('UNION', 'Organizzazione sindacale'), ('BUSINESS', 'Impresa'), ('OTHER', 'Altro')], max_length=30, verbose_name='natura')),
                    ('name', models.CharField(max_length=200, verbose_name='denominazione')),
                    ('short_name', models.CharField(blank=True, max_length=60, verbose_name='nome breve')),
                    ('monogram', models.CharField(blank=True, max_length=2, verbose_name='sigla')),
                    ('codice_fiscale', models.CharField(max_length=16, unique=True, validators=[coprogettazione.parties.codes.validate_fiscal_code], verbose_name='codice fiscale')),
                    ('partita_iva', models.CharField(blank=True, max_length=11, validators=[coprogettazione.parties.codes.validate_vat_number], verbose_name='partita IVA')),
                    ('ipa_code', models.CharField(blank=True, max_length=60, validators=[coprogettazione.parties.codes.validate_ipa_code], verbose_name='codice IPA')),
                    ('pec', models.EmailField(blank=True, max_length=254, validators=[coprogettazione.parties.codes.validate_pec], verbose_name='PEC')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                    ('phone', models.CharField(blank=True, max_length=40, validators=[coprogettazione.parties.codes.validate_phone], verbose_name='telefono')),
                    ('address', models.CharField(blank=True, max_length=200, verbose_name='indirizzo')),
                    ('website', models.URLField(blank=True, verbose_name='sito')),
                    ('description', models.TextField(blank=True, verbose_name='che cosa fa')),
                    ('runts_section', models.CharField(blank=True, choices=[('ODV', 'Organizzazione di volontariato'), ('APS', 'Associazione di promozione sociale'), ('ENTE_FILANTROPICO', 'Ente filantropico'), ('IMPRESA_SOCIALE', 'Impresa sociale'), ('RETE_ASSOCIATIVA', 'Rete associativa'), ('SOCIETA_MUTUO_SOCCORSO', 'Società di mutuo soccorso'), ('ALTRO_ETS', 'Altro ente del Terzo settore')], max_length=30, verbose_name='sezione del RUNTS')),
                    ('runts_number', models.CharField(blank=True, max_length=7, validators=[coprogettazione.parties.codes.validate_runts_number], verbose_name='numero di repertorio RUNTS')),
                    ('registered_on', models.DateField(blank=True, null=True, verbose_name='iscritto al RUNTS dal')),
                    ('runts_checked_on', models.DateField(blank=True, null=True, verbose_name='iscrizione controllata il')),
                    ('runts_evidence', models.CharField(blank=True, max_length=300, verbose_name='come è stata controllata')),
                    ('state', models.CharField(choices=[('CLAIMED', 'dichiarata, da controllare'), ('VERIFIED', 'controllata dall’ufficio'), ('REJECTED', 'non riconosciuta'), ('SUSPENDED', 'sospesa')], default='CLAIMED', max_length=20, verbose_name='stato')),
                    ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='controllata il')),
                    ('state_reason', models.TextField(blank=True, verbose_name='perché non è riconosciuta o è sospesa')),
                ],
                options={
                    'verbose_name': 'organizzazione',
                    'verbose_name_plural': 'organizzazioni',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Paper',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('OPENING_ACT', 'determina di indizione'), ('NOTICE', 'avviso'), ('APPLICATION', 'domanda'), ('RECEIPT', 'ricevuta'), ('PROPOSAL', 'proposta progettuale'), ('PROJECT_DOCUMENT', 'documento progettuale'), ('ADMISSION_ACT', 'determina di ammissione'), ('MINUTES', 'verbale'), ('TABLE_REPORT', 'relazione conclusiva'), ('APPROVAL_ACT', 'determina di approvazione'), ('CONVENTION', 'convenzione'), ('PERIODIC_REPORT', 'relazione periodica'), ('EXPENSE_REPORT', 'rendiconto'), ('EXECUTIVE_ACT', 'determina'), ('LETTER', 'comunicazione')], max_length=20, verbose_name='che carta è')),
                    ('about_kind', models.CharField(max_length=60)),
                    ('about_id', models.IntegerField()),
                    ('series', models.CharField(blank=True, choices=[('EXECUTIVE_ACTS', 'determinazioni'), ('NOTICES', 'avvisi'), ('REGISTRY', 'registro di protocollo della piattaforma'), ('REPORTS', 'relazioni'), ('MINUTES', 'verbali'), ('REPERTORY', 'repertorio delle convenzioni')], max_length=20, verbose_name='serie')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='anno')),
                    ('sequence', models.PositiveIntegerField(blank=True, null=True, verbose_name='progressivo')),
                    ('number', models.CharField(blank=True, max_length=40, verbose_name='numero')),
                    ('date', models.DateField(verbose_name='data')),
                    ('title', models.CharField(max_length=200, verbose_name='titolo')),
                    ('subject', models.CharField(blank=True, max_length=500, verbose_name='oggetto')),
                    ('data', coprogettazione.records.sealing.columns.SealedJSON(verbose_name='contenuto')),
                    ('public_data', models.JSONField(blank=True, null=True, verbose_name='contenuto pubblico')),
                    ('issued_at', models.DateTimeField(verbose_name='emessa il')),
                    ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='pubblicata il')),
                ],
                options={
                    'verbose_name': 'atto',
                    'verbose_name_plural': 'atti',
                    'ordering': ['issued_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Payment',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('ADVANCE', 'anticipo'), ('INTERIM', 'acconto su rendiconto'), ('BALANCE', 'saldo'), ('RECOVERY', 'somma restituita')], max_length=10, verbose_name='tipo')),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='importo')),
                    ('act_number', models.CharField(max_length=40, verbose_name='numero dell’atto')),
                    ('act_date', models.DateField(verbose_name='data dell’atto')),
                    ('checks', models.JSONField(default=list, verbose_name='controlli prima del pagamento')),
                    ('note', models.TextField(blank=True, verbose_name='motivo')),
                    ('ordered_at', models.DateTimeField(verbose_name='disposto il')),
                ],
                options={
                    'verbose_name': 'pagamento',
                    'verbose_name_plural': 'pagamenti',
                    'ordering': ['agreement_id', 'ordered_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='PeriodicReport',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('period_from', models.DateField(verbose_name='dal')),
                    ('period_to', models.DateField(verbose_name='al')),
                    ('activities', models.TextField(verbose_name='attività svolte')),
                    ('deviations', models.TextField(blank=True, verbose_name='scostamenti')),
                    ('next_steps', models.TextField(blank=True, verbose_name='prossimi passi')),
                    ('figures', models.JSONField(default=dict, verbose_name='indicatori e tappe')),
                    ('submitted_at', models.DateTimeField(verbose_name='presentata il')),
                ],
                options={
                    'verbose_name': 'relazione periodica',
                    'verbose_name_plural': 'relazioni periodiche',
                    'ordering': ['agreement_id', 'period_to', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Position',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(verbose_name='posizione')),
                    ('recorded_at', models.DateTimeField(verbose_name='scritta il')),
                ],
                options={
                    'verbose_name': 'posizione',
                    'verbose_name_plural': 'posizioni',
                    'ordering': ['table_id', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Question',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(verbose_name='domanda')),
                    ('asked_at', models.DateTimeField(verbose_name='fatta il')),
                    ('draft_text', models.TextField(blank=True, verbose_name='domanda da pubblicare, bozza')),
                    ('draft_answer', models.TextField(blank=True, verbose_name='risposta, bozza')),
                    ('published_text', models.TextField(blank=True, verbose_name='domanda pubblicata')),
                    ('answer', models.TextField(blank=True, verbose_name='risposta')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='risposta il')),
                ],
                options={
                    'verbose_name': 'quesito',
                    'verbose_name_plural': 'quesiti',
                    'ordering': ['asked_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='RankingRow',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='posizione')),
                    ('total', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='punti')),
                    ('by_criterion', models.JSONField(default=dict, verbose_name='punti per criterio')),
                    ('above_threshold', models.BooleanField(verbose_name='raggiunge la soglia')),
                    ('tie_break', models.CharField(blank=True, max_length=200, verbose_name='a parità di punti')),
                ],
                options={
                    'verbose_name': 'posto in graduatoria',
                    'verbose_name_plural': 'graduatoria',
                    'ordering': ['committee_id', models.OrderBy(models.F('application__lot__position'), nulls_first=True), 'position', 'application__registry_number'],
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
                name='RegisterHead',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seq', models.PositiveBigIntegerField(default=0)),
                    ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                ],
                options={
                    'verbose_name': 'testa del registro',
                },
            ),
            migrations.CreateModel(
                name='ReleasedCopy',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('since', models.DateTimeField(verbose_name='si legge dal')),
                    ('until', models.DateTimeField(verbose_name='si legge fino al')),
                ],
                options={
                    'verbose_name': 'copia rilasciata',
                    'verbose_name_plural': 'copie rilasciate',
                    'ordering': ['request_id', 'pk'],
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
            migrations.CreateModel(
                name='Scan',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('PENDING', 'in attesa del controllo antivirus'), ('CLEAN', 'controllato da un antivirus, nessun problema trovato'), ('INFECTED', 'contiene un programma dannoso'), ('UNAVAILABLE', 'non controllato da un antivirus')], max_length=12, verbose_name='stato')),
                    ('engine', models.CharField(blank=True, max_length=120, verbose_name='antivirus')),
                    ('found', models.CharField(blank=True, max_length=200, verbose_name='trovato')),
                    ('asked_at', models.DateTimeField(verbose_name='chiesto il')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='finito il')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='tentativi')),
                    ('not_before', models.DateTimeField(blank=True, null=True, verbose_name='prossimo tentativo')),
                ],
                options={
                    'verbose_name': 'controllo antivirus',
                    'verbose_name_plural': 'controlli antivirus',
                    'ordering': ['asked_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Score',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('coefficient', models.DecimalField(decimal_places=2, max_digits=3, verbose_name='livello')),
                    ('points', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='punti')),
                    ('reason', models.TextField(verbose_name='perché')),
                    ('scored_at', models.DateTimeField(verbose_name='dato il')),
                ],
                options={
                    'verbose_name': 'punteggio',
                    'verbose_name_plural': 'punteggi',
                    'ordering': ['sheet_id', 'criterion__position', 'criterion__code'],
                },
            ),
            migrations.CreateModel(
                name='ScoreDraft',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('coefficient', models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True, verbose_name='livello')),
                    ('reason', models.TextField(blank=True, verbose_name='perché')),
                    ('saved_at', models.DateTimeField(verbose_name='salvata il')),
                ],
                options={
                    'verbose_name': 'bozza di un punteggio',
                    'verbose_name_plural': 'bozze di punteggi',
                    'ordering': ['sheet_id', 'criterion__position'],
                },
            ),
            migrations.CreateModel(
                name='ScoreSheet',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('opened_at', models.DateTimeField(verbose_name='aperta il')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='chiusa il')),
                    ('total', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='punti')),
                    ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='senza effetto dal')),
                    ('void_reason', models.TextField(blank=True, verbose_name='perché è senza effetto')),
                ],
                options={
                    'verbose_name': 'scheda di valutazione',
                    'verbose_name_plural': 'schede di valutazione',
                    'ordering': ['application__submitted_at', 'application_id', 'seat_id'],
                },
            ),
            migrations.CreateModel(
                name='Seat',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('PUBLIC_BODY', 'amministrazione'), ('PARTNER', 'ente partner'), ('SUPPORTER', 'ente sostenitore'), ('FACILITATOR', 'facilitatore, senza voto'), ('EXPERT', 'esperto, legge'), ('LISTENER', 'uditore, legge')], max_length=20, verbose_name='come siede')),
                    ('valid_from', models.DateField(verbose_name='dal')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='al')),
                    ('end_reason', models.TextField(blank=True, verbose_name='perché finisce')),
                ],
                options={
                    'verbose_name': 'posto al tavolo',
                    'verbose_name_plural': 'posti al tavolo',
                    'ordering': ['table_id', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Session',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='numero')),
                    ('extraordinary', models.BooleanField(default=False, verbose_name='straordinario, per superare lo stallo')),
                    ('convened_at', models.DateTimeField(verbose_name='convocato il')),
                    ('starts_at', models.DateTimeField(verbose_name='inizio')),
                    ('place', models.CharField(max_length=200, verbose_name='luogo')),
                    ('mode', models.CharField(choices=[('IN_PERSON', 'in presenza'), ('ONLINE', 'in video'), ('HYBRID', 'in presenza e in video')], max_length=20, verbose_name='modalità')),
                    ('link', models.URLField(blank=True, verbose_name='indirizzo del collegamento')),
                    ('agenda', models.JSONField(default=list, verbose_name='ordine del giorno')),
                    ('attendance_at', models.DateTimeField(blank=True, null=True, verbose_name='presenze scritte il')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='fine')),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='annullato il')),
                    ('cancel_reason', models.TextField(blank=True, verbose_name='perché è annullato')),
                ],
                options={
                    'verbose_name': 'incontro',
                    'verbose_name_plural': 'incontri',
                    'ordering': ['table_id', 'number'],
                },
            ),
            migrations.CreateModel(
                name='SheetPosition',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('agrees', models.BooleanField(verbose_name='d’accordo')),
                    ('reason', models.TextField(blank=True, verbose_name='perché dissente')),
                    ('taken_at', models.DateTimeField(verbose_name='espressa il')),
                ],
                options={
                    'verbose_name': 'posizione su una scheda',
                    'verbose_name_plural': 'posizioni sulle schede',
                    'ordering': ['sheet_id', 'seat_id'],
                },
            ),
            migrations.CreateModel(
                name='SignatureSlot',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uploaded_at', models.DateTimeField(blank=True, null=True, verbose_name='caricata il')),
                    ('state', models.CharField(choices=[('AWAITED', 'da caricare'), ('UPLOADED', 'caricata, non verificata')], default='AWAITED', max_length=10, verbose_name='stato')),
                ],
                options={
                    'verbose_name': 'firma della convenzione',
                    'verbose_name_plural': 'firme della convenzione',
                    'ordering': ['party__position', 'party_id'],
                },
            ),
            migrations.CreateModel(
                name='SocialDistrict',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, verbose_name='nome')),
                    ('lead_authority_name', models.CharField(max_length=200, verbose_name='ente capofila')),
                    ('region', models.CharField(blank=True, max_length=40, verbose_name='regione')),
                ],
                options={
                    'verbose_name': 'ambito territoriale sociale',
                    'verbose_name_plural': 'ambiti territoriali sociali',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='StoredFile',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='impronta')),
                    ('size', models.PositiveBigIntegerField(verbose_name='dimensione')),
                    ('name', coprogettazione.records.sealing.columns.SealedText(validators=[django.core.validators.MaxLengthValidator(200)], verbose_name='nome')),
                    ('media_type', models.CharField(max_length=100, verbose_name='formato')),
                    ('signature', models.CharField(blank=True, choices=[('', 'nessuna firma trovata'), ('PADES', 'contiene una firma (PDF), non controllata'), ('CADES', 'contiene una firma (P7M), non controllata')], default='', max_length=10, verbose_name='firma trovata')),
                    ('kind', models.CharField(choices=[('PAPER', 'atto prodotto dalla piattaforma'), ('PUBLIC_COPY', 'copia per la pubblicazione'), ('ANNEX', 'allegato dell’avviso'), ('ATTACHMENT', 'allegato della domanda'), ('SIGNED_COPY', 'copia firmata caricata, firma non controllata'), ('EXPENSE', 'documento di spesa'), ('EVIDENCE', 'documento a prova'), ('WORKING', 'documento di lavoro')], max_length=20, verbose_name='che cosa è')),
                    ('content', models.FileField(storage=coprogettazione.documents.models.storage.ContentStore(), upload_to=coprogettazione.documents.models.storage.content_path, verbose_name='contenuto')),
                    ('uploaded_at', models.DateTimeField(verbose_name='arrivato il')),
                    ('public', models.BooleanField(default=False, verbose_name='pubblicato')),
                ],
                options={
                    'verbose_name': 'file',
                    'verbose_name_plural': 'file',
                    'ordering': ['uploaded_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Submission',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='invio')),
                    ('snapshot', coprogettazione.records.sealing.columns.SealedJSON(verbose_name='contenuto')),
                    ('content_hash', models.CharField(max_length=64, verbose_name='impronta')),
                    ('files', coprogettazione.records.sealing.columns.SealedJSON(default=list, verbose_name='file arrivati')),
                    ('submitted_at', models.DateTimeField(verbose_name='arrivata il')),
                    ('in_time', models.BooleanField(verbose_name='nei termini')),
                    ('registry_number', models.CharField(max_length=20, verbose_name='numero della piattaforma')),
                    ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='sostituita il')),
                ],
                options={
                    'verbose_name': 'invio della domanda',
                    'verbose_name_plural': 'invii della domanda',
                    'ordering': ['application_id', 'number'],
                },
            ),
            migrations.CreateModel(
                name='Suspension',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason_code', models.CharField(choices=[('DEADLOCK', 'il tavolo non trova un accordo'), ('COURT_ORDER', 'ordine del giudice'), ('FUNDING_MISSING', 'mancano le risorse'), ('OTHER', 'altro motivo, spiegato nell’atto')], max_length=20, verbose_name='motivo')),
                    ('reasons', models.TextField(verbose_name='motivazione')),
                    ('act_number', models.CharField(max_length=40, verbose_name='numero dell’atto')),
                    ('act_date', models.DateField(verbose_name='data dell’atto')),
                    ('begins_at', models.DateTimeField(verbose_name='dal')),
                    ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='fino al')),
                    ('end_reasons', models.TextField(blank=True, verbose_name='perché riprende')),
                    ('end_act_number', models.CharField(blank=True, max_length=40, verbose_name='numero dell’atto di ripresa')),
                    ('end_act_date', models.DateField(blank=True, null=True, verbose_name='data dell’atto di ripresa')),
                ],
                options={
                    'verbose_name': 'sospensione del tavolo',
                    'verbose_name_plural': 'sospensioni del tavolo',
                    'ordering': ['table_id', 'begins_at'],
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
                model_name='accessrequest',
                name='answered_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='accessrequest',
                name='registered_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='accessrequest',
                name='requester',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='access_requests', to=settings.AUTH_USER_MODEL),
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
                model_name='agreementparty',
                name='agreement',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='coprogettazione.agreement'),
            ),
            migrations.AddField(
                model_name='agreementparty',
                name='signatory',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='chi firma'),
            ),
            migrations.AddField(
                model_name='answer',
                name='saved_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='application',
                name='created_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='answer',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='coprogettazione.application'),
            ),
            migrations.AddField(
                model_name='admission',
                name='application',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='admission', to='coprogettazione.application'),
            ),
            migrations.AddField(
                model_name='arriving',
                name='owner',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='arriving', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='attachment',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='coprogettazione.application'),
            ),
            migrations.AddField(
                model_name='attachment',
                name='attached_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='attendance',
                name='person',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='budgetline',
                name='changed_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='call',
                name='executive_officer',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls_as_executive', to=settings.AUTH_USER_MODEL, verbose_name='dirigente'),
            ),
            migrations.AddField(
                model_name='call',
                name='procedure_officer',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls_as_officer', to=settings.AUTH_USER_MODEL, verbose_name='responsabile del procedimento'),
            ),
            migrations.AddField(
                model_name='application',
                name='call',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='coprogettazione.call', verbose_name='avviso'),
            ),
            migrations.AddField(
                model_name='agreement',
                name='call',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='coprogettazione.call', verbose_name='avviso'),
            ),
            migrations.AddField(
                model_name='accessrequest',
                name='call',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='access_requests', to='coprogettazione.call'),
            ),
            migrations.AddField(
                model_name='callact',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='call_acts', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='callact',
                name='call',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='coprogettazione.call'),
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
                model_name='callkey',
                name='case_file',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seal', to='coprogettazione.call'),
            ),
            migrations.AddField(
                model_name='calluserobjectpermission',
                name='content_object',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='coprogettazione.call'),
            ),
            migrations.AddField(
                model_name='calluserobjectpermission',
                name='permission',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission'),
            ),
            migrations.AddField(
                model_name='calluserobjectpermission',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='chapteragreement',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='chapterdraft',
                name='author',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='chapterdraft',
                name='chapter',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='coprogettazione.chapter'),
            ),
            migrations.AddField(
                model_name='chapterversion',
                name='author',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='chapterversion',
                name='chapter',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='coprogettazione.chapter'),
            ),
            migrations.AddField(
                model_name='chapteragreement',
                name='version',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='coprogettazione.chapterversion'),
            ),
            migrations.AddField(
                model_name='chapter',
                name='current',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.chapterversion'),
            ),
            migrations.AddField(
                model_name='check',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='coprogettazione.application'),
            ),
            migrations.AddField(
                model_name='check',
                name='checked_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='clarification',
                name='answered_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='clarification',
                name='asked_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='committee',
                name='call',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committees', to='coprogettazione.call', verbose_name='avviso'),
            ),
            migrations.AddField(
                model_name='committee',
                name='closed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='committees_closed', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='committeeseat',
                name='committee',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='coprogettazione.committee'),
            ),
            migrations.AddField(
                model_name='committeeseat',
                name='replaces',
                field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='coprogettazione.committeeseat', verbose_name='subentra a'),
            ),
            migrations.AddField(
                model_name='committeeseat',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committee_seats', to=settings.AUTH_USER_MODEL, verbose_name='componente'),
            ),
            migrations.AddField(
                model_name='committeepresence',
                name='seat',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='coprogettazione.committeeseat'),
            ),
            migrations.AddField(
                model_name='committeesession',
                name='closed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='committeesession',
                name='committee',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='coprogettazione.committee'),
            ),
            migrations.AddField(
                model_name='committeesession',
                name='started_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='committeepresence',
                name='session',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='coprogettazione.committeesession'),
            ),
            migrations.AddField(
                model_name='call',
                name='comuni',
                field=models.ManyToManyField(blank=True, related_name='calls', to='coprogettazione.comune', verbose_name='territorio'),
            ),
            migrations.AddField(
                model_name='conflictdeclaration',
                name='seat',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='coprogettazione.committeeseat'),
            ),
            migrations.AddField(
                model_name='contentkey',
                name='call_key',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='coprogettazione.callkey'),
            ),
            migrations.AddField(
                model_name='application',
                name='key',
                field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.contentkey'),
            ),
            migrations.AddField(
                model_name='contribution',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='counterinterested',
                name='opposed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='counterinterested',
                name='request',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counter_interested', to='coprogettazione.accessrequest'),
            ),
            migrations.AddField(
                model_name='counterinterested',
                name='waived_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='criterion',
                name='call',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='coprogettazione.call'),
            ),
            migrations.AddField(
                model_name='curerequest',
                name='answered_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='curerequest',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cures', to='coprogettazione.application'),
            ),
            migrations.AddField(
                model_name='curerequest',
                name='requested_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='curegap',
                name='cure',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gaps', to='coprogettazione.curerequest'),
            ),
            migrations.AddField(
                model_name='declaration',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declarations', to='coprogettazione.application'),
            ),
            migrations.AddField(
                model_name='declaration',
                name='declared_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='designtable',
                name='call',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='table', to='coprogettazione.call', verbose_name='avviso'),
            ),
            migrations.AddField(
                model_name='contribution',
                name='table',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='coprogettazione.designtable'),
            ),
            migrations.AddField(
                model_name='chapter',
                name='table',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chapters', to='coprogettazione.designtable'),
            ),
            migrations.AddField(
                model_name='budgetline',
                name='table',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='coprogettazione.designtable'),
            ),
            migrations.AddField(
                model_name='agreedrole',
                name='table',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='coprogettazione.designtable'),
            ),
            migrations.AddField(
                model_name='draw',
                name='committee',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='draw', to='coprogettazione.committee'),
            ),
            migrations.AddField(
                model_name='draw',
                name='held_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws_held', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='economicline',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='coprogettazione.application'),
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
                model_name='entry',
                name='actor',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='entry',
                name='case_file',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='coprogettazione.call'),
            ),
            migrations.AddField(
                model_name='exclusion',
                name='announced_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='exclusion',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exclusions', to='coprogettazione.application', verbose_name='domanda'),
            ),
            migrations.AddField(
                model_name='exclusion',
                name='concluded_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='exclusion',
                name='observed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='expensereport',
                name='agreement',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expense_reports', to='coprogettazione.agreement'),
            ),
            migrations.AddField(
                model_name='expensereport',
                name='audited_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='expensereport',
                name='reviewed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='expensereport',
                name='submitted_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='expense',
                name='report',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expenses', to='coprogettazione.expensereport'),
            ),
            migrations.AddField(
                model_name='clarification',
                name='report',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clarifications', to='coprogettazione.expensereport'),
            ),
            migrations.AddField(
                model_name='extension',
                name='act',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='extension', to='coprogettazione.callact'),
            ),
            migrations.AddField(
                model_name='extension',
                name='call',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='coprogettazione.call'),
            ),
            migrations.AddField(
                model_name='finalacceptance',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='fundingline',
                name='agreement',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='funding', to='coprogettazione.agreement'),
            ),
            migrations.AddField(
                model_name='indicator',
                name='agreement',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='coprogettazione.agreement'),
            ),
            migrations.AddField(
                model_name='indicatorreading',
                name='indicator',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='coprogettazione.indicator'),
            ),
            migrations.AddField(
                model_name='indicatorreading',
                name='reported_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='invitation',
                name='accepted_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations_accepted', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='invitation',
                name='invited_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations_sent', to=settings.AUTH_USER_MODEL, verbose_name='da chi'),
            ),
            migrations.AddField(
                model_name='joinrequest',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='join_requests', to=settings.AUTH_USER_MODEL, verbose_name='persona'),
            ),
            migrations.AddConstraint(
                model_name='legalparameter',
                constraint=models.UniqueConstraint(fields=('key', 'region', 'valid_from'), name='one_value_from_a_day'),
            ),
            migrations.AddConstraint(
                model_name='legalparameter',
                constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='parameter_ends_after_it_begins'),
            ),
            migrations.AddField(
                model_name='lot',
                name='call',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lots', to='coprogettazione.call'),
            ),
            migrations.AddField(
                model_name='criterion',
                name='lot',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='coprogettazione.lot', verbose_name='tema'),
            ),
            migrations.AddField(
                model_name='application',
                name='lot',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='coprogettazione.lot', verbose_name='tema'),
            ),
            migrations.AddField(
                model_name='member',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='coprogettazione.application'),
            ),
            migrations.AddField(
                model_name='member',
                name='confirmed_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='member',
                name='substitutes',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='substituted_by', to='coprogettazione.member'),
            ),
            migrations.AddField(
                model_name='membership',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='persona'),
            ),
            migrations.AddField(
                model_name='message',
                name='case_file',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='coprogettazione.call'),
            ),
            migrations.AddField(
                model_name='message',
                name='recipient',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='received', to=settings.AUTH_USER_MODEL, verbose_name='destinatario'),
            ),
            migrations.AddField(
                model_name='milestone',
                name='agreement',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='coprogettazione.agreement'),
            ),
            migrations.AddField(
                model_name='minutes',
                name='drafter',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='minutesanswer',
                name='minutes',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='coprogettazione.minutes'),
            ),
            migrations.AddField(
                model_name='minutesanswer',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='namedversion',
                name='saved_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='namedversion',
                name='table',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='coprogettazione.designtable'),
            ),
            migrations.AddField(
                model_name='finalacceptance',
                name='version',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='coprogettazione.namedversion'),
            ),
            migrations.AddField(
                model_name='designtable',
                name='final_version',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.namedversion', verbose_name='testo definitivo'),
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
                model_name='objective',
                name='parent',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='coprogettazione.objective'),
            ),
            migrations.AddField(
                model_name='objective',
                name='plan',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objectives', to='coprogettazione.districtplan', verbose_name='piano'),
            ),
            migrations.AddField(
                model_name='call',
                name='objective',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='coprogettazione.objective', verbose_name='obiettivo del piano'),
            ),
            migrations.AddField(
                model_name='opening',
                name='call',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='opening', to='coprogettazione.call', verbose_name='avviso'),
            ),
            migrations.AddField(
                model_name='opening',
                name='opened_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='numberseries',
                name='body',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='number_series', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='noticemodel',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notice_models', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='minutesanswer',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='milestone',
                name='owner',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='coprogettazione.organisation', verbose_name='a cura di'),
            ),
            migrations.AddField(
                model_name='membership',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='coprogettazione.organisation', verbose_name='organizzazione'),
            ),
            migrations.AddField(
                model_name='member',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='application_members', to='coprogettazione.organisation', verbose_name='ente'),
            ),
            migrations.AddField(
                model_name='joinrequest',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='join_requests', to='coprogettazione.organisation', verbose_name='organizzazione'),
            ),
            migrations.AddField(
                model_name='invitation',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='coprogettazione.organisation', verbose_name='organizzazione'),
            ),
            migrations.AddField(
                model_name='fundingline',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='finalacceptance',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='expense',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expenses', to='coprogettazione.organisation', verbose_name='ente'),
            ),
            migrations.AddField(
                model_name='entry',
                name='organisation',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='eligibilitycheck',
                name='organisation',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='economicline',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation', verbose_name='ente'),
            ),
            migrations.AddField(
                model_name='declaration',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='curegap',
                name='organisation',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='counterinterested',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation', verbose_name='ente'),
            ),
            migrations.AddField(
                model_name='contribution',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='check',
                name='organisation',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='chapterversion',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='chapteragreement',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='call',
                name='lead_authority',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='coprogettazione.organisation', verbose_name='amministrazione procedente'),
            ),
            migrations.AddField(
                model_name='budgetline',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation', verbose_name='organizzazione'),
            ),
            migrations.AddField(
                model_name='attendance',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='attachment',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='application',
                name='lead',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='led_applications', to='coprogettazione.organisation', verbose_name='ente o capofila'),
            ),
            migrations.AddField(
                model_name='answer',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='agreementparty',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreement_parties', to='coprogettazione.organisation', verbose_name='ente'),
            ),
            migrations.AddField(
                model_name='agreedrole',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='accessrequest',
                name='organisation',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='access_requests', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='paper',
                name='body',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='coprogettazione.organisation', verbose_name='ente che la emette'),
            ),
            migrations.AddField(
                model_name='paper',
                name='case_file',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='coprogettazione.call'),
            ),
            migrations.AddField(
                model_name='paper',
                name='issued_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='paper',
                name='key',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.contentkey'),
            ),
            migrations.AddField(
                model_name='expensereport',
                name='paper',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.paper'),
            ),
            migrations.AddField(
                model_name='exclusion',
                name='act',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.paper'),
            ),
            migrations.AddField(
                model_name='exclusion',
                name='letter',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.paper'),
            ),
            migrations.AddField(
                model_name='curerequest',
                name='letter',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.paper'),
            ),
            migrations.AddField(
                model_name='application',
                name='notice',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.paper', verbose_name='comunicazione'),
            ),
            migrations.AddField(
                model_name='agreement',
                name='paper',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.paper', verbose_name='convenzione'),
            ),
            migrations.AddField(
                model_name='agreement',
                name='to_sign',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.paper', verbose_name='testo da firmare'),
            ),
            migrations.AddField(
                model_name='accessrequest',
                name='answer',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.paper', verbose_name='risposta'),
            ),
            migrations.AddField(
                model_name='accessrequest',
                name='papers',
                field=models.ManyToManyField(blank=True, related_name='access_requests', to='coprogettazione.paper', verbose_name='atti'),
            ),
            migrations.AddField(
                model_name='payment',
                name='agreement',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='coprogettazione.agreement'),
            ),
            migrations.AddField(
                model_name='payment',
                name='ordered_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='payment',
                name='paper',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.paper'),
            ),
            migrations.AddField(
                model_name='payment',
                name='payee',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='coprogettazione.organisation', verbose_name='a chi'),
            ),
            migrations.AddField(
                model_name='payment',
                name='report',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='coprogettazione.expensereport'),
            ),
            migrations.AddField(
                model_name='periodicreport',
                name='agreement',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periodic_reports', to='coprogettazione.agreement'),
            ),
            migrations.AddField(
                model_name='periodicreport',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation', verbose_name='ente'),
            ),
            migrations.AddField(
                model_name='periodicreport',
                name='paper',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.paper'),
            ),
            migrations.AddField(
                model_name='periodicreport',
                name='submitted_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='position',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='position',
                name='table',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='coprogettazione.designtable'),
            ),
            migrations.AddField(
                model_name='question',
                name='answered_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='questions_answered', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='question',
                name='asked_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions_asked', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='question',
                name='call',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='coprogettazione.call'),
            ),
            migrations.AddField(
                model_name='question',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='question',
                name='shares',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sharing', to='coprogettazione.question', verbose_name='stessa risposta di'),
            ),
            migrations.AddField(
                model_name='rankingrow',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ranking_rows', to='coprogettazione.application'),
            ),
            migrations.AddField(
                model_name='rankingrow',
                name='committee',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ranking', to='coprogettazione.committee'),
            ),
            migrations.AddConstraint(
                model_name='regionalprofile',
                constraint=models.UniqueConstraint(fields=('region', 'valid_from'), name='one_profile_from_a_day'),
            ),
            migrations.AddConstraint(
                model_name='regionalprofile',
                constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='profile_ends_after_it_begins'),
            ),
            migrations.AddConstraint(
                model_name='registerhead',
                constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='register_has_one_head'),
            ),
            migrations.AddField(
                model_name='releasedcopy',
                name='request',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='coprogettazione.accessrequest'),
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
            migrations.AddField(
                model_name='score',
                name='criterion',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='coprogettazione.criterion'),
            ),
            migrations.AddField(
                model_name='scoredraft',
                name='criterion',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='coprogettazione.criterion'),
            ),
            migrations.AddField(
                model_name='scoresheet',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='score_sheets', to='coprogettazione.application'),
            ),
            migrations.AddField(
                model_name='scoresheet',
                name='closed_in',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sheets_closed', to='coprogettazione.committeesession'),
            ),
            migrations.AddField(
                model_name='scoresheet',
                name='seat',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='coprogettazione.committeeseat'),
            ),
            migrations.AddField(
                model_name='scoredraft',
                name='sheet',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='coprogettazione.scoresheet'),
            ),
            migrations.AddField(
                model_name='score',
                name='sheet',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='coprogettazione.scoresheet'),
            ),
            migrations.AddField(
                model_name='seat',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='coprogettazione.organisation', verbose_name='organizzazione'),
            ),
            migrations.AddField(
                model_name='seat',
                name='table',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='coprogettazione.designtable', verbose_name='tavolo'),
            ),
            migrations.AddField(
                model_name='seat',
                name='user',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL, verbose_name='persona'),
            ),
            migrations.AddField(
                model_name='session',
                name='convened_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='session',
                name='table',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='coprogettazione.designtable', verbose_name='tavolo'),
            ),
            migrations.AddField(
                model_name='minutes',
                name='session',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='coprogettazione.session'),
            ),
            migrations.AddField(
                model_name='contribution',
                name='session',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='coprogettazione.session'),
            ),
            migrations.AddField(
                model_name='attendance',
                name='session',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='coprogettazione.session'),
            ),
            migrations.AddField(
                model_name='sheetposition',
                name='seat',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='coprogettazione.committeeseat'),
            ),
            migrations.AddField(
                model_name='sheetposition',
                name='sheet',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='coprogettazione.scoresheet'),
            ),
            migrations.AddField(
                model_name='signatureslot',
                name='party',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='slot', to='coprogettazione.agreementparty'),
            ),
            migrations.AddField(
                model_name='signatureslot',
                name='uploaded_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='socialdistrict',
                name='comuni',
                field=models.ManyToManyField(related_name='districts', to='coprogettazione.comune', verbose_name='comuni'),
            ),
            migrations.AddField(
                model_name='socialdistrict',
                name='organisation',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='district', to='coprogettazione.organisation', verbose_name='organizzazione che lo rappresenta'),
            ),
            migrations.AddField(
                model_name='districtplan',
                name='district',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='coprogettazione.socialdistrict', verbose_name='ambito'),
            ),
            migrations.AddField(
                model_name='call',
                name='district',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='coprogettazione.socialdistrict', verbose_name='ambito'),
            ),
            migrations.AddField(
                model_name='storedfile',
                name='case_file',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='coprogettazione.call'),
            ),
            migrations.AddField(
                model_name='storedfile',
                name='key',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.contentkey'),
            ),
            migrations.AddField(
                model_name='storedfile',
                name='owner',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='coprogettazione.organisation'),
            ),
            migrations.AddField(
                model_name='storedfile',
                name='uploaded_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='signatureslot',
                name='file',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.storedfile'),
            ),
            migrations.AddField(
                model_name='scan',
                name='file',
                field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='scan', to='coprogettazione.storedfile'),
            ),
            migrations.AddField(
                model_name='releasedcopy',
                name='file',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='released_copies', to='coprogettazione.storedfile'),
            ),
            migrations.AddField(
                model_name='paper',
                name='file',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='coprogettazione.storedfile'),
            ),
            migrations.AddField(
                model_name='paper',
                name='public_file',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='public_papers', to='coprogettazione.storedfile'),
            ),
            migrations.AddField(
                model_name='organisation',
                name='evidence_file',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.storedfile'),
            ),
            migrations.AddField(
                model_name='milestone',
                name='evidence_file',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.storedfile'),
            ),
            migrations.AddField(
                model_name='expense',
                name='document',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.storedfile'),
            ),
            migrations.AddField(
                model_name='expense',
                name='proof',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.storedfile'),
            ),
            migrations.AddField(
                model_name='exclusion',
                name='files',
                field=models.ManyToManyField(related_name='exclusions', to='coprogettazione.storedfile', verbose_name='file delle osservazioni'),
            ),
            migrations.AddField(
                model_name='curerequest',
                name='files',
                field=models.ManyToManyField(related_name='cures', to='coprogettazione.storedfile', verbose_name='file della risposta'),
            ),
            migrations.AddField(
                model_name='curegap',
                name='files',
                field=models.ManyToManyField(related_name='cure_gaps', to='coprogettazione.storedfile', verbose_name='file della risposta'),
            ),
            migrations.AddField(
                model_name='clarification',
                name='file',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.storedfile'),
            ),
            migrations.AddField(
                model_name='attachment',
                name='file',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='application_attachments', to='coprogettazione.storedfile'),
            ),
            migrations.AddField(
                model_name='accessrequest',
                name='file',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coprogettazione.storedfile', verbose_name='richiesta come è arrivata'),
            ),
            migrations.AddField(
                model_name='submission',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='coprogettazione.application'),
            ),
            migrations.AddField(
                model_name='submission',
                name='receipt',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='coprogettazione.paper', verbose_name='ricevuta'),
            ),
            migrations.AddField(
                model_name='submission',
                name='submitted_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='suspension',
                name='table',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='coprogettazione.designtable'),
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
                model_name='admission',
                constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['ADMITTED', 'WAITING', 'BELOW_THRESHOLD', 'EXCLUDED', 'LATE', 'LAPSED'])), name='admission_outcome_known'),
            ),
            migrations.AddConstraint(
                model_name='admission',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='no_admission_without_a_reason'),
            ),
            migrations.AddConstraint(
                model_name='arriving',
                constraint=models.CheckConstraint(condition=models.Q(('received__lte', models.F('size')), ('size__gt', 0)), name='arriving_within_its_size'),
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
            migrations.AlterUniqueTogether(
                name='calluserobjectpermission',
                unique_together={('user', 'permission', 'content_object')},
            ),
            migrations.AddConstraint(
                model_name='chapterdraft',
                constraint=models.UniqueConstraint(fields=('chapter', 'author'), name='one_draft_per_person_and_chapter'),
            ),
            migrations.AddConstraint(
                model_name='committee',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('call',), name='one_committee_at_work_per_call'),
            ),
            migrations.AddConstraint(
                model_name='committee',
                constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('opened_at__isnull', False), _connector='OR'), name='committee_closes_after_opening'),
            ),
            migrations.AddIndex(
                model_name='committeeseat',
                index=models.Index(fields=['user', 'ended_at'], name='coprogettaz_user_id_be6b74_idx'),
            ),
            migrations.AddConstraint(
                model_name='committeeseat',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['PRESIDENT', 'MEMBER'])), name='committee_seat_kind_known'),
            ),
            migrations.AddConstraint(
                model_name='committeeseat',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('committee', 'user'), name='one_seat_per_person_in_committee'),
            ),
            migrations.AddConstraint(
                model_name='committeeseat',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('kind', 'PRESIDENT')), fields=('committee',), name='one_president_in_committee'),
            ),
            migrations.AddIndex(
                model_name='committeesession',
                index=models.Index(fields=['approve_by'], name='coprogettaz_approve_c9edff_idx'),
            ),
            migrations.AddConstraint(
                model_name='committeesession',
                constraint=models.UniqueConstraint(fields=('committee', 'number'), name='committee_session_number_unique'),
            ),
            migrations.AddConstraint(
                model_name='committeesession',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('committee',), name='one_open_session_per_committee'),
            ),
            migrations.AddConstraint(
                model_name='committeesession',
                constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gt', models.F('started_at')), _connector='OR'), name='committee_session_ends_after_it_starts'),
            ),
            migrations.AddConstraint(
                model_name='committeesession',
                constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('approve_by__isnull', False), _connector='OR'), name='ended_committee_session_has_its_term'),
            ),
            migrations.AddConstraint(
                model_name='committeesession',
                constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), models.Q(('closed_by__isnull', False), models.Q(('closed_reason', ''), _negated=True)), _connector='OR'), name='minutes_closed_by_somebody_with_a_reason'),
            ),
            migrations.AddConstraint(
                model_name='committeepresence',
                constraint=models.UniqueConstraint(fields=('session', 'seat'), name='one_presence_per_seat_and_session'),
            ),
            migrations.AddConstraint(
                model_name='committeepresence',
                constraint=models.CheckConstraint(condition=models.Q(('approved_at__isnull', True), ('present', True), _connector='OR'), name='who_was_absent_approves_no_minutes'),
            ),
            migrations.AddConstraint(
                model_name='committeepresence',
                constraint=models.CheckConstraint(condition=models.Q(('dissented_at__isnull', True), models.Q(('approved_at__isnull', True), ('present', True), models.Q(('dissent', ''), _negated=True)), _connector='OR'), name='who_does_not_approve_was_there_and_says_why'),
            ),
            migrations.AddConstraint(
                model_name='contentkey',
                constraint=models.CheckConstraint(condition=models.Q(('destroyed_at__isnull', True), ('wrapped', ''), _connector='XOR'), name='destroyed_key_is_gone'),
            ),
            migrations.AddConstraint(
                model_name='chapter',
                constraint=models.UniqueConstraint(fields=('table', 'code'), name='chapter_unique_at_table'),
            ),
            migrations.AddConstraint(
                model_name='chapter',
                constraint=models.CheckConstraint(condition=models.Q(('code__in', ['bisogno', 'obiettivi', 'azioni', 'tempi', 'ruoli', 'persone', 'rete', 'risorse', 'risultati', 'rischi', 'sostenibilita'])), name='chapter_code_known'),
            ),
            migrations.AddConstraint(
                model_name='extension',
                constraint=models.CheckConstraint(condition=models.Q(('new_deadline__gt', models.F('old_deadline'))), name='extension_moves_forward'),
            ),
            migrations.AddConstraint(
                model_name='extension',
                constraint=models.CheckConstraint(condition=models.Q(('at__lt', models.F('old_deadline'))), name='extension_before_expiry'),
            ),
            migrations.AddConstraint(
                model_name='indicator',
                constraint=models.UniqueConstraint(fields=('agreement', 'code'), name='indicator_code_once'),
            ),
            migrations.AddConstraint(
                model_name='indicator',
                constraint=models.CheckConstraint(condition=models.Q(('frequency__in', ['MONTHLY', 'QUARTERLY', 'HALF_YEARLY', 'YEARLY'])), name='indicator_frequency_known'),
            ),
            migrations.AddConstraint(
                model_name='indicatorreading',
                constraint=models.UniqueConstraint(fields=('indicator', 'period_end'), name='one_reading_for_a_day'),
            ),
            migrations.AddConstraint(
                model_name='lot',
                constraint=models.UniqueConstraint(fields=('call', 'code'), name='lot_code_unique_in_call'),
            ),
            migrations.AddConstraint(
                model_name='lot',
                constraint=models.CheckConstraint(condition=models.Q(('admits__in', ['FIRST', 'ALL'])), name='lot_admits_known'),
            ),
            migrations.AddConstraint(
                model_name='criterion',
                constraint=models.UniqueConstraint(fields=('call', 'code'), name='criterion_code_unique_in_call'),
            ),
            migrations.AddIndex(
                model_name='message',
                index=models.Index(condition=models.Q(('channel', 'IN_APP')), fields=['recipient', '-created_at', '-id'], name='message_inbox'),
            ),
            migrations.AddIndex(
                model_name='message',
                index=models.Index(condition=models.Q(('channel', 'IN_APP'), ('read_at__isnull', True)), fields=['recipient'], name='message_unread'),
            ),
            migrations.AddIndex(
                model_name='message',
                index=models.Index(condition=models.Q(('attempts__lt', 8), ('channel', 'EMAIL'), ('sent_at__isnull', True)), fields=['not_before', 'id'], name='message_to_mail'),
            ),
            migrations.AddIndex(
                model_name='message',
                index=models.Index(fields=['case_file', 'created_at'], name='message_case_file'),
            ),
            migrations.AddConstraint(
                model_name='message',
                constraint=models.UniqueConstraint(fields=('recipient', 'channel', 'key'), name='told_once'),
            ),
            migrations.AddConstraint(
                model_name='message',
                constraint=models.UniqueConstraint(condition=models.Q(('recipient__isnull', True)), fields=('address', 'key'), name='address_told_once'),
            ),
            migrations.AddConstraint(
                model_name='message',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('address', ''), ('recipient__isnull', False)), models.Q(('channel', 'EMAIL'), ('recipient__isnull', True), models.Q(('address', ''), _negated=True)), _connector='OR'), name='message_has_one_addressee'),
            ),
            migrations.AddConstraint(
                model_name='message',
                constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['IN_APP', 'EMAIL'])), name='message_channel_known'),
            ),
            migrations.AddConstraint(
                model_name='message',
                constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('channel', 'EMAIL'), _connector='OR'), name='only_mail_is_sent'),
            ),
            migrations.AddConstraint(
                model_name='namedversion',
                constraint=models.UniqueConstraint(fields=('table', 'number'), name='version_number_unique_at_table'),
            ),
            migrations.AddConstraint(
                model_name='objective',
                constraint=models.UniqueConstraint(fields=('plan', 'code'), name='objective_code_unique_in_plan'),
            ),
            migrations.AddConstraint(
                model_name='numberseries',
                constraint=models.UniqueConstraint(fields=('body', 'series', 'year'), name='one_count_a_year'),
            ),
            migrations.AddConstraint(
                model_name='noticemodel',
                constraint=models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('organisation', 'name'), name='one_model_in_use_has_a_name'),
            ),
            migrations.AddConstraint(
                model_name='minutesanswer',
                constraint=models.UniqueConstraint(fields=('minutes', 'edition', 'organisation'), name='one_answer_per_body_and_edition'),
            ),
            migrations.AddConstraint(
                model_name='minutesanswer',
                constraint=models.CheckConstraint(condition=models.Q(('approves', True), models.Q(('objection', ''), _negated=True), _connector='OR'), name='an_objection_has_its_words'),
            ),
            migrations.AddIndex(
                model_name='membership',
                index=models.Index(fields=['user', 'role'], name='coprogettaz_user_id_b22bbc_idx'),
            ),
            migrations.AddIndex(
                model_name='membership',
                index=models.Index(fields=['organisation', 'role'], name='coprogettaz_organis_03df03_idx'),
            ),
            migrations.AddConstraint(
                model_name='membership',
                constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='membership_ends_after_it_begins'),
            ),
            migrations.AddConstraint(
                model_name='member',
                constraint=models.UniqueConstraint(condition=models.Q(('left_at__isnull', True)), fields=('application', 'organisation'), name='member_once_in_application'),
            ),
            migrations.AddConstraint(
                model_name='joinrequest',
                constraint=models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('organisation', 'person'), name='one_open_request_per_person_and_organisation'),
            ),
            migrations.AddConstraint(
                model_name='invitation',
                constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('invited_at'))), name='invitation_expires_after_it_is_sent'),
            ),
            migrations.AddConstraint(
                model_name='invitation',
                constraint=models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('organisation', 'email', 'role'), name='one_open_invitation_per_address_and_role'),
            ),
            migrations.AddConstraint(
                model_name='fundingline',
                constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='funding_amount_positive'),
            ),
            migrations.AddConstraint(
                model_name='finalacceptance',
                constraint=models.UniqueConstraint(fields=('version', 'organisation'), name='one_acceptance_per_body'),
            ),
            migrations.AddIndex(
                model_name='entry',
                index=models.Index(fields=['subject_kind', 'subject_id', 'seq'], name='coprogettaz_subject_d006e1_idx'),
            ),
            migrations.AddIndex(
                model_name='entry',
                index=models.Index(fields=['case_file', '-seq'], name='coprogettaz_case_fi_e5336c_idx'),
            ),
            migrations.AddConstraint(
                model_name='entry',
                constraint=models.UniqueConstraint(fields=('previous',), name='register_never_forks'),
            ),
            migrations.AddIndex(
                model_name='eligibilitycheck',
                index=models.Index(fields=['application', 'organisation', 'rule', '-id'], name='coprogettaz_applica_367cec_idx'),
            ),
            migrations.AddConstraint(
                model_name='declaration',
                constraint=models.UniqueConstraint(fields=('application', 'organisation', 'key'), name='declaration_once_per_member'),
            ),
            migrations.AddConstraint(
                model_name='counterinterested',
                constraint=models.UniqueConstraint(fields=('request', 'organisation'), name='counter_interested_told_once'),
            ),
            migrations.AddConstraint(
                model_name='counterinterested',
                constraint=models.CheckConstraint(condition=models.Q(('opposed_at__isnull', True), models.Q(('opposition', ''), _negated=True), _connector='OR'), name='opposition_is_reasoned'),
            ),
            migrations.AddConstraint(
                model_name='counterinterested',
                constraint=models.CheckConstraint(condition=models.Q(('opposed_at__isnull', True), ('waived_at__isnull', True), _connector='OR'), name='counter_interested_objects_or_not'),
            ),
            migrations.AddConstraint(
                model_name='check',
                constraint=models.UniqueConstraint(fields=('application', 'organisation', 'item'), name='item_checked_once', nulls_distinct=False),
            ),
            migrations.AddConstraint(
                model_name='check',
                constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['OK', 'NOT_APPLICABLE']), models.Q(('note', ''), _negated=True), _connector='OR'), name='gap_has_its_reason'),
            ),
            migrations.AddConstraint(
                model_name='chapterversion',
                constraint=models.UniqueConstraint(fields=('chapter', 'number'), name='version_number_unique_in_chapter'),
            ),
            migrations.AddConstraint(
                model_name='chapteragreement',
                constraint=models.UniqueConstraint(fields=('version', 'organisation'), name='one_agreement_per_body'),
            ),
            migrations.AddConstraint(
                model_name='budgetline',
                constraint=models.CheckConstraint(condition=models.Q(('category__in', ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'L', 'V', 'K'])), name='budget_line_category_known'),
            ),
            migrations.AddConstraint(
                model_name='budgetline',
                constraint=models.CheckConstraint(condition=models.Q(('source__in', ['PUBLIC', 'ETS_CASH', 'IN_KIND', 'VOLUNTEERS'])), name='budget_line_source_known'),
            ),
            migrations.AddConstraint(
                model_name='budgetline',
                constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='budget_line_amount_positive'),
            ),
            migrations.AddConstraint(
                model_name='budgetline',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('category', 'V'), ('source', 'VOLUNTEERS')), models.Q(('category', 'K'), ('source', 'IN_KIND')), models.Q(models.Q(('category__in', ['V', 'K']), _negated=True), ('source__in', ['PUBLIC', 'ETS_CASH'])), _connector='OR'), name='budget_line_source_fits_category'),
            ),
            migrations.AddConstraint(
                model_name='answer',
                constraint=models.UniqueConstraint(fields=('application', 'organisation', 'key'), name='answer_once_per_member'),
            ),
            migrations.AddConstraint(
                model_name='agreementparty',
                constraint=models.UniqueConstraint(fields=('agreement', 'organisation'), name='party_once_in_agreement'),
            ),
            migrations.AddConstraint(
                model_name='agreementparty',
                constraint=models.UniqueConstraint(condition=models.Q(('role', 'LEAD_PARTNER')), fields=('agreement',), name='one_lead_partner_in_agreement'),
            ),
            migrations.AddConstraint(
                model_name='agreementparty',
                constraint=models.CheckConstraint(condition=models.Q(('role__in', ['PUBLIC_BODY', 'LEAD_PARTNER', 'MEMBER_PARTNER', 'PARTNER'])), name='party_role_known'),
            ),
            migrations.AddConstraint(
                model_name='agreedrole',
                constraint=models.UniqueConstraint(fields=('table', 'organisation'), name='one_agreed_role_per_body'),
            ),
            migrations.AddIndex(
                model_name='expensereport',
                index=models.Index(fields=['state', 'due_on'], name='coprogettaz_state_b59964_idx'),
            ),
            migrations.AddConstraint(
                model_name='expensereport',
                constraint=models.UniqueConstraint(fields=('agreement', 'number'), name='report_number_once'),
            ),
            migrations.AddConstraint(
                model_name='expensereport',
                constraint=models.UniqueConstraint(condition=models.Q(('final', True)), fields=('agreement',), name='one_final_report_an_agreement'),
            ),
            migrations.AddConstraint(
                model_name='expensereport',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'SUBMITTED', 'CLARIFICATION', 'APPROVED', 'REJECTED'])), name='expense_report_state_known'),
            ),
            migrations.AddConstraint(
                model_name='expensereport',
                constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('period_to')), ('period_to__gte', models.F('period_from'))), name='expense_report_days_in_order'),
            ),
            migrations.AddConstraint(
                model_name='expensereport',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['SUBMITTED', 'CLARIFICATION', 'APPROVED']), _negated=True), models.Q(('asked__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='submitted_report_says_what_it_asks'),
            ),
            migrations.AddConstraint(
                model_name='expensereport',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'APPROVED'), _negated=True), models.Q(('admitted__isnull', False), ('admitted__lte', models.F('asked'))), _connector='OR'), name='admitted_never_above_asked'),
            ),
            migrations.AddConstraint(
                model_name='expensereport',
                constraint=models.CheckConstraint(condition=models.Q(('own_money__gte', 0), ('revenues__gte', 0)), name='report_sums_not_negative'),
            ),
            migrations.AddIndex(
                model_name='application',
                index=models.Index(fields=['call', 'state'], name='coprogettaz_call_id_3a6d84_idx'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'RECEIVED', 'LATE', 'WITHDRAWN', 'CURE', 'ADMITTED', 'RESERVED', 'EXCLUDED'])), name='application_state_known'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['RECEIVED', 'CURE', 'ADMITTED', 'RESERVED', 'LATE']), _negated=True), models.Q(('submitted_at__isnull', False), models.Q(('content_hash', ''), _negated=True)), _connector='OR'), name='arrived_application_has_instant_and_hash'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['CURE', 'ADMITTED', 'RESERVED', 'EXCLUDED']), _negated=True), ('opened_at__isnull', False), _connector='OR'), name='sealed_application_is_not_judged'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'RESERVED'), _negated=True), models.Q(models.Q(('reserve_event', ''), _negated=True), ('reserve_until__isnull', False)), _connector='OR'), name='reserve_has_its_event_and_day'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'WITHDRAWN'), _negated=True), fields=('call', 'lead', 'lot'), name='one_application_per_lead_call_and_lot', nulls_distinct=False),
            ),
            migrations.AddIndex(
                model_name='agreement',
                index=models.Index(fields=['-published_at'], name='coprogettaz_publish_a0e55f_idx'),
            ),
            migrations.AddIndex(
                model_name='agreement',
                index=models.Index(fields=['state', 'ends_on'], name='coprogettaz_state_a6eb03_idx'),
            ),
            migrations.AddConstraint(
                model_name='agreement',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'SIGNING', 'SIGNED', 'TERMINATED'])), name='agreement_state_known'),
            ),
            migrations.AddConstraint(
                model_name='agreement',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['SIGNED', 'TERMINATED']), _negated=True), models.Q(('in_force_from__isnull', False), ('repertory_number__isnull', False), ('signed_at__isnull', False)), _connector='OR'), name='signed_agreement_has_its_number'),
            ),
            migrations.AddConstraint(
                model_name='agreement',
                constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('signed_at__isnull', False), _connector='OR'), name='only_signed_agreements_are_published'),
            ),
            migrations.AddConstraint(
                model_name='agreement',
                constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='agreement_ends_after_it_starts'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['ADVANCE', 'INTERIM', 'BALANCE', 'RECOVERY'])), name='payment_kind_known'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payment_amount_positive'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.UniqueConstraint(condition=models.Q(('kind', 'ADVANCE')), fields=('agreement',), name='one_advance_an_agreement'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.UniqueConstraint(condition=models.Q(('kind', 'BALANCE')), fields=('agreement',), name='one_balance_an_agreement'),
            ),
            migrations.AddConstraint(
                model_name='periodicreport',
                constraint=models.CheckConstraint(condition=models.Q(('period_to__gte', models.F('period_from'))), name='periodic_report_period_in_order'),
            ),
            migrations.AddConstraint(
                model_name='periodicreport',
                constraint=models.UniqueConstraint(fields=('agreement', 'period_to'), name='one_periodic_report_a_period'),
            ),
            migrations.AddConstraint(
                model_name='position',
                constraint=models.UniqueConstraint(fields=('table', 'organisation'), name='one_position_per_body'),
            ),
            migrations.AddConstraint(
                model_name='question',
                constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='answered_question_has_its_answer'),
            ),
            migrations.AddConstraint(
                model_name='question',
                constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), models.Q(('published_text', ''), _negated=True), _connector='OR'), name='answered_question_has_its_wording'),
            ),
            migrations.AddConstraint(
                model_name='rankingrow',
                constraint=models.UniqueConstraint(fields=('committee', 'application'), name='one_place_per_application_in_a_ranking'),
            ),
            migrations.AddConstraint(
                model_name='scoresheet',
                constraint=models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('seat', 'application'), name='one_sheet_per_member_and_application'),
            ),
            migrations.AddConstraint(
                model_name='scoresheet',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at__isnull', True)), models.Q(('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='void_sheet_says_why'),
            ),
            migrations.AddConstraint(
                model_name='scoresheet',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('total__isnull', True)), models.Q(('closed_at__isnull', False), ('total__isnull', False)), _connector='OR'), name='sheet_has_a_total_when_closed'),
            ),
            migrations.AddConstraint(
                model_name='scoredraft',
                constraint=models.UniqueConstraint(fields=('sheet', 'criterion'), name='one_draft_per_criterion_in_a_sheet'),
            ),
            migrations.AddConstraint(
                model_name='score',
                constraint=models.UniqueConstraint(fields=('sheet', 'criterion'), name='one_score_per_criterion_in_a_sheet'),
            ),
            migrations.AddConstraint(
                model_name='score',
                constraint=models.CheckConstraint(condition=models.Q(('coefficient__in', (Decimal('1'), Decimal('0.75'), Decimal('0.5'), Decimal('0.25'), Decimal('0')))), name='score_is_on_the_scale'),
            ),
            migrations.AddConstraint(
                model_name='score',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='no_score_without_a_reason'),
            ),
            migrations.AddIndex(
                model_name='seat',
                index=models.Index(fields=['user', 'table'], name='coprogettaz_user_id_eb6038_idx'),
            ),
            migrations.AddIndex(
                model_name='seat',
                index=models.Index(fields=['organisation', 'table'], name='coprogettaz_organis_201c47_idx'),
            ),
            migrations.AddConstraint(
                model_name='seat',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['PUBLIC_BODY', 'PARTNER', 'SUPPORTER', 'FACILITATOR', 'EXPERT', 'LISTENER'])), name='seat_kind_known'),
            ),
            migrations.AddConstraint(
                model_name='seat',
                constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='seat_ends_after_it_begins'),
            ),
            migrations.AddConstraint(
                model_name='seat',
                constraint=models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('table', 'organisation', 'user'), name='one_open_seat_per_person_and_body', nulls_distinct=False),
            ),
            migrations.AddConstraint(
                model_name='session',
                constraint=models.UniqueConstraint(fields=('table', 'number'), name='session_number_unique_at_table'),
            ),
            migrations.AddConstraint(
                model_name='session',
                constraint=models.CheckConstraint(condition=models.Q(('mode__in', ['IN_PERSON', 'ONLINE', 'HYBRID'])), name='session_mode_known'),
            ),
            migrations.AddConstraint(
                model_name='session',
                constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gt', models.F('starts_at')), _connector='OR'), name='session_ends_after_it_begins'),
            ),
            migrations.AddConstraint(
                model_name='minutes',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'CIRCULATED', 'APPROVED', 'FROZEN'])), name='minutes_state_known'),
            ),
            migrations.AddConstraint(
                model_name='minutes',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'FROZEN'), _negated=True), models.Q(('frozen_at__isnull', False), models.Q(('content_hash', ''), _negated=True)), _connector='OR'), name='frozen_minutes_have_their_hash'),
            ),
            migrations.AddConstraint(
                model_name='contribution',
                constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['PROPOSED', 'ACCEPTED', 'PARTLY', 'REFUSED'])), name='outcome_known'),
            ),
            migrations.AddConstraint(
                model_name='contribution',
                constraint=models.CheckConstraint(condition=models.Q(('outcome', 'PROPOSED'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='an_outcome_has_its_reason'),
            ),
            migrations.AddConstraint(
                model_name='attendance',
                constraint=models.CheckConstraint(condition=models.Q(('presence__in', ['PRESENT', 'LATE', 'LEFT', 'ABSENT'])), name='presence_known'),
            ),
            migrations.AddConstraint(
                model_name='attendance',
                constraint=models.UniqueConstraint(fields=('session', 'organisation', 'person'), name='one_presence_per_person_and_body', nulls_distinct=False),
            ),
            migrations.AddConstraint(
                model_name='sheetposition',
                constraint=models.UniqueConstraint(fields=('sheet', 'seat'), name='one_position_per_member_and_sheet'),
            ),
            migrations.AddConstraint(
                model_name='sheetposition',
                constraint=models.CheckConstraint(condition=models.Q(('agrees', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='no_dissent_without_a_reason'),
            ),
            migrations.AddIndex(
                model_name='call',
                index=models.Index(fields=['state', 'deadline'], name='coprogettaz_state_8219c7_idx'),
            ),
            migrations.AddIndex(
                model_name='call',
                index=models.Index(fields=['-published_at'], name='coprogettaz_publish_781366_idx'),
            ),
            migrations.AddIndex(
                model_name='call',
                index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='coprogettaz_search_fa5785_gin'),
            ),
            migrations.AddConstraint(
                model_name='call',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'AUTHORISED', 'PUBLISHED', 'ADMISSIBILITY', 'COMMITTEE', 'EVALUATION', 'ADMITTED', 'TABLE_OPEN', 'TABLE_SUSPENDED', 'TABLE_CONCLUDED', 'APPROVED', 'SIGNED', 'EXECUTION', 'TABLE_REOPENED', 'FINAL_REPORTED', 'ARCHIVED', 'DESERTED', 'ALL_EXCLUDED', 'NO_AGREEMENT', 'REVOKED', 'ANNULLED', 'TERMINATED'])), name='call_state_known'),
            ),
            migrations.AddConstraint(
                model_name='call',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'PUBLISHED'), _negated=True), models.Q(('deadline__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='published_call_has_its_term'),
            ),
            migrations.AddConstraint(
                model_name='call',
                constraint=models.CheckConstraint(condition=models.Q(('lots_per_body__isnull', True), ('lots_per_body__gte', 1), _connector='OR'), name='one_body_may_stand_for_a_theme'),
            ),
            migrations.AddConstraint(
                model_name='storedfile',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['PAPER', 'PUBLIC_COPY', 'ANNEX', 'ATTACHMENT', 'SIGNED_COPY', 'EXPENSE', 'EVIDENCE', 'WORKING'])), name='file_kind_known'),
            ),
            migrations.AddConstraint(
                model_name='storedfile',
                constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='file_has_bytes'),
            ),
            migrations.AddConstraint(
                model_name='storedfile',
                constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='file_sha256_form'),
            ),
            migrations.AddConstraint(
                model_name='signatureslot',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', True), ('state', 'AWAITED')), models.Q(('file__isnull', False), ('state', 'UPLOADED'), ('uploaded_at__isnull', False)), _connector='OR'), name='uploaded_signature_has_its_file'),
            ),
            migrations.AddIndex(
                model_name='scan',
                index=models.Index(condition=models.Q(('state__in', ['PENDING', 'UNAVAILABLE'])), fields=['not_before'], name='scan_still_to_do'),
            ),
            migrations.AddConstraint(
                model_name='scan',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['PENDING', 'UNAVAILABLE']), ('ended_at__isnull', False), _connector='OR'), name='scan_ended_has_instant'),
            ),
            migrations.AddConstraint(
                model_name='scan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'INFECTED'), _negated=True), models.Q(('found', ''), _negated=True), _connector='OR'), name='infection_has_its_name'),
            ),
            migrations.AddConstraint(
                model_name='releasedcopy',
                constraint=models.UniqueConstraint(fields=('request', 'file'), name='copy_released_once'),
            ),
            migrations.AddConstraint(
                model_name='releasedcopy',
                constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='copy_ends_after_start'),
            ),
            migrations.AddIndex(
                model_name='paper',
                index=models.Index(fields=['about_kind', 'about_id'], name='coprogettaz_about_k_1d6902_idx'),
            ),
            migrations.AddIndex(
                model_name='paper',
                index=models.Index(fields=['case_file', 'issued_at'], name='coprogettaz_case_fi_454632_idx'),
            ),
            migrations.AddConstraint(
                model_name='paper',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['OPENING_ACT', 'NOTICE', 'APPLICATION', 'RECEIPT', 'PROPOSAL', 'PROJECT_DOCUMENT', 'ADMISSION_ACT', 'MINUTES', 'TABLE_REPORT', 'APPROVAL_ACT', 'CONVENTION', 'PERIODIC_REPORT', 'EXPENSE_REPORT', 'EXECUTIVE_ACT', 'LETTER'])), name='paper_kind_known'),
            ),
            migrations.AddConstraint(
                model_name='paper',
                constraint=models.UniqueConstraint(condition=models.Q(('sequence__isnull', False)), fields=('body', 'series', 'year', 'sequence'), name='one_paper_for_a_number'),
            ),
            migrations.AddConstraint(
                model_name='paper',
                constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('public_file__isnull', False), _connector='OR'), name='published_paper_has_its_copy'),
            ),
            migrations.AddConstraint(
                model_name='organisation',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['CLAIMED', 'VERIFIED', 'REJECTED', 'SUSPENDED'])), name='organisation_state_known'),
            ),
            migrations.AddConstraint(
                model_name='organisation',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['MUNICIPALITY', 'UNION_OF_MUNICIPALITIES', 'SOCIAL_DISTRICT', 'HEALTH_BODY', 'STATE_OFFICE', 'SCHOOL', 'OTHER_PUBLIC_BODY', 'THIRD_SECTOR_BODY', 'UNION', 'BUSINESS', 'OTHER'])), name='organisation_kind_known'),
            ),
            migrations.AddIndex(
                model_name='milestone',
                index=models.Index(fields=['state', 'due'], name='coprogettaz_state_548b90_idx'),
            ),
            migrations.AddConstraint(
                model_name='milestone',
                constraint=models.UniqueConstraint(fields=('agreement', 'code'), name='milestone_code_once'),
            ),
            migrations.AddConstraint(
                model_name='milestone',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['PLANNED', 'DONE', 'LATE', 'WAIVED'])), name='milestone_state_known'),
            ),
            migrations.AddConstraint(
                model_name='milestone',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'DONE'), _negated=True), ('done_on__isnull', False), _connector='OR'), name='done_milestone_has_its_day'),
            ),
            migrations.AddConstraint(
                model_name='milestone',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'WAIVED'), _negated=True), models.Q(('waiver_reason', ''), _negated=True), _connector='OR'), name='waived_milestone_has_its_reason'),
            ),
            migrations.AddIndex(
                model_name='expense',
                index=models.Index(fields=['document_key'], name='coprogettaz_documen_6c808e_idx'),
            ),
            migrations.AddConstraint(
                model_name='expense',
                constraint=models.CheckConstraint(condition=models.Q(('category__in', ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'L', 'V', 'K'])), name='expense_category_known'),
            ),
            migrations.AddConstraint(
                model_name='expense',
                constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('charged__gt', 0), ('charged__lte', models.F('amount'))), name='expense_sums_in_order'),
            ),
            migrations.AddConstraint(
                model_name='expense',
                constraint=models.CheckConstraint(condition=models.Q(('share__gt', 0), ('share__lte', 100)), name='expense_share_in_hundred'),
            ),
            migrations.AddConstraint(
                model_name='expense',
                constraint=models.CheckConstraint(condition=models.Q(('cup_mode__in', ['ON_DOCUMENT', 'DECLARED', 'MISSING'])), name='expense_cup_mode_known'),
            ),
            migrations.AddConstraint(
                model_name='expense',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('category__in', ['V', 'K']), _negated=True), models.Q(('paid_on__isnull', True), ('payment_means', '')), _connector='OR'), name='figurative_expense_never_paid'),
            ),
            migrations.AddConstraint(
                model_name='expense',
                constraint=models.CheckConstraint(condition=models.Q(('admitted__isnull', True), models.Q(('admitted__gte', 0), ('admitted__lte', models.F('charged'))), _connector='OR'), name='expense_admitted_within_charged'),
            ),
            migrations.AddConstraint(
                model_name='exclusion',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['ANNOUNCED', 'OBSERVED'])), fields=('application',), name='one_exclusion_at_a_time'),
            ),
            migrations.AddConstraint(
                model_name='exclusion',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['ANNOUNCED', 'OBSERVED']), models.Q(('concluded_at__isnull', False), models.Q(('conclusion', ''), _negated=True)), _connector='OR'), name='concluded_exclusion_is_reasoned'),
            ),
            migrations.AddConstraint(
                model_name='exclusion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'EXCLUDED'), _negated=True), models.Q(('observed_at__isnull', False), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='exclusion_answers_the_observations'),
            ),
            migrations.AddConstraint(
                model_name='exclusion',
                constraint=models.CheckConstraint(condition=models.Q(('observed_at__isnull', True), models.Q(('observations', ''), _negated=True), _connector='OR'), name='observations_say_something'),
            ),
            migrations.AddConstraint(
                model_name='curerequest',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'RESOLVED'), _negated=True), fields=('application',), name='one_cure_at_a_time'),
            ),
            migrations.AddConstraint(
                model_name='curerequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ANSWERED'), _negated=True), ('answered_at__isnull', False), _connector='OR'), name='answered_cure_has_instant'),
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
            migrations.AddConstraint(
                model_name='clarification',
                constraint=models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('report',), name='one_open_clarification'),
            ),
            migrations.AddIndex(
                model_name='accessrequest',
                index=models.Index(fields=['call', 'state', 'due_at'], name='coprogettaz_call_id_31ed65_idx'),
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
                model_name='accessrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ANSWERED'), _negated=True), models.Q(models.Q(('outcome', ''), _negated=True), models.Q(('reasons', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='access_answer_is_reasoned'),
            ),
            migrations.AddConstraint(
                model_name='accessrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'DEFERRED'), _negated=True), ('deferred_until__isnull', False), _connector='OR'), name='deferred_access_has_its_day'),
            ),
            migrations.AddConstraint(
                model_name='submission',
                constraint=models.UniqueConstraint(fields=('application', 'number'), name='submission_numbered_in_order'),
            ),
            migrations.AddConstraint(
                model_name='submission',
                constraint=models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('application',), name='one_current_submission'),
            ),
            migrations.AddConstraint(
                model_name='suspension',
                constraint=models.CheckConstraint(condition=models.Q(('reason_code__in', ['DEADLOCK', 'COURT_ORDER', 'FUNDING_MISSING', 'OTHER'])), name='suspension_reason_known'),
            ),
            migrations.AddConstraint(
                model_name='suspension',
                constraint=models.UniqueConstraint(condition=models.Q(('ends_at__isnull', True)), fields=('table',), name='one_open_suspension_per_table'),
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
        ]),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(condition=models.Q(('identity_subject', ''), _negated=True), fields=('identity_issuer', 'identity_subject'), name='one_person_per_digital_identity'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cf3f900eff6986c49d548a8acb018cd6e8de2f7a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fb54e', table='coprogettazione_entry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the register is append-only';", hash='ed97bfcf330f7865370b3baca7f7ce5d922a533d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_adf55', table='coprogettazione_entry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eligibilitycheck',
            trigger=pgtrigger.compiler.Trigger(name='evidence_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='554bd6df9dcfc19df0dc42baaf55a360b41d3875', operation='UPDATE', pgid='pgtrigger_evidence_never_changes_e16e7', table='coprogettazione_eligibilitycheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='storedfile',
            trigger=pgtrigger.compiler.Trigger(name='file_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."key_id" IS DISTINCT FROM (NEW."key_id") OR OLD."media_type" IS DISTINCT FROM (NEW."media_type") OR OLD."signature" IS DISTINCT FROM (NEW."signature") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."case_file_id" IS DISTINCT FROM (NEW."case_file_id") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='491ddab7019a3ea015ec7833edc33c20c3e6fcba', operation='UPDATE', pgid='pgtrigger_file_never_changes_bbc7c', table='coprogettazione_storedfile', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='storedfile',
            trigger=pgtrigger.compiler.Trigger(name='file_stays_public', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."public")', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5034b63969738b155725d28632c2e7c2d2a0ab89', operation='UPDATE OR DELETE', pgid='pgtrigger_file_stays_public_ac810', table='coprogettazione_storedfile', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='paper_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."body_id" IS DISTINCT FROM (NEW."body_id") OR OLD."case_file_id" IS DISTINCT FROM (NEW."case_file_id") OR OLD."about_kind" IS DISTINCT FROM (NEW."about_kind") OR OLD."about_id" IS DISTINCT FROM (NEW."about_id") OR OLD."series" IS DISTINCT FROM (NEW."series") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."date" IS DISTINCT FROM (NEW."date") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."data" IS DISTINCT FROM (NEW."data") OR OLD."key_id" IS DISTINCT FROM (NEW."key_id") OR OLD."public_data" IS DISTINCT FROM (NEW."public_data") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at") OR OLD."issued_by_id" IS DISTINCT FROM (NEW."issued_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='322cf54cf6fd05c3e7576ee51f0a3b3bac058695', operation='UPDATE', pgid='pgtrigger_paper_never_changes_ee2a9', table='coprogettazione_paper', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='publication_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='afd8940dd442529952f71263e98c0bbea690ef54', operation='UPDATE', pgid='pgtrigger_publication_stays_0f7f4', table='coprogettazione_paper', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='paper_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='97aa21efd481f9fb2b41d468a672be613a5523e3', operation='DELETE', pgid='pgtrigger_paper_never_deleted_5341c', table='coprogettazione_paper', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='submission',
            trigger=pgtrigger.compiler.Trigger(name='submission_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."snapshot" IS DISTINCT FROM (NEW."snapshot") OR OLD."content_hash" IS DISTINCT FROM (NEW."content_hash") OR OLD."files" IS DISTINCT FROM (NEW."files") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id") OR OLD."in_time" IS DISTINCT FROM (NEW."in_time") OR OLD."registry_number" IS DISTINCT FROM (NEW."registry_number"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='bd5d5e4b77e03a54fab8ae7e11a924e2e0ee8b8e', operation='UPDATE', pgid='pgtrigger_submission_never_changes_d7316', table='coprogettazione_submission', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='submission',
            trigger=pgtrigger.compiler.Trigger(name='submission_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='dff0351be780c6ee68095018d370d07b8ac92463', operation='DELETE', pgid='pgtrigger_submission_never_deleted_8116e', table='coprogettazione_submission', when='BEFORE')),
        ),
    ]
