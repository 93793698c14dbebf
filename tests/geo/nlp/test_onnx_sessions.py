import platform
from pathlib import Path

import pytest

import geo
from geo.nlp import onnx_sessions

CPUINFO = Path("/proc/cpuinfo")


@pytest.mark.skipif(
    platform.machine() != "x86_64" or not CPUINFO.exists(),
    reason="only x86 on Linux says what its products do",
)
def test_products_saturate_where_the_processor_has_no_vnni():
    flags = CPUINFO.read_text(encoding="utf-8")
    assert onnx_sessions.products_saturate() is not ("avx512_vnni" in flags or "avx_vnni" in flags)


@pytest.mark.parametrize(("saturate", "exact", "asked"), [
    (True, None, True), (False, None, False), (False, True, True), (True, False, False),
])  # fmt: skip
def test_exact_products_are_asked_for_where_plain_ones_saturate(saturate, exact, asked, monkeypatch):
    entries = []

    class Options:
        def add_session_config_entry(self, key, value):
            entries.append((key, value))

    class Runtime:
        SessionOptions = Options

        @staticmethod
        def InferenceSession(model, options, **more):  # noqa: N802
            return model

    monkeypatch.setattr(onnx_sessions, "onnxruntime", lambda: Runtime)
    monkeypatch.setattr(onnx_sessions, "products_saturate", lambda: saturate)
    assert onnx_sessions.session(b"model", exact=exact) == b"model"
    assert entries == ([("session.x64quantprecision", "1")] if asked else [])


def test_no_operator_of_the_networks_of_events_is_a_plain_loop():
    """SkipLayerNormalization took 29 % of their time, and onnxruntime would fuse it again by itself."""
    events = Path(geo.__file__).parent / "model" / "events"
    for name in ("detector.onnx", "reader.onnx"):
        assert b"SkipLayerNormalization" not in (events / name).read_bytes(), name
    onnxruntime = onnx_sessions.onnxruntime()
    session = onnxruntime.InferenceSession
    asked = {}

    def remembered(*given, **more):
        asked.update(more)
        return session(*given, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(onnxruntime, "InferenceSession", remembered)
        onnx_sessions.session(events / "reader.onnx")
    assert "SkipLayerNormFusion" in asked["disabled_optimizers"]
