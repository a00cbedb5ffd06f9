"""The layers."""

from nnlite.layers.activation import ELU, LeakyReLU, PReLU, ReLU, Softmax
from nnlite.layers.category_encoding import CategoryEncoding
from nnlite.layers.core import Activation, Dense, Input, InputLayer
from nnlite.layers.cropping import Cropping1D, Cropping2D, Cropping3D
from nnlite.layers.discretization import Discretization
from nnlite.layers.einsum_dense import EinsumDense
from nnlite.layers.embedding import Embedding
from nnlite.layers.functional import Identity, Lambda
from nnlite.layers.global_pooling import GlobalAveragePooling1D, GlobalMaxPooling1D
from nnlite.layers.hashed_crossing import HashedCrossing
from nnlite.layers.hashing import Hashing
from nnlite.layers.input_spec import InputSpec
from nnlite.layers.integer_lookup import IntegerLookup
from nnlite.layers.joining import Concatenate, Dot, concatenate, dot
from nnlite.layers.layer import Layer
from nnlite.layers.masking import Masking
from nnlite.layers.merging import (
    Add,
    Average,
    Maximum,
    Minimum,
    Multiply,
    Subtract,
    add,
    average,
    maximum,
    minimum,
    multiply,
    subtract,
)
from nnlite.layers.noise import AlphaDropout, GaussianDropout, GaussianNoise
from nnlite.layers.normalization_batch import BatchNormalization
from nnlite.layers.normalization_data import Normalization
from nnlite.layers.normalization_groups import GroupNormalization
from nnlite.layers.normalization_rows import LayerNormalization, RMSNormalization, UnitNormalization
from nnlite.layers.normalization_spectral import SpectralNormalization
from nnlite.layers.padding import ZeroPadding1D, ZeroPadding2D, ZeroPadding3D
from nnlite.layers.regularization import (
    ActivityRegularization,
    Dropout,
    SpatialDropout1D,
    SpatialDropout2D,
    SpatialDropout3D,
)
from nnlite.layers.rescaling import Pipeline, Rescaling
from nnlite.layers.reshaping import Flatten, Permute, RepeatVector, Reshape
from nnlite.layers.serialization import deserialize, serialize
from nnlite.layers.string_lookup import StringLookup
from nnlite.layers.text_vectorization import TextVectorization
from nnlite.layers.upsampling import UpSampling1D, UpSampling2D, UpSampling3D
from nnlite.layers.wrappers import TimeDistributed, Wrapper

GlobalAvgPool1D, GlobalMaxPool1D = GlobalAveragePooling1D, GlobalMaxPooling1D  # Keras's other names

__all__ = [
    "Activation", "ActivityRegularization", "Add", "AlphaDropout", "Average", "CategoryEncoding", "Concatenate",
    "Cropping1D", "Cropping2D", "Cropping3D", "Dense", "Discretization", "Dot", "Dropout", "ELU", "EinsumDense",
    "Embedding", "Flatten", "GaussianDropout", "GaussianNoise", "GlobalAveragePooling1D", "GlobalAvgPool1D",
    "GlobalMaxPool1D", "GlobalMaxPooling1D", "HashedCrossing", "Hashing", "Identity", "Input", "InputLayer",
    "InputSpec", "IntegerLookup", "Lambda", "Layer", "LeakyReLU", "Masking", "Maximum", "Minimum", "Multiply",
    "PReLU", "Permute", "Pipeline", "ReLU", "RepeatVector", "Rescaling", "Reshape", "Softmax", "SpatialDropout1D",
    "SpatialDropout2D", "SpatialDropout3D", "StringLookup", "Subtract", "TextVectorization", "TimeDistributed",
    "UpSampling1D", "UpSampling2D", "UpSampling3D", "Wrapper", "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D",
    "add", "average", "concatenate", "deserialize", "dot", "maximum", "minimum", "multiply", "serialize", "subtract",
    "BatchNormalization", "GroupNormalization", "LayerNormalization", "Normalization", "RMSNormalization",
    "SpectralNormalization", "UnitNormalization",
]
