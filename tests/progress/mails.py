"""Mails in the outbox, and a mail server that says what it is told to say."""

from typing import Any

from django.core.mail.backends.locmem import EmailBackend

from progress.models import Message
from tests.progress.offers import NOW, make_person


class Server(EmailBackend):
    """Answers each mail with `answer`, or with what stands for its address in `refused`.

    Counts how often it was connected to, as the SMTP backend connects: for each mail anew, unless
    it was opened before.
    """

    answer: Exception | None = None
    refused: dict[str, Exception] = {}
    connections = 0
    tried = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.connected = False

    def open(self) -> bool:
        if self.connected:
            return False
        type(self).connections += 1
        self.connected = True
        return True

    def close(self) -> None:
        self.connected = False

    def send_messages(self, messages: Any) -> int:
        type(self).tried += 1
        opened = self.open()
        try:
            for mail in messages:
                error = self.refused.get(mail.to[0]) or self.answer
                if error is not None:
                    raise error
            return super().send_messages(messages)
        finally:
            if opened:
                self.close()


def make_messages(number: int, **fields: Any) -> list[Message]:
    """Mails of an account: they have a person and no other cause."""
    person = make_person("Ane Berg")
    return Message.objects.bulk_create(
        Message(
            **{
                "key": f"account:{person.pk}:{count}",
                "kind": "set_password",
                "person": person,
                "to": f"person{count}@example.org",
                "language": "sv",
                "subject": f"Mail {count}",
                "text": "Words.\n",
                "message_id": f"<{count}@example.org>",
                "created_at": NOW,
            }
            | fields
        )
        for count in range(number)
    )
