import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from progress.actions.import_people import PeopleFileError, PeopleImport, import_people
from progress.rules.people_file import COLUMNS

SHOWN = 20  # of each kind of change, unless -v 2


class Command(BaseCommand):
    help = f"Import people from a CSV file with the columns {','.join(COLUMNS)}."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the CSV file, in UTF-8; - reads standard input")
        parser.add_argument(
            "--separator",
            help="the separator of the columns, where it is none of comma, semicolon and tab",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="say what would change, and change nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        separator = options["separator"]
        if separator is not None and len(separator) != 1:
            raise CommandError("--separator takes one character")
        try:
            done = import_people(
                data=_read(options["file"]), separator=separator, dry_run=options["dry_run"]
            )
        except PeopleFileError as error:
            for fault in error.faults:
                self.stderr.write(f"{options['file']}: {fault}")
            raise CommandError(
                f"{len(error.faults)} faults; nothing was changed. Mend them and try again."
            ) from error
        self._tell(done, dry_run=options["dry_run"], everything=options["verbosity"] > 1)

    def _tell(self, done: PeopleImport, *, dry_run: bool, everything: bool) -> None:
        if dry_run:
            self.stdout.write("Dry run: nothing was changed. The import would")
        for sign, what, lines in (
            ("+", "organisations made", done.new_organisations),
            ("~", "organisations of another kind", done.changed_organisations),
            ("+", "people made", done.new_people),
            ("~", "people updated", done.changed_people),
            ("+", "memberships made", done.new_memberships),
            ("~", "memberships opened again", done.reopened_memberships),
            ("~", "lines that repeat another", [f"line {n}" for n in done.repeated_lines]),
        ):
            self.stdout.write(f"{len(lines):>8} {what}")
            if dry_run or everything:
                shown = lines if everything else lines[:SHOWN]
                for line in shown:
                    self.stdout.write(f"         {sign} {line}")
                if len(shown) < len(lines):
                    self.stdout.write(f"         … and {len(lines) - len(shown)} more: see -v 2")


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}") from error
