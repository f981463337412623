"""Workgroups of an edition as the admin stores them, for tests."""

from typing import Any


def workgroup(key: str, title: str, capacity: int, **more: str) -> dict[str, Any]:
    """One workgroup in a stream."""
    value = {"title": title, "capacity": capacity, "host": "", "description": "", **more}
    return {"type": "workgroup", "id": key, "value": value}


STREET = workgroup("street", "Toezicht in de wijk", 2, host="Anna Smit", description="Over werken op straat.")
TABLE = workgroup("table", "Overleg aan tafel", 1)
