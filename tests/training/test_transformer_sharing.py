"""Sharing while it is learnt is what sharing is when it runs."""

import numpy as np
import torch

from onoma.runtime.sharing import shared as shared_at_runtime
from onoma.training.transformer.sharing import shared


def test_a_batch_shares_within_each_sentence_as_documents_do() -> None:
    random = np.random.default_rng(0)
    emissions = random.normal(size=(30, 3, 5)).astype(np.float32)
    places = random.integers(0, 6, (30, 3))
    lettered = places % 3 > 0
    together = shared(*map(torch.from_numpy, (emissions, places, lettered)), 0.7).numpy()
    for index in range(3):
        alone = shared_at_runtime([emissions[:, index]], [places[:, index].tolist()], [lettered[:, index]], 0.7)
        assert np.allclose(together[:, index], alone[0], atol=1e-5)


def test_what_is_shared_is_learnt_from_at_every_place() -> None:
    emissions = torch.zeros(2, 1, 2, requires_grad=True)
    places, lettered = torch.tensor([[4], [4]]), torch.ones(2, 1, dtype=torch.bool)
    shared(emissions, places, lettered, 0.5)[0, 0, 0].backward()
    assert emissions.grad is not None
    assert emissions.grad[:, 0, 0].tolist() == [0.75, 0.25]
