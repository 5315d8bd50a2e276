"""The claim anew: fewer statements under the lock, each by one plan that is kept."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("inventory", "0014_search_in_memory")]

    operations = [
        migrations.RunSQL((SQL / name).read_text(), migrations.RunSQL.noop)
        for name in ("changed.sql", "claim_stock.sql")
    ]
