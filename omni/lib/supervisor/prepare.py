"""Brings the database and the static files up to date: migrations, demo shop, collectstatic."""

import hashlib
import io
import os
import sys
from pathlib import Path

SIGN_INS = "sign-ins.txt"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omni.settings")
    import django
    import environ
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import call_command, get_commands

    try:
        django.setup()
    except ImproperlyConfigured as refusal:
        sys.exit(str(refusal))
    call_command("migrate", interactive=False, verbosity=0)
    _collect_static(settings)
    if not settings.DEMO:
        return
    known = get_commands()
    if "load_demo" in known and environ.Env().bool("OMNI_LOAD_DEMO", True):
        call_command("load_demo")
    if "demo_sign_ins" in known:
        found = io.StringIO()
        call_command("demo_sign_ins", stdout=found)
        (settings.VAR_DIR / "run" / SIGN_INS).write_text(found.getvalue())


def _collect_static(settings) -> None:
    """Only when a file or a package has changed: compressing all takes seconds."""
    from django.core.management import call_command

    stamp = settings.STATIC_ROOT / ".collected"
    state = _state([*map(Path, settings.STATICFILES_DIRS)], settings.BASE_DIR / "requirements.lock")
    if stamp.exists() and stamp.read_text() == state:
        return
    sys.stdout.write("Collecting static files.\n")
    sys.stdout.flush()
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state)


def _state(directories: list[Path], lock: Path) -> str:
    digest = hashlib.sha256(lock.read_bytes())
    for directory in directories:
        for file in sorted(directory.rglob("*")):
            seen = file.stat()
            digest.update(f"{file} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
