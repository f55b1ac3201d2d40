"""Other people's pipelines, spaCy and Hugging Face, both ways."""
