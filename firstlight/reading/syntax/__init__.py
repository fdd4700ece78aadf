"""Who does what in a clause, by a shallow grammar; a trained parser can take its place."""
