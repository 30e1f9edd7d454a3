"""The migrations of the record, in order. Each is frozen once it has been released."""
