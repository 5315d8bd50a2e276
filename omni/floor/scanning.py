"""A page that reads tags with the camera: its reader is WASM, which only such a page may run."""

from csp.constants import WASM_UNSAFE_EVAL
from csp.decorators import csp_update

# For what draws the page, so that it is the same page after a refusal.
scans = csp_update({"script-src": [WASM_UNSAFE_EVAL]})
