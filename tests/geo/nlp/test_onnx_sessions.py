import platform
from pathlib import Path

import pytest

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
        def InferenceSession(model, options, providers):  # noqa: N802
            return model

    monkeypatch.setattr(onnx_sessions, "onnxruntime", lambda: Runtime)
    monkeypatch.setattr(onnx_sessions, "products_saturate", lambda: saturate)
    assert onnx_sessions.session(b"model", exact=exact) == b"model"
    assert entries == ([("session.x64quantprecision", "1")] if asked else [])
