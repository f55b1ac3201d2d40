"""From a bot's examples to its bundle: variants of examples, texts that are none of its intents, joint networks."""
