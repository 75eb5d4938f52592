"""The functions that an R file carries when it uses them: special functions, sums over an index, checks of data."""

from __future__ import annotations

from thetahat.codegen.languages.r_rests import RESTS

OWN: dict[str, str] = {
    "xlogy": """xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}""",
    "xlog1py": """xlog1py <- function(x, y) {
  out <- x * log1p(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}""",
    "logaddexp": """logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}""",
    "log1m_exp": """log1m_exp <- function(u) {
  ifelse(u > -log(2), log(-expm1(u)), log1p(-exp(u)))
}""",
    "log_ratio": """log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}""",
    "log_excess": """log_excess <- function(d) {
  ifelse(abs(d) < 0.5, log_ratio(d) + d^2 / (1 + d), log1p(d) - d / (1 + d))
}""",
    "gamma_tail": """gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}""",
    "stirling": """stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + gamma_tail(z))
}""",
    "deviance": """deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * log_ratio(ifelse(near, d, 0)), far)
}""",
    "log_rising": """log_rising <- function(a, d) {
  b <- a + d
  large <- pmin(a, b) >= 16
  u <- ifelse(large, a, 16)
  v <- ifelse(large, b, 16)
  series <- (u - 0.5) * log1p(ifelse(large, d, 0) / u) + d * log(v) - d
  ifelse(large, series + (gamma_tail(v) - gamma_tail(u)), lgamma(b) - lgamma(a))
}""",
    "digamma_tail": """digamma_tail <- function(z) {
  w <- 1 / z^2
  -0.5 / z - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))
}""",
    "trigamma_tail": """trigamma_tail <- function(z) {
  w <- 1 / z^2
  w * (0.5 + (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30))) / z)
}""",
    "polygamma_rising": """polygamma_rising <- function(m, a, d) {
  b <- a + d
  plain <- psigamma(b, m) - psigamma(a, m)
  if (m > 1) {
    return(plain)
  }
  large <- pmin(a, b) >= 20
  u <- ifelse(large, a, 20)
  v <- ifelse(large, b, 20)
  e <- ifelse(large, d, 0)
  if (m == 0) {
    series <- log1p(e / u) + (digamma_tail(v) - digamma_tail(u))
  } else {
    series <- -e / (u * v) + (trigamma_tail(v) - trigamma_tail(u))
  }
  ifelse(large, series, plain)
}""",
    "log_erfc": """log_erfc <- function(w) {
  log(2) + stats::pnorm(-sqrt(2) * w, log.p = TRUE)
}""",
    "mills": """mills <- function(w) {
  v <- pmax(w, 1)
  far <- sqrt(pi) * v / (1 - 1 / (2 * v^2) + 3 / (4 * v^4) - 15 / (8 * v^6))
  ifelse(w > 100, far, exp(-pmin(w, 100)^2 - log_erfc(pmin(w, 100))))
}""",
    "log_erf_gap": """log_erf_gap <- function(a, b) {
  near <- ifelse(a > 0, a, -b)
  far <- ifelse(a > 0, b, -a)
  low <- log_erfc(near)
  tail <- low + log1m_exp(pmin(log_erfc(far) - low, -1e-300))
  ifelse(a > 0 | b < 0, tail, log(exp(log_erfc(a)) - exp(log_erfc(b))))
}""",
    "level": """level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}""",
    "column": """column <- function(values, name) {
  if (!is.numeric(values) && !is.logical(values)) {
    stop("'", name, "' must be numeric", call. = FALSE)
  }
  values <- as.numeric(values)
  if (length(values) == 0) {
    stop("'", name, "' is empty", call. = FALSE)
  }
  bad <- sum(!is.finite(values))
  if (bad > 0) {
    stop(bad, " values of '", name, "' are missing or infinite", call. = FALSE)
  }
  values
}""",
    "require_rows": """require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}""",
    "log_bessel_k_order": """# The first or second derivative in m of log K_m(z), from differences in m.
log_bessel_k_order <- function(r, m, z) {
  step <- 0.012 + 0.002 * abs(m) + 0.003 * pmin(z, 10)
  at <- function(k) log(besselK(z, abs(m + k * step), TRUE))
  if (r == 1) {
    weights <- c(4 / 5, -1 / 5, 4 / 105, -1 / 280)
    parts <- lapply(1:4, function(k) weights[k] * (at(k) - at(-k)))
    return(Reduce(`+`, parts) / step)
  }
  weights <- c(8 / 5, -1 / 5, 8 / 315, -1 / 560)
  middle <- at(0)
  parts <- lapply(1:4, function(k) weights[k] * (at(k) - 2 * middle + at(-k)))
  Reduce(`+`, parts) / step^2
}""",
    "series_block": """# Sums over k from begin on, a row for each value that the terms hold, until a
# geometric series that begins with the last term no longer matters.
series_block <- function(value, term, lower, upper, begin, way, most) {
  width <- max(length(term(begin[1])), length(lower), length(upper), length(begin))
  top <- rep(-Inf, width)
  total <- moment <- numeric(width)
  taken <- 0
  size <- 64
  while (taken < most) {
    steps <- taken + seq_len(size) - 1
    k <- begin + way * matrix(steps, width, size, byrow = TRUE)
    terms <- ifelse(k >= lower & k <= upper, term(k), -Inf)
    new <- pmax(top, apply(terms, 1, max))
    level <- ifelse(is.infinite(new), 0, new)
    weights <- exp(terms - level)
    kept <- exp(top - level)
    total <- total * kept + rowSums(weights)
    moment <- moment * kept + rowSums(ifelse(weights > 0, value(k) * weights, 0))
    top <- new
    far <- terms[, size]
    near <- terms[, size - 1]
    rest <- far - log(-expm1(ifelse(far < near, far - near, -1)))
    ended <- far < near & rest < top + log(total) - 40
    ended <- is.nan(total) | far == -Inf | ended
    if (all(ended)) {
      break
    }
    taken <- taken + size
    size <- min(2 * size, 16384)
  }
  total[!ended] <- NaN
  list(top = top, total = total, moment = moment, rising = far > near & !ended)
}""",
    "series_summit": """# The k from which on the terms fall, and about how many around it matter.
series_summit <- function(term, begin) {
  low <- term(begin) * 0 + begin
  high <- 2 * low
  for (i in 1:52) {
    high <- ifelse(term(high + 1) > term(high), 2 * high, high)
  }
  for (i in 1:52) {
    middle <- floor((low + high) / 2)
    rises <- term(middle + 1) > term(middle)
    low <- ifelse(rises, middle, low)
    high <- ifelse(rises, high, middle)
  }
  step <- pmax(floor(sqrt(high)), 1)
  bend <- (2 * term(high) - term(high + step) - term(high - step)) / step^2
  list(at = high, around = 20 / sqrt(pmax(bend, 1e-300)))
}""",
    "series_parts": """# The sums of exp(term(k) - top) and value(k) exp(term(k) - top), and top.
series_parts <- function(value, term, lower, upper) {
  block <- function(begin, way, most) {
    suppressWarnings(series_block(value, term, lower, upper, begin, way, most))
  }
  first <- min(lower)
  last <- max(upper)
  columns <- length(term(if (is.finite(first)) first else 0) + lower + upper)
  some <- if (columns > 1) 960 else 16320
  most <- if (columns > 1) max(4096, 262144 %/% columns) else 262144
  if (is.infinite(first) && is.infinite(last)) {
    found <- list(block(0, 1, most), block(-1, -1, most))
  } else if (is.infinite(first)) {
    found <- list(block(last, -1, most))
  } else {
    found <- list(block(first, 1, some))
    if (any(found[[1]]$rising, na.rm = TRUE)) {
      summit <- suppressWarnings(series_summit(term, first + some))
      if (isTRUE(all(summit$around < most))) {
        found <- list(block(summit$at, 1, most), block(summit$at - 1, -1, most))
      }
    } else if (anyNA(found[[1]]$total)) {
      found <- list(block(first, 1, most))
    }
  }
  top <- do.call(pmax, lapply(found, `[[`, "top"))
  level <- ifelse(is.infinite(top), 0, top)
  gathered <- function(name) {
    Reduce(`+`, lapply(found, function(f) f[[name]] * exp(f$top - level)))
  }
  list(top = top, total = gathered("total"), moment = gathered("moment"))
}""",
    "log_series": """# The logarithm of the sum of exp(term(k)) over k from lower to upper.
log_series <- function(term, lower, upper) {
  found <- series_parts(function(k) 0, term, lower, upper)
  found$top + log(found$total)
}""",
    "series_mean": """# The mean of value(k), the k from lower to upper weighted with exp(term(k)).
series_mean <- function(value, term, lower, upper) {
  found <- series_parts(value, term, lower, upper)
  found$moment / found$total
}""",
    "series_sum": """# The sum of value(k) over k from lower to upper.
series_sum <- function(value, lower, upper) {
  size <- function(k) log(abs(value(k)))
  found <- series_parts(function(k) sign(value(k)), size, lower, upper)
  exp(found$top) * (found$moment + 0 * found$total)
}""",
    **RESTS,
}
"""Functions that a file carries when it uses them."""

TOLD = {
    "level": "The value at rank ceil(n p); the midpoint of the two middle ones for p = 1/2.",
    "column": "A variable as a numeric vector; stops if it is none.",
    "require_rows": "Stops if observations break a rule of the support.",
}
"""What those functions do that no other language carries, and that begin with no comment."""
