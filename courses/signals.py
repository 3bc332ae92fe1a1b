"""What courses announces outward. Sent inside the transaction of the change, after the touch.

occasion_changed: occasion, changes (a courses.rules.changes.Changes), by.
seats_changed: occasion_id; somebody who waits may have a seat now.
hours_changed: occasion_id; the minutes that count of its meetings are others.
"""

from django.dispatch import Signal

occasion_changed = Signal()
seats_changed = Signal()
hours_changed = Signal()
