"""What stands in the way of deleting something."""

from django.db.models import PROTECT, Model


def records_of(thing: Model, *, but: tuple[type[Model], ...] = ()) -> list[str]:
    """The kinds of records that hold on to it, in words; none means that it may go.

    `but` are models that do not count. One query for each kind.
    """
    kinds = []
    for relation in thing._meta.get_fields(include_hidden=True):
        if getattr(relation, "on_delete", None) is not PROTECT or not relation.auto_created:
            continue
        model = relation.related_model
        if model in but:
            continue
        if model._base_manager.filter(**{relation.field.name: thing.pk}).exists():
            kinds.append(str(model._meta.verbose_name_plural))
    return sorted(set(kinds))
