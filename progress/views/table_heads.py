"""A table's heads, by which it is sorted, and the addresses of its files."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from progress.reports.tables import Column


def table_heads(request: HttpRequest, columns: Sequence[Column], sort: str) -> list[dict[str, Any]]:
    """Each column's head is a link that sorts by it, and by it the other way round."""
    heads = []
    for column in columns:
        is_by_this = sort.removeprefix("-") == column.key
        # Numbers and days are asked for from the greatest; names from the first.
        first = f"-{column.key}" if column.is_number or column.key == "last_active" else column.key
        other = column.key if sort.startswith("-") else f"-{column.key}"
        query = request.GET.copy()
        query.pop("page", None)
        query["sort"] = other if is_by_this else first
        direction = "descending" if sort.startswith("-") else "ascending"
        heads.append(
            {
                "label": column.label,
                "url": f"?{query.urlencode()}",
                "sorted": direction if is_by_this else "",
                "is_number": column.is_number,
            }
        )
    return heads


def file_addresses(request: HttpRequest) -> dict[str, str]:
    """The same address as a file, with the filters and without the page."""
    query = request.GET.copy()
    query.pop("page", None)
    asked = f"?{query.urlencode()}" if query else ""
    path = request.path.rstrip("/")
    return {kind: f"{path}.{kind}{asked}" for kind in ("csv", "xlsx")}
