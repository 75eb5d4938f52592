"""Tests of thetahat.core."""
