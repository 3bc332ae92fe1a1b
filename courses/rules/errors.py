"""What a broken rule says. Rules know no Django: the sentence is translated where it is shown."""

from __future__ import annotations


def gettext_noop(message: str) -> str:
    """Marks a sentence for makemessages, which finds it by this function's name."""
    return message


class RuleError(ValueError):
    """A value that a rule refuses.

    A form shows `_(error.message) % error.params`; `str(error)` is the English sentence.
    """

    def __init__(self, code: str, message: str, **params: object) -> None:
        self.code = code
        self.message = message
        self.params = params
        super().__init__(message % params)


class IdTakenError(RuleError):
    def __init__(self) -> None:
        super().__init__("slug", gettext_noop("Another course has this id already."))
