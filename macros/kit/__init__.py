"""The set-up and the commands behind `kit`: standard library only, nothing of the project's model."""
