"""What stands in the way of deleting something."""

from django.db.models import PROTECT, ForeignObjectRel, Model


def records_of(thing: Model, *, but: tuple[type[Model], ...] = ()) -> list[str]:
    """The kinds of records that hold on to it, in words; none means that it may go.

    `but` are models that do not count. One query for each kind.
    """
    kinds = []
    for relation in thing._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.on_delete is not PROTECT:
            continue
        model = relation.related_model
        if model in but or isinstance(model, str):
            continue
        if model._base_manager.filter(**{relation.field.name: thing.pk}).exists():
            kinds.append(str(model._meta.verbose_name_plural))
    return sorted(set(kinds))
