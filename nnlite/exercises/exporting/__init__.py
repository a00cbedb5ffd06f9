"""Exercises in the form that other systems hand out and grade, a file each."""
