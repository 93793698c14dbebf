"""Files, folders and texts to reports: public names of `geo.documents`."""

from geo.documents.ids import id_of_text
from geo.documents.reading import Columns, count_reports, read_opened, read_reports, with_unique_ids
from geo.documents.single import report_from_text

__all__ = [
    "Columns",
    "count_reports",
    "id_of_text",
    "read_opened",
    "read_reports",
    "report_from_text",
    "with_unique_ids",
]
