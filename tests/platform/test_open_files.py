"""A shell that allows few open files doesn't keep the live process from many sockets."""

import resource
import subprocess
import sys

ASK = """
import resource
from omni.lib.embedded.files import ENOUGH, allow_many_files
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
allow_many_files()
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0], ENOUGH)
"""


def test_the_limit_rises_as_far_as_the_machine_allows():
    said = subprocess.check_output([sys.executable, "-c", ASK], text=True)

    soft, enough = map(int, said.split())
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    assert soft == (enough if hard == resource.RLIM_INFINITY else min(enough, hard))
