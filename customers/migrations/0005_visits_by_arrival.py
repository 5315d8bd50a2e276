from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0004_visit_guests")]

    operations = [
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["store", "arrived_at"], name="visit_by_arrival"),
        )
    ]
