"""What notebooks use: a report, its blocks, its charts and its sentences."""
