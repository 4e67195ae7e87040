"""``dataclass`` as in the standard library, but quick to make: for the many small classes a status
report imports.

The standard decorator looks at every annotation for special forms and compiles six methods for
every frozen class, 1.4 ms for one of a dozen fields; with eighty classes that was a fifth of
``btobsheet status``. Here the only special form is ``ClassVar``, the code of ``__init__`` is made
once for all classes of one shape, and beforehand for those we have, and the other methods are the
same for all classes and go by the fields. ``field``, ``fields``, ``replace`` and ``asdict`` are the
standard library's own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

from btobsheet import quickshapes

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        cls: type | None = None,
        /,
        *,
        frozen: bool = False,
        slots: bool = False,
        kw_only: bool = False,
    ) -> Any:
        """Make a dataclass.

        ``frozen``, ``slots`` and ``kw_only`` mean what they mean in the standard library.
        """

        def make(cls: type) -> type:
            return _completed(_declared(cls, slots, kw_only), frozen, slots)

        return make if cls is None else make(cls)


__all__ = ["dataclass"]

_set = object.__setattr__
_MISSING = dataclasses.MISSING


@dataclasses.dataclass(init=False, repr=False, eq=False)
class _Probe:
    """Shows what this Python's decorator leaves on a class, for ``fields`` and ``replace``."""

    field: int


_FIELD_TYPE = _Probe.__dataclass_fields__["field"]._field_type  # type: ignore[attr-defined]  # not in the stubs
_LEFT = {
    name: value
    for name, value in vars(_Probe).items()
    if name in ("__dataclass_params__", "__replace__")
}


def _declared(cls: type, slots: bool, kw_only: bool) -> type:
    """Find the fields, as the standard decorator leaves them on a class."""
    fields: dict[str, dataclasses.Field[Any]] = {}
    for base in reversed(cls.__mro__[1:]):
        fields.update(base.__dict__.get("__dataclass_fields__", {}))
    for name, annotation in cls.__annotations__.items():
        if not annotation.startswith("ClassVar"):
            fields[name] = _field(cls, name, annotation, kw_only)
    positional = tuple(name for name, field in fields.items() if not field.kw_only)
    left = {"__match_args__": positional, **cls.__dict__, **_LEFT, "__dataclass_fields__": fields}
    for name in ("__match_args__", "__dataclass_fields__", *_LEFT):
        setattr(cls, name, left[name])
    return _slotted(cls, fields) if slots else cls


def _field(cls: type, name: str, annotation: str, kw_only: bool) -> dataclasses.Field[Any]:
    """Describe one field; its default stays on the class where it is a plain value."""
    value = cls.__dict__.get(name, _MISSING)
    field: Any = value if isinstance(value, dataclasses.Field) else dataclasses.field(default=value)
    if field is value and field.default is _MISSING:
        delattr(cls, name)
    elif field is value:
        setattr(cls, name, field.default)
    if field.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default for field {name}: use default_factory")
    field.name, field.type, field._field_type = name, annotation, _FIELD_TYPE
    if field.kw_only is _MISSING:
        field.kw_only = kw_only
    return field  # type: ignore[no-any-return]  # seen as Any, so that it may be added to


def _slotted(cls: type, fields: dict[str, dataclasses.Field[Any]]) -> type:
    """Make the class anew with slots for its own fields."""
    inherited = {name for base in cls.__mro__[1:-1] for name in getattr(base, "__slots__", ())}
    own = {
        name: value
        for name, value in cls.__dict__.items()
        if name not in fields and name not in ("__dict__", "__weakref__")
    }
    own["__slots__"] = tuple(name for name in fields if name not in inherited)
    made = type(cls)(cls.__name__, cls.__bases__, own)
    made.__qualname__ = cls.__qualname__
    return made


def _completed(cls: Any, frozen: bool, slots: bool) -> type:
    """Add the methods that the standard decorator would compile."""
    own = cls.__dict__
    fields = dataclasses.fields(cls)
    compared = [field.name for field in fields if field.compare]
    cls._compared = attrgetter(*compared) if compared else staticmethod(_nothing)
    methods: dict[str, Any] = {
        "__init__": _init(cls, fields, frozen, slots),
        "__eq__": _equal,
        "__repr__": _repr,
        "__hash__": _hash if frozen else None,
    }
    if frozen:
        methods |= _FROZEN | (_STATE if slots else {})
    for name, method in methods.items():
        if name not in own:
            setattr(cls, name, method)
    return cls  # type: ignore[no-any-return]  # a class, seen as Any so that it may be added to


def _init(
    cls: Any, fields: tuple[dataclasses.Field[Any], ...], frozen: bool, slots: bool
) -> Callable[..., None]:
    """Give the one method whose arguments differ from class to class: a code made beforehand, with
    the class's own names and defaults.
    """
    first = [field for field in fields if not field.kw_only]
    ordered = [*first, *(field for field in fields if field.kw_only)]
    names = tuple(field.name for field in ordered)
    style = "assign" if not frozen else "set" if slots else "update"
    code = _shape(style, tuple(map(_is_made, ordered)), hasattr(cls, "__post_init__"))
    changed: dict[str, Any] = {}
    known: dict[str, Any] = {}
    if style == "set":
        known = {f"_set{at}": getattr(cls, name).__set__ for at, name in enumerate(names)}
    elif style == "update":
        changed["co_consts"] = tuple(_renamed(const, names) for const in code.co_consts)
    else:
        changed["co_names"] = tuple(_renamed(name, names) for name in code.co_names)
    for at, field in enumerate(ordered):
        if _is_made(field):
            known |= {"_missing": _MISSING, f"_make{at}": field.default_factory}
    code = code.replace(
        co_varnames=("self", *names),
        co_argcount=len(first) + 1,
        co_kwonlyargcount=len(names) - len(first),
        co_qualname=f"{cls.__qualname__}.__init__",
        **changed,
    )
    init = FunctionType(code, known, "__init__", _defaults(first))
    if len(first) < len(ordered):
        named = {field.name: _default(field) for field in ordered[len(first) :]}
        init.__kwdefaults__ = {name: value for name, value in named.items() if value is not _NONE}
    return init


_NONE = object()
"""Stands for no default: the sentinel of the standard library is the default of what is made."""


def _default(field: dataclasses.Field[Any]) -> object:
    """Give an argument's default; for a value to be made anew each time a mark."""
    if field.default_factory is not _MISSING:
        return _MISSING
    return _NONE if field.default is _MISSING else field.default


def _defaults(fields: list[dataclasses.Field[Any]]) -> tuple[object, ...]:
    values = [_default(field) for field in fields]
    required = values.count(_NONE)
    if _NONE in values[required:]:
        raise TypeError("a field without a default follows one that has it")
    return tuple(values[required:])


def _is_made(field: dataclasses.Field[Any]) -> bool:
    """Tell whether a field's default is made anew each time."""
    return field.default_factory is not _MISSING


@cache
def _shape(style: str, made: tuple[bool, ...], checked: bool) -> CodeType:
    """Give the code of ``__init__`` for as many fields ``_0, _1, …``, of which some are ``made``
    anew: as compiled beforehand (:mod:`btobsheet.quickshapes`), else compiled now.
    """
    name = f"{style}_{''.join('01'[new] for new in made)}{'_checked' if checked else ''}"
    init: FunctionType | None = getattr(quickshapes, name, None)
    if init is None:
        found: dict[str, Any] = {}
        exec(shape_source(name), found)  # numbers alone differ in this text
        init = found[name]
    return init.__code__


def shape_source(name: str) -> str:
    """Give the text of a shape's function by its name: its style, a digit a field (1: made anew),
    and whether the class checks itself.

    Of a frozen class without slots one statement for all fields is the quickest.
    """
    style, made, *checked = name.split("_")
    values = [
        f"_make{at}() if _{at} is _missing else _{at}" if new == "1" else f"_{at}"
        for at, new in enumerate(made)
    ]
    form = {"assign": "self._{} = {}", "set": "_set{}(self, {})", "update": "_{}={}"}[style]
    body = [form.format(*item) for item in enumerate(values)] or ["pass"]
    if style == "update" and values:
        body = [f"self.__dict__.update({', '.join(body)})"]
    if checked:
        body.append("self.__post_init__()")
    arguments = ", ".join(["self", *(f"_{at}" for at in range(len(made)))])
    return f"def {name}({arguments}):\n    " + "\n    ".join(body) + "\n"


def shapes_source(names: Iterable[str]) -> str:
    """Give the text of the module ``quickshapes`` with these shapes."""
    return _NOTE + "".join(f"\n\n{shape_source(name)}" for name in sorted(names))


_NOTE = '''"""The shapes of our classes' ``__init__``, compiled beforehand by quickclass.

Not to be edited: BTOBSHEET_UPDATE_GOLDEN=1 has tests/house/test_quickclass.py write it anew.
"""
'''


def _renamed(item: Any, names: tuple[str, ...]) -> Any:
    """Put a class's names for those of its shape, wherever they stand in its code."""
    if isinstance(item, tuple):
        return tuple(_renamed(one, names) for one in item)
    is_name = isinstance(item, str) and item[:1] == "_" and item[1:].isdigit()
    return names[int(item[1:])] if is_name else item


def _nothing(_: object) -> tuple[()]:
    return ()


def _equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self._compared(self) == other._compared(other)


def _hash(self: Any) -> int:
    return hash(self._compared(self))


def _repr(self: Any) -> str:
    shown = ", ".join(
        f"{field.name}={getattr(self, field.name)!r}"
        for field in dataclasses.fields(self)
        if field.repr
    )
    return f"{self.__class__.__qualname__}({shown})"


def _refuse_set(self: Any, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        _set(self, field.name, value)


_FROZEN = {"__setattr__": _refuse_set, "__delattr__": _refuse_delete}
_STATE = {"__getstate__": _get_state, "__setstate__": _set_state}
