"""The claim with all that it writes in one statement, and with its key in one call.

No index of a record's live claims: what is live of a record is found by its item. Rows that grow a
version with each hold leave room for it in their page, so that no index hears of it; a row that is
there already gets it when its page is next tidied.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
GROWING = ("inventory_item", "inventory_stockrecord", "lib_clientkey")


def stored(setting: str) -> str:
    return "; ".join(f"ALTER TABLE {table} {setting}" for table in GROWING)


class Migration(migrations.Migration):
    dependencies = [("inventory", "0024_media_taken_down"), ("lib", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="claim", name="claim_by_record"),
        migrations.RunSQL(stored("SET (fillfactor = 90)"), stored("RESET (fillfactor)")),
        migrations.RunSQL((SQL / "claim_stock.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunSQL(
            (SQL / "claim_once.sql").read_text(),
            "DROP FUNCTION inventory_claim_once(text, uuid, text, bigint[], int[], bigint[],"
            " boolean[], text[], text, text, text[], timestamptz, text, text)",
        ),
    ]
