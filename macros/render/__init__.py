"""Renderers: each turns the model into one medium and knows nothing else."""
