"""Tests of thetahat.algebra."""
