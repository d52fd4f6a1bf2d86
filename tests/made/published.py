"""Manifests as a build writes them, for tests that need little of them."""

from analysis.runner.publishing import manifest

CODE = dict.fromkeys(("code_sha256", "lock_sha256", "python", "platform", "commit"), "x")


def job(folder="district/one/vi", **others):
    return {
        "folder": folder,
        "notebook": "one",
        "unit": "all",
        "language": "vi",
        "fingerprint": "f" * 64,
        "status": "done",
        "seconds": 1.0,
        "parts": {},
        **others,
    }


def write(place, *jobs, name="r", **others):
    """Write a whole manifest over what a folder holds."""
    content = {
        "review": {"name": name, "title": {"vi": "Đợt", "en": "Review"}, "years": [2011, 2012]},
        "inputs": [],
        "code": CODE,
        "jobs": list(jobs) or [job()],
        "finished": "2026-01-01T00:00:00+00:00",
        **others,
    }
    manifest.write_manifest(place, content)
    return place
