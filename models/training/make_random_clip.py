"""Writes a small Hugging Face CLIP or SigLIP folder with random weights, for tests.

    python make_random_clip.py --out DIR [--family clip|siglip|siglip2] [--tiny] [--golden FILE --images DIR]
    python make_random_clip.py --out DIR --vit-b-32 [--golden FILE --images DIR]

The folder is what `save_pretrained` of the model, a tokenizer and an image processor
write, so it has the layout of a real folder without being a download. `--tiny` makes
one small enough to commit. With `--golden`, FILE receives the embeddings of a fixed
list of texts and of the pictures in `--images`.

`--vit-b-32` has the configuration of OpenAI's ViT-B/32. Its weights follow from the
names of its tensors alone (see `counted`), so that a test can make the same ones.
"""

import argparse
import math
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import (
    CLIPConfig,
    CLIPImageProcessorPil,
    CLIPModel,
    CLIPTokenizer,
    PreTrainedTokenizerFast,
    Siglip2Tokenizer,
    SiglipConfig,
    SiglipImageProcessorPil,
    SiglipModel,
)

import golden

START, END = "<|startoftext|>", "<|endoftext|>"
# The merges are learned from these words: enough that common words become one token.
CORPUS = """
a photo of a red dress a black dress for the summer blue jeans for men women's shoes
white shirt with stripes green coat and a yellow scarf leather boots running shoes
the girl wears a floral skirt and a denim jacket navy blue trousers for work
a pair of brown leather shoes with heels a party dress in red and gold
""".split()


def byte_symbols() -> list[str]:
    """One printable character for each byte, as byte-level BPE writes them."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [byte for byte in range(256) if byte not in printable]
    return [chr(byte) for byte in printable] + [chr(256 + i) for i, _ in enumerate(rest)]


def learn_merges(words: list[str], count: int) -> list[tuple[str, str]]:
    """Byte-pair encoding: joins the commonest neighbours, ties broken by their text."""
    frequency = Counter(tuple(word[:-1]) + (word[-1] + "</w>",) for word in words)
    merges = []
    for _ in range(count):
        pairs = Counter()
        for parts, times in frequency.items():
            for pair in zip(parts, parts[1:]):
                pairs[pair] += times
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        joined = Counter()
        for parts, times in frequency.items():
            result: list[str] = []
            for part in parts:
                if result and (result[-1], part) == best:
                    result[-1] += part
                else:
                    result.append(part)
            joined[tuple(result)] += times
        frequency = joined
    return merges


def tokenizer(merge_count: int, context: int, size: int | None = None) -> CLIPTokenizer:
    """Its start and end have the last ids of `size`, or the next ones after the other tokens."""
    merges = learn_merges(CORPUS, merge_count)
    symbols = byte_symbols()
    tokens = symbols + [symbol + "</w>" for symbol in symbols]
    tokens += ["".join(pair) for pair in merges]
    vocabulary = {token: index for index, token in enumerate(tokens)}
    size = size or len(tokens) + 2
    vocabulary |= {START: size - 2, END: size - 1}
    return CLIPTokenizer(vocabulary, merges, model_max_length=context)


def unigrams(context: int) -> PreTrainedTokenizerFast:
    """Words and letters with their log probabilities, behind the cleaning of SigLIP's tokenizer."""
    words = Counter("▁" + word.replace("'", "") for word in CORPUS)
    total = sum(words.values())
    letters = sorted({letter for word in words for letter in word} | set("0123456789jqvxyzäéüß着物"))
    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    pieces += [(word, math.log(count / total)) for word, count in sorted(words.items())]
    pieces += [(letter, -9.0 - index / 64) for index, letter in enumerate(letters) if letter not in words]
    made = Tokenizer(models.Unigram(pieces, unk_id=2))
    punctuation = Regex(r"""[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~]""")
    made.normalizer = normalizers.Sequence([
        normalizers.NFKC(),
        normalizers.Lowercase(),
        normalizers.Replace(punctuation, ""),
        normalizers.Replace(Regex(r"\s+"), " "),
        normalizers.Strip(),
    ])
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.decoder = decoders.Metaspace()
    made.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    return PreTrainedTokenizerFast(
        tokenizer_object=made,
        eos_token="</s>",
        unk_token="<unk>",
        pad_token="</s>",
        model_max_length=context,
        model_input_names=["input_ids"],
    )


def gemma(context: int) -> Siglip2Tokenizer:
    """Pieces joined by byte-pair merges, bytes for what no piece has, in the manner of Gemma; lower case."""
    words = ["▁" + word for word in CORPUS]
    merges = [tuple(part.replace("</w>", "") for part in pair) for pair in learn_merges(words, 120)]
    letters = sorted({letter for word in words for letter in word} | set("0123456789jqvxyz"))
    pieces = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>"]
    pieces += [f"<0x{byte:02X}>" for byte in range(256)]
    pieces += list(dict.fromkeys(letters + ["".join(pair) for pair in merges]))
    vocabulary = {piece: index for index, piece in enumerate(pieces)}
    made = Siglip2Tokenizer(vocab=vocabulary, merges=merges, model_max_length=context, padding_side="right")
    made._tokenizer.post_processor = processors.TemplateProcessing(
        single="$A <eos>", special_tokens=[("<eos>", 1)]
    )
    return made


def sizes(tiny: bool) -> dict:
    width, layers, heads = (32, 2, 4) if tiny else (128, 3, 4)
    return {
        "hidden_size": width,
        "intermediate_size": 2 * width,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
    }


def siglip_configuration(vocabulary_size: int, tiny: bool) -> SiglipConfig:
    # As many a published folder, it does not say with what a sentence is filled up.
    text = sizes(tiny) | {"vocab_size": vocabulary_size, "max_position_embeddings": 16 if tiny else 64}
    vision = sizes(tiny) | {"image_size": 32 if tiny else 64, "patch_size": 8}
    return SiglipConfig(text_config=text, vision_config=vision)


def configuration(vocabulary_size: int, tiny: bool) -> CLIPConfig:
    shared = sizes(tiny)
    text = shared | {
        "vocab_size": vocabulary_size,
        "max_position_embeddings": 24 if tiny else 77,
        "bos_token_id": vocabulary_size - 2,
        "eos_token_id": vocabulary_size - 1,
        "pad_token_id": vocabulary_size - 1,
    }
    vision = shared | {"image_size": 32 if tiny else 64, "patch_size": 8}
    return CLIPConfig(text_config=text, vision_config=vision, projection_dim=24 if tiny else 64)


@torch.no_grad()
def scatter(model: CLIPModel | SiglipModel, seed: int) -> None:
    """Weights much wider than an untrained model's, so that inputs land far apart and a wrong
    layer cannot hide behind embeddings that are all alike."""
    generator = torch.Generator().manual_seed(seed)
    for name, weight in model.named_parameters():
        noise = torch.randn(weight.shape, generator=generator)
        if "norm" in name and name.endswith("weight"):
            weight.copy_(1 + 0.2 * noise)
        elif weight.dim() < 2:
            weight.copy_(0.2 * noise)
        elif "embedding" in name and weight.dim() == 2:
            weight.copy_(noise)
        else:
            weight.copy_(noise * 1.5 / weight[0].numel() ** 0.5)
    model.logit_scale.fill_(2.6592)


def mixed(numbers: np.ndarray) -> np.ndarray:
    """The last steps of splitmix64 (Steele, Lea & Flood 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def name_hash(name: str) -> int:
    """FNV-1a, 64 bits."""
    found = 0xCBF29CE484222325
    for byte in name.encode():
        found = (found ^ byte) * 0x100000001B3 % 2**64
    return found


def counted(name: str, shape: tuple[int, ...]) -> np.ndarray:
    """A tensor that follows from its name: number i is the highest byte of
    splitmix64(hash of the name, i), taken as -128…127 and multiplied by a power of two
    near an initialiser's spread. Each fits into 16 bits without rounding.
    """
    count = math.prod(shape)
    with np.errstate(over="ignore"):
        steps = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        numbers = mixed(steps + np.uint64(name_hash(name)))
    levels = (numbers >> np.uint64(56)).astype(np.int64) - 128
    norm = "norm" in name or "layrnorm" in name
    if len(shape) < 2:
        exponent = -9
    elif "embedding" in name and len(shape) == 2:
        exponent = -6
    else:
        exponent = -6 - round(math.log2(math.sqrt(count / shape[0])))
    values = levels.astype(np.float32) * np.float32(2.0**exponent)
    return (values + (1 if norm and name.endswith("weight") else 0)).astype(np.float32).reshape(shape)


@torch.no_grad()
def count_out(model: CLIPModel) -> None:
    """Every weight from its name."""
    for name, weight in model.named_parameters():
        if name != "logit_scale":
            weight.copy_(torch.from_numpy(counted(name, tuple(weight.shape))))


def make(family: str, tiny: bool, vit_b_32: bool, seed: int):
    """Model, tokenizer and image processor."""
    if family.startswith("siglip"):
        tokens = (gemma if family == "siglip2" else unigrams)(16 if tiny else 64)
        config = siglip_configuration(len(tokens), tiny)
        model = SiglipModel(config).eval()
        side = config.vision_config.image_size
        processor = SiglipImageProcessorPil(size={"height": side, "width": side})
    else:
        config = CLIPConfig() if vit_b_32 else None
        context = 24 if tiny else 77
        size = config.text_config.vocab_size if config else None
        tokens = tokenizer(96 if tiny else 200, context, size)
        config = config or configuration(len(tokens), tiny)
        model = CLIPModel(config).eval()
        side = config.vision_config.image_size
        processor = CLIPImageProcessorPil(
            size={"shortest_edge": side}, crop_size={"height": side, "width": side}
        )
    if vit_b_32:
        count_out(model)
    else:
        scatter(model, seed)
    return model, tokens, processor


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--family", choices=["clip", "siglip", "siglip2"], default="clip")
    parser.add_argument("--tiny", action="store_true")
    parser.add_argument("--vit-b-32", action="store_true")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--golden", type=Path)
    parser.add_argument("--images", type=Path)
    arguments = parser.parse_args()

    for part in make(arguments.family, arguments.tiny, arguments.vit_b_32, arguments.seed):
        part.save_pretrained(arguments.out)
    if arguments.golden:
        golden.write(arguments.out, arguments.images, arguments.golden)


if __name__ == "__main__":
    main()
