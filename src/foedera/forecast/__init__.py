"""What comes next: which event (`forecast.ranking`), and with which probability, with reasons and a score."""
