// Nothing: what this takes is subtracted from what a program takes.
