"""The domain-free floor: everything here would serve any shop, and knows none."""
