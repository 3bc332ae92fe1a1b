from collections.abc import Callable, Iterable


def do_each(*, deeds: Iterable[Callable[[], int]], failed: str) -> int:
    """Does one after the other, and adds up what they answer.

    One that fails keeps no other back: what went wrong is raised at the end, as a group named by
    `failed`.
    """
    done, errors = 0, []
    for deed in deeds:
        try:
            done += deed()
        except Exception as error:  # noqa: BLE001 raised below
            errors.append(error)
    if errors:
        raise ExceptionGroup(failed, errors)
    return done
