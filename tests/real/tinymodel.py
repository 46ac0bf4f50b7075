#!/usr/bin/env python3
"""Make a small Llama with random weights: FOLDER/hf for vLLM and FOLDER/model.gguf for llama.cpp.

    tinymodel.py FOLDER [--preset tiny|small|slow] [--mean-answer N] [--seed N]

Both hold the same weights and the same tokenizer, so both servers count the same tokens for a text. What such a model
writes is noise; tokenizer, scheduler, batching, cache and protocol around it are the real ones.
"""

import argparse
import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

import gguf
import numpy as np
from safetensors.numpy import save_file
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

VOCABULARY = 512
CONTEXT = 4096
BEGIN, PAD, TURN, END_OF_TURN = SPECIAL = ["<|begin|>", "<|pad|>", "<|turn|>", "<|end|>"]
TEMPLATE = ("{% for message in messages %}<|turn|>{{ message['role'] }}\n{{ message['content'] }}<|end|>\n{% endfor %}"
            "{% if add_generation_prompt %}<|turn|>assistant\n{% endif %}")


@dataclass
class Shape:
    """Heads have 32 or 64 channels, which the CPU attention of both servers can do."""
    width: int
    layers: int
    heads: int
    kv_heads: int
    inner: int
    half: bool  # weights of 16 bits

    @property
    def head_width(self):
        return self.width // self.heads


SHAPES = {
    "tiny": Shape(128, 2, 4, 2, 256, half=False),
    "small": Shape(512, 6, 8, 4, 1536, half=True),
    "slow": Shape(1024, 16, 16, 8, 3072, half=True),
}


# --- Tokenizer --------------------------------------------------------------------------------------------------------


def sample_text(seed):
    """Sentences of invented words of two to four syllables, drawn so that few words are frequent and most are rare."""
    random = Random(seed)
    onsets, vowels = "b c d f g h k l m n p r s t v w st tr pl sh".split(), "a e i o u ea ou".split()
    endings = ["", "", "n", "r", "s", "t", "ng"]
    syllable = lambda: random.choice(onsets) + random.choice(vowels) + random.choice(endings)
    words = ["".join(syllable() for _ in range(random.randint(1, 3))) for _ in range(800)]
    weights = [1 / (rank + 2) for rank in range(len(words))]
    for _ in range(3000):
        line = " ".join(random.choices(words, weights, k=random.randint(5, 15)))
        yield line.capitalize() + random.choice([".", ".", "?", ", ", ":\n"]) + str(random.randint(0, 999))


def make_tokenizer(seed):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=VOCABULARY - len(SPECIAL), show_progress=False,
                                  initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()))
    tokenizer.train_from_iterator(sample_text(seed), trainer)
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in SPECIAL])
    return tokenizer


def pieces_of(tokenizer):
    """The vocabulary in the order of its ids."""
    return [text for text, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])]


def is_printable_ascii(piece):
    # In byte-level BPE printable ASCII stands for itself, a blank is U+0120 and a line feed U+010A.
    return piece not in SPECIAL and all("!" <= c <= "~" or c in "\u0120\u010a" for c in piece)


# --- Weights ----------------------------------------------------------------------------------------------------------


def make_weights(shape, pieces, mean_answer, seed):
    """Random matrices by their Hugging Face names.

    Channel 0 of the residual stream is 1 in every embedding, and no layer writes to it. Column 0 of the output matrix
    is therefore a constant per token: it mutes what is no plain text, and sets how often an answer ends.
    """
    random = np.random.default_rng(seed)

    def matrix(rows, columns, scale=None):
        scale = 1 / math.sqrt(columns) if scale is None else scale
        return (random.standard_normal((rows, columns), dtype=np.float32) * np.float32(scale))

    def silent_in_channel_0(weights):
        weights[0] = 0
        return weights

    width, kv_width = shape.width, shape.kv_heads * shape.head_width
    embedding = matrix(len(pieces), width, scale=1)
    embedding[:, 0] = 1
    tensors = {"model.embed_tokens.weight": embedding}
    for layer in range(shape.layers):
        parts = {
            "input_layernorm": np.ones(width, np.float32),
            "self_attn.q_proj": matrix(width, width),
            "self_attn.k_proj": matrix(kv_width, width),
            "self_attn.v_proj": matrix(kv_width, width),
            "self_attn.o_proj": silent_in_channel_0(matrix(width, width)),
            "post_attention_layernorm": np.ones(width, np.float32),
            "mlp.gate_proj": matrix(shape.inner, width),
            "mlp.up_proj": matrix(shape.inner, width),
            "mlp.down_proj": silent_in_channel_0(matrix(width, shape.inner)),
        }
        tensors |= {f"model.layers.{layer}.{name}.weight": value for name, value in parts.items()}
    # The other channels grow from layer to layer, and the norm would shrink channel 0 by as much.
    norm = np.ones(width, np.float32)
    norm[0] = math.sqrt(1 + 0.6 * shape.layers)
    tensors["model.norm.weight"] = norm

    deviation = 1.5
    output = matrix(len(pieces), width, scale=deviation / math.sqrt(width))
    output[:, 0] = 0
    muted = [token for token, piece in enumerate(pieces) if not is_printable_ascii(piece)]
    output[muted] = 0
    output[muted, 0] = -30
    if mean_answer:
        # As likely as one token in mean_answer, against so many others whose exponentials average exp(deviation^2/2).
        others = len(pieces) - len(muted)
        output[pieces.index(END_OF_TURN), 0] = math.log(others / mean_answer) + deviation**2 / 2
    tensors["lm_head.weight"] = output
    return tensors


# --- Files ------------------------------------------------------------------------------------------------------------


def write_hugging_face(folder, shape, tokenizer, tensors):
    folder.mkdir(parents=True, exist_ok=True)
    token = tokenizer.token_to_id
    documents = {
        "config.json": {
            "architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": tokenizer.get_vocab_size(),
            "hidden_size": shape.width, "intermediate_size": shape.inner, "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads, "num_key_value_heads": shape.kv_heads, "head_dim": shape.head_width,
            "hidden_act": "silu", "max_position_embeddings": CONTEXT, "rms_norm_eps": 1e-5, "rope_theta": 10000.0,
            "tie_word_embeddings": False, "attention_bias": False, "mlp_bias": False, "torch_dtype": "float32",
            "bos_token_id": token(BEGIN), "eos_token_id": token(END_OF_TURN), "pad_token_id": token(PAD)},
        "generation_config.json": {
            "bos_token_id": token(BEGIN), "eos_token_id": [token(END_OF_TURN)], "pad_token_id": token(PAD)},
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": CONTEXT, "chat_template": TEMPLATE,
            "bos_token": BEGIN, "eos_token": END_OF_TURN, "pad_token": PAD, "clean_up_tokenization_spaces": False},
        "special_tokens_map.json": {"bos_token": BEGIN, "eos_token": END_OF_TURN, "pad_token": PAD},
    }
    for name, document in documents.items():
        (folder / name).write_text(json.dumps(document, indent=1))
    tokenizer.save(str(folder / "tokenizer.json"))
    kind = np.float16 if shape.half else np.float32
    save_file({name: value.astype(kind) for name, value in tensors.items()}, str(folder / "model.safetensors"),
              metadata={"format": "pt"})


GGUF_PARTS = {
    "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
}
GGUF_WHOLE = {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}


def gguf_name(name):
    stem = name.removesuffix(".weight")
    if stem in GGUF_WHOLE:
        return GGUF_WHOLE[stem] + ".weight"
    layer, part = stem.removeprefix("model.layers.").split(".", 1)
    return f"blk.{layer}.{GGUF_PARTS[part]}.weight"


def rotary_in_pairs(matrix, heads):
    """Hugging Face rotates the first half of a head's channels with the second, ggml each channel with its neighbour."""
    rows, columns = matrix.shape
    halves = matrix.reshape(heads, 2, rows // heads // 2, columns)
    return np.ascontiguousarray(halves.swapaxes(1, 2).reshape(rows, columns))


def write_gguf(path, shape, tokenizer, pieces, tensors):
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name("tokamark test model")
    writer.add_vocab_size(len(pieces))
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.inner)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_rope_dimension_count(shape.head_width)
    writer.add_rope_freq_base(10000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16 if shape.half else gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(pieces)
    writer.add_token_types([gguf.TokenType.CONTROL if piece in SPECIAL else gguf.TokenType.NORMAL for piece in pieces])
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    writer.add_token_merges([pair if isinstance(pair, str) else " ".join(pair) for pair in merges])
    writer.add_bos_token_id(tokenizer.token_to_id(BEGIN))
    writer.add_eos_token_id(tokenizer.token_to_id(END_OF_TURN))
    writer.add_pad_token_id(tokenizer.token_to_id(PAD))
    writer.add_add_bos_token(False)
    writer.add_chat_template(TEMPLATE)
    for name, value in tensors.items():
        if "q_proj" in name:
            value = rotary_in_pairs(value, shape.heads)
        elif "k_proj" in name:
            value = rotary_in_pairs(value, shape.kv_heads)
        if shape.half and value.ndim == 2:
            value = value.astype(np.float16)
        writer.add_tensor(gguf_name(name), value)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--preset", choices=SHAPES, default="tiny")
    parser.add_argument("--mean-answer", type=int, default=200,
                        help="mean tokens of an answer that may end by itself, at temperature 1; 0: it never does")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    shape = SHAPES[options.preset]
    tokenizer = make_tokenizer(options.seed)
    pieces = pieces_of(tokenizer)
    tensors = make_weights(shape, pieces, options.mean_answer, options.seed)
    write_hugging_face(options.folder / "hf", shape, tokenizer, tensors)
    write_gguf(options.folder / "model.gguf", shape, tokenizer, pieces, tensors)
    parameters = sum(value.size for value in tensors.values())
    print(f"{options.folder}: {parameters / 1e6:.1f} million parameters, {len(pieces)} tokens")
    return 0


if __name__ == "__main__":
    sys.exit(main())
