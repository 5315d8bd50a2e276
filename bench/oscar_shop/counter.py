"""Lays pieces for many buyers in this shop, and says how many of them were sold."""

import json
import sys


def lay(name: str, pieces: int) -> dict:
    from bench.oscar_shop.load import stock

    (pk,) = stock(1, pieces, name)
    return {"pk": pk}


def count(pk: int) -> dict:
    from django.db.models import Sum
    from oscar.core.loading import get_model

    lines = get_model("order", "Line").objects.filter(product_id=pk)
    return {"sold": lines.aggregate(total=Sum("quantity"))["total"] or 0}


def main() -> None:
    import django

    django.setup()
    words = {"lay": lay, "count": count}
    for line in sys.stdin:
        word, facts = json.loads(line)
        sys.stdout.write(json.dumps(words[word](**facts)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
