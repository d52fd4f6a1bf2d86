"""Values as JSON holds them."""

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    pass


def plain(value: Any) -> Any:
    """Return a value as JSON holds it: numbers, texts, lists; a missing one as none."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | range):
        return [plain(item) for item in value]
    if value is None or pd.isna(value):
        return None
    if isinstance(value, str | bool | int | float):
        return value
    # numpy's numbers become Python's; anything else is told as text.
    return value.item() if hasattr(value, "item") else str(value)
