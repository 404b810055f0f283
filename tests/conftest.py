"""No test sees the table of office holders of whoever runs it."""

import os
import tempfile

os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="diurna-tests-")
