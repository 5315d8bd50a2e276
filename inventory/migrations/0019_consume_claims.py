"""What was held leaves for good by one call of the database, as it is held by one."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("inventory", "0018_trilliants_and_baguettes")]

    operations = [
        migrations.RunSQL(
            (SQL / "consume_claims.sql").read_text(),
            "DROP FUNCTION inventory_consume_claims, inventory_share",
        ),
    ]
