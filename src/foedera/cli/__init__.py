"""The command line. Thin: it reads options, calls the packages below, and prints."""
