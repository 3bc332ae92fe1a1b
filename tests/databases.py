"""Databases to start from, made once and copied: `migrated`, and `demo` on top of it.

Migrating takes many seconds, copying a fraction of one. A copy is kept in var/ by a hash of what it
was made from, so that a changed migration makes a new one.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

KEPT = settings.VAR_DIR / "test-databases" / settings.SETTINGS_MODULE


def restore(name: str) -> None:
    """Puts the worker's database, and its folders of files, into the state of that name."""
    store = PostgresqlStore() if connection.vendor == "postgresql" else SqliteStore()
    copy = f"{name}-{_fingerprint(name)}"
    folders = {
        Path(settings.MEDIA_ROOT): KEPT / f"{copy}.media",
        Path(settings.VIDARE_PRIVATE_ROOT): KEPT / f"{copy}.private",
    }
    with _lock(store.lock_name):
        if not store.has(copy):
            _build(name, store)
            _forget_older(name)
            for folder, kept in folders.items():
                shutil.copytree(folder, kept, dirs_exist_ok=True)
            store.save(copy)
    store.load(copy)
    for folder, kept in folders.items():
        shutil.rmtree(folder, ignore_errors=True)
        if kept.exists():
            shutil.copytree(kept, folder)
    forget()


def drop() -> None:
    store = PostgresqlStore() if connection.vendor == "postgresql" else SqliteStore()
    store.drop()


def forget() -> None:
    """Empties what the process remembers of a database's rows."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    ContentType.objects.clear_cache()


def left_commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    fixtures = getattr(item, "fixturenames", ())
    return bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in fixtures


def _build(name: str, store: "SqliteStore | PostgresqlStore") -> None:
    # A file that an earlier test left would give one of the same name another name.
    for folder in (settings.MEDIA_ROOT, settings.VIDARE_PRIVATE_ROOT):
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(parents=True)
    if name == "migrated":
        store.create()
        call_command("migrate", verbosity=0, interactive=False)
    else:
        migrated = f"migrated-{_fingerprint('migrated')}"
        if not store.has(migrated):
            _build("migrated", store)
            store.save(migrated)
        store.load(migrated)
        call_command("load_demo", verbosity=0)


def _fingerprint(name: str) -> str:
    """Changes when the state of that name would be made differently."""
    digest = hashlib.sha256()
    for app in apps.get_app_configs():
        _add(digest, sorted(Path(app.path, "migrations").glob("*.py")))
    if name == "demo":
        digest.update(timezone.localdate().isoformat().encode())
        for app in ("courses", "progress", "cms"):
            files = (settings.BASE_DIR / app).rglob("*")
            _add(digest, sorted(f for f in files if f.suffix in {".py", ".json", ".csv"}))
    return digest.hexdigest()[:16]


def _add(digest, files: list[Path]) -> None:
    for file in files:
        digest.update(str(file).encode())
        digest.update(file.read_bytes())


def _forget_older(name: str) -> None:
    for old in KEPT.glob(f"{name}-*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()


@contextmanager
def _lock(name: str) -> Iterator[None]:
    """One worker makes the copy, the others wait for it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class SqliteStore:
    lock_name = "sqlite"

    def __init__(self) -> None:
        self.database = Path(connection.settings_dict["NAME"])

    def create(self) -> None:
        self.drop()
        self.database.parent.mkdir(parents=True, exist_ok=True)

    def has(self, copy: str) -> bool:
        return (KEPT / f"{copy}.sqlite3").exists()

    def save(self, copy: str) -> None:
        unfinished = KEPT / f"{copy}.unfinished"
        self._copy(self.database, unfinished)
        unfinished.rename(KEPT / f"{copy}.sqlite3")

    def load(self, copy: str) -> None:
        self.database.parent.mkdir(parents=True, exist_ok=True)
        self._copy(KEPT / f"{copy}.sqlite3", self.database)

    def drop(self) -> None:
        connections.close_all()
        for file in self.database.parent.glob(f"{self.database.name}*"):
            file.unlink()

    def _copy(self, source: Path, target: Path) -> None:
        """SQLite's own copying: right with other connections open, which see one large write."""
        connections.close_all()
        with (
            closing(sqlite3.connect(source)) as reader,
            closing(sqlite3.connect(target, timeout=20)) as writer,
        ):
            reader.backup(writer)


class PostgresqlStore:
    def __init__(self) -> None:
        self.database = connection.settings_dict["NAME"]
        server = os.environ["TEST_DATABASE_URL"]
        self.lock_name = f"postgresql-{hashlib.sha256(server.encode()).hexdigest()[:8]}"

    def create(self) -> None:
        self.drop()
        self._execute(f'CREATE DATABASE "{self.database}"')

    def has(self, copy: str) -> bool:
        return bool(self._execute("SELECT 1 FROM pg_database WHERE datname = %s", [_name(copy)]))

    def save(self, copy: str) -> None:
        connections.close_all()
        self._execute(f'CREATE DATABASE "{_name(copy)}" TEMPLATE "{self.database}"')

    def load(self, copy: str) -> None:
        self.drop()
        self._execute(f'CREATE DATABASE "{self.database}" TEMPLATE "{_name(copy)}"')

    def drop(self) -> None:
        connections.close_all()
        self._execute(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')

    def _execute(self, sql: str, values: list[str] | None = None) -> list[tuple]:
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []


def _name(copy: str) -> str:
    return f"vidare_{copy}"
