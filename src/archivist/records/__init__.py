"""What things are: frozen values of the trade. No I/O, no clock, no third-party import."""
