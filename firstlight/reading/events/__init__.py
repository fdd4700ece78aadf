"""From clauses and nouns to events: type, parts, place, day, and one happening told once."""
