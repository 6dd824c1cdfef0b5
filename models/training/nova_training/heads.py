"""What is trained: two projections into one space of 512 dimensions.

Pictures go through a small network; texts through one linear map that starts
orthogonal, because whatever bends the sentence tower's space loses the words
that no caption uses.
"""

import torch
from torch import nn
from torch.nn import functional as F

EMBED_DIM = 512
HIDDEN = 1536


class Heads(nn.Module):
    def __init__(self, mean: torch.Tensor, deviation: torch.Tensor, text_size: int, dropout: float):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("inv_std", 1.0 / deviation)
        self.fc1 = nn.Linear(len(mean), HIDDEN)
        self.fc2 = nn.Linear(HIDDEN, EMBED_DIM)
        self.text_projection = nn.Linear(text_size, EMBED_DIM, bias=False)
        nn.init.orthogonal_(self.text_projection.weight)
        self.log_scale = nn.Parameter(torch.tensor(2.9957))  # e to this is 20
        self.dropout = nn.Dropout(dropout)

    def images(self, features: torch.Tensor) -> torch.Tensor:
        """Pooled features (n, feature_count) to unit vectors (n, 512)."""
        x = self.dropout((features - self.mean) * self.inv_std)
        x = self.fc2(self.dropout(F.gelu(self.fc1(x))))
        return F.normalize(x, dim=-1)

    def texts(self, features: torch.Tensor) -> torch.Tensor:
        """Mean-pooled sentence features (n, 384) to unit vectors (n, 512)."""
        return F.normalize(self.text_projection(features), dim=-1)
