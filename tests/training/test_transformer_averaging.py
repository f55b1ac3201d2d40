"""The running mean of weights: what it is, and that network and mean trade places."""

import torch

from onoma.training.transformer.averaging import RunningMean


def test_the_mean_forgets_exponentially_and_its_start_soon() -> None:
    weight = torch.zeros(1)
    mean = RunningMean([weight], 0.5)
    for value in (8.0, 4.0, 2.0):
        weight.fill_(value)
        mean.update()
    decays = [1 / 11, 2 / 12, 3 / 13]
    expected = 0.0
    for decay, value in zip(decays, (8.0, 4.0, 2.0), strict=True):
        expected = decay * expected + (1 - decay) * value
    assert torch.allclose(mean.waiting[0], torch.tensor([expected]))


def test_without_decay_the_mean_is_the_last_weights() -> None:
    weight = torch.zeros(2)
    mean = RunningMean([weight], 0.0)
    weight.fill_(3.0)
    mean.update()
    assert mean.waiting[0].tolist() == [3.0, 3.0]


def test_network_and_mean_trade_places_and_back() -> None:
    weight = torch.tensor([1.0, 2.0])
    mean = RunningMean([weight], 0.9)
    mean.resume([torch.tensor([5.0, 6.0])], 7)
    mean.trade_places()
    assert (weight.tolist(), mean.waiting[0].tolist()) == ([5.0, 6.0], [1.0, 2.0])
    mean.trade_places()
    assert (weight.tolist(), mean.waiting[0].tolist()) == ([1.0, 2.0], [5.0, 6.0])
