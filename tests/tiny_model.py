"""A translation model that fits into a test: the file formats of Firefox's models, random weights, one layer each way.

    model = tiny_model()          # 100 KB: `model.model` and `model.vocabulary`, as bytes
    Translator(model.model, model.vocabulary, model.vocabulary).translate("Guten Tag.")   # nonsense, deterministic

What it answers means nothing. That it loads, and that text goes in and comes out, is what tests need.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

_DIM = 64
_FFN = 128
_FLOAT32, _INTGEMM8, _INT8 = 0x0404, 0x4101, 0x0101
_SENTENCES = (
    "Die Forscher haben ein neuronales Netz auf Bildern der Netzhaut trainiert.",
    "Ein Modell lernt, aus dem Rauschen ein Bild zu machen; am Ende sieht es echt aus.",
    "Was sehen wir hier? Nichts, was ein Mensch erkennen könnte!",
    "Der Artikel beschreibt, wie Gesichter in Videos getauscht werden.",
    "The network learns to tell real faces from fake ones, step by step.",
    "It is not known what the model looks at, and nobody could say so before 2018.",
)


@dataclass(frozen=True, slots=True)
class TinyModel:
    model: bytes
    vocabulary: bytes


@cache
def tiny_model() -> TinyModel:
    vocabulary = _vocabulary()
    return TinyModel(_student(_size_of(vocabulary)), vocabulary)


def _vocabulary() -> bytes:
    import sentencepiece

    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_SENTENCES * 5),
        model_writer=written,
        vocab_size=150,
        hard_vocab_limit=False,
        pad_id=-1,
        bos_id=-1,
        eos_id=0,
        unk_id=1,
        minloglevel=2,
    )
    return written.getvalue()


def _size_of(vocabulary: bytes) -> int:
    import sentencepiece

    return int(sentencepiece.SentencePieceProcessor(model_proto=vocabulary).get_piece_size())


@dataclass(frozen=True, slots=True)
class _Tensor:
    name: str
    kind: int
    shape: tuple[int, ...]
    data: bytes


def _student(words: int) -> bytes:
    random = np.random.default_rng(4711)
    tensors = [
        _matrix(random, "Wemb", (words, _DIM)),
        *_attention(random, "encoder_l1_self"),
        *_feed_forward(random, "encoder_l1_ffn"),
        *_recurrence(random),
        *_attention(random, "decoder_l1_context"),
        *_feed_forward(random, "decoder_l1_ffn"),
        _floats(random, "decoder_ff_logit_out_b", (1, words)),
    ]
    quantised = [tensor.name for tensor in tensors if tensor.kind == _INTGEMM8]
    # the output layer shares its matrix with the embeddings, and Marian calls its scale "none"
    scales = [
        _Tensor(f"{name}_QuantMultA", _FLOAT32, (1, 1), struct.pack("<f", 127 / 3)) for name in [*quantised, "none"]
    ]
    return _marian([*tensors, *scales, _configuration(words)])


def _configuration(words: int) -> _Tensor:
    options = {
        "type": "transformer",
        "dim-emb": _DIM,
        "dim-vocabs": [words, words],
        "enc-depth": 1,
        "dec-depth": 1,
        "transformer-heads": 4,
        "transformer-dim-ffn": _FFN,
        "transformer-ffn-depth": 2,
        "transformer-ffn-activation": "relu",
        "transformer-decoder-autoreg": "rnn",
        "dec-cell": "ssru",
        "tied-embeddings-all": "true",
        "transformer-preprocess": '""',
        "transformer-postprocess": "dan",
        "transformer-postprocess-emb": "d",
    }
    text = "".join(f"{name}: {value}\n" for name, value in options.items()).encode() + b"\0"
    return _Tensor("special:model.yml", _INT8, (len(text),), text)


def _attention(random: np.random.Generator, prefix: str) -> Iterator[_Tensor]:
    for letter in "qkvo":
        yield _matrix(random, f"{prefix}_W{letter}", (_DIM, _DIM))
        yield _floats(random, f"{prefix}_b{letter}", (1, _DIM))
    yield from _normalised(random, f"{prefix}_Wo")


def _feed_forward(random: np.random.Generator, prefix: str) -> Iterator[_Tensor]:
    yield _matrix(random, f"{prefix}_W1", (_DIM, _FFN))
    yield _floats(random, f"{prefix}_b1", (1, _FFN))
    yield _matrix(random, f"{prefix}_W2", (_FFN, _DIM))
    yield _floats(random, f"{prefix}_b2", (1, _DIM))
    yield from _normalised(random, f"{prefix}_ffn")


def _recurrence(random: np.random.Generator) -> Iterator[_Tensor]:
    yield _matrix(random, "decoder_l1_rnn_W", (_DIM, _DIM))
    yield _matrix(random, "decoder_l1_rnn_Wf", (_DIM, _DIM))
    yield _floats(random, "decoder_l1_rnn_bf", (1, _DIM))
    yield from _normalised(random, "decoder_l1_rnn_ffn")


def _normalised(random: np.random.Generator, prefix: str) -> Iterator[_Tensor]:
    yield _Tensor(f"{prefix}_ln_scale", _FLOAT32, (1, _DIM), np.ones(_DIM, "<f4").tobytes())
    yield _floats(random, f"{prefix}_ln_bias", (1, _DIM))


def _matrix(random: np.random.Generator, name: str, shape: tuple[int, int]) -> _Tensor:
    values = random.integers(-60, 60, size=shape, dtype=np.int8)
    return _Tensor(name, _INTGEMM8, shape, values.tobytes() + struct.pack("<f", 127 / 2))


def _floats(random: np.random.Generator, name: str, shape: tuple[int, ...]) -> _Tensor:
    values: npt.NDArray[np.float32] = random.normal(0, 0.1, size=shape).astype("<f4")
    return _Tensor(name, _FLOAT32, shape, values.tobytes())


def _marian(tensors: list[_Tensor]) -> bytes:
    """Marian's binary form: headers, names, shapes, then the data, each on a multiple of 256."""
    names = [tensor.name.encode() + b"\0" for tensor in tensors]
    blocks = [tensor.data + bytes(-len(tensor.data) % 256) for tensor in tensors]
    written = bytearray(struct.pack("<QQ", 1, len(tensors)))
    for tensor, name, block in zip(tensors, names, blocks, strict=True):
        written += struct.pack("<QQQQ", len(name), tensor.kind, len(tensor.shape), len(block))
    written += b"".join(names)
    for tensor in tensors:
        written += struct.pack(f"<{len(tensor.shape)}i", *tensor.shape)
    padding = -(len(written) + 8) % 256
    return bytes(written) + struct.pack("<Q", padding) + bytes(padding) + b"".join(blocks)
