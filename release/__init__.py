"""Make a release: packages, a list of parts, licences, a manual, completions, checksums."""
