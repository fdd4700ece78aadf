"""How many people: a number, what it counts, where, when, and what it revises."""
