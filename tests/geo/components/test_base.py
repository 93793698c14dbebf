"""What every component of ours has: a name, and settings that are saved with the pipeline."""

import pickle

import spacy

from gazetteer.importing.importer import import_places
from geo.components.base import Component
from geo.language import load


def test_a_saved_pipeline_keeps_the_settings_of_its_components(tmp_path, read):
    own = tmp_path / "own.csv"
    own.write_text(
        "id,name,kind,lon,lat,country\ncamp,Camp Zubarqand,facility,45.25,33.5,IQ\n", encoding="utf-8"
    )
    grown = tmp_path / "own.sqlite"
    import_places(own, grown)
    text = "A drone hit Camp Zubarqand on Monday."
    nlp = load(fast=True, gazetteer=[grown])
    nlp.to_disk(tmp_path / "saved")
    other = spacy.load(tmp_path / "saved")
    assert other.pipe_names == nlp.pipe_names
    assert [component.config for _, component in other.pipeline] == [each.config for _, each in nlp.pipeline]
    assert [mention.place.name for mention in read(other, text)._.places] == ["Camp Zubarqand"]


class Recorder(Component):
    """A component that keeps the settings that it was given, in their order."""

    def configure(self, config):
        self.seen = [*getattr(self, "seen", ()), dict(config)]


def test_settings_are_applied_when_it_is_made_and_when_it_is_loaded():
    made = Recorder("one", size=3, files=["a", "b"])
    assert (made.name, made.config, made.seen) == ("one", {"size": 3, "files": ["a", "b"]}, [made.config])
    other = Recorder("two", size=1).from_bytes(made.to_bytes())
    assert (other.name, other.config) == ("two", made.config), "the name is that in the pipeline"
    assert other.seen == [{"size": 1}, made.config]


def test_settings_go_through_a_folder_that_need_not_be_there(tmp_path):
    made = Recorder("one", size=3, path=None)
    made.to_disk(tmp_path / "deep" / "one")
    other = Recorder("two").from_disk(tmp_path / "deep" / "one")
    assert other.config == made.config and other.seen[-1] == made.config


def test_without_saved_settings_those_of_the_factory_stay(tmp_path):
    made = Recorder("one", size=3)
    assert made.from_disk(tmp_path) is made
    assert (made.config, len(made.seen)) == ({"size": 3}, 1)


def test_what_spacy_leaves_out_is_no_matter_of_ours(tmp_path):
    made = Recorder("one", size=3)
    made.to_disk(tmp_path, exclude=["vocab"])
    assert Recorder("two").from_disk(tmp_path, exclude=["vocab"]).config == {"size": 3}
    assert Recorder("two").from_bytes(made.to_bytes(exclude=["vocab"]), exclude=["vocab"]).config == {
        "size": 3
    }


def test_a_component_is_pickled_with_its_settings():
    assert pickle.loads(pickle.dumps(Recorder("one", size=3))).config == {"size": 3}
