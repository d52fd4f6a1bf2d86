"""From a review file to the runs that it asks for."""
