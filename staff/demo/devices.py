"""An iPad and a VIP station per store. Their tokens are public: demo mode only."""

from dataclasses import dataclass

from omni.lib.ids import token_hash
from staff.models import Device, Store, User

KINDS = {Device.Kind.IPAD: "Floor iPad", Device.Kind.KIOSK: "VIP station"}


@dataclass(frozen=True, slots=True)
class DemoDevice:
    kind: Device.Kind
    store: str

    @property
    def name(self) -> str:
        return KINDS[self.kind]

    @property
    def token(self) -> str:
        """What its device cookie says."""
        return f"tolland-demo-{self.store}-{self.kind.value}"


DEVICES = tuple(DemoDevice(kind, store) for store in ("sydney", "melbourne") for kind in KINDS)


def enrol_devices(stores: dict[str, Store], by: User) -> None:
    """Those that aren't there yet; a revoked one stays revoked."""
    for one in DEVICES:
        Device.objects.get_or_create(
            token_hash=token_hash(one.token),
            defaults={
                "kind": one.kind, "name": one.name, "store": stores[one.store], "enrolled_by": by,
            },
        )  # fmt: skip
