"""Compare the bundled eight-bit networks with their 32-bit equivalents on 50 reports, on this machine's processor.

The eight-bit weights are dequantised and every quantised operator is replaced by its float counterpart, so that only
the rounding of activations, and what this processor makes of eight-bit products, can differ. Prints, for the tagger as
`geo.nlp.onnx_sessions` opens it, with products that cannot saturate and with plain ones, the largest and mean
difference of a token's log-probabilities, the share of tokens whose best label differs, and the processor time as a
ratio to the float network in the same run; then mentions and events that come out otherwise.

Needs the package onnx and the corpora in `../shared`. To see a processor without VNNI, run it under user-mode QEMU 7.2
or newer: `qemu-x86_64 -cpu Haswell python benchmarks/eight_bits.py --reports 10`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import geo
from geo import language
from geo.events.reader import network as reader
from geo.nlp import onnx_sessions, wordpiece
from geo.nlp.encoder import network
from geo.nlp.encoder.encoder import Encoder

if TYPE_CHECKING:
    from geo.events.reader.network import Layers

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPORA = ("gwn", "tr-news", "lgl")
_FORMS = {"float": None, "as opened": None, "exact": True, "plain": False}
"""Forms of the networks, and what `geo.nlp.onnx_sessions.session` is told of products."""
_QUANTISED = ("DynamicQuantizeLinear", "MatMulInteger", "QAttention", "DequantizeLinear")


def main() -> int:
    """Run the networks over the reports and print the differences."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=50)
    options = parser.parse_args()
    if not SHARED.is_dir():
        print("no ../shared with the corpora: nothing measured", file=sys.stderr)
        return 1
    texts = sample(options.reports)
    print(f"{processor()}; onnxruntime {onnx_sessions.onnxruntime().__version__}; {len(texts)} reports")
    print(
        f"plain products of eight bits saturate here: {'yes' if onnx_sessions.products_saturate() else 'no'}"
    )
    runs = {name: Recorder(name) for name in _FORMS}
    coded = {name: recorder.read(texts) for name, recorder in runs.items()}
    reference = runs["float"]
    print("eight bits    max |d log p|   mean   other label   CPU/float   mentions   events   reports alike")
    for name in list(_FORMS)[1:]:
        print(f"{name:12}  {compared(runs[name], reference, coded[name], coded['float'])}")
    return 0


class Recorder:
    """Reads texts with one form of the networks and keeps every window's scores, shape (pieces, outputs)."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.scores: list[np.ndarray] = []
        self.seconds = 0.0

    def read(self, texts: list[str]) -> list[tuple[list[Any], list[Any]]]:
        """Return the mentions and the events of each text."""
        nlp = language.load()
        nlp.get_pipe("dateline_encoder").encoder = Encoder(wordpiece.load(), self._encoder())
        nlp.get_pipe("dateline_event_detector").network = reader.bundled().with_detector(self._detector())
        found = []
        for text in texts:
            each = geo.parse(text, published="2024-07-16", nlp=nlp)
            mentions = [(m.start, m.end, m.place and m.place.id) for m in each.mention_records]
            found.append((mentions, [(event.start, event.type, event.status) for event in each]))
        return found

    def _open(self, weights: bytes) -> Any:
        weights = in_float(weights) if self.form == "float" else weights
        return onnx_sessions.session(weights, exact=_FORMS[self.form])

    def _encoder(self) -> network.Run:
        data = resources.files("geo").joinpath("model/tagger/tagger.onnx").read_bytes()
        session = self._open(data + network.also_output(network.HIDDEN))

        def run(inputs: dict[str, Any]) -> tuple[Any, Any]:
            began = time.process_time()
            scores, hidden = session.run(["scores", network.HIDDEN], inputs)
            self.seconds += time.process_time() - began
            self.scores.append(scores[0])
            return scores, hidden

        return run

    def _detector(self) -> Layers:
        session = self._open(resources.files("geo").joinpath("model/events/detector.onnx").read_bytes())
        return lambda hidden: session.run(None, {"hidden": hidden})[0]


def in_float(weights: bytes) -> bytes:
    """Rewrite a dynamically quantised model so that it multiplies in 32 bits, with the same (dequantised) weights."""
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load_from_string(weights)
    values = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
    nodes, whole, ones = [], {}, set()
    for node in model.graph.node:
        if node.op_type not in _QUANTISED:
            nodes.append(node)
            continue
        if node.op_type == "DynamicQuantizeLinear":
            ones.add(node.output[1])
        elif node.op_type == "DequantizeLinear":
            nodes.append(node)
        else:
            source = node.input[0].removesuffix("_quantized")
            name = node.input[1].removesuffix("_quantized")
            scale, zero = values[f"{name}_scale"], values[f"{name}_zero_point"]
            whole[name] = (values[node.input[1]].astype(np.float32) - zero.astype(np.float32)) * scale
            if node.op_type == "MatMulInteger":
                ones.add(f"{name}_scale")
                nodes.append(helper.make_node("MatMul", [source, name], node.output))
            else:
                attention = helper.make_node("Attention", [source, name, node.input[2]], node.output)
                attention.domain = "com.microsoft"
                attention.attribute.extend(node.attribute)
                nodes.append(attention)
    kept = [each for each in model.graph.initializer if each.name not in ones]
    kept += [numpy_helper.from_array(np.float32(1), name) for name in sorted(ones)]
    kept += [numpy_helper.from_array(value, name) for name, value in whole.items()]
    for field, items in ((model.graph.node, nodes), (model.graph.initializer, kept)):
        del field[:]
        field.extend(items)
    return model.SerializeToString()


def compared(run: Recorder, reference: Recorder, coded: list[Any], wanted: list[Any]) -> str:
    """Return a line of differences between one form of the networks and the reference."""
    apart, other, pieces = [], 0, 0
    for scores, right in zip(run.scores, reference.scores, strict=True):
        for first, last in ((0, 5), (5, 10), (10, 13)):
            mine, theirs = (network.log_softmax(each[:, first:last]) for each in (scores, right))
            apart.append(np.abs(mine - theirs))
            other += int((mine.argmax(axis=-1) != theirs.argmax(axis=-1)).sum())
            pieces += len(mine)
    differences = np.concatenate([each.ravel() for each in apart])
    mentions, events = (
        sum(len(set(one[at]) ^ set(two[at])) for one, two in zip(coded, wanted, strict=True)) for at in (0, 1)
    )
    alike = sum(one == two for one, two in zip(coded, wanted, strict=True))
    cost = run.seconds / reference.seconds
    return (
        f"{differences.max():13.3f}  {differences.mean():.4f}  {other / pieces:11.4%}  {cost:10.2f}"
        f"  {mentions:9}  {events:7}  {alike} of {len(coded)}"
    )


def sample(count: int) -> list[str]:
    """Return texts of reports that are not held out, from each corpus in turn."""
    lines = [
        (SHARED / "corpora" / f"{name}.jsonl").read_text(encoding="utf-8").strip().split("\n")
        for name in CORPORA
    ]
    mixed = [lines[i % 3][i // 3] for i in range(3 * min(map(len, lines))) if i // 3 % 10 not in (3, 7)]
    return [json.loads(line)["text"] for line in mixed[:count]]


def processor() -> str:
    """Return the processor's name and whether it multiplies eight-bit numbers in one step."""
    info = Path("/proc/cpuinfo")
    text = info.read_text(encoding="utf-8") if info.exists() else ""
    name = next(
        (line.split(":", 1)[1].strip() for line in text.splitlines() if "model name" in line), "unknown"
    )
    return f"{name} ({'with' if 'vnni' in text else 'without'} VNNI by /proc/cpuinfo)"


if __name__ == "__main__":
    raise SystemExit(main())
