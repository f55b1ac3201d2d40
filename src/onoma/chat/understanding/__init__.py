"""From an utterance to its frame, on ONNX Runtime alone: the network, what slots mean, and what joins them."""
