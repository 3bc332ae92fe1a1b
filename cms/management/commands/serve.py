"""What `make run` does once the packages are there; in one process, so that it starts quickly."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cms.demo.sign_ins import PASSWORD, SIGN_INS


class Command(BaseCommand):
    help = "Brings the database up to date, loads the demo, tells its sign-ins and serves the site."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000")

    def handle(self, *args, address: str, **options):
        if not settings.DEBUG:
            raise CommandError("serve is for trying Vidare out: see docs/production.md for a site.")
        settings.VAR_DIR.mkdir(exist_ok=True)
        if self.migrations_wait():
            self.stdout.write("Setting up the database (half a minute, once)")
            call_command("migrate", verbosity=0, interactive=False)
        call_command("load_demo")
        self.tell_sign_ins(address)
        call_command("runserver", address, use_reloader=False, skip_checks=True)

    def migrations_wait(self) -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

    def tell_sign_ins(self, address: str) -> None:
        lines = [f"  {who.email:<26} {who.what}" for who in SIGN_INS]
        self.stdout.write(
            "\n".join(
                [
                    "",
                    f"Vidare is at http://{address}/ and its editor at http://{address}/admin/",
                    f"Everybody's password is {PASSWORD}",
                    *lines,
                    "",
                ]
            )
        )
