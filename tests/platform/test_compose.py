"""docker-compose.yml starts what `make run` and `make prod-smoke` start, as the page says it does.

No container is started here. What is held is that nothing of it can drift from what does run.
"""

import re
from pathlib import Path

import pytest
import yaml

from omni.lib import processes
from omni.lib.embedded.postgres import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = [*processes.NAMES, "migrate"]
TABLE = (ROOT / "docs" / "operating.md").read_text().partition("## Environment")[2]
EXPLAINED = set(re.findall(r"`([A-Z_]+)`", TABLE.partition("\n## ")[0]))
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_every_process_has_its_service():
    assert set(SERVICES) == {*processes.NAMES, "migrate", "postgres", "valkey", "proxy"}


@pytest.mark.parametrize("name", processes.NAMES)
def test_a_service_starts_its_process_by_the_one_list(name):
    assert SERVICES[name]["command"] == ["python", "-m", "omni.lib.processes", name]


def test_migrate_ends_before_anything_of_ours_starts():
    assert SERVICES["migrate"]["command"] == ["python", "manage.py", "migrate", "--no-input"]
    assert SERVICES["migrate"]["restart"] == "no"
    for name in processes.NAMES:
        assert {each: rule["condition"] for each, rule in SERVICES[name]["depends_on"].items()} == {
            "migrate": "service_completed_successfully",
            "postgres": "service_healthy",
            "valkey": "service_healthy",
        }


@pytest.mark.parametrize("name", OURS)
def test_every_process_gets_the_same_explained_variables(name):
    given = SERVICES[name]["environment"]

    assert given == SERVICES["web"]["environment"]
    assert set(given) - EXPLAINED == set()


@pytest.mark.parametrize(
    "name",
    [
        *("OMNI_SECRET_KEY", "OMNI_MESSAGE_KEY", "OMNI_PUBLIC_URL"),
        *("OMNI_SMS_PROVIDER", "OMNI_EMAIL_PROVIDER", "OMNI_PAYMENT_PROVIDER"),
    ],
)
def test_what_production_requires_compose_requires(name):
    assert re.fullmatch(rf"\$\{{{name}:\?.+\}}", SERVICES["web"]["environment"][name])


def test_no_secret_is_written_down():
    named = SERVICES["web"]["environment"] | SERVICES["postgres"]["environment"]
    for name, value in named.items():
        if re.search(r"SECRET|KEY|PASSWORD|TOKEN", name):
            assert value.startswith("${"), name
    assert "${POSTGRES_PASSWORD:?" in named["DATABASE_URL"]


def test_production_is_meant_and_one_proxy_is_trusted():
    given = SERVICES["web"]["environment"]

    assert given["OMNI_MODE"] == "production"
    assert given["OMNI_NUM_PROXIES"] == "1"


def test_the_ports_of_the_image_are_those_that_the_proxy_and_the_checks_use():
    image = dict(re.findall(r"(\w*PORT|OMNI_HOST|OMNI_VAR)=(\S+)", DOCKERFILE))
    caddyfile = (ROOT / "deploy" / "Caddyfile").read_text()

    assert (image["PORT"], image["LIVE_PORT"], image["OMNI_HOST"]) == ("8000", "8001", "0.0.0.0")
    assert f"{{$OMNI_WEB_AT:dynamic a web {image['PORT']}}}" in caddyfile
    assert f"{{$OMNI_LIVE_AT:dynamic a live {image['LIVE_PORT']}}}" in caddyfile
    assert SERVICES["web"]["expose"] == [image["PORT"]]
    assert SERVICES["live"]["expose"] == [image["LIVE_PORT"]]
    assert SERVICES["web"]["volumes"] == [f"media:{image['OMNI_VAR']}/media"]


def test_every_service_that_stays_has_a_health_check():
    def asked(name: str) -> list[str]:
        return SERVICES[name]["healthcheck"]["test"]

    healthy = ["CMD", "python", "-m", "omni.lib.healthy"]
    assert asked("web") == [*healthy, "http://127.0.0.1:8000/health/ready/"]
    assert asked("live") == [*healthy, "http://127.0.0.1:8001/health/live/"]
    for name in ("urgent", "worker", "beat"):
        assert asked(name) == [*healthy, name]
    assert asked("postgres")[1] == "pg_isready"
    assert asked("valkey")[1:] == ["valkey-cli", "ping"]


def test_web_and_live_can_be_scaled():
    for name in ("web", "live"):
        assert not {"container_name", "ports"} & set(SERVICES[name])


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["back"] == {"internal": True}
    assert SERVICES["postgres"]["networks"] == SERVICES["valkey"]["networks"] == ["back"]


def test_everything_that_stays_is_started_again():
    for name, service in SERVICES.items():
        if name != "migrate":
            assert service["restart"] == "unless-stopped", name


def test_postgresql_is_set_as_the_embedded_one():
    words = SERVICES["postgres"]["command"]
    given = dict(word.split("=", 1) for word in words if "=" in word)

    assert SERVICES["postgres"]["image"] == "postgres:18"
    assert given.items() <= SETTINGS.items()
    left_out = set(SETTINGS) - set(given)
    assert left_out == {
        "listen_addresses", "unix_socket_permissions", "log_timezone", "log_line_prefix",
    }  # fmt: skip


def test_the_image_installs_the_lock_by_hash_and_runs_as_nobody_special():
    assert re.search(r"--require-hashes \\\n\s+-r /requirements.lock", DOCKERFILE)
    assert "\nUSER omni\n" in DOCKERFILE
    assert 'CMD ["python", "-m", "omni.lib.processes", "web"]' in DOCKERFILE
