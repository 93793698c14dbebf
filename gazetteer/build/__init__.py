"""Sources to data: what the build hook runs. Nothing here is imported at run time."""
