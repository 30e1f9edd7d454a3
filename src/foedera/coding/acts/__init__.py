"""What the coders of commands and of assets share: what governs a noun, who acts, in which mood, and on whose word."""
