from collections import defaultdict
from collections.abc import Iterable

from wagtail.models import Page
from wagtail.search.backends import get_search_backends_with_name


def index_pages(*, pages: Iterable[Page]) -> None:
    """Put the pages into every search index that follows changes, a model at a time."""
    by_model: dict[type[Page], list[Page]] = defaultdict(list)
    for page in pages:
        by_model[type(page)].append(page)
    for _name, backend in get_search_backends_with_name(with_auto_update=True):
        for model, its_pages in by_model.items():
            backend.add_bulk(model, its_pages)
