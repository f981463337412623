"""Texts of mails by editors, and mails that go by the clock."""

import django.db.models.deletion
import events.models.mails
from django.conf import settings
from django.db import migrations, models

from cms.roles import Role, grant

WRITERS = (Role.EDITORS, Role.MODERATORS, Role.PROGRAMME_MANAGERS)


def grant_permissions(apps, schema_editor):
    for role in WRITERS:
        grant(apps, role, "events.view_mailtext", "events.change_mailtext")


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0003_groups'),
        ('events', '0005_editions'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='reminds_day_before',
            field=models.BooleanField(default=True, verbose_name='herinnering op de werkdag ervoor'),
        ),
        migrations.AddField(
            model_name='edition',
            name='reminds_hour_before',
            field=models.BooleanField(default=True, verbose_name='herinnering een uur voor de inloop'),
        ),
        migrations.AddField(
            model_name='edition',
            name='thanks_after',
            field=models.BooleanField(default=True, verbose_name='mail na afloop'),
        ),
        migrations.CreateModel(
            name='MailText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.CharField(choices=events.models.mails.moment_choices, max_length=30, verbose_name='mail')),
                ('language', models.CharField(choices=[('nl', 'Nederlands'), ('en', 'Engels')], max_length=5, verbose_name='taal')),
                ('subject', models.CharField(max_length=200, verbose_name='onderwerp')),
                ('body', models.TextField(verbose_name='tekst')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='gewijzigd op')),
                ('offering', models.ForeignKey(blank=True, help_text='Leeg: voor alle programma’s en webinars die geen eigen tekst hebben.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='alleen voor')),
            ],
            options={
                'verbose_name': 'mailtekst',
                'verbose_name_plural': 'mailteksten',
                'ordering': ['moment', 'language', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('moment', 'language', 'offering'), name='mail_text_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('reminder_day', 'de werkdag ervoor'), ('reminder_hour', 'een uur ervoor'), ('after', 'na afloop')], max_length=20)),
                ('about', models.DateTimeField(help_text='When the doors of the session open; of a mail afterwards, when it ended.')),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='events.session')),
            ],
            options={
                'verbose_name': 'herinnering',
                'verbose_name_plural': 'herinneringen',
                'constraints': [models.UniqueConstraint(fields=('session', 'kind', 'about'), name='reminder_once')],
            },
        ),
        migrations.RunPython(grant_permissions, migrations.RunPython.noop),
    ]
