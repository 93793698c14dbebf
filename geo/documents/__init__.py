"""Files, folders, columns and bytes to reports: a module a format, and one place that chooses (`formats`)."""
