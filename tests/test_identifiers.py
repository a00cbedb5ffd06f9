"""Does every way to name an object find it, and every misspelling a suggestion?"""

import pytest

from nnlite import _identifiers
from nnlite._identifiers import Registry


class Rule:
    def __init__(self, rate=0.1):
        self.rate = rate

    def get_config(self):
        return {"rate": self.rate}

    @classmethod
    def from_config(cls, config):
        return cls(**config)


class FastRule(Rule):
    pass


class Callable:
    def __call__(self):
        return "called"


def double(x):
    return 2 * x


RULES = Registry("update rule", {"fast_rule": FastRule}, {"quick": FastRule}, base=Rule, module="keras.rules",
                 functions=False)
ACTIVATIONS = Registry("activation", {"double": double, "absolute": abs}, {"twice": double})


@pytest.mark.parametrize("identifier", ["fast_rule", "FastRule", "fastrule", "quick", FastRule,
                                        {"class_name": "FastRule"}, {"class_name": "fast_rule", "config": {}}])
def test_every_spelling_makes_an_object(identifier):
    rule = RULES.get(identifier)
    assert type(rule) is FastRule
    assert rule.rate == 0.1


def test_none_objects_and_functions_come_back():
    rule = Rule()
    assert RULES.get(None) is None
    assert RULES.get(rule) is rule
    assert ACTIVATIONS.get(double) is double
    assert ACTIVATIONS.get("twice") is double
    assert ACTIVATIONS.get({"class_name": "function", "config": "double"}) is double
    assert ACTIVATIONS.get(Callable)() == "called"


def test_a_configuration_is_applied():
    assert RULES.get({"class_name": "FastRule", "config": {"rate": 3}}).rate == 3


def test_the_whole_sentence():
    with pytest.raises(ValueError) as caught:
        ACTIVATIONS.get("doubel")
    assert str(caught.value) == "Unknown activation 'doubel'. Did you mean 'double'? Received: activation='doubel'"


def test_the_sentence_names_the_argument():
    with pytest.raises(ValueError, match="Received: recurrent_activation='doubel'$"):
        ACTIVATIONS.get("doubel", "recurrent_activation")


def test_where_nothing_is_near_a_few_names_are_listed():
    with pytest.raises(ValueError, match="Some valid names: 'double', 'absolute'"):
        ACTIVATIONS.get("zzzz")


@pytest.mark.parametrize("identifier", [5, 0.5, [], object(), int, {}, {"class_name": 3},
                                        {"class_name": "double", "config": 3}])
def test_other_things_are_refused(identifier):
    with pytest.raises(ValueError, match="Received: activation="):
        ACTIVATIONS.get(identifier)


@pytest.mark.parametrize("identifier", [double, Callable, Callable(), print])
def test_a_registry_without_functions_refuses_them(identifier):
    with pytest.raises(ValueError, match="An update rule is given by a name, an object or a configuration"):
        RULES.get(identifier)


def test_no_name_reaches_outside_the_table():
    for name in ("os.system", "builtins.eval", "__reduce__", "FastRule.from_config"):
        with pytest.raises(ValueError, match="Unknown update rule"):
            RULES.get({"class_name": name, "module": "os", "config": {}})


def test_custom_objects_are_found_but_cannot_shadow(monkeypatch):
    assert ACTIVATIONS.get("mine", custom_objects={"mine": len}) is len
    assert ACTIVATIONS.get("double", custom_objects={"double": len}) is double
    monkeypatch.setitem(_identifiers.CUSTOM_OBJECTS, "mine", len)
    assert ACTIVATIONS.get("mine") is len


def test_serialize_has_the_form_of_keras():
    assert RULES.serialize(FastRule(2)) == {"module": "keras.rules", "class_name": "FastRule",
                                            "config": {"rate": 2}, "registered_name": None}
    assert RULES.serialize(Rule())["registered_name"] == "Rule"
    assert RULES.serialize(None) is None
    assert ACTIVATIONS.serialize(double) == "double"
    assert ACTIVATIONS.serialize(abs) == "absolute"
    assert ACTIVATIONS.serialize(len) == "len"


def test_serialize_and_get_are_inverse():
    assert RULES.get(RULES.serialize(FastRule(7))).rate == 7
    assert ACTIVATIONS.get(ACTIVATIONS.serialize(double)) is double


def test_a_lambda_cannot_be_serialised():
    with pytest.raises(ValueError, match="Write it with def"):
        ACTIVATIONS.serialize(lambda x: x)


def test_canonical_names_go_before_automatic_spellings():
    registry = Registry("loss", {"rule": double}, {"Rule": Rule})
    assert registry.get("rule") is double
    assert type(registry.get("Rule")) is Rule
    assert registry.names() == ["rule"]
    assert "Rule" in registry
    assert "rules" not in registry
