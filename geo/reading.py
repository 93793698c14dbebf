"""Files, folders and texts to reports: public names of `geo.documents.reading`."""

from geo.documents.reading import (
    count_reports,
    id_of_text,
    read_opened,
    read_reports,
    report_from_text,
    with_unique_ids,
)

__all__ = [
    "count_reports",
    "id_of_text",
    "read_opened",
    "read_reports",
    "report_from_text",
    "with_unique_ids",
]
