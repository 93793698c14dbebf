from geo.corpus.settings import Settings


def test_a_fingerprint_changes_with_what_decides_the_rows_and_with_nothing_else(tmp_path):
    own = tmp_path / "own.sqlite"
    own.write_bytes(b"one")
    first = Settings(fast=True, gazetteer=(str(own),)).fingerprint()
    assert len(first) == 12 and first != Settings(fast=True).fingerprint() != Settings().fingerprint()
    assert Settings(fast=True).fingerprint() == Settings(fast=True).fingerprint()
    other = tmp_path / "other.sqlite"
    other.write_bytes(b"two")
    assert Settings(fast=True, gazetteer=(str(other),)).fingerprint() != first
    other.write_bytes(b"one")


def test_the_pipeline_reads_each_report_by_itself():
    pipeline = Settings(fast=True).pipeline()
    assert pipeline is Settings(fast=True).pipeline()
    assert pipeline.get_pipe("dateline_places").outlets is False
