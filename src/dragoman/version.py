"""The version, where the build and the command line find it."""

__version__ = "0.1.0"
