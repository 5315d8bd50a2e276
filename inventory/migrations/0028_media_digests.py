import django.contrib.postgres.fields
from django.db import migrations, models

# Of what came before this nothing but the name of our copy is known.
NAMED = """
UPDATE inventory_stonemedia SET digests = ARRAY[substring(file from '[0-9a-f]{64}')]
WHERE file ~ '[0-9a-f]{64}'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0027_media_asked_again"),
    ]

    operations = [
        migrations.AddField(
            model_name="stonemedia",
            name="digests",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=64),
                blank=True,
                db_default=[],
                default=list,
                size=None,
            ),
        ),
        migrations.RunSQL(NAMED, migrations.RunSQL.noop),
    ]
