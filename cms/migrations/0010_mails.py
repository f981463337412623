"""Mails that came back."""

import cms.lifecycles
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0009_lead_permissions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='state',
            field=models.CharField(choices=[('queued', 'klaar om te versturen'), ('sending', 'wordt verstuurd'), ('sent', 'verstuurd'), ('failed', 'niet gelukt'), ('bounced', 'kwam terug')], default=cms.lifecycles.MessageState['QUEUED'], max_length=10, verbose_name='stand'),
        ),
    ]
