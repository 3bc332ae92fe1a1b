from typing import Any

from modelcluster.forms import BaseChildFormSet


class RowFormSet(BaseChildFormSet):
    """A row that somebody else took away meanwhile counts as new: who still has it keeps it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.data = self._without_those_gone()

    def _without_those_gone(self) -> Any:
        known = {str(row.pk) for row in self.get_queryset()}
        data = self.data.copy()
        for number in range(self.initial_form_count()):
            name = f"{self.add_prefix(number)}-id"
            if data.get(name) not in known:
                data[name] = ""
        return data
