"""The link at the end of a message about new stones: it stops them, and opens nothing else."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .models import Customer
from .selectors.people import root_of

SALT = "customers.stop"


def stop_link(customer: Customer) -> str:
    token = signing.Signer(salt=SALT).sign(str(customer.public_id))
    return settings.PUBLIC_URL + reverse("storefront:searches-stop", args=[token])


def customer_of_stop_link(token: str) -> Customer | None:
    """Whom we sent it to, the one she turned out to be; nobody for what we never signed."""
    try:
        ref = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    found = Customer.objects.select_related("merged_into").filter(public_id=ref).first()
    return root_of(found) if found else None
