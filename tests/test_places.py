import hashlib

from analysis import places


def test_the_hash_of_a_package_follows_names_and_bytes_of_the_files_asked_for(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(places, "__file__", str(tmp_path / "places.py"))
    (tmp_path / "inner").mkdir()
    (file := tmp_path / "inner/a.py").write_text("1")
    first = places.package_sha256("**/*.py")
    by_hand = f"inner/a.py\0{hashlib.sha256(b'1').hexdigest()}\n"
    assert first == hashlib.sha256(by_hand.encode()).hexdigest()
    (tmp_path / "other.txt").write_text("not asked for")
    assert places.package_sha256("**/*.py", "inner/*.py") == first
    file.write_text("2")
    assert places.package_sha256("**/*.py") != first
    file.write_text("1")
    file.rename(tmp_path / "inner/b.py")
    assert places.package_sha256("**/*.py") != first
