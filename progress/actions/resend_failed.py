from progress.models import Message


def resend_failed() -> int:
    """Lets every failed message wait again, with all its tries before it; says how many.

    They are sent with what else is due: many at once over one connection.
    """
    return Message.objects.failed().update(
        state=Message.State.WAITING, attempts=0, next_try_at=None
    )
