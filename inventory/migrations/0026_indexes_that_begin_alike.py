"""Three indexes by item go: another of the same table begins with the item.

Only the index: altering the field would also make the foreign key anew, and read every row for it.
"""

import django.db.models.deletion
from django.db import migrations, models

DROPPED = {
    "pricechange": ("inventory_pricechange_item_id_f43b5211", "price_changes"),
    "stockmovement": ("inventory_stockmovement_item_id_dc9becf8", "movements"),
    "stockrecord": ("inventory_stockrecord_item_id_2db9b4b3", "records"),
}


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0025_claim_in_one_statement"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"DROP INDEX IF EXISTS {index}",
                    f"CREATE INDEX {index} ON inventory_{model} (item_id)",
                )
            ],
            state_operations=[
                migrations.AlterField(
                    model_name=model,
                    name="item",
                    field=models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT,
                        related_name=name, to="inventory.item",
                    ),
                )
            ],
        )
        for model, (index, name) in DROPPED.items()
    ]  # fmt: skip
