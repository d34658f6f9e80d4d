"""Persian PDF performance reports of a city's district public-relations offices."""

__version__ = "0.1.0"
