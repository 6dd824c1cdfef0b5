"""Writes a small Hugging Face CLIP folder with random weights, for tests.

    python make_random_clip.py --out DIR [--tiny] [--golden FILE --images DIR]

The folder is what `CLIPModel.save_pretrained` and CLIP's own tokenizer and image
processor write, so it has the layout of a real CLIP folder without being a
download. `--tiny` makes one small enough to commit. With `--golden`, FILE receives
the embeddings of a fixed list of texts and of the pictures in `--images`.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

import torch
from transformers import CLIPConfig, CLIPImageProcessorPil, CLIPModel, CLIPTokenizer

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


def tokenizer(merge_count: int, context: int) -> CLIPTokenizer:
    merges = learn_merges(CORPUS, merge_count)
    symbols = byte_symbols()
    tokens = symbols + [symbol + "</w>" for symbol in symbols]
    tokens += ["".join(pair) for pair in merges] + [START, END]
    vocabulary = {token: index for index, token in enumerate(tokens)}
    return CLIPTokenizer(vocabulary, merges, model_max_length=context)


def configuration(vocabulary_size: int, tiny: bool) -> CLIPConfig:
    width, layers, heads = (32, 2, 4) if tiny else (128, 3, 4)
    shared = {
        "hidden_size": width,
        "intermediate_size": 2 * width,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
    }
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
def scatter(model: CLIPModel, seed: int) -> None:
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tiny", action="store_true")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--golden", type=Path)
    parser.add_argument("--images", type=Path)
    arguments = parser.parse_args()

    tokens = tokenizer(96 if arguments.tiny else 200, 24 if arguments.tiny else 77)
    config = configuration(len(tokens), arguments.tiny)
    model = CLIPModel(config).eval()
    scatter(model, arguments.seed)
    side = config.vision_config.image_size
    processor = CLIPImageProcessorPil(
        size={"shortest_edge": side}, crop_size={"height": side, "width": side}
    )
    model.save_pretrained(arguments.out)
    tokens.save_pretrained(arguments.out)
    processor.save_pretrained(arguments.out)
    if arguments.golden:
        golden.write(arguments.out, arguments.images, arguments.golden)


if __name__ == "__main__":
    main()
