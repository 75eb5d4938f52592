"""Errors of ours: each says in one line what is wrong and what to change."""


class ThetahatError(Exception):
    """Base of every error that thetahat raises on purpose."""


class DeclarationError(ThetahatError):
    """The text or the expression is not a density that can be declared."""


class FamilyError(ThetahatError):
    """No catalogue family has this name."""


class DataError(ThetahatError):
    """The data are not data for this model: outside the support, not numbers, empty, or not found."""


class RequestError(ThetahatError):
    """The call asks for something that does not exist or does not fit together."""


class TargetError(ThetahatError):
    """A code target is unknown, or cannot say something that the program needs."""


class DeadlineError(ThetahatError):
    """Work that may not end was stopped at its limit of time or memory."""


class DerivationError(ThetahatError):
    """A derivation contradicts the declared density at trial values: a defect of ours, and no answer is given."""
