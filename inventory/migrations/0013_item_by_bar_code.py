from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0012_transfer_changed_at"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("gtin", ""), _negated=True),
                fields=["gtin"],
                name="item_by_bar_code",
            ),
        ),
    ]
