"""How often something may be tried: a counter in the cache, which forgets by itself."""

from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True)
class Throttle:
    name: str
    limit: int
    seconds: int

    def _key(self, who: str) -> str:
        return f"throttle:{self.name}:{sha256(who.lower().encode()).hexdigest()}"

    def is_over(self, who: str) -> bool:
        return cache.get(self._key(who), 0) >= self.limit

    def count(self, who: str) -> bool:
        """Counts one try; whether it was within the limit."""
        key = self._key(who)
        cache.add(key, 0, self.seconds)
        try:
            return cache.incr(key) <= self.limit
        except ValueError:  # it expired in between
            return True

    def forget(self, who: str) -> None:
        cache.delete(self._key(who))


# Failed sign-ins: of one address from one place, and from one place at all. A whole school may
# share one place, so the second is generous.
FAILED_SIGN_INS = Throttle("sign-in", limit=8, seconds=15 * 60)
FAILED_SIGN_INS_FROM_ONE_PLACE = Throttle("sign-in-place", limit=100, seconds=15 * 60)
# Mails that a stranger can make us send.
MAILS_TO_ONE_ADDRESS = Throttle("mail", limit=4, seconds=60 * 60)
MAILS_FROM_ONE_PLACE = Throttle("mail-place", limit=60, seconds=60 * 60)


def place_of(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")


def may_mail(request: HttpRequest, email: str) -> bool:
    """Whether this visitor may make us send one more mail to this address; counts it."""
    return MAILS_FROM_ONE_PLACE.count(place_of(request)) and MAILS_TO_ONE_ADDRESS.count(email)
