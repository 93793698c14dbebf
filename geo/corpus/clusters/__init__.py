"""Which accounts of events, each of one report, are of one event: a store on disk that grows with a corpus."""
