"""Drops privileges, ties a process to the life of its parent, then becomes the command.

A script of its own, started as `python -I -S leash.py SIGNAL PARENT UID COMMAND...`, because the
kernel forgets the parent-death signal when a process changes its user, and because code between
fork and exec is unsafe in a process that has threads. UID "-" keeps the user.
"""

import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(death_signal: int, parent: int, uid: str, command: list[str]) -> None:
    libc = None
    if sys.platform == "linux":
        import ctypes

        libc = ctypes.CDLL(None)
    if uid != "-":
        os.setgroups([])
        os.setgid(int(uid))
        os.setuid(int(uid))
    if libc is not None:
        libc.prctl(PR_SET_PDEATHSIG, death_signal)
    if os.getppid() != parent:
        sys.exit("The parent process has gone.")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
