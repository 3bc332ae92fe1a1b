from pathlib import Path

from django.core.management.base import BaseCommand

from cms.demo.files import MEDIA
from cms.demo.media import make_media


class Command(BaseCommand):
    help = "Draws, plays and films the demo's media again, into the folder beside its catalogue."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=MEDIA)

    def handle(self, *args, **options):
        for path in make_media(options["folder"]):
            self.stdout.write(f"{path.name}  {path.stat().st_size:,} bytes")
