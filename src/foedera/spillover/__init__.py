"""Where trouble spreads: which event streams excite which, how strongly and how fast, with what speaks against it."""
