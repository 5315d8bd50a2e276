"""Who works here and where: stores, people, roles, devices, shifts."""
