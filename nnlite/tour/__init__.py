"""The main job from start to finish: a small network learns to read handwritten digits, and shows how well."""
