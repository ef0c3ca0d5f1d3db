"""The base of everything that crosses the boundary: messages, queries and commands."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, Generic, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, TypeAdapter

A = TypeVar("A")


class Message(BaseModel):
    """A value that crosses the boundary. Frozen; unknown fields are refused; no silent type
    conversion in Python."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Request(Message, Generic[A]):
    """Something a client may ask. `method` is its name on the wire; its type argument is its
    answer."""

    method: ClassVar[str]
    registry: ClassVar[dict[str, type[Request[Any]]]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        method = cls.__dict__.get("method")
        if method is None:
            return
        if method in Request.registry:
            raise TypeError(f"two requests are called {method}")
        Request.registry[method] = cls

    @classmethod
    @cache
    def answer(cls) -> TypeAdapter[A]:
        """The adapter that reads and writes this request's answer."""
        for base in cls.__mro__:
            metadata = getattr(base, "__pydantic_generic_metadata__", None)
            if metadata and metadata["args"] and metadata["origin"] in (Query, Command):
                return TypeAdapter(metadata["args"][0])
        raise TypeError(f"{cls.__name__} names no answer; found {get_args(cls)}")


class Query(Request[A], Generic[A]):
    """Asks and changes nothing; may be sent again freely."""


class Command(Request[A], Generic[A]):
    """Changes something. Runs at most once per idempotency key and leaves an audit entry."""
