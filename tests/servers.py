"""A PostgreSQL server of the tests' own: a cluster in a directory of its own, reached through a socket or loopback."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Postgres:
    """A running server; its superuser needs no password."""

    programs: Path
    root: Path
    port: int
    user: tuple[str, ...]

    @property
    def url(self) -> str:
        """The server as an address on the loopback device."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def run(self, *command: str, **options) -> subprocess.CompletedProcess:
        """A program of the server's, as the server's user."""
        command = (*self.user, str(self.programs / command[0]), *command[1:])
        return subprocess.run(command, capture_output=True, text=True, timeout=120, cwd="/", **options)

    def psql(self, sql: str, *options: str) -> subprocess.CompletedProcess:
        """A script, which stops at its first error."""
        place = ("-h", str(self.root), "-p", str(self.port), "-U", "postgres", "postgres")
        return self.run("psql", "-q", *options, "-v", "ON_ERROR_STOP=1", *place, input=sql)


def programs() -> Path | None:
    """Where the server's programs are; None on a machine without them."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    found = shutil.which("initdb")
    return homes[-1] if homes else (Path(found).parent if found else None)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server that lives as long as the block."""
    home = programs()
    assert home is not None, "there is no PostgreSQL server on this machine"
    # The server's user must reach its directory, and the directories that pytest makes are closed to others.
    root = Path(tempfile.mkdtemp(prefix="postgres-"))
    user: tuple[str, ...] = ()
    if os.geteuid() == 0:
        user = ("runuser", "-u", "postgres", "--")
        shutil.chown(root, "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Postgres(home, root, port, user)
    data = str(root / "data")
    try:
        done = server.run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync")
        assert done.returncode == 0, done.stderr
        options = f"-k {root} -p {port} -c listen_addresses=127.0.0.1 -c fsync=off"
        done = server.run("pg_ctl", "-D", data, "-o", options, "-l", str(root / "log"), "-w", "start")
        assert done.returncode == 0, done.stderr
        yield server
    finally:
        server.run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(root)
