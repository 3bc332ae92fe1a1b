"""What makes a change of a sealed record visible."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def seal_of(data: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the data as JSON with its keys in order and no needless space."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
