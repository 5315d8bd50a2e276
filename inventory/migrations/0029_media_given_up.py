from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0028_media_digests"),
    ]

    operations = [
        migrations.AddField(
            model_name="stonemedia",
            name="given_up",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
    ]
