"""What courses announces outward. Sent inside the transaction of the change, after the touch.

occasion_changed: occasion, changes (a courses.rules.changes.Changes), by.
seats_changed: occasion_id; somebody who waits may have a seat now.
hours_changed: occasion_id; the minutes that count of its meetings are others.
catalogue_left: occasion, venues (ids; none is all of it), back. An import left them out, and they
are archived; or it names them again.
"""

from django.dispatch import Signal

occasion_changed = Signal()
seats_changed = Signal()
hours_changed = Signal()
catalogue_left = Signal()
