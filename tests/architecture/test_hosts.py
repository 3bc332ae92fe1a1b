import os
import subprocess
import sys

from tests.architecture.files import ROOT


def test_courses_works_in_a_host_without_progress():
    """In a process of its own, since settings and installed apps hold for a whole process."""
    inherited = {name: value for name, value in os.environ.items() if "XDIST" not in name}
    inherited.pop("VIDARE_TEST_RUN", None)
    inherited.pop("TEST_DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/host_without_progress", "-q", "-p", "no:xdist"],
        cwd=ROOT,
        env=inherited | {"DJANGO_SETTINGS_MODULE": "tests.host_without_progress.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
