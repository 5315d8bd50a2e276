"""A minimal shop on django-oscar, as its documentation sets one up, to be measured beside Omni.

It runs in an environment of its own (`bench/oscar.py`); nothing of Omni imports it.
"""
