"""`./kit bench`: what our work costs beside a peer in the same run; never a timed test."""
