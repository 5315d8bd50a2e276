"""Runs the embedded servers of a directory until it is ended; prints their addresses as JSON."""

import json
import sys
import time
from pathlib import Path

from omni.lib.embedded.refusal import CannotStart
from omni.lib.embedded.servers import running

if __name__ == "__main__":
    try:
        with running(Path(sys.argv[1]), {}, durable=sys.argv[2] == "durable") as found:
            sys.stdout.write(json.dumps(found) + "\n")
            sys.stdout.flush()
            time.sleep(600)
    except CannotStart as refusal:
        sys.exit(str(refusal))
