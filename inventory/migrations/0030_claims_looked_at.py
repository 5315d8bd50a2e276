"""Statistics of claims are renewed every 500 changes, not every tenth of all that there ever were.

A plan lasts until then. One that was made when nothing was held, but something had been, finds a
holder by another index than hers: PostgreSQL expects to read nothing there, and a page of hers. It
has an entry for every live claim of the day.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inventory", "0029_media_given_up")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE inventory_claim SET (autovacuum_analyze_scale_factor = 0,"
            " autovacuum_analyze_threshold = 500)",
            "ALTER TABLE inventory_claim RESET (autovacuum_analyze_scale_factor,"
            " autovacuum_analyze_threshold)",
        )
    ]
