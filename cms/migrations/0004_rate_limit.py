"""The counters of cms.rate_limit. No model: nobody reads them, and UNLOGGED is not Django's to say."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cms", "0003_groups")]
    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE cms_rate_limit (
                bucket char(64) PRIMARY KEY,
                hits integer NOT NULL,
                expires_at timestamptz NOT NULL
            );
            CREATE INDEX cms_rate_limit_expires ON cms_rate_limit (expires_at);
            """,
            "DROP TABLE cms_rate_limit;",
        )
    ]
