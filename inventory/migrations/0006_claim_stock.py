"""The claim of stock, and what follows every change of it, as functions of the database."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("inventory", "0005_stock_in_full")]

    operations = [
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                fields=["item", "expires_at"],
                condition=Q(released_at__isnull=True, consumed_at__isnull=True),
                name="claim_by_item",
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="record",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="inventory.stockrecord",
            ),
        ),
        migrations.RunSQL(
            (SQL / "changed.sql").read_text(),
            "DROP FUNCTION inventory_changed, inventory_refresh_listings, inventory_refresh_states,"
            " inventory_listing_state",
        ),
        migrations.RunSQL(
            (SQL / "claim_stock.sql").read_text(),
            "DROP FUNCTION inventory_claim_stock, inventory_own_claims,"
            " inventory_release_overdue, inventory_uuid7, inventory_short, inventory_refuse",
        ),
    ]
