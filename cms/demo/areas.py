"""Norway's counties of 2022: those that no gathering is for, and those that were split in 2024."""

import datetime

from courses.models import Area
from progress.models import Organisation

MERGED, SPLIT = datetime.date(2020, 1, 1), datetime.date(2024, 1, 1)
SPLIT_COUNTIES = {
    "Viken": ("Akershus", "Buskerud", "Østfold"),
    "Vestfold og Telemark": ("Telemark", "Vestfold"),
    "Troms og Finnmark": ("Finnmark", "Troms"),
}
WITHOUT_A_GATHERING = ("Agder", "Oslo")


def make_areas() -> None:
    for name, parts in SPLIT_COUNTIES.items():
        county = Area.objects.get(name=name)
        county.valid_from, county.valid_to = MERGED, SPLIT
        county.save()
        for part in parts:
            successor, _made = Area.objects.get_or_create(name=part, defaults={"valid_from": SPLIT})
            county.successors.add(successor)
    for name in WITHOUT_A_GATHERING:
        Area.objects.get_or_create(name=name)
    Area.objects.filter(name="Svalbard").update(kind=Area.Kind.OTHER)
    for organisation in Organisation.objects.filter(kind=Organisation.Kind.COUNTY, area=None):
        area, _made = Area.objects.get_or_create(name=organisation.name)
        organisation.area = area
        organisation.save(update_fields=["area"])
