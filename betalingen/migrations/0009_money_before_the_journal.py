"""Money that came and went before there was a journal: written in it as the actions would have done.

Invoices are not made here: the night after, each order that should have one gets it (betalingen.issue_missing_invoices).
"""

from django.db import migrations

WRITE = """
    WITH moved AS (
        SELECT 'attempt:' || a.public_id AS key, a.succeeded_at AS moment, o.title, o.number || '/' || a.number AS document,
               o.id AS order_id, CASE WHEN o.is_deferred THEN 'bank' ELSE 'clearing' END AS place, 'debtors' AS other,
               a.received_cents AS cents
        FROM betalingen_attempt a JOIN betalingen_order o ON o.id = a.order_id
        WHERE a.status = 'succeeded' AND a.received_currency = o.currency AND a.received_cents <> 0
        UNION ALL
        SELECT 'attempt:' || a.public_id || ':fee', a.succeeded_at, o.title, o.number || '/' || a.number,
               o.id, CASE WHEN o.is_deferred THEN 'bank' ELSE 'clearing' END, 'fees', -a.fee_cents
        FROM betalingen_attempt a JOIN betalingen_order o ON o.id = a.order_id
        WHERE a.status = 'succeeded' AND a.received_currency = o.currency AND a.fee_cents <> 0
        UNION ALL
        SELECT 'refund:' || r.public_id, r.succeeded_at, r.reason, o.number || '/' || a.number,
               o.id, CASE WHEN o.is_deferred THEN 'bank' ELSE 'clearing' END, 'debtors', -r.amount_cents
        FROM betalingen_refund r JOIN betalingen_attempt a ON a.id = r.attempt_id
        JOIN betalingen_order o ON o.id = a.order_id
        WHERE r.status = 'succeeded' AND a.received_currency = o.currency
    ), entries AS (
        INSERT INTO betalingen_journalentry
            (key, occurred_on, booked_on, description, document, order_id, user_id, created_at)
        SELECT key, (moment AT TIME ZONE 'Europe/Amsterdam')::date, (moment AT TIME ZONE 'Europe/Amsterdam')::date,
               left(title, 255), document, order_id, NULL, now()
        FROM moved WHERE NOT EXISTS (SELECT 1 FROM betalingen_journalentry known WHERE known.key = moved.key)
        ORDER BY moment
        RETURNING id, key
    )
    INSERT INTO betalingen_journalline (entry_id, account, amount_cents)
    SELECT id, place, cents FROM entries JOIN moved USING (key)
    UNION ALL
    SELECT id, other, -cents FROM entries JOIN moved USING (key)
"""


class Migration(migrations.Migration):
    dependencies = [("betalingen", "0008_exports")]

    operations = [migrations.RunSQL(WRITE, migrations.RunSQL.noop)]
