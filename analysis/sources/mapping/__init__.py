"""What an office answers, in files beside its data, where these cannot be understood."""
