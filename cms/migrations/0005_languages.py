"""English beside Dutch, so that editors can translate from the first day."""

from django.db import migrations


def add_english(apps, schema_editor):
    apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code="en")


class Migration(migrations.Migration):
    dependencies = [("cms", "0004_rate_limit"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(add_english, migrations.RunPython.noop)]
