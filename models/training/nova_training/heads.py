"""What is trained: two projections into one space of 512 dimensions.

Pictures go through a small network, which also names their attributes and adds what it named: a
choice among kinds or brands keeps apart what linear layers would blend. Texts go through one
linear map that starts orthogonal, because whatever bends the sentence tower's space loses the
words that no caption uses.
"""

import torch
from torch import nn
from torch.nn import functional as F

EMBED_DIM = 512
HIDDEN = 1536


class Heads(nn.Module):
    def __init__(
        self, mean: torch.Tensor, deviation: torch.Tensor, text_size: int, dropout: float, attribute_sizes: list[int]
    ):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("inv_std", 1.0 / deviation)
        self.fc1 = nn.Linear(len(mean), HIDDEN)
        self.fc2 = nn.Linear(HIDDEN, EMBED_DIM)
        # Each value of each attribute has a vector; their mean by likelihood is added to the picture's.
        self.sizes = attribute_sizes
        self.register_buffer("attribute_sizes", torch.tensor(attribute_sizes, dtype=torch.float32))
        self.attributes = nn.Linear(HIDDEN, sum(attribute_sizes))
        self.mix = nn.Linear(sum(attribute_sizes), EMBED_DIM, bias=False)
        nn.init.zeros_(self.attributes.weight)
        nn.init.zeros_(self.mix.weight)
        self.text_projection = nn.Linear(text_size, EMBED_DIM, bias=False)
        nn.init.orthogonal_(self.text_projection.weight)
        self.log_scale = nn.Parameter(torch.tensor(2.9957))  # e to this is 20
        self.dropout = nn.Dropout(dropout)

    def described(self, features: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Pooled features (n, feature_count) to unit vectors (n, 512) and the attributes' logits (n, sum of sizes)."""
        x = self.dropout((features - self.mean) * self.inv_std)
        x = self.dropout(F.gelu(self.fc1(x)))
        logits = self.attributes(x)
        said = torch.cat([part.softmax(dim=1) for part in logits.split(self.sizes, dim=1)], dim=1)
        return F.normalize(F.normalize(self.fc2(x), dim=-1) + self.mix(said), dim=-1), logits

    def images(self, features: torch.Tensor) -> torch.Tensor:
        """Pooled features (n, feature_count) to unit vectors (n, 512)."""
        return self.described(features)[0]

    def texts(self, features: torch.Tensor) -> torch.Tensor:
        """Mean-pooled sentence features (n, 384) to unit vectors (n, 512)."""
        return F.normalize(self.text_projection(features), dim=-1)
