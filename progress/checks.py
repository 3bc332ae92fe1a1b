"""Settings under which places would be given out wrongly, or what is private be open to all."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.files.storage import FileSystemStorage

from progress.models.submissions import private_storage

SQLITE = "django.db.backends.sqlite3"


@checks.register(checks.Tags.files)
def private_files(**kwargs: Any) -> list[checks.CheckMessage]:
    """What lies in MEDIA_ROOT the web server gives to everybody, and asks nobody."""
    storage = private_storage()
    if not isinstance(storage, FileSystemStorage) or not settings.MEDIA_ROOT:
        return []
    private, media = Path(storage.location).resolve(), Path(settings.MEDIA_ROOT).resolve()
    if not private.is_relative_to(media):
        return []
    return [
        checks.Error(
            f"What people hand in is kept in {private}, inside MEDIA_ROOT: anybody could read it.",
            hint="Set VIDARE_PRIVATE_ROOT, or STORAGES['vidare_private'], to a folder outside it.",
            id="progress.E002",
        )
    ]


@checks.register(checks.Tags.database)
def sqlite_transactions(**kwargs: Any) -> list[checks.CheckMessage]:
    """The write pattern for places takes SQLite's write lock at its start, and only there."""
    return [
        message
        for alias, config in settings.DATABASES.items()
        if config.get("ENGINE") == SQLITE
        for message in _of_database(alias, config)
    ]


def _of_database(alias: str, config: dict[str, Any]) -> list[checks.CheckMessage]:
    immediate = config.get("OPTIONS", {}).get("transaction_mode", "").upper() == "IMMEDIATE"
    if immediate and config.get("ATOMIC_REQUESTS"):
        return [
            checks.Error(
                f"DATABASES['{alias}'] has ATOMIC_REQUESTS and IMMEDIATE transactions on SQLite: "
                "every page would wait for every other.",
                hint="Take ATOMIC_REQUESTS away. Actions open the transactions that they need.",
                id="progress.E001",
            )
        ]
    if not immediate:
        return [
            checks.Warning(
                f"DATABASES['{alias}'] begins its transactions on SQLite without the write lock: "
                "two people who take places at once can meet 'database is locked'.",
                hint='OPTIONS: {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": '
                '"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"}',
                id="progress.W001",
            )
        ]
    return []
