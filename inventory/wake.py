"""Which task works on what waits here."""

from omni.lib.waking import wake


def wake_list(run_id: int) -> None:
    wake("inventory.tasks.work_list", run_id)
