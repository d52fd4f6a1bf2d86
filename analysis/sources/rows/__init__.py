"""What each row under a header is: a line of data, a group, a sum, the foot."""
