"""One exam per contract, for every contribution the kernel finds: a new plugin is examined without a new test.

An exam is a plain function that asserts; it gets one contribution. `twins` holds for each contract a sound contribution that
passes, and broken ones that show that each exam can be failed.
"""

import pytest

pytest.register_assert_rewrite("tests.contracts.common")
