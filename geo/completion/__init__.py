"""The place or the day of an event whose own sentence gives none, from the rest of its report."""
