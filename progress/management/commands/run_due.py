from typing import Any

from django.core.management.base import BaseCommand, CommandError

from progress.actions.run_due import JOBS, run_due


class Command(BaseCommand):
    help = "Do everything whose time has come. Run it every minute; several at once do no harm."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = run_due()
        self.stdout.write(", ".join(f"{counts[name]} {name}" for name in JOBS if name in counts))
        failed = [name for name in JOBS if name not in counts]
        if failed:
            raise CommandError(f"Failed, and logged: {', '.join(failed)}.", returncode=1)
