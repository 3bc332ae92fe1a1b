"""What a site takes of files that are handed in, and where they are kept."""

from dataclasses import dataclass

from django.conf import settings
from django.core.files.storage import Storage

from progress.models.submissions import SubmissionFile
from progress.rules.handed_in_files import TAKEN


@dataclass(frozen=True)
class FileLimits:
    endings: tuple[str, ...]
    megabytes: int

    @property
    def accept(self) -> str:
        """For a file field."""
        return ",".join(f".{ending}" for ending in self.endings)


def file_limits() -> FileLimits:
    """VIDARE_FILE_ENDINGS and VIDARE_FILE_MEGABYTES, the size of one file."""
    endings = getattr(settings, "VIDARE_FILE_ENDINGS", TAKEN)
    return FileLimits(
        tuple(str(one).lower().lstrip(".") for one in endings),
        int(getattr(settings, "VIDARE_FILE_MEGABYTES", 50)),
    )


def kept_files() -> Storage:
    """The private one, or another that a site has set in STORAGES."""
    storage: Storage = SubmissionFile._meta.get_field("file").storage
    return storage
