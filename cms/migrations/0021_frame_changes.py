"""How many of the changes were of what stands around every page; those from before count as such."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cms", "0018_organisation_english")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE cms_page_change ADD COLUMN frame bigint NOT NULL DEFAULT 1;",
            "ALTER TABLE cms_page_change DROP COLUMN frame;",
        )
    ]
