from django.urls import register_converter
from django.urls.converters import IntConverter


class IdConverter(IntConverter):
    """A row's id, of no more digits than a database can look for: SQLite fails at larger ones."""

    regex = "[0-9]{1,18}"


register_converter(IdConverter, "id")
