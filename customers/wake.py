"""Which task works on what waits here."""

from omni.lib.waking import wake


def wake_catalogue(catalogue_id: int) -> None:
    wake("customers.tasks.work_catalogue", catalogue_id)
