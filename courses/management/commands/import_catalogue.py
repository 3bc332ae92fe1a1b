import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from courses.actions.import_catalogue import import_catalogue
from courses.actions.prepare_catalogue_page import NoSiteError
from courses.actions.set_capacity import CapacityError
from courses.rules.catalogue.faults import CatalogueError


class Command(BaseCommand):
    help = "Makes the courses of the site what a catalogue file says: all of it, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would change, and change nothing."
        )

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(
                f"{file}: {error.strerror}. Give the path of a catalogue file."
            ) from error
        try:
            plans = import_catalogue(
                data=data,
                folder=file.parent,
                dry_run=dry_run,
                progress=lambda courses: tqdm(
                    courses, unit="course", disable=not sys.stderr.isatty()
                ),
            )
        except CatalogueError as error:
            faults = [f"{file}: {len(error.faults)} faults. Nothing was changed."]
            raise CommandError("\n".join([*faults, *map(str, error.faults)])) from error
        except CapacityError as error:
            raise CommandError(
                f"{error} Someone took a seat just now. Nothing was changed: import again."
            ) from error
        except NoSiteError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        for plan in plans:
            for change in plan.changes:
                keys = f": {', '.join(change.keys)}" if change.keys else ""
                name = f" {change.what} {change.name}" if change.name else ""
                self.stdout.write(
                    f"{change.verb} {plan.values['id']} ({plan.values['language']}){name}{keys}"
                )
            for note in plan.notes:
                self.stdout.write(f"note {plan.values['id']} ({plan.values['language']}) {note}")
        changed = sum(bool(plan.changes) for plan in plans)
        word = "would change" if dry_run else "changed"
        self.stdout.write(f"{changed} of {len(plans)} courses {word}.")
