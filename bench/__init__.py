"""What pages cost: queries, Python calls and processor time, in one process, on the demo."""
