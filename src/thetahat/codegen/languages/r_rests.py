"""Functions of an R file for what is left when large parts have cancelled; each takes vectors."""

from __future__ import annotations

RESTS: dict[str, str] = {
    "log1p_odd": """log1p_odd <- function(s) {
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + s * odd
  }
  odd
}""",
    "log1p_over": """log1p_over <- function(k, u) {
  near <- abs(u) < 0.5
  e <- ifelse(near, u, 0)
  f <- ifelse(near, 1, u)
  r <- e / (2 + e)
  odd <- log1p_odd(r^2)
  if (k == 0) {
    ifelse(near, (1 - r) * (1 + r^2 * odd), log1p(f) / f)
  } else if (k == 1) {
    close <- -(1 - r)^2 * (1 / (1 + r) + r * odd) / 2
    ifelse(near, close, -log_excess(f) / f^2)
  } else {
    close <- (1 - r)^3 * (1 / (1 + r)^2 + odd) / 2
    ifelse(near, close, (2 * log_excess(f) - (f / (1 + f))^2) / f^3)
  }
}""",
    "rising_gap": """rising_gap <- function(k, t, d, w) {
  t <- pmax(t, 1e-90)
  a <- 1 / t
  if (k == 0) {
    return(log_rising(a, d) - d * log1p(a / w))
  }
  near <- t <= 0.05 & t * (d + w) < 1
  h <- ifelse(near, t, 0.05)
  x <- ifelse(near, d, 0)
  v <- ifelse(near, w, 0) / (1 + h * ifelse(near, w, 0))
  u <- h * x
  q <- 1 / (1 + u)
  # 1 - q^2, and 1 - q^4, 1 - q^6, 1 - q^8 over it
  g <- u * q * (1 + q)
  p <- q^2
  g_2 <- 1 + p
  g_3 <- 1 + p * (1 + p)
  g_4 <- (1 + p) * (1 + p^2)
  s <- h^2
  slope <- polygamma_rising(0, a, d) - d / (a + w)
  if (k == 1) {
    tail <- g * (1 / 12 - s * (g_2 / 120 - s * (g_3 / 252 - s * g_4 / 240)))
    close <- -x * v - log_ratio(u) / s - x * q / 2 - tail
    return(ifelse(near, close, -a^2 * slope))
  }
  r <- u / (2 + u)
  cubic <- 4 * r^3 * (log1p_odd(r^2) - 1 / (1 - r^2)) / h^3
  inner <- q * p * (1 / 3 - s * p * (1 / 15 - s * p * (1 / 21 - s * p / 15)))
  tail <- h * g * (g_2 / 60 - s * (g_3 / 63 - s * g_4 / 40))
  close <- x * v^2 + cubic + (x * q)^2 / 2 - x * inner / 2 + tail
  bend <- polygamma_rising(1, a, d) + d / (a + w)^2
  ifelse(near, close, a^3 * (2 * slope + a * bend))
}""",
    "log_flat": """log_flat <- function(a, b) {
  a <- pmin(pmax(a, -1), 1)
  b <- pmin(b, 1)
  before <- 0
  here <- 1
  rest <- 0
  for (n in 1:30) {
    after <- -(a * here + 2 * b * before) / n
    before <- here
    here <- after
    rest <- rest + here / (n + 1)
  }
  log1p(rest)
}""",
    "flat_moment": """flat_moment <- function(k, a, b) {
  a <- pmin(pmax(a, -1), 1)
  b <- pmin(b, 1)
  before <- 0
  here <- 1
  above <- 1 / (k + 1)
  below <- 1
  for (n in 1:30) {
    after <- -(a * here + 2 * b * before) / n
    before <- here
    here <- after
    above <- above + here / (n + k + 1)
    below <- below + here / (n + 1)
  }
  above / below
}""",
    "log_decay": """log_decay <- function(k, v) {
  near <- abs(v) < 0.5
  u <- ifelse(near, v, 0)
  f <- ifelse(near, 1, v)
  s <- u^2
  e <- expm1(-abs(f))
  if (k == 0) {
    last <- 1 / 181440 - s * (1 / 9676800 - s / 479001600)
    close <- s * (1 / 24 - s * (1 / 2880 - s * last)) - u / 2
    ifelse(near, close, pmax(-f, 0) + log(-e / abs(f)))
  } else if (k == 1) {
    last <- 1 / 1209600 - s * (1 / 47900160 - s * 691 / 1307674368000)
    close <- u * (1 / 12 - s * (1 / 720 - s * (1 / 30240 - s * last))) - 0.5
    ifelse(near, close, 1 / expm1(f) - 1 / f)
  } else {
    last <- 1 / 5322240 - s * (691 / 118879488000 - s / 5748019200)
    last <- 1 / 172800 - s * last
    close <- 1 / 12 - s * (1 / 240 - s * (1 / 6048 - s * last))
    ifelse(near, close, 1 / f^2 - (1 + e) / e^2)
  }
}""",
    "bessel_i_series": """bessel_i_series <- function(k, y, p) {
  rows <- list(
    c(1 / 8, -5 / 24),
    c(1 / 16, -3 / 8, 5 / 16),
    c(25 / 384, -531 / 640, 221 / 128, -1105 / 1152),
    c(13 / 128, -71 / 32, 531 / 64, -339 / 32, 565 / 128),
    c(1073 / 5120, -50049 / 7168, 186821 / 4608, -44899 / 512, 82825 / 1024,
      -82825 / 3072),
    c(103 / 192, -405 / 16, 1677 / 8, -5389 / 8, 65385 / 64, -11805 / 16,
      19675 / 96),
    c(375733 / 229376, -3407083 / 32768, 38038059 / 32768,
      -168434443 / 32768, 1852155413 / 163840, -432038457 / 32768,
      256406305 / 32768, -1282031525 / 688128),
    c(23797 / 4096, -244539 / 512, 7069979 / 1024, -20526309 / 512,
      243859359 / 2048, -101540765 / 512, 192309147 / 1024,
      -48436755 / 512, 80727925 / 4096)
  )
  total <- 0
  for (j in 8:1) {
    inner <- 0
    for (i in j:0) {
      inner <- inner * p + rows[[j]][i + 1] * (j + 2 * i)^k
    }
    total <- (total + inner) * y
  }
  total
}""",
    "bessel_i_rest": """bessel_i_rest <- function(k, m, z) {
  m <- abs(m)
  r <- sqrt(m^2 + z^2)
  far <- r >= 75
  size <- ifelse(far, r, 75)
  y <- 1 / size
  p <- (m / size)^2
  q <- (z / size)^2
  h <- ifelse(far, 0, z^2 / 4)
  term <- 1 + 0 * h * m
  above <- 0 * term
  first <- above
  for (n in 1:200) {
    term <- term * h / (n * (m + n))
    above <- above + term
    first <- first + n * term
    if (isTRUE(all(term <= 1e-18 * above))) {
      break
    }
  }
  if (k == 0) {
    series <- bessel_i_series(0, y, p) - log(2 * pi * size) / 2
    turned <- ifelse(m > 0, m * log((m + r) / 2) - lgamma(m + 1), 0)
    return(ifelse(far, series, log1p(above) + turned - r))
  }
  slope <- 0.5 + bessel_i_series(1, y, p)
  rate <- 2 * first / (1 + above) - z^2 / (m + r)
  if (k == 1) {
    return(ifelse(far, -q * slope, rate))
  }
  bend <- q * (q * bessel_i_series(2, y, p) - 2 * p * slope)
  ifelse(far, bend, -rate * (2 * r + rate) - z^2 / r)
}""",
}
"""Functions that a file carries when it uses them."""
