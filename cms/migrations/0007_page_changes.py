"""How often anything changed that pages show (cms.page_cache.changes). No model: the sum of its rows is all there is to it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cms", "0006_site")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE cms_page_change (times bigint NOT NULL);
            INSERT INTO cms_page_change VALUES (0);
            """,
            "DROP TABLE cms_page_change;",
        )
    ]
