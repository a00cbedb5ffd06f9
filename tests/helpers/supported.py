"""Writes SUPPORTED.md: what of Keras's public names is there, and what is not.

    python tests/helpers/supported.py > SUPPORTED.md
"""

import nnlite

KERAS = {
    "layers": """
        Activation ActivityRegularization Add AdditiveAttention AlphaDropout Attention Average AveragePooling1D
        AveragePooling2D AveragePooling3D BatchNormalization Bidirectional CategoryEncoding Concatenate Conv1D
        Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D Cropping1D
        Cropping2D Cropping3D Dense DepthwiseConv1D DepthwiseConv2D Discretization Dot Dropout ELU EinsumDense
        Embedding Flatten GRU GRUCell GaussianDropout GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D
        GlobalAveragePooling3D GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D GroupNormalization
        GroupQueryAttention HashedCrossing Hashing Identity Input InputLayer IntegerLookup LSTM LSTMCell Lambda
        Layer LayerNormalization LeakyReLU Masking MaxPooling1D MaxPooling2D MaxPooling3D Maximum Minimum
        MultiHeadAttention Multiply Normalization PReLU Permute RMSNormalization RNN ReLU RepeatVector Rescaling
        Reshape SeparableConv1D SeparableConv2D SimpleRNN SimpleRNNCell Softmax SpatialDropout1D SpatialDropout2D
        SpatialDropout3D SpectralNormalization StackedRNNCells StringLookup Subtract TextVectorization
        TimeDistributed UnitNormalization UpSampling1D UpSampling2D UpSampling3D Wrapper ZeroPadding1D
        ZeroPadding2D ZeroPadding3D add average concatenate dot maximum minimum multiply subtract""",
    "activations": """
        celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh leaky_relu linear
        log_sigmoid log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign
        sparse_plus sparse_sigmoid sparsemax squareplus swish tanh tanh_shrink threshold""",
    "losses": """
        BinaryCrossentropy BinaryFocalCrossentropy CTC CategoricalCrossentropy CategoricalFocalCrossentropy
        CategoricalGeneralizedCrossEntropy CategoricalHinge Circle CosineSimilarity Dice Hinge Huber KLDivergence
        LogCosh Loss MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError
        Poisson SparseCategoricalCrossentropy SquaredHinge Tversky binary_crossentropy categorical_crossentropy
        mean_absolute_error mean_squared_error sparse_categorical_crossentropy""",
    "metrics": """
        AUC BinaryAccuracy BinaryCrossentropy BinaryIoU CategoricalAccuracy CategoricalCrossentropy
        CategoricalHinge CosineSimilarity F1Score FBetaScore FalseNegatives FalsePositives Hinge IoU KLDivergence
        LogCoshError Mean MeanAbsoluteError MeanAbsolutePercentageError MeanIoU MeanMetricWrapper MeanSquaredError
        MeanSquaredLogarithmicError Metric Poisson Precision R2Score Recall RootMeanSquaredError
        SparseCategoricalAccuracy SparseCategoricalCrossentropy SparseTopKCategoricalAccuracy SquaredHinge Sum
        TopKCategoricalAccuracy TrueNegatives TruePositives""",
    "optimizers": """
        Adadelta Adafactor Adagrad Adam AdamW Adamax Ftrl Lamb Lion LossScaleOptimizer Muon Nadam Optimizer
        RMSprop SGD schedules""",
    "initializers": """
        Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity Initializer LecunNormal LecunUniform Ones
        Orthogonal RandomNormal RandomUniform STFT TruncatedNormal VarianceScaling Zeros""",
    "regularizers": "L1 L1L2 L2 OrthogonalRegularizer Regularizer",
    "constraints": "Constraint MaxNorm MinMaxNorm NonNeg UnitNorm",
    "callbacks": """
        BackupAndRestore CSVLogger Callback CallbackList EarlyStopping History LambdaCallback
        LearningRateScheduler ModelCheckpoint ProgbarLogger ReduceLROnPlateau SwapEMAWeights TensorBoard
        TerminateOnNaN""",
    "models": "Model Sequential clone_model load_model model_from_json save_model",
    "utils": """
        FeatureSpace Progbar PyDataset Sequence clear_session get_source_inputs is_keras_tensor model_to_dot
        normalize pad_sequences plot_model register_keras_serializable set_random_seed split_dataset
        to_categorical""",
}
ELSEWHERE = """
## Also not supported yet

Missing as a whole, or refused with a sentence:

- models by subclassing, ops directly on symbolic tensors, dictionaries and generators of batches as data sets
  (dictionaries of arrays by input or output name are supported);
- saving to files, `plot_model`;
- mixed precision and integer types other than labels; `image_data_format="channels_first"`;
- `SparseCategoricalCrossentropy(ignore_class=…)`, crossentropies over another axis than the last,
  `reduction="none"` and `"mean_with_sample_weight"` in `compile`;
- regularizers other than L1, L2 and L1L2.

`run_eagerly`, `steps_per_execution`, `jit_compile` and `auto_scale_loss` are accepted and change nothing.
"""


def page():
    """The whole page."""
    text = ["# What is there, and what is not", "",
            "Of Keras 3.15's public names. Made by `python tests/helpers/supported.py`.", ""]
    for module, names in KERAS.items():
        there = [n for n in names.split() if hasattr(getattr(nnlite, module), n)]
        missing = [n for n in names.split() if n not in there]
        text += [f"## {module}", "", f"There: {', '.join(there)}.", ""]
        text += [f"Not there: {', '.join(missing)}.", ""] if missing else []
    return "\n".join(text) + ELSEWHERE


if __name__ == "__main__":
    print(page(), end="")
