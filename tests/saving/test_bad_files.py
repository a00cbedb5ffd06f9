"""What is said about files that are damaged, or made to harm? And is the model as it was?"""

import io
import json
import os
import struct
import zipfile

import numpy as np
import pytest

import nnlite
from nnlite.saving import LoadError, json_text, load_model, load_weights, save_model, save_weights


def model():
    made = nnlite.Sequential([nnlite.Input((4,)), nnlite.layers.Dense(3, name="d")])
    made.compile("sgd", "mse")
    return made


def npy(array):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array)
    return buffer.getvalue()


def header(text, body=b"\0" * 48):
    """A .npy with a header of one's own."""
    text = text.ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text.encode() + body


def archive(path, members, method=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", method) as file:
        for name, content in members:
            file.writestr(name, content)


KERNEL, BIAS = "layers/dense/kernel.npy", "layers/dense/bias.npy"
GOOD = {KERNEL: npy(np.ones((4, 3), "f")), BIAS: npy(np.ones(3, "f")),
        "optimizer/0.npy": npy(np.array(5)), "optimizer/1.npy": npy(np.array(0.5))}
BAD_KERNELS = {
    "objects": npy(np.ones((4, 3), "f")).replace(b"'<f4'", b"'|O' "),
    "text": npy(np.array([["a"] * 3] * 4)), "structured": npy(np.zeros((4, 3), [("a", "f")])),
    "complex": npy(np.ones((4, 3), "F")), "too short": GOOD[KERNEL][:-1], "too long": GOOD[KERNEL] + b"\0",
    "no header": b"", "noise": b"\x93NUMPYnoise", "huge": header("{'descr': '<f4', 'fortran_order': False, "
                                                                 "'shape': (1099511627776,), }"),
    "negative": header("{'descr': '<f4', 'fortran_order': False, 'shape': (-4, -3), }"),
    "an expression": header("{'descr': '<f4', 'fortran_order': False, 'shape': (4, len('abc')), }"),
    "version 9": GOOD[KERNEL].replace(b"\x93NUMPY\x01", b"\x93NUMPY\x09"), "other shape": npy(np.ones((3, 4), "f")),
    "a long header": b"\x93NUMPY\x02\x00" + struct.pack("<I", 2**31) + b"{" * 5000,
}


@pytest.mark.filterwarnings("ignore:Reading `.npy`")
@pytest.mark.parametrize("kind", BAD_KERNELS)
def test_bad_arrays(tmp_path, kind):
    made, path = model(), tmp_path / "m.weights.npz"
    before = made.get_weights()
    archive(path, {**GOOD, KERNEL: BAD_KERNELS[kind]}.items())
    with pytest.raises(LoadError, match="kernel|KERNEL"):
        load_weights(made, path)
    for one, other in zip(before, made.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    assert made.optimizer.iterations == 0


def test_good_arrays_of_other_kinds(tmp_path):
    """Other byte orders and types are converted; Fortran's order is read as what it is."""
    made, path = model(), tmp_path / "m.weights.npz"
    for kernel in (np.ones((4, 3), ">f4"), np.ones((4, 3), "f8"), np.asfortranarray(np.ones((4, 3), "f"))):
        archive(path, {**GOOD, KERNEL: npy(kernel)}.items(), zipfile.ZIP_DEFLATED)
        load_weights(made, path)
        np.testing.assert_array_equal(made.get_weights()[0], np.ones((4, 3)))
        assert (made.optimizer.iterations, made.optimizer.learning_rate) == (5, 0.5)


@pytest.mark.parametrize(("key", "value"), [("0", -1), ("1", -0.1), ("1", np.nan)])
def test_optimizers_that_cannot_be(tmp_path, key, value):
    made, path = model(), tmp_path / "m.weights.npz"
    before = made.get_weights()
    archive(path, {**GOOD, f"optimizer/{key}.npy": npy(np.array(value))}.items())
    with pytest.raises(LoadError, match="its optimizer has made"):
        load_weights(made, path)
    np.testing.assert_array_equal(made.get_weights()[0], before[0])


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("members", [
    [*GOOD.items(), (BIAS, GOOD[BIAS])], [*GOOD.items(), ("evil.pkl", b"cos\nsystem\n")],
    [*GOOD.items(), ("../x.npy", GOOD[BIAS])], [*GOOD.items()][1:], [],
], ids=["twice", "no array", "outside", "missing", "empty"])
def test_bad_members(tmp_path, members):
    archive(tmp_path / "m.weights.npz", members)
    with pytest.raises(LoadError):
        load_weights(model(), tmp_path / "m.weights.npz")
    assert os.listdir(tmp_path) == ["m.weights.npz"]


@pytest.mark.parametrize("ending", [".weights.npz", ".weights.h5", ".keras"])
@pytest.mark.parametrize("content", [b"", b"<html>not found</html>", b"PK\x03\x04", b"\x89HDF\r\n\x1a\n", b"\0" * 999])
def test_files_that_are_something_else(tmp_path, ending, content):
    pytest.importorskip("h5py")
    path = tmp_path / f"m{ending}"
    path.write_bytes(content)
    with pytest.raises(LoadError, match="cannot be loaded"):
        load_weights(model(), path)
    if ending == ".keras":
        with pytest.raises(LoadError, match="cannot be loaded"):
            load_model(path)


@pytest.mark.parametrize("ending", [".weights.npz", ".weights.h5", ".keras"])
def test_every_cut_and_every_flipped_bit_is_noticed_or_harmless(tmp_path, ending):
    """HDF5 has no checksums: there a flipped bit in a number cannot be noticed; in the others it always is."""
    pytest.importorskip("h5py")
    path, made = tmp_path / f"m{ending}", model()
    (save_model if ending == ".keras" else save_weights)(made, path)
    good, expected = path.read_bytes(), made.get_weights()
    random = np.random.default_rng(0)
    damaged = [good[: int(cut)] for cut in random.integers(1, len(good), 15)]
    for place in random.integers(0, len(good), 60 if ending != ".weights.h5" else 0):
        flipped = bytearray(good)
        flipped[place] ^= 1 << int(random.integers(8))
        damaged.append(bytes(flipped))
    for content in damaged:
        path.write_bytes(content)
        target = model()
        before = target.get_weights()
        try:
            load_weights(target, path)
        except LoadError:
            expected_now = before
        else:
            expected_now = expected
        for one, other in zip(expected_now, target.get_weights(), strict=True):
            np.testing.assert_array_equal(one, other)


def test_links_out_of_an_hdf5_file_are_not_followed(tmp_path):
    h5py = pytest.importorskip("h5py")
    with h5py.File(tmp_path / "other.h5", "w") as other:
        other["kernel"] = np.ones((4, 3), "f")
    for link in (h5py.ExternalLink("other.h5", "/kernel"), h5py.SoftLink("/elsewhere")):
        with h5py.File(tmp_path / "m.weights.h5", "w") as file:
            file["layers/dense/vars/1"] = np.ones(3, "f")
            file["layers/dense/vars/0"] = link
        with pytest.raises(LoadError, match="link to elsewhere"):
            load_weights(model(), tmp_path / "m.weights.h5")


def test_hdf5_files_that_turn_in_circles(tmp_path):
    h5py = pytest.importorskip("h5py")
    with h5py.File(tmp_path / "m.weights.h5", "w") as file:
        group = file.create_group("a")
        group["a"] = group
    with pytest.raises(LoadError, match="nested"):
        load_weights(model(), tmp_path / "m.weights.h5")


# ------------------------------------------------------------------------------------------------ whole models


def keras_file(path, change=lambda config: None, extra=(), drop=()):
    """A good file of a model, changed."""
    pytest.importorskip("h5py")
    save_model(model(), path)
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist() if name not in drop}
    config = json.loads(members.get("config.json", b"{}"))
    changed = change(config)
    if "config.json" in members:
        members["config.json"] = changed if isinstance(changed, bytes) else json.dumps(config).encode()
    archive(path, [*members.items(), *extra], zipfile.ZIP_DEFLATED)


def dense(config):
    return config["config"]["layers"][1]


BAD_CONFIGS = {
    "layer": (lambda c: dense(c).update(class_name="os.system"), "Unknown layer class"),
    "builtin": (lambda c: dense(c).update(class_name="eval", module="builtins"), "Unknown layer class"),
    "near": (lambda c: dense(c).update(class_name="Dnese"), "Did you mean 'Dense'"),
    "lambda": (lambda c: dense(c).update(class_name="Lambda"), "a Lambda, has units=3"),
    "code": (lambda c: dense(c)["config"].update(activation={"class_name": "__lambda__", "config": {"value": "x"}}),
             "never run from a file"),
    "operation": (lambda c: dense(c).update(module="keras.src.ops.numpy"), "operation"),
    "units": (lambda c: dense(c)["config"].update(units="3"), "units must be a positive whole number"),
    "key": (lambda c: dense(c)["config"].update(rank=3), "rank=3"),
    "activation": (lambda c: dense(c)["config"].update(activation="get_file"), "get_file"),
    "name": (lambda c: dense(c)["config"].update(name="a/b"), "must not contain"),
    "loss": (lambda c: c["compile_config"].update(loss="mes"), "compile=False"),
    "list": (lambda c: b"[]", "must be an object"), "text": (lambda c: b"{", "config.json"),
    "encoding": (lambda c: b"\xff\xfe{}", "config.json"), "nothing": (lambda c: b"{}", "config.json"),
    "deep": (lambda c: b"[" * 100_000, "nested deeper"), "nan": (lambda c: b'{"a": NaN}', "NaN is not allowed"),
    "twice": (lambda c: b'{"a": 1, "a": 2}', "comes twice"), "digits": (lambda c: b"{\"a\": " + b"9" * 10**6 + b"}",
                                                                        "too long"),
    "blanks": (lambda c: b" " * 5_000_000 + b"{}", "more than 4194304"),
}


@pytest.mark.parametrize("kind", BAD_CONFIGS)
def test_bad_configurations(tmp_path, kind):
    change, what = BAD_CONFIGS[kind]
    keras_file(tmp_path / "m.keras", change)
    with pytest.raises(LoadError, match=what) as caught:
        load_model(tmp_path / "m.keras")
    assert len(str(caught.value)) < 700


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("arguments", "what"), [
    ({"extra": [("assets/words.txt", b"")]}, "assets/words.txt"), ({"extra": [("../x", b"")]}, "holds '../x'"),
    ({"extra": [("config.json", b"{}")]}, "twice"), ({"drop": ["config.json"]}, "lacks config.json"),
    ({"drop": ["model.weights.h5"]}, "lacks model.weights.h5"),
    ({"drop": ["model.weights.h5"], "extra": [("model.weights.h5", b"\0" * 2**27)]}, "bytes, more than")])
def test_bad_members_of_a_model(tmp_path, arguments, what):
    keras_file(tmp_path / "m.keras", **arguments)
    with pytest.raises(LoadError, match=what):
        load_model(tmp_path / "m.keras")


def test_metadata_can_be_missing_and_compilation_left_out(tmp_path):
    keras_file(tmp_path / "m.keras", drop=["metadata.json"])
    assert load_model(tmp_path / "m.keras", compile=False).optimizer is None
    assert load_model(tmp_path / "m.keras").optimizer.learning_rate == 0.01


def test_paths_that_are_no_file(tmp_path):
    (tmp_path / "m.keras").mkdir()
    with pytest.raises(LoadError, match="is a folder"):
        load_model(tmp_path / "m.keras")
    for error in (ValueError, OSError):
        with pytest.raises(error, match="No such file"):
            load_model(tmp_path / "gone.keras")
    for wrong in ("m.h5", "m.pb", "m"):
        with pytest.raises(ValueError, match=r"must end in \.keras"):
            load_model(wrong)
        with pytest.raises(ValueError, match=r"must end in \.keras"):
            save_model(model(), wrong)


def test_what_cannot_be_written_down():
    with pytest.raises(ValueError, match="cannot be written down"):
        json_text.dump({"function": print})
    with pytest.raises(ValueError, match="cannot be written down"):
        json_text.dump({"rate": float("nan")})
