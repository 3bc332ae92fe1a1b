from wagtail.models import Page


def publish_page(*, page: Page, parent: Page | None = None) -> None:
    """Save what the page says now as its new published revision; under `parent` if it is new."""
    if parent is not None:
        page.live = False
        parent.add_child(instance=page)
    page.save_revision(log_action=parent is None).publish()
