"""Kernels that start warm: forked from a template process that has imported what they need.

`provisioner` is what jupyter_client finds by the project's entry point, `template` the process
that is forked, `child` what the fork becomes. Papermill and nbclient know nothing of it: they
start the kernel called `KERNEL`, whose specification lies in `SPECIFICATIONS`.
"""

from pathlib import Path

KERNEL = "cadre-review"
SPECIFICATIONS = Path(__file__).with_name("share")
# The environment variable that names modules which a template imports besides, by commas.
ALSO = "CADRE_REVIEW_ALSO"

# One thread a kernel: the jobs are what runs side by side, and a template with a second thread
# cannot be forked. A fixed hash seed keeps the order of sets, and with it the outputs, the same.
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "PYTHONHASHSEED": "0",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
