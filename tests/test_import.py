"""`import onoma` stays light."""

import subprocess
import sys

HEAVY = ("numpy", "onnxruntime", "tokenizers", "click", "rich", "keras", "jax", "onnx", "torch", "spacy", "matplotlib")


def _modules_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_takes_no_heavy_package_along() -> None:
    modules = _modules_after("import onoma")
    assert "onoma.recognizer" in modules
    assert modules.isdisjoint(HEAVY)
    assert not any(module.startswith(("onoma.runtime", "onoma.training", "onoma.cli")) for module in modules)


def test_settings_are_read_and_help_is_given_without_a_training_framework() -> None:
    modules = _modules_after("import onoma.cli.train, onoma.training.settings, onoma.runtime")
    assert "onnxruntime" in modules
    assert modules.isdisjoint({"keras", "jax", "onnx", "torch", "matplotlib"})
