from django.db import transaction

from progress.models import Organisation


class LoopError(ValueError):
    """An organisation cannot belong to itself, or to one below it."""


def place_organisation(*, organisation: Organisation, parent: Organisation | None) -> Organisation:
    """Saves an organisation, new or not, as the last one below its parent, or on top.

    All that is below it comes along. Raises LoopError.
    """
    with transaction.atomic():
        if organisation.pk is None:
            if parent is None:
                return Organisation.add_root(instance=organisation)
            above = Organisation.objects.get(pk=parent.pk)  # its paths may have changed since
            return above.add_child(instance=organisation)
        organisation.save()
        node = Organisation.objects.get(pk=organisation.pk)
        now = node.get_parent()
        if (now.pk if now else None) == (parent.pk if parent else None):
            return node
        if parent is None:
            node.move(Organisation.get_last_root_node(), pos="last-sibling")
        else:
            above = Organisation.objects.get(pk=parent.pk)
            if above.path.startswith(node.path):
                raise LoopError
            node.move(above, pos="last-child")
        return Organisation.objects.get(pk=organisation.pk)
