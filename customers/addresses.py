"""Mobile numbers to E.164 and e-mail addresses to lower case, or a sentence that helps."""

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from phonenumbers import NumberParseException, PhoneNumberType

from .errors import BadAddress
from .models import Identity

MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def parsed_address(text: str) -> tuple[str, str]:
    """(kind, value) of whatever somebody typed; an @ makes it an e-mail. Raises `BadAddress`."""
    kind = Identity.Kind.EMAIL if "@" in text else Identity.Kind.PHONE
    return kind, parsed(kind, text)


def parsed(kind: str, text: str) -> str:
    """The address as it is stored. Raises `BadAddress` with the fix in its message."""
    return parsed_email(text) if kind == Identity.Kind.EMAIL else parsed_phone(text)


def parsed_email(text: str) -> str:
    value = text.strip().lower()
    try:
        validate_email(value)
    except ValidationError as error:
        raise BadAddress(
            "That e-mail address isn’t complete. Try name@example.com.", field="email"
        ) from error
    return value


def parsed_phone(text: str) -> str:
    """E.164 of a mobile number in one of `PHONE_COUNTRIES`."""
    try:
        number = phonenumbers.parse(text, settings.DEFAULT_PHONE_REGION)
    except NumberParseException as error:
        raise BadAddress(f"That isn’t a phone number. {_hint()}", field="phone") from error
    if not phonenumbers.is_valid_number(number):
        raise BadAddress(_what_is_wrong(number), field="phone")
    if phonenumbers.region_code_for_number(number) not in settings.PHONE_COUNTRIES:
        raise BadAddress("We can’t text that country yet. Use your e-mail instead.", field="phone")
    if phonenumbers.number_type(number) not in MOBILE:
        raise BadAddress(f"That isn’t a mobile, and we’d text it. {_hint()}", field="phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def prefix(value: str) -> str:
    """The thousand numbers around this one, for limits on somebody who walks through a range."""
    return value[:-3]


def shown(value: str) -> str:
    """As people write it: 0491 570 006 at home, +64 21 … from elsewhere; e-mails as they are."""
    if "@" in value:
        return value
    number = phonenumbers.parse(value)
    home = phonenumbers.region_code_for_number(number) == settings.DEFAULT_PHONE_REGION
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, style.NATIONAL if home else style.INTERNATIONAL)


def _example() -> phonenumbers.PhoneNumber:
    return phonenumbers.example_number_for_type(
        settings.DEFAULT_PHONE_REGION, PhoneNumberType.MOBILE
    )


def _hint() -> str:
    """`Try 04xx xxx xxx.`: this country's own way to write a mobile, with its digits hidden."""
    written = phonenumbers.format_number(_example(), phonenumbers.PhoneNumberFormat.NATIONAL)
    hidden = written[:2] + "".join("x" if c.isdigit() else c for c in written[2:])
    return f"Try {hidden}."


def _what_is_wrong(number: phonenumbers.PhoneNumber) -> str:
    digits, needed = len(str(number.national_number)), len(str(_example().national_number))
    missing = needed - digits
    at_home = number.country_code == _example().country_code
    if at_home and 0 < missing < len(NUMBERS):
        unit = "digit" if missing == 1 else "digits"
        return f"That’s {NUMBERS[missing]} {unit} short. {_hint()}"
    if at_home and missing < 0:
        return f"That’s too long. {_hint()}"
    return f"That isn’t a number in use. {_hint()}"
