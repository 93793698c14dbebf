"""ONNX sessions for the bundled weights, without telemetry and with the same products on every processor."""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_NO_TELEMETRY = "ORT_DISABLE_TELEMETRY"
# Eight-bit products of unsigned and signed numbers saturate on x86 processors without VNNI, so that the same report
# gets other scores there. "1" makes onnxruntime multiply unsigned by unsigned on those
# (kOrtSessionOptionsAvx2PrecisionMode in its onnxruntime_session_options_config_keys.h); elsewhere it changes nothing.
_EXACT_PRODUCTS = ("session.x64quantprecision", "1")


def onnxruntime() -> Any:
    """Import onnxruntime with its telemetry off.

    From version 1.30 on onnxruntime sends usage events, and keeps a device id in the user's cache, unless the
    environment variable ``ORT_DISABLE_TELEMETRY`` is set before its first import; `disable_telemetry_events` comes too
    late. The variable is set to 1 here unless the user has set it. A program that imports onnxruntime before Dateline
    has to set it by itself.
    """
    os.environ.setdefault(_NO_TELEMETRY, "1")
    return importlib.import_module("onnxruntime")


def session(model: bytes | Path, *, exact: bool = True) -> Any:
    """Open an `onnxruntime.InferenceSession` on the CPU, with one thread.

    One thread, because reports are small and whoever reads many runs several processes.

    Parameters
    ----------
    model
        The bytes of an ONNX model, or the path of one.
    exact
        Multiply eight-bit numbers without saturation on every processor; only a benchmark turns it off.
    """
    runtime = onnxruntime()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if exact:
        options.add_session_config_entry(*_EXACT_PRODUCTS)
    return runtime.InferenceSession(
        model if isinstance(model, bytes) else str(model), options, providers=["CPUExecutionProvider"]
    )
