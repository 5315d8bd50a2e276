"""Fifty thousand products, each with its picture, in stock, and in one of eight categories."""

import random
import shutil
from decimal import Decimal
from pathlib import Path

PRODUCTS, PICTURES = 50_000, 500
SHAPES = ["Round", "Oval", "Cushion", "Princess", "Emerald", "Pear", "Marquise", "Asscher"]


def main() -> None:
    import django

    django.setup()
    import oscar
    from django.conf import settings
    from django.core.management import call_command
    from oscar.core.loading import get_model

    call_command("migrate", verbosity=0)
    media = Path(settings.MEDIA_ROOT)
    media.mkdir(parents=True, exist_ok=True)
    picture = Path(oscar.__file__).parent / "static/oscar/img/image_not_found.jpg"
    shutil.copy(picture, media / settings.OSCAR_MISSING_IMAGE_URL)
    _draw(media / "products")
    get_model("address", "Country").objects.create(
        iso_3166_1_a2="AU", iso_3166_1_a3="AUS", iso_3166_1_numeric="036",
        printable_name="Australia", name="Australia", is_shipping_country=True,
    )  # fmt: skip
    stock(PRODUCTS)


def stock(count: int, pieces: int = 100, name: str = "Diamond") -> list[int]:
    """So many new products, their ids in order."""
    from oscar.core.loading import get_model

    dice = random.Random(name)
    product, record = get_model("catalogue", "Product"), get_model("partner", "StockRecord")
    kind, _ = get_model("catalogue", "ProductClass").objects.get_or_create(
        name="Diamond", defaults={"track_stock": True, "requires_shipping": True}
    )
    partner, _ = get_model("partner", "Partner").objects.get_or_create(name="House")
    categories = _categories(get_model("catalogue", "Category"))
    made = product.objects.bulk_create(
        (
            product(
                title=f"{name} {n}", slug=f"{name.lower()}-{n}", product_class=kind,
                description="A round diamond.", upc=f"{name}-{n}", structure="standalone",
            )
            for n in range(count)
        ),
        batch_size=2000,
    )  # fmt: skip
    record.objects.bulk_create(
        (
            record(
                product=each, partner=partner, partner_sku=each.upc, num_in_stock=pieces,
                price=Decimal(dice.randrange(300, 20_000)),
            )
            for each in made
        ),
        batch_size=2000,
    )  # fmt: skip
    link = get_model("catalogue", "ProductCategory")
    link.objects.bulk_create(
        (link(product=each, category=dice.choice(categories)) for each in made), batch_size=2000
    )
    image = get_model("catalogue", "ProductImage")
    image.objects.bulk_create(
        (
            image(product=each, original=f"products/{n % PICTURES}.jpg", caption=each.title)
            for n, each in enumerate(made)
        ),
        batch_size=2000,
    )
    return [each.pk for each in made]


def _categories(category) -> list:
    if not category.objects.exists():
        top = category.add_root(name="Diamonds")
        for shape in SHAPES:
            category.objects.get(pk=top.pk).add_child(name=shape)
    return list(category.objects.filter(depth=2))


def _draw(folder: Path) -> None:
    from PIL import Image, ImageDraw

    folder.mkdir(exist_ok=True)
    for n in range(PICTURES):
        picture = Image.new("RGB", (600, 600), "white")
        ImageDraw.Draw(picture).ellipse((60, 60, 540, 540), fill=(n % 256, 160, 200))
        picture.save(folder / f"{n}.jpg")


if __name__ == "__main__":
    main()
