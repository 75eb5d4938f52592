"""Tests of thetahat.rules."""
