"""What pieces of work cost: see __main__."""
