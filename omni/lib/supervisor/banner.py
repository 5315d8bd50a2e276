"""What the terminal shows once everything runs."""

FACES = (
    ("Shop", "/"),
    ("Staff", "/staff/"),
    ("Floor", "/floor/"),
    ("Desk", "/desk/"),
    ("Kiosk", "/kiosk/"),
    ("Phone", "/demo/handset/"),
    ("Admin", "/admin/"),
    ("API", "/api/v1/docs/"),
)


def banner(*, url: str, live_url: str, sign_ins: str, log: str, seconds: float) -> str:
    """The faces' addresses, the demo sign-ins as their command writes them, how to stop."""
    lines = ["", f"Omni runs: {url}/ ({seconds:.0f} s)", ""]
    lines += [f"  {line}" for line in sign_ins.strip().splitlines()]
    shown = sign_ins.split()
    rest = [(name, f"{url}{path}") for name, path in FACES if f"{url}{path}" not in shown]
    lines += [f"  {name:<5}  {address}" for name, address in rest]
    lines += [f"  {'Live':<5}  {live_url} (sockets only)"]
    lines += ["", f"Logs are in {log}. Ctrl-C stops everything, the database included.", ""]
    return "\n".join(lines)
