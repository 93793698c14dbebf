"""Torch weights into the bundled form: a graph of onnxruntime's fused transformer operators, quantised to eight bits.

The graph is written out node by node: it is short, and fusing what an exporter makes depends on the exporter's version.
"""

from __future__ import annotations

import gzip
import importlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from geo.nlp import onnx_sessions
from geo.nlp.encoder.network import INPUTS
from training.encoder import FEATURES, HEADS, HIDDEN, LAYERS, OUTPUTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_OPSETS = (("", 17), ("com.microsoft", 1))
_EPSILON = 1e-12
_ONLY_TRAINED = ("layers.", "propbank.")
"""Weights of the reader that are no heads at run time: its layers, and what only helps to train them."""


class _Graph:
    """Collects nodes and weights."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, values: NDArray[Any]) -> str:
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def add(
        self, kind: str, inputs: list[str], name: str, *, contrib: bool = False, **attributes: Any
    ) -> str:
        domain = "com.microsoft" if contrib else ""
        self.nodes.append(
            helper.make_node(kind, inputs, [name], name=f"{name}.node", domain=domain, **attributes)
        )
        return name


def export(state: Mapping[str, NDArray[np.float32]], target: Path) -> None:
    """Write a network for onnxruntime.

    Parameters
    ----------
    state
        The trained weights by name, as `training.encoder.Tagger` holds them.
    target
        The file to write, about 23 MB.
    """
    _quantise(model(state), target, whole=["scores.matmul.node", *(f"{name}.rows.node" for name in FEATURES)])


def export_detector(state: Mapping[str, NDArray[np.float32]], target: Path, *, layers: int) -> None:
    """Write the detector of events for onnxruntime: `layers` layers and its scores, 7 MB for four.

    Parameters
    ----------
    state
        The trained weights by name, as `training.detector.Detector` holds them.
    target
        The file to write.
    layers
        How many layers it has.
    """
    graph, x = _layers(state, layers)
    graph.add("MatMul", [x, graph.weight("out.weight", state["out.weight"].T.copy())], "scores.matmul")
    graph.add("Add", ["scores.matmul", graph.weight("out.bias", state["out.bias"])], "scores")
    shape = ["windows", "pieces"]
    built = _model(
        graph,
        inputs=[helper.make_tensor_value_info("hidden", TensorProto.FLOAT, [*shape, HIDDEN])],
        outputs=[
            helper.make_tensor_value_info("scores", TensorProto.FLOAT, [*shape, len(state["out.bias"])])
        ],
    )
    _quantise(built, target, whole=["scores.matmul.node"])


def export_reader(state: Mapping[str, NDArray[np.float32]], folder: Path, *, layers: int) -> None:
    """Write the reader of arguments: its layers for onnxruntime, its heads for numpy.

    Parameters
    ----------
    state
        The trained weights by name, as `training.reader.Reader` holds them.
    folder
        Gets `reader.onnx`, 7 MB for four layers in eight bits, and `heads.npz`, 0.4 MB in 16 bits.
    layers
        How many layers it has.
    """
    graph, x = _layers(state, layers)
    graph.add("Identity", [x], "states")
    shape = ["windows", "pieces", HIDDEN]
    built = _model(
        graph,
        inputs=[helper.make_tensor_value_info("hidden", TensorProto.FLOAT, shape)],
        outputs=[helper.make_tensor_value_info("states", TensorProto.FLOAT, shape)],
    )
    _quantise(built, folder / "reader.onnx", whole=[])
    heads = {name: values for name, values in state.items() if not name.startswith(_ONLY_TRAINED)}
    np.savez_compressed(folder / "heads.npz", **{name: v.astype(np.float16) for name, v in heads.items()})


def _layers(state: Mapping[str, NDArray[np.float32]], count: int) -> tuple[_Graph, str]:
    """Build the first `count` layers upon an input `hidden`, and return their output's name."""
    graph = _Graph()
    x = "hidden"
    for i in range(count):
        x = _layer(graph, state, i, x)
    return graph, x


def _quantise(built: onnx.ModelProto, target: Path, *, whole: list[str]) -> None:
    """Write a model in eight bits but for the nodes `whole`."""
    quantization = importlib.import_module(f"{onnx_sessions.onnxruntime().__name__}.quantization")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "whole.onnx"
        onnx.save(built, source)
        quantization.quantize_dynamic(
            source, target, weight_type=quantization.QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Gather", "Attention"], nodes_to_exclude=whole,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )  # fmt: skip


def model(state: Mapping[str, NDArray[np.float32]]) -> onnx.ModelProto:
    """Build the graph of `training.encoder.Tagger` in 32 bits."""
    graph = _Graph()
    x = _embedded(graph, state)
    for i in range(LAYERS):
        x = _layer(graph, state, i, x)
    graph.add("MatMul", [x, graph.weight("out.weight", state["out.weight"].T.copy())], "scores.matmul")
    graph.add("Add", ["scores.matmul", graph.weight("out.bias", state["out.bias"])], "scores")
    shape = ["windows", "pieces"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in INPUTS]
    outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [*shape, sum(OUTPUTS)])]
    return _model(graph, inputs=inputs, outputs=outputs)


def _model(
    graph: _Graph, *, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]
) -> onnx.ModelProto:
    built = helper.make_model(
        helper.make_graph(graph.nodes, "tagger", inputs, outputs, graph.weights),
        opset_imports=[helper.make_opsetid(domain, version) for domain, version in _OPSETS],
    )
    built.ir_version = 9  # what the oldest onnxruntime that we allow reads
    return built


def _embedded(graph: _Graph, state: Mapping[str, NDArray[np.float32]]) -> str:
    """Sum the tables' rows; the style "no convention" is part of the gaps' table, for that is what runs."""
    tables = {name: state[f"{name}.weight"] for name in FEATURES}
    tables["gaps"] = tables["gaps"] + state["styles.weight"][0]
    x = graph.add("Gather", [graph.weight("words.weight", state["words.weight"]), "ids"], "words.rows")
    for name in FEATURES:
        rows = graph.add("Gather", [graph.weight(f"{name}.weight", tables[name]), name], f"{name}.rows")
        x = graph.add("Add", [x, rows], f"{name}.added")
    import numpy as np

    one = graph.weight("one", np.array([1], dtype=np.int64))
    start = graph.weight("start", np.array([0], dtype=np.int64))
    length = graph.add(
        "Slice",
        [graph.add("Shape", ["ids"], "shape"), one, graph.weight("two", np.array([2], dtype=np.int64))],
        "length",
    )
    table = graph.weight("positions.weight", state["positions.weight"])
    x = graph.add("Add", [x, graph.add("Slice", [table, start, length], "positions")], "positions.added")
    return graph.add("LayerNormalization", [x, *_norm(graph, state, "norm")], "norm.out", epsilon=_EPSILON)


def _layer(graph: _Graph, state: Mapping[str, NDArray[np.float32]], i: int, x: str) -> str:
    import numpy as np

    name = f"layers.{i}"
    joint = []
    for kind in ("weight", "bias"):
        parts = [state[f"{name}.{part}.{kind}"].T for part in ("query", "key", "value")]
        joint.append(graph.weight(f"{name}.qkv.{kind}", np.concatenate(parts, axis=-1)))
    mixed = graph.add("Attention", [x, *joint], f"{name}.attention", contrib=True, num_heads=HEADS)
    x = _added(graph, state, f"{name}.out", f"{name}.norm_1", mixed, x)
    up = graph.add(
        "MatMul", [x, graph.weight(f"{name}.up.weight", state[f"{name}.up.weight"].T.copy())], f"{name}.up"
    )
    up = graph.add(
        "BiasGelu",
        [up, graph.weight(f"{name}.up.bias", state[f"{name}.up.bias"])],
        f"{name}.gelu",
        contrib=True,
    )
    return _added(graph, state, f"{name}.down", f"{name}.norm_2", up, x)


def _added(  # noqa: PLR0917 - a private step of one function
    graph: _Graph, state: Mapping[str, NDArray[np.float32]], linear: str, norm: str, x: str, skip: str
) -> str:
    """Project, add what went round, and normalise: three operators, as onnxruntime's one for all is not vectorised."""
    y = graph.add(
        "MatMul",
        [x, graph.weight(f"{linear}.weight", state[f"{linear}.weight"].T.copy())],
        f"{linear}.matmul",
    )
    y = graph.add("Add", [y, graph.weight(f"{linear}.bias", state[f"{linear}.bias"])], f"{linear}.biased")
    y = graph.add("Add", [y, skip], f"{linear}.added")
    return graph.add("LayerNormalization", [y, *_norm(graph, state, norm)], f"{norm}.out", epsilon=_EPSILON)


def _norm(graph: _Graph, state: Mapping[str, NDArray[np.float32]], name: str) -> list[str]:
    return [graph.weight(f"{name}.{kind}", state[f"{name}.{kind}"]) for kind in ("weight", "bias")]


def write_vocabulary(source: Path, target: Path) -> None:
    """Pack the vocabulary, one piece a line."""
    target.write_bytes(gzip.compress(source.read_bytes().rstrip(b"\n"), mtime=0))
