from django.core.management.base import BaseCommand

from progress.actions.send_waiting import send_waiting


class Command(BaseCommand):
    help = "Send the messages that wait in the outbox."

    def add_arguments(self, parser):
        parser.add_argument(
            "--failed", action="store_true", help="Try those that were refused once more."
        )

    def handle(self, **options):
        became = send_waiting(failed=options["failed"])
        self.stdout.write(
            f"{became['sent']} sent, {became['waiting']} still waiting, {became['failed']} failed."
        )
