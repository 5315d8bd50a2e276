"""Search over a million stones: more facets, steps of weight and price, and what changed when."""

from pathlib import Path

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0006_claim_stock"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="listing",
            name="listing_by_age",
        ),
        migrations.RemoveIndex(
            model_name="listing",
            name="listing_by_price",
        ),
        migrations.RemoveIndex(
            model_name="listing",
            name="listing_by_carat",
        ),
        migrations.RemoveIndex(
            model_name="listing",
            name="listing_by_grades",
        ),
        migrations.RemoveIndex(
            model_name="listing",
            name="listing_by_place",
        ),
        migrations.RemoveField(
            model_name="listing",
            name="changed_at",
        ),
        migrations.AddField(
            model_name="listing",
            name="carat_step",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    "carat",
                    function="width_bucket",
                    output_field=models.SmallIntegerField(),
                    template="%(function)s(%(expressions)s::bigint, '{20, 25, 30, 35, 40, 50, 60, 70, 80, 90, 100, 110, 120, 140, 160, 180, 200, 225, 250, 300, 400, 500, 1000}'::bigint[])",
                ),
                output_field=models.SmallIntegerField(),
            ),
        ),
        migrations.AddField(
            model_name="listing",
            name="changed_in",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="listing",
            name="depth_pct",
            field=models.SmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="listing",
            name="fluorescence",
            field=models.SmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="listing",
            name="is_unsold",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Q(("state__lt", 4)),
                output_field=models.BooleanField(),
            ),
        ),
        migrations.AddField(
            model_name="listing",
            name="lab",
            field=models.SmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="listing",
            name="origin",
            field=models.SmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="listing",
            name="polish",
            field=models.SmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="listing",
            name="price_step",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    "price",
                    function="width_bucket",
                    output_field=models.SmallIntegerField(),
                    template="%(function)s(%(expressions)s::bigint, '{30000, 40000, 50000, 65000, 80000, 100000, 130000, 160000, 200000, 250000, 320000, 400000, 500000, 650000, 800000, 1000000, 1300000, 1600000, 2000000, 2600000, 3500000, 5000000, 10000000, 25000000}'::bigint[])",
                ),
                output_field=models.SmallIntegerField(),
            ),
        ),
        migrations.AddField(
            model_name="listing",
            name="ratio",
            field=models.SmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="listing",
            name="symmetry",
            field=models.SmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="listing",
            name="table_pct",
            field=models.SmallIntegerField(default=0),
        ),
        # Room on each page for the next version of its rows: a hold then touches no index.
        migrations.RunSQL(
            "ALTER TABLE inventory_listing SET (fillfactor = 85)",
            "ALTER TABLE inventory_listing RESET (fillfactor)",
        ),
        # What it makes of the rows there are waits for 0017, whose columns it reads.
        migrations.RunSQL((SQL / "changed.sql").read_text(), migrations.RunSQL.noop),
        TrigramExtension(),
        migrations.AddIndex(
            model_name="product",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name"], name="product_by_name", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="gradingreport",
            index=models.Index(fields=["number"], name="report_by_number"),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("is_unsold", True)),
                fields=["item"],
                include=(
                    "shape",
                    "carat",
                    "colour",
                    "clarity",
                    "cut",
                    "price",
                    "place",
                    "polish",
                    "symmetry",
                    "fluorescence",
                    "lab",
                    "origin",
                    "table_pct",
                    "depth_pct",
                    "ratio",
                ),
                name="listing_by_age",
            ),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("is_unsold", True)),
                fields=["price", "item"],
                include=(
                    "shape",
                    "carat",
                    "colour",
                    "clarity",
                    "cut",
                    "place",
                    "polish",
                    "symmetry",
                    "fluorescence",
                    "lab",
                    "origin",
                    "table_pct",
                    "depth_pct",
                    "ratio",
                ),
                name="listing_by_price",
            ),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("is_unsold", True)),
                fields=["carat", "item"],
                include=(
                    "shape",
                    "colour",
                    "clarity",
                    "cut",
                    "price",
                    "place",
                    "polish",
                    "symmetry",
                    "fluorescence",
                    "lab",
                    "origin",
                    "table_pct",
                    "depth_pct",
                    "ratio",
                ),
                name="listing_by_carat",
            ),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("is_unsold", True)),
                fields=["shape", "colour", "clarity", "carat"],
                include=("cut", "price", "place", "item"),
                name="listing_by_grades",
            ),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("is_unsold", True)),
                fields=["place", "price"],
                include=("shape", "carat", "colour", "clarity", "cut", "item"),
                name="listing_by_place",
            ),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("is_unsold", True)),
                fields=["carat_step", "price", "item"],
                include=("shape", "carat", "colour", "clarity", "cut", "place"),
                name="listing_by_carat_step",
            ),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("is_unsold", True)),
                fields=["price_step", "carat", "item"],
                include=("shape", "colour", "clarity", "cut", "price", "place"),
                name="listing_by_price_step",
            ),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(fields=["changed_in"], name="listing_by_change"),
        ),
    ]
