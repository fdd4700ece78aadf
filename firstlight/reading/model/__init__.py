"""The trained model: weights, and what it sees in a report."""
