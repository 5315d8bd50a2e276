"""What the terminal shows once everything runs."""

FACES = (
    ("Shop", "/"),
    ("Staff", "/staff/"),
    ("Floor", "/floor/"),
    ("Desk", "/desk/"),
    ("Kiosk", "/kiosk/"),
    ("Handset", "/handset/"),
    ("Admin", "/admin/"),
    ("API", "/api/v1/docs/"),
)


def banner(*, url: str, live_url: str, sign_ins: str, log: str, seconds: float) -> str:
    """The faces' addresses, the demo sign-ins as their command writes them, how to stop."""
    lines = ["", f"Omni runs: {url}/ ({seconds:.0f} s)", ""]
    lines += [f"  {name:<9}{url}{path}" for name, path in FACES]
    lines += [f"  {'Live':<9}{live_url} (sockets only)"]
    if sign_ins.strip():
        lines += ["", "Demo sign-ins", "", *(f"  {line}" for line in sign_ins.strip().splitlines())]
    lines += ["", f"Logs are in {log}. Ctrl-C stops everything, the database included.", ""]
    return "\n".join(lines)
