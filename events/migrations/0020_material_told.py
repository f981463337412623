import datetime as dt

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0019_webinar_after"),
    ]

    operations = [
        # What is there already was added long ago: nobody gets a mail about it.
        migrations.AddField(
            model_name="material",
            name="added_at",
            field=models.DateTimeField(auto_now_add=True, default=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="reminder",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reminder_day", "de werkdag ervoor"),
                    ("reminder_hour", "een uur ervoor"),
                    ("after", "na afloop"),
                    ("evaluate", "evaluatie"),
                    ("names_reminder", "namen nog niet bekend"),
                    ("material", "materiaal"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="about",
            field=models.DateTimeField(
                help_text="When the doors of the session open; of a mail afterwards, when it ended; of names, until when; of material, when it is told."
            ),
        ),
    ]
