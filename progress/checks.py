"""Settings under which places would be given out slowly or wrongly."""

from typing import Any

from django.conf import settings
from django.core import checks

SQLITE = "django.db.backends.sqlite3"


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
