"""Does a layer say what is wrong with an argument or a shape, and what would be right?"""

import numpy as np
import pytest

from nnlite import Input, layers

ARGUMENTS = [
    (lambda: layers.ReLU(max_value=-1), "ReLU: max_value must be a number at least 0"),
    (lambda: layers.ReLU(negative_slope=None), "ReLU: negative_slope must be"),
    (lambda: layers.LeakyReLU(-0.1), "LeakyReLU: negative_slope must be"),
    (lambda: layers.ELU(-1), "ELU: alpha must be"),
    (lambda: layers.PReLU(shared_axes=[0]), "PReLU: shared axes are whole numbers from 1 on"),
    (lambda: layers.Softmax(axis="last"), "Softmax: axis is a whole number"),
    (lambda: layers.Permute((0, 1)), "Permute: dims are the whole numbers from 1 on"),
    (lambda: layers.RepeatVector(0), "RepeatVector: n must be a positive whole number"),
    (lambda: layers.Cropping1D((1, 2, 3)), "Cropping1D: cropping must be one number or 2 of them"),
    (lambda: layers.Cropping2D((1, -2)), "Cropping2D: cropping must be a whole number, 0 or more"),
    (lambda: layers.ZeroPadding2D((1, 2, 3)), "ZeroPadding2D: padding must be a number, or a number or a pair"),
    (lambda: layers.ZeroPadding1D("same"), "ZeroPadding1D: padding must be a whole number"),
    (lambda: layers.UpSampling2D(interpolation="bicubic"), "interpolation must be one of 'nearest', 'bilinear'"),
    (lambda: layers.UpSampling3D((1, 2)), "UpSampling3D: size must be one number or 3 of them"),
    (lambda: layers.GlobalMaxPooling1D("last"), "data_format must be one of 'channels_last', 'channels_first'"),
    (lambda: layers.Dot("last"), "Dot: axes is a whole number or a pair"),
    (lambda: layers.Rescaling("1/255"), "Rescaling: scale must be a number"),
    (lambda: layers.Masking("pad"), "Masking: mask_value must be a number"),
    (lambda: layers.ActivityRegularization(-1), "l1 must be a number at least 0"),
    (lambda: layers.EinsumDense("ab,bc", 3), "EinsumDense: an equation has the form"),
    (lambda: layers.EinsumDense("ab,bc->ac", 0), "EinsumDense: output_shape must be a positive whole number"),
    (lambda: layers.Reshape((2.5, 2)), "Reshape: target_shape must be a tuple of whole numbers"),
    (lambda: layers.Reshape(4), "Reshape: target_shape must be a tuple of whole numbers"),
    (lambda: layers.Dense(2, trainable="no"), "Dense: trainable must be True or False"),
    (lambda: layers.Lambda(abs, arguments=[1]), "Lambda: arguments must be a dictionary"),
]
SHAPES = [
    (layers.Cropping1D((2, 2)), [(4, 3)], "nothing is left of axis 1"),
    (layers.Cropping2D(), [(4, 3)], "needs an input of 4 dimensions"),
    (layers.RepeatVector(2), [(4, 3)], "needs an input of 2 dimensions"),
    (layers.Permute((2, 1)), [(4,)], "needs an input of 3 dimensions"),
    (layers.PReLU(), [(None, 3)], "a slope for every unit needs known sizes"),
    (layers.Subtract(), [(3,), (3,), (3,)], "Subtract merges a list of 2 tensors. Received: 3"),
    (layers.Multiply(), [(3,), (4,)], "can only multiply tensors of one shape"),
    (layers.Dot(0), [(3,), (3,)], "cannot sum over the batch"),
    (layers.Dot(1), [(3,), (4,)], "axes summed over must have one size"),
    (layers.EinsumDense("abc,cd->abd", (None, 2)), [(3,)], "does not fit the input"),
    (layers.EinsumDense("ab,bc->ac", (2, 3)), [(3,)], "a size for each of"),
    (layers.EinsumDense("abc,cd->abd", (5, 2)), [(3, 4)], "axis 'b' has size 3 in the input"),
    (layers.EinsumDense("ab,bc->ac", 2, bias_axes="z"), [(3,)], "bias_axes are letters of the output 'ac'"),
    (layers.EinsumDense("ab,bcd->ac", 2), [(3,)], "axis 'd' has no known size"),
]


@pytest.mark.parametrize("make, sentence", ARGUMENTS)
def test_argument(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()


@pytest.mark.parametrize("layer, shapes, sentence", SHAPES)
def test_shape(layer, shapes, sentence):
    inputs = [Input(shape) for shape in shapes]
    with pytest.raises(ValueError, match=sentence):
        layer(inputs if len(inputs) > 1 else inputs[0])


def test_the_layer_is_named_where_its_call_fails():
    class Halving(layers.Layer):
        def call(self, inputs):
            return np.asarray(inputs) / 2

    with pytest.raises(TypeError) as failure:
        Halving(name="half")(Input((3,), name="numbers"))
    assert "'half' was called on 'numbers' (None, 3)" in failure.value.__notes__[0]


def test_batches_of_two_sizes_are_not_merged():
    with pytest.raises(ValueError, match="all inputs must have one batch size"):
        layers.Add()([np.ones((2, 3)), np.ones((1, 3))])
