"""ONNX sessions for the bundled weights, without telemetry and with the same results on every processor."""

from __future__ import annotations

import importlib
import os
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

_NO_TELEMETRY = "ORT_DISABLE_TELEMETRY"
# kOrtSessionOptionsAvx2PrecisionMode of onnxruntime_session_options_config_keys.h: unsigned times unsigned, not signed.
_EXACT_PRODUCTS = ("session.x64quantprecision", "1")
# On the CPU the fused operator is a plain loop, a quarter of the time of a network; LayerNormalization is vectorised.
_SLOWER_FUSIONS = ["SkipLayerNormFusion"]


def onnxruntime() -> Any:
    """Import onnxruntime with its telemetry off.

    From version 1.30 on onnxruntime sends usage events, and keeps a device id in the user's cache, unless the
    environment variable ``ORT_DISABLE_TELEMETRY`` is set before its first import; `disable_telemetry_events` comes too
    late. The variable is set to 1 here unless the user has set it. A program that imports onnxruntime before Dateline
    has to set it by itself.
    """
    os.environ.setdefault(_NO_TELEMETRY, "1")
    return importlib.import_module("onnxruntime")


def session(model: bytes | Path, *, exact: bool | None = None) -> Any:
    """Open an `onnxruntime.InferenceSession` on the CPU, with one thread.

    One thread, because reports are small and whoever reads many runs several processes.

    Parameters
    ----------
    model
        The bytes of an ONNX model, or the path of one.
    exact
        Multiply eight-bit numbers without saturation, which costs time; by default where the processor's own products
        saturate (x86 without VNNI), so that a report gives the same everywhere.
    """
    runtime = onnxruntime()
    options = _options(runtime)
    if products_saturate() if exact is None else exact:
        options.add_session_config_entry(*_EXACT_PRODUCTS)
    return runtime.InferenceSession(
        model if isinstance(model, bytes) else str(model),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=_SLOWER_FUSIONS,
    )


@cache
def products_saturate() -> bool:
    """Return whether onnxruntime's sums of eight-bit products saturate at 16 bits on this processor.

    Computed, not looked up, so that it holds on any system: 255 · 127 summed 64 times, with and without saturation.
    """
    runtime = onnxruntime()
    probe = runtime.InferenceSession(_product_model(), _options(runtime), providers=["CPUExecutionProvider"])
    (sums,) = probe.run(None, {"a": np.full((_ROWS, _DEPTH), 255, dtype=np.uint8)})
    return bool((sums != 255 * 127 * _DEPTH).any())


def _options(runtime: Any) -> Any:
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options


_ROWS, _DEPTH, _COLUMNS = 16, 64, 64


def _product_model() -> bytes:
    """Return an ONNX model of one operator: ``sums = MatMulInteger(a, weights of 127)``.

    Field numbers after onnx.proto: ModelProto.ir_version 1, .graph 7, .opset_import 8; GraphProto.node 1, .name 2,
    .initializer 5, .input 11, .output 12; NodeProto.input 1, .output 2, .op_type 4; TensorProto.dims 1, .data_type 2,
    .name 8, .raw_data 9; of types, 2 is an unsigned and 3 a signed byte, 6 an integer of 32 bits.
    """
    node = b"".join(map(field, (1, 1, 2, 4), (b"a", b"weights", b"sums", b"MatMulInteger")))
    weights = number(1, _DEPTH) + number(1, _COLUMNS) + number(2, 3)
    weights += field(8, b"weights") + field(9, b"\x7f" * (_DEPTH * _COLUMNS))
    graph = field(1, node) + field(2, b"probe") + field(5, weights)
    graph += field(11, value("a", 2)) + field(12, value("sums", 6))
    return number(1, 9) + field(7, graph) + field(8, number(2, 17))


def value(name: str, element: int) -> bytes:
    """Return an onnx.proto ValueInfoProto: a tensor of a name and an element type, of any shape."""
    return field(1, name.encode()) + field(2, field(1, number(1, element)))


def field(key: int, content: bytes) -> bytes:
    """Return a protocol buffer's field that holds bytes, or another message."""
    return _varint(key << 3 | 2) + _varint(len(content)) + content


def number(key: int, content: int) -> bytes:
    """Return a protocol buffer's field that holds a number."""
    return _varint(key << 3) + _varint(content)


def _varint(content: int) -> bytes:
    groups = bytearray()
    while content > 0x7F:
        groups.append(content & 0x7F | 0x80)
        content >>= 7
    return bytes([*groups, content])
