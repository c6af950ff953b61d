"""The user's state in one place: saved audits."""
