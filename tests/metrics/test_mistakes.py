"""Is a wrong argument, or a batch that does not fit, said in a sentence?"""

import numpy as np
import pytest

from nnlite import metrics

ARGUMENTS = [
    (lambda: metrics.TopKCategoricalAccuracy(0), "TopKCategoricalAccuracy: k must be a positive whole number"),
    (lambda: metrics.Precision(1.5), "Precision: thresholds are numbers from 0 to 1"),
    (lambda: metrics.TruePositives([0.5, -1]), "TruePositives: thresholds are numbers from 0 to 1"),
    (lambda: metrics.Recall(top_k=0), "top_k must be a positive whole number"),
    (lambda: metrics.Recall(class_id=-1), "class_id must be a whole number, 0 or more"),
    (lambda: metrics.SensitivityAtSpecificity(1.5), "specificity must be a number between 0 and 1"),
    (lambda: metrics.RecallAtPrecision(0.5, num_thresholds=0), "num_thresholds must be a positive whole number"),
    (lambda: metrics.AUC(curve="ROX"), "AUC: curve must be one of 'ROC', 'PR', 'PRGAIN'.*Did you mean 'ROC'"),
    (lambda: metrics.AUC(summation_method="trapezoid"), "summation_method must be one of 'interpolation'"),
    (lambda: metrics.AUC(num_thresholds=1), "at least two thresholds"),
    (lambda: metrics.AUC(thresholds=[0.5, 2]), "thresholds are numbers from 0 to 1"),
    (lambda: metrics.AUC(num_labels=3), "num_labels is of use only with multi_label=True"),
    (lambda: metrics.F1Score(average="mean"), "average must be one of None, 'micro', 'macro', 'weighted'"),
    (lambda: metrics.FBetaScore(beta=0), "beta must be a number above 0"),
    (lambda: metrics.F1Score(threshold=0), "threshold must be a number above 0 and at most 1"),
    (lambda: metrics.R2Score("mean"), "class_aggregation must be one of None, 'uniform_average'"),
    (lambda: metrics.R2Score(num_regressors=-1), "num_regressors must be a whole number, 0 or more"),
    (lambda: metrics.IoU(2, [2]), "IoU: target_class_ids are classes, 0 to 1"),
    (lambda: metrics.MeanIoU(0), "MeanIoU: num_classes must be a positive whole number"),
    (lambda: metrics.BinaryCrossentropy(label_smoothing=2), "label_smoothing must be a number between 0 and 1"),
    (lambda: metrics.SparseCategoricalCrossentropy(ignore_class=1.5), "ignore_class must be a label"),
    (lambda: metrics.get("acuracy"), "Did you mean 'accuracy'"),
]
ROWS = np.zeros((4, 3))
BATCHES = [
    (lambda: metrics.Precision()([0, 1, 2, 0], ROWS), "precision: targets and predictions must have one shape"),
    (lambda: metrics.Precision(class_id=3)(ROWS, ROWS), "class_id is a column of the predictions"),
    (lambda: metrics.Precision(class_id=0)(ROWS[:, 0], ROWS[:, 0]), "class_id is a column of the predictions"),
    (lambda: metrics.Precision(top_k=4)(ROWS, ROWS), "top_k: there are not so many numbers in a row"),
    (lambda: metrics.AUC(multi_label=True)(ROWS[:, 0], ROWS[:, 0]), "predictions must be rows"),
    (lambda: metrics.AUC(multi_label=True, num_labels=2)(ROWS, ROWS), "predictions must be rows of 2 columns"),
    (lambda: metrics.F1Score()([0, 1, 2, 0], ROWS), "f1_score: targets and predictions must be rows of classes"),
    (lambda: metrics.R2Score()(ROWS[:, 0], ROWS[:, 0]), "r2_score: targets and predictions must be rows"),
    (lambda: metrics.IoU(2, [0])([0, 1], [0, 1, 1]), "one prediction a label is needed"),
    (lambda: metrics.SparseCategoricalAccuracy()([0.5, 1, 1, 1], ROWS), "Labels must be whole numbers"),
    (lambda: metrics.CategoricalAccuracy()(ROWS[:2], ROWS), "one label a row of predictions is needed"),
    (lambda: metrics.MeanSquaredError()(ROWS, ROWS, sample_weight=[1, 2]), "one weight a sample is needed"),
    (lambda: metrics.Mean().update_state([1.0, 2.0], sample_weight=[1, 2, 3]), "mean: one weight a sample"),
    (lambda: metrics.MeanSquaredError()(ROWS, ROWS[:, :2]), "must have one shape"),
]


@pytest.mark.parametrize("mistake, sentence", ARGUMENTS + BATCHES)
def test_the_sentence(mistake, sentence):
    with pytest.raises(ValueError, match=sentence) as error:
        mistake()
    assert "Received: " in str(error.value)


def test_a_batch_that_does_not_fit_changes_nothing():
    metric = metrics.AUC()
    metric.update_state([0, 1], [0.2, 0.7])
    before = [v.numpy().tolist() for v in metric.variables]
    with pytest.raises(ValueError):
        metric.update_state([0, 1], [0.2, 0.7], sample_weight=[1, 2, 3])
    assert [v.numpy().tolist() for v in metric.variables] == before


def test_more_regressors_than_samples():
    metric = metrics.R2Score(num_regressors=5)
    metric.update_state([[1.0], [2.0]], [[1.0], [2.5]])
    with pytest.warns(UserWarning, match="not more samples than regressors"):
        assert float(metric.result()) == 0.5
