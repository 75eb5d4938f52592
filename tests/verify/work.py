"""Functions for the worker process of `test_deadline`."""

import os
import time


def square(x):
    """x*x."""
    return x * x


def process():
    """The number of the process that runs this."""
    return os.getpid()


def never_ends():
    """A loop without an end, in pure Python."""
    while True:
        pass


def sleeps():
    """Ten seconds."""
    time.sleep(10)


def eats_memory():
    """Memory until there is none."""
    blocks = []
    while True:
        blocks.append(bytearray(10**7))


def fails():
    """An error with words."""
    raise KeyError("no such thing")


def dies():
    """The end of the process."""
    os._exit(3)


def prints():
    """Something on standard output."""
    print("noise")
    return 1
