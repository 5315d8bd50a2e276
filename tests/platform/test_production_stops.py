"""Production without what it needs, or with what belongs to the demo, ends in one sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.platform.production import production

ROOT = Path(__file__).resolve().parents[2]
MANAGE = [sys.executable, "manage.py"]
SECRETS = ["OMNI_SECRET_KEY", "OMNI_MESSAGE_KEY", "OMNI_PUBLIC_URL", "DATABASE_URL", "REDIS_URL"]
PROVIDERS = ["OMNI_SMS_PROVIDER", "OMNI_EMAIL_PROVIDER", "OMNI_PAYMENT_PROVIDER"]


def run(command: list[str], environ: dict[str, str]) -> subprocess.CompletedProcess:
    return subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=60
    )


def refusal(environ: dict[str, str], tmp_path: Path, *command: str) -> str:
    """The one sentence with which the command, a process unless told, ends."""
    what = command or (sys.executable, "-m", "omni.lib.processes", "web")
    done = run([*what], environ | {"OMNI_VAR": str(tmp_path)})
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.mark.parametrize("name", SECRETS + PROVIDERS)
def test_without_it_no_process_starts(name, tmp_path):
    said = refusal(production(**{name: ""}), tmp_path)

    assert said.startswith(f"{name} is not set. Production needs it")


def test_nor_does_a_command(tmp_path):
    said = refusal(production(OMNI_SECRET_KEY=""), tmp_path, *MANAGE, "migrate")

    assert said.startswith("OMNI_SECRET_KEY is not set.")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OMNI_SMS_PROVIDER", "handset"),
        ("OMNI_EMAIL_PROVIDER", "handset"),
        ("OMNI_PAYMENT_PROVIDER", "rehearsal"),
    ],
)
def test_the_providers_of_the_demo_are_refused(name, value, tmp_path):
    said = refusal(production(**{name: value}), tmp_path)

    assert said.startswith(f"{name} is '{value}'. {value} is the demo's and does nothing real.")


def test_a_provider_without_its_account_is_refused(tmp_path):
    no_account = refusal(production(OMNI_SMS_PROVIDER="twilio"), tmp_path)
    no_sender = refusal(production(OMNI_EMAIL_PROVIDER="mail"), tmp_path)

    assert no_account.startswith("TWILIO_ACCOUNT_SID is not set.")
    assert no_sender.startswith("OMNI_FROM_EMAIL is not set.")


def test_a_provider_that_does_not_exist_is_refused(tmp_path):
    assert "Choose one of: twilio, none" in refusal(
        production(OMNI_SMS_PROVIDER="pigeon"), tmp_path
    )


def test_a_public_name_without_tls_is_refused(tmp_path):
    assert "needs https://" in refusal(production(OMNI_PUBLIC_URL="http://shop.example"), tmp_path)


def test_embedded_servers_that_happen_to_run_are_not_used(tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "urls.env").write_text("DATABASE_URL=postgres://omni@/omni\n")

    assert refusal(production(DATABASE_URL=""), tmp_path).startswith("DATABASE_URL is not set.")


def test_the_demo_shop_with_its_public_passwords_is_refused(tmp_path):
    done = run([*MANAGE, "load_demo"], production(OMNI_VAR=str(tmp_path)))

    assert done.returncode == 1
    assert "demo" in done.stderr
    assert "Traceback" not in done.stderr


def test_with_all_of_it_djangos_own_check_finds_nothing(tmp_path):
    check = [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"]
    done = run(check, production(OMNI_VAR=str(tmp_path)))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (0 silenced).\n"
