"""The one base error: what is wrong, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable


class DragomanError(Exception):
    """Stops a run; its text is ``path:line: what is wrong`` and, on a second line, what to do."""

    def __init__(self, path: str, line: int | None, problem: str, remedy: str = "") -> None:
        """Say what is wrong in ``path`` (1-based ``line`` where one is known) and the remedy."""
        super().__init__(path, line, problem, remedy)
        self.path = path
        self.line = line
        self.problem = problem
        self.remedy = remedy

    @property
    def errors(self) -> tuple[DragomanError, ...]:
        """The errors that this one is made of: itself alone."""
        return (self,)

    def __str__(self) -> str:
        """The message for a person."""
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.problem}" + (f"\n  {self.remedy}" if self.remedy else "")


class LessonError(DragomanError):
    """A lesson, overlay or directive in it cannot be read."""


class CatalogError(DragomanError):
    """A PO file cannot be read whole."""


class ConfigError(DragomanError):
    """The configuration cannot be used."""


class OutputError(DragomanError):
    """A file must not be written where the configuration puts it."""


class ManyErrors(DragomanError):  # noqa: N818 (it is a bundle of errors, not one)
    """Several errors of one run, told together."""

    def __init__(self, errors: tuple[DragomanError, ...]) -> None:
        """Join the messages of at least one error."""
        first = errors[0]
        super().__init__(first.path, first.line, first.problem, first.remedy)
        self._errors = errors

    @property
    def errors(self) -> tuple[DragomanError, ...]:
        """The errors that this one is made of."""
        return self._errors

    def __str__(self) -> str:
        """Each message in turn."""
        return "\n".join(str(error) for error in self.errors)


def tell(errors: Iterable[DragomanError]) -> None:
    """Raise errors as one, each told once; nothing where there are none."""
    different = tuple({str(one): one for error in errors for one in error.errors}.values())
    if different:
        raise different[0] if len(different) == 1 else ManyErrors(different)
