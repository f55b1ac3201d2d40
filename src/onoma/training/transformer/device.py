"""Where PyTorch computes, and in which arithmetic."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import torch

__all__ = ["arithmetic", "chosen_device"]


def chosen_device() -> torch.device:
    """A GPU where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def arithmetic(precision: str, device: torch.device) -> AbstractContextManager[object]:
    """The context in which an encoder computes: `fp32`, `bf16`, or `auto`, bf16 where the hardware has it."""
    if precision == "fp32" or (precision == "auto" and not _has_bf16(device)):
        return nullcontext()
    context: AbstractContextManager[object] = torch.autocast(device.type, torch.bfloat16)
    return context


def _has_bf16(device: torch.device) -> bool:
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())
