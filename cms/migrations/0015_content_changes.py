"""How many of the changes were of content (cms.page_cache.changes). Who does not say counts as content: nodes of the version
before, that still run beside the new ones."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cms", "0014_quotations")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE cms_page_change ADD COLUMN content bigint NOT NULL DEFAULT 1;",
            "ALTER TABLE cms_page_change DROP COLUMN content;",
        )
    ]
