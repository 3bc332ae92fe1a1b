from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from progress.models import Organisation
from progress.rules.people import Path, fold, kind_above

Key = tuple[int, str]  # id of the parent (0: none) and the folded name


@dataclass
class Growth:
    ids: dict[Path, int] = field(default_factory=dict)  # each path that was asked for
    made: list[Path] = field(default_factory=list)
    changed: list[Path] = field(default_factory=list)  # another kind than before


@dataclass
class _Tree:
    """The tree as it stands, read once: 100,000 nodes by treebeard's own way take minutes."""

    nodes: dict[int, Organisation]
    by_name: dict[Key, Organisation] = field(default_factory=dict)
    last_step: dict[int, int] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "_Tree":
        fields = ("path", "depth", "numchild", "name", "kind")
        nodes = {node.pk: node for node in Organisation.objects.order_by("path").only(*fields)}
        tree, by_path = cls(nodes), {}
        for node in nodes.values():
            by_path[node.path] = node.pk
            parent = by_path.get(node.path[: -node.steplen], 0)
            tree.by_name.setdefault((parent, fold(node.name)), node)
            tree.last_step[parent] = node._str2int(node.path[-node.steplen :])
        return tree

    def next_child(self, parent: Organisation | None, name: str, kind: str) -> Organisation:
        key = parent.pk if parent else 0
        self.last_step[key] = self.last_step.get(key, 0) + 1
        depth = parent.depth + 1 if parent else 1
        above = parent.path if parent else ""
        path = Organisation._get_path(above, depth, self.last_step[key])
        return Organisation(path=path, depth=depth, numchild=0, name=name, kind=kind)


def grow_organisations(*, kinds: Mapping[Path, str]) -> Growth:
    """Makes what is missing of these paths, in bulk, level by level.

    A kind of "" leaves an organisation as it is; a new one takes its kind from the depth.
    Names are compared folded, so that another spelling finds the organisation that is there.
    """
    growth = Growth()
    if not kinds:
        return growth
    with transaction.atomic():
        tree = _Tree.read()
        wanted: dict[Path, str] = {}
        for path, kind in kinds.items():
            for depth in range(1, len(path)):
                wanted.setdefault(path[:depth], "")
            wanted[path] = kind or wanted.get(path, "")
        dirty: dict[int, Organisation] = {}
        for depth in range(1, max(map(len, wanted)) + 1):
            fresh: list[tuple[Path, Organisation]] = []
            fresh_by_name: dict[Key, Organisation] = {}
            for path, kind in wanted.items():
                if len(path) != depth:
                    continue
                parent = tree.nodes[growth.ids[path[:-1]]] if depth > 1 else None
                key = (parent.pk if parent else 0, fold(path[-1]))
                node = tree.by_name.get(key) or fresh_by_name.get(key)
                if node is None:
                    node = tree.next_child(parent, path[-1], kind or kind_above(depth))
                    fresh_by_name[key] = node
                    growth.made.append(path)
                    if parent:
                        parent.numchild += 1
                        dirty[parent.pk] = parent
                elif kind and node.kind != kind:
                    node.kind = kind
                    if node.pk:
                        growth.changed.append(path)
                        dirty[node.pk] = node
                fresh.append((path, node))
            Organisation.objects.bulk_create(list(fresh_by_name.values()), batch_size=1000)
            for key, node in fresh_by_name.items():
                tree.nodes[node.pk] = tree.by_name[key] = node
            for path, node in fresh:
                growth.ids[path] = node.pk
        Organisation.objects.bulk_update(dirty.values(), ["kind", "numchild"], batch_size=500)
    return growth
