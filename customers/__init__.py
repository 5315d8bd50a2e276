"""Who our customers are and all they did: identity, timeline, consent, shortlist, pass, visits."""
