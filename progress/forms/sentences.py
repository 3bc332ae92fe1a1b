from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.rules.errors import RuleError
from progress.rules.offers import Day, Moment


def sentence(error: RuleError) -> str:
    """What a broken rule says, in the reader's language, its days and moments in words."""
    language = get_language() or "en"
    params = {
        name: value.in_words(language) if isinstance(value, Day | Moment) else value
        for name, value in error.params.items()
    }
    return _(error.message) % params
