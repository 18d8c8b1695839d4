# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""People alone: other apps' migrations refer to them, and need nothing else of ours."""

import coprogettazione.parties.codes
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('first_name', models.CharField(blank=True, max_length=80, verbose_name='nome')),
                ('last_name', models.CharField(blank=True, max_length=80, verbose_name='cognome')),
                ('codice_fiscale', models.CharField(blank=True, max_length=16, validators=[coprogettazione.parties.codes.validate_person_code], verbose_name='codice fiscale')),
                ('identity_issuer', models.CharField(blank=True, max_length=200)),
                ('identity_subject', models.CharField(blank=True, max_length=200)),
                ('is_active', models.BooleanField(default=True, verbose_name='attivo')),
                ('is_staff', models.BooleanField(default=False, verbose_name='può entrare nella redazione')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='iscritto dal')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'persona',
                'verbose_name_plural': 'persone',
            },
        ),
    ]
