"""Does a file appear whole or not at all?"""

import os
import stat

import pytest

from nnlite.saving.files import replacing


def test_the_old_file_is_there_until_the_new_one_is_complete(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with replacing(str(path)) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, OSError])
def test_whatever_happens_on_the_way_the_old_file_stays(tmp_path, error):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(error), replacing(str(path)) as file:
        file.write(b"ne")
        raise error
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file"]


def test_a_full_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda descriptor: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space left"), replacing(str(tmp_path / "file")) as file:
        file.write(b"new")
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="links and permissions are POSIX's")
def test_a_link_stays_a_link_and_others_may_read(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    before = os.umask(0o022)
    try:
        with replacing(str(tmp_path / "link")) as file:
            file.write(b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "real").stat().st_mode) == 0o644


def test_long_names(tmp_path):
    path = tmp_path / ("n" * 240)
    with replacing(str(path)) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"
