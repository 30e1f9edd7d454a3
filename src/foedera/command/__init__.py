"""Who may decide, on which path, and what remains when a post is lost: structures of command as dated data."""
