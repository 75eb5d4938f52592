"""What stands in a comment of a generated program: mathematics as it is typed."""

import pytest

from thetahat.codegen.languages.heading import ascii_text


@pytest.mark.parametrize(
    "text, typed",
    [
        ("nσₓσ_y + Σ (xᵢ − μₓ)(yᵢ − μ_y) > 0", "n sigma_x sigma_y + sum (x_i - mu_x)(y_i - mu_y) > 0"),
        ("Σ xᵢ² > nν²", "sum x_i^2 > n nu^2"),
        ("θ₁θ₂x, xᵢyᵢ", "theta_1 theta_2 x, x_i y_i"),
        ("σ̂² = 2λ", "sigma_hat^2 = 2 lambda"),
    ],
)
def test_letters_that_become_words_stand_alone(text, typed):
    assert ascii_text(text) == typed
