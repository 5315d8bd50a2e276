"""The claim anew: what is somebody else's is refused before anything is locked."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "claim_stock.sql"


class Migration(migrations.Migration):
    dependencies = [("inventory", "0019_consume_claims")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
