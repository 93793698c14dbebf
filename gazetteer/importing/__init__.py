"""Import a GeoNames dump or a CSV of places into a gazetteer file that `gazetteer.attach` opens."""
