from typing import Any

from django.db.models import QuerySet

from progress.models import Message
from progress.reports.scope import listed


def messages_seen_by(user: Any) -> QuerySet[Message]:
    """All but those to, and about, people with protected identity: these are for who keeps the
    profiles."""
    messages = Message.objects.all()
    if user.has_perm("progress.change_profile"):
        return messages
    return messages.filter(listed("person__profile"), listed("registration__person__profile"))
