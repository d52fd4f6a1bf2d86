"""What is known of the lists themselves: sent, doubtful, understood."""
