"""The tests' settings, with a mail server that writes each mail's id to a file: MAIL_JOURNAL."""

from cms.settings.test import *  # noqa: F403

EMAIL_BACKEND = "tests.progress.mail_journal.JournalBackend"
