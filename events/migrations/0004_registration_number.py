"""Numbers of registrations come from a sequence: a booking no longer waits for the number of another one."""

from django.db import migrations, models

FUNCTION = """
CREATE SEQUENCE events_registration_number;
SELECT setval(
    'events_registration_number',
    (SELECT coalesce(max(substring(number FROM '[0-9]+$')::bigint), 0) + 1 FROM events_registration),
    false
);
CREATE FUNCTION events_registration_number() RETURNS text LANGUAGE sql VOLATILE AS $$
    SELECT 'VA-' || to_char(now() AT TIME ZONE 'Europe/Amsterdam', 'YYYY') || '-'
        || lpad(taken::text, greatest(4, length(taken::text)), '0')
    FROM nextval('events_registration_number') AS taken
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0003_site")]
    operations = [
        migrations.RunSQL(
            FUNCTION,
            "DROP FUNCTION events_registration_number(); DROP SEQUENCE events_registration_number;",
        ),
        migrations.AlterField(
            model_name="registration",
            name="number",
            field=models.CharField(
                db_default=models.Func(function="events_registration_number", output_field=models.CharField()),
                editable=False,
                max_length=20,
                unique=True,
                verbose_name="nummer",
            ),
        ),
    ]
