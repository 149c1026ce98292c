"""Conditions, filters and key conditions. AWS page: "Condition and filter expressions, operators, and functions"."""

from collections.abc import Callable

from iamlab.cloud.services.dynamodb import values
from iamlab.cloud.services.dynamodb.expressions import paths
from iamlab.cloud.services.dynamodb.expressions.parsing import Placeholders, Words
from iamlab.cloud.state.dynamodb import Item, Value

Condition = Callable[[Item], bool]
Operand = Callable[[Item], Value | None]

_COMPARISONS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}
_MAX_CHOICES = 100


def parse(text: str, known: Placeholders, kind: str) -> Condition:
    """The condition of an expression. `kind` is the parameter that it stands in. Raises ValidationException."""
    parser = _Parser(Words(text, kind), known)
    found = parser.condition()
    parser.words.end()
    return found


class _Parser:
    def __init__(self, words: Words, known: Placeholders) -> None:
        self.words = words
        self._known = known

    def condition(self) -> Condition:
        """Conditions joined by OR, which binds least."""
        self.words.deeper()
        found = [self._all()]
        while self.words.take_if("OR"):
            found.append(self._all())
        self.words.shallower()
        return found[0] if len(found) == 1 else lambda item: any(one(item) for one in found)

    def _all(self) -> Condition:
        found = [self._not()]
        while self.words.take_if("AND"):
            found.append(self._not())
        return found[0] if len(found) == 1 else lambda item: all(one(item) for one in found)

    def _not(self) -> Condition:
        negated = False
        while self.words.take_if("NOT"):
            negated = not negated
        inner = self._primary()
        return (lambda item: not inner(item)) if negated else inner

    def _primary(self) -> Condition:
        if self.words.take_if("("):
            inner = self.condition()
            self.words.expect(")")
            return inner
        function = self.words.peek().lower()
        if self.words.peek(1) == "(" and function in _FUNCTIONS:
            self.words.take()
            return self._function(function)
        return self._comparison()

    def _function(self, name: str) -> Condition:
        self.words.expect("(")
        operands = [self._operand()]
        while self.words.take_if(","):
            operands.append(self._operand())
        self.words.expect(")")
        count, test = _FUNCTIONS[name]
        if len(operands) != count:
            raise self.words.invalid(
                f"Incorrect number of operands for operator or function; operator or function: {name}, number of"
                f" operands: {len(operands)}"
            )
        return lambda item: test(*(one(item) for one in operands))

    def _comparison(self) -> Condition:
        left = self._operand()
        operator = self.words.take().upper()
        if operator == "BETWEEN":
            low = self._operand()
            self.words.expect("AND")
            high = self._operand()
            return lambda item: _ordered(">=", left(item), low(item)) and _ordered("<=", left(item), high(item))
        if operator == "IN":
            choices = self._choices()
            return lambda item: any(_same(left(item), one(item)) for one in choices)
        right = self._operand() if operator in ("=", "<>", *_COMPARISONS) else None
        if right is None:
            raise self.words.wrong(operator)
        if operator == "=":
            return lambda item: _same(left(item), right(item))
        if operator == "<>":
            return lambda item: not _same(left(item), right(item))
        return lambda item: _ordered(operator, left(item), right(item))

    def _choices(self) -> list[Operand]:
        self.words.expect("(")
        found = [self._operand()]
        while self.words.take_if(","):
            found.append(self._operand())
        self.words.expect(")")
        if len(found) > _MAX_CHOICES:
            raise self.words.invalid(f"IN takes {_MAX_CHOICES} operands at most")
        return found

    def _operand(self) -> Operand:
        word = self.words.peek()
        if word.startswith(":"):
            value = self._known.value(self.words.take())
            return lambda item: value
        if word.lower() == "size" and self.words.peek(1) == "(":
            self.words.take()
            self.words.expect("(")
            inner = self._operand()
            self.words.expect(")")
            return lambda item: _size(inner(item))
        place = paths.path(self.words, self._known)
        return lambda item: paths.get(item, place)


def _same(left: Value | None, right: Value | None) -> bool:
    return left is not None and right is not None and values.equal(left, right)


def _ordered(operator: str, left: Value | None, right: Value | None) -> bool:
    order = values.compare(left, right) if left is not None and right is not None else None
    return order is not None and _COMPARISONS[operator](order)


def _size(value: Value | None) -> Value | None:
    if value is None or values.kind(value) in ("N", "BOOL", "NULL"):
        return None
    return {"N": str(len(values.content(value)))}


def _begins_with(value: Value | None, start: Value | None) -> bool:
    if value is None or start is None or values.kind(value) != values.kind(start) or values.kind(start) not in "SB":
        return False
    return bool(values.content(value).startswith(values.content(start)))


def _contains(value: Value | None, part: Value | None) -> bool:
    if value is None or part is None:
        return False
    type_ = values.kind(value)
    if type_ in ("S", "B"):
        return values.kind(part) == type_ and values.content(part) in values.content(value)
    if type_ == "L":
        return any(values.equal(one, part) for one in values.content(value))
    return type_ == f"{values.kind(part)}S" and values.content(part) in values.content(value)


def _has_type(value: Value | None, type_: Value | None) -> bool:
    return value is not None and type_ is not None and values.kind(value) == type_.get("S")


_FUNCTIONS: dict[str, tuple[int, Callable[..., bool]]] = {
    "attribute_exists": (1, lambda value: value is not None),
    "attribute_not_exists": (1, lambda value: value is None),
    "attribute_type": (2, _has_type),
    "begins_with": (2, _begins_with),
    "contains": (2, _contains),
}
