"""`python -m maps` is the command line, as `dateline` is."""

from maps.cli import main

if __name__ == "__main__":
    main()
