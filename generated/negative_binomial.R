# Maximum-likelihood estimation: Negative binomial distribution (size,
# probability).
#
#   f(x; size, p) = gamma(x+size)/(gamma(size)*factorial(x))*p**size*(1-p)**x
#   support: x in 0, 1, 2, ...
#   size: positive
#   p: 0 < p < 1
#
# Log-likelihood:
#
#   (size*log(p) - loggamma(size))*n + log(1 - p)*sum(x) - sum(loggamma(x +
#       1)) + sum(loggamma(x + size))
#
# Estimator (reduced):
#
#   size = the solution of (log(size*n/(size*n + sum(x))) - polygamma(0,
#       size))*n + sum(polygamma(0, x + size)) = 0
#   p = size*n/(size*n + sum(x))
#
# Conditions:
#
#   A maximum exists only if sum x_i > 0.
#
# Source:
#
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 5
#   Aragon, Eberly, Eberly (1992), Existence and uniqueness of the maximum
#       likelihood estimator for the two-parameter negative binomial
#       distribution, Statist. Probab. Lett. 15, 375-379
#   Levin, Reeds (1977), Compound multinomial likelihood functions are
#       unimodal: proof of a conjecture of I. J. Good, Ann. Statist. 5, 79-87
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_negative_binomial <- function(x) {
  x <- .negative_binomial_column(x, "x")
  .negative_binomial_require_rows("x", x == floor(x), "must be an integer")
  .negative_binomial_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("size", "p")
  limit <- .negative_binomial_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .negative_binomial_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_negative_binomial(x, estimate)
    information <- hessian_negative_binomial(x, estimate)
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[] <- chol2inv(root) / unit
      }
    }
  } else if (exists) {
    warning("no maximum was found", call. = FALSE)
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

#' The negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: size, p, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_negative_binomial <- function(x, parameters) {
  x <- .negative_binomial_column(x, "x")
  .negative_binomial_require_rows("x", x == floor(x), "must be an integer")
  .negative_binomial_require_rows("x", x >= 0, "must be >= 0")
  .negative_binomial_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: size, p, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_negative_binomial <- function(x, parameters) {
  x <- .negative_binomial_column(x, "x")
  .negative_binomial_require_rows("x", x == floor(x), "must be an integer")
  .negative_binomial_require_rows("x", x >= 0, "must be >= 0")
  .negative_binomial_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: size, p, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_negative_binomial <- function(x, parameters) {
  x <- .negative_binomial_column(x, "x")
  .negative_binomial_require_rows("x", x == floor(x), "must be an integer")
  .negative_binomial_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .negative_binomial_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: size, p, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_negative_binomial <- function(x, parameters) {
  x <- .negative_binomial_column(x, "x")
  .negative_binomial_require_rows("x", x == floor(x), "must be an integer")
  .negative_binomial_require_rows("x", x >= 0, "must be >= 0")
  size <- parameters[[1]]
  p <- parameters[[2]]
  score_1 <- rep_len(
    .negative_binomial_polygamma_rising(0, size, x + 1) + log(p) -
      1 / (x + size),
    length(x)
  )
  score_2 <- rep_len(size / p - x / (1 - p), length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("size", "p")
  out
}

# x log(1 + y), and 0 where x = 0.
.negative_binomial_xlog1py <- function(x, y) {
  out <- x * log1p(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.negative_binomial_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.negative_binomial_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.negative_binomial_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + .negative_binomial_gamma_tail(z))
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.negative_binomial_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .negative_binomial_log_ratio(ifelse(near, d, 0)), far)
}

# psi(z) - log z, z >= 10.
.negative_binomial_digamma_tail <- function(z) {
  w <- 1 / z^2
  -0.5 / z - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))
}

# psi'(z) - 1/z, z >= 10.
.negative_binomial_trigamma_tail <- function(z) {
  w <- 1 / z^2
  w * (0.5 + (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30))) / z)
}

# psi_m(a + d) - psi_m(a) for a, a + d > 0.
.negative_binomial_polygamma_rising <- function(m, a, d) {
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
    series <- log1p(e / u) +
      (.negative_binomial_digamma_tail(v) - .negative_binomial_digamma_tail(u))
  } else {
    series <- -e / (u * v) +
      (
        .negative_binomial_trigamma_tail(v) -
          .negative_binomial_trigamma_tail(u)
      )
  }
  ifelse(large, series, plain)
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.negative_binomial_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.negative_binomial_column <- function(values, name) {
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
}

# Stops if observations break a rule of the support.
.negative_binomial_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.negative_binomial_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.negative_binomial_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.negative_binomial_outward <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    if (isTRUE(u < 0)) {
      return(lower + (upper - lower) * exp(u) / (1 + exp(u)))
    }
    return(upper - (upper - lower) * exp(-u) / (1 + exp(-u)))
  }
  if (is.finite(lower)) {
    return(lower + exp(u))
  }
  if (is.finite(upper)) {
    return(upper - exp(u))
  }
  u
}

# The free coordinate of a parameter.
.negative_binomial_inward <- function(t, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(log((t - lower) / (upper - t)))
  }
  if (is.finite(lower)) {
    return(log(t - lower))
  }
  if (is.finite(upper)) {
    return(log(upper - t))
  }
  t
}

# The slope of the parameter in its free coordinate.
.negative_binomial_stretch <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return((upper - lower) * e / ((1 + e) * (1 + e)))
  }
  if (is.finite(lower)) {
    return(exp(u))
  }
  if (is.finite(upper)) {
    return(-exp(u))
  }
  1
}

# The second derivative of the parameter in its free coordinate.
.negative_binomial_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .negative_binomial_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.negative_binomial_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.negative_binomial_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.negative_binomial_choose <- function(at, a, b, c_1, d, e, f, g) {
  if (isTRUE(at < 1)) {
    return(a)
  }
  if (isTRUE(at < 2)) {
    return(b)
  }
  if (isTRUE(at < 3)) {
    return(c_1)
  }
  if (isTRUE(at < 4)) {
    return(d)
  }
  if (isTRUE(at < 5)) {
    return(e)
  }
  if (isTRUE(at < 6)) {
    return(f)
  }
  g
}

# The equation that gives size, and its slope.
.negative_binomial_equation_size <- function(x, n, sum_x, size) {
  t <- x + size
  sum_h_1 <- sum(digamma(t))
  sum_h_2 <- sum(trigamma(t))
  t_1 <- size * n
  t_2 <- t_1 + sum_x
  t_3 <- 1 / t_2
  c(
    (log(t_1 * t_3) - digamma(size)) * n + sum_h_1,
    ((t_3 * n - size * n^2 / t_2^2) * t_2 / (size * n) - trigamma(size)) * n +
      sum_h_2
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.negative_binomial_zero_size <- function(
    x, n, sum_x, near, f_near, far, f_far, lower, upper
) {
  a <- near
  f_a <- f_near
  b <- far
  if (isTRUE(b < a)) {
    a <- far
    f_a <- f_far
    b <- near
  }
  u <- near + (far - near) * f_near / (f_near - f_far)
  if (!isTRUE(a < u && u < b)) {
    u <- 0.5 * (a + b)
  }
  before <- b - a
  width <- b - a
  for (turn in seq_len(200) - 1) {
    found_1 <- .negative_binomial_equation_size(
      x, n, sum_x, .negative_binomial_outward(u, lower, upper)
    )
    f <- found_1[1]
    slope <- found_1[2]
    if (isTRUE(f == 0)) {
      break
    }
    if (!is.finite(f)) {
      u <- 0.5 * (u + a)
      next
    }
    if (isTRUE((f > 0 && f_a > 0) || (f < 0 && f_a < 0))) {
      a <- u
      f_a <- f
    } else {
      b <- u
    }
    scale <- pmax(abs(u), 1)
    if (isTRUE(.negative_binomial_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .negative_binomial_stretch(u, lower, upper))
    if (isTRUE(a < u + step && u + step < b && abs(step) < 0.5 * before)) {
      u <- u + step
      before <- abs(step)
      if (isTRUE(before <= 1e-09 * scale)) {
        break
      }
    } else {
      u <- 0.5 * (a + b)
      before <- b - a
    }
    if (isTRUE(b - a <= 4e-16 * scale)) {
      break
    }
  }
  .negative_binomial_outward(u, lower, upper)
}

# The log-likelihood, every constant included.
.negative_binomial_log_likelihood <- function(x, size, p) {
  t_9 <- x + size
  part_2 <- log(size) + .negative_binomial_stirling(t_9) -
    .negative_binomial_deviance(x, (1 - p) * t_9)
  log_densities <- sum(
    part_2 - .negative_binomial_stirling(x) - log(t_9) -
      .negative_binomial_deviance(size, p * t_9) -
      .negative_binomial_stirling(size)
  )
  log_densities
}

# The log-likelihood that follows from size.
.negative_binomial_rate_size <- function(x, n, sum_x, size) {
  p <- size * n / (size * n + sum_x)
  .negative_binomial_log_likelihood(x, size, p)
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.negative_binomial_root_size <- function(x, n, sum_x, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .negative_binomial_inward(start, lower, upper)
  }
  limit_1 <- .negative_binomial_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_3 <- .negative_binomial_equation_size(
      x, n, sum_x, .negative_binomial_outward(new, lower, upper)
    )
    f <- found_3[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .negative_binomial_zero_size(
        x, n, sum_x, last, f_last, new, f, lower, upper
      )
      height <- .negative_binomial_rate_size(x, n, sum_x, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .negative_binomial_rate_size(
        x, n, sum_x, .negative_binomial_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .negative_binomial_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .negative_binomial_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .negative_binomial_rate_size(
    x, n, sum_x, .negative_binomial_outward(u, lower, upper)
  )
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_4 <- .negative_binomial_equation_size(
      x, n, sum_x, .negative_binomial_outward(last, lower, upper)
    )
    f_last <- found_4[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_5 <- .negative_binomial_equation_size(
        x, n, sum_x, .negative_binomial_outward(new, lower, upper)
      )
      f <- found_5[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .negative_binomial_zero_size(
          x, n, sum_x, last, f_last, new, f, lower, upper
        )
        height <- .negative_binomial_rate_size(x, n, sum_x, t)
        v <- .negative_binomial_inward(t, lower, upper)
        below <- .negative_binomial_rate_size(
          x, n, sum_x, .negative_binomial_outward(v - 1, lower, upper)
        )
        above <- .negative_binomial_rate_size(
          x, n, sum_x, .negative_binomial_outward(v + 1, lower, upper)
        )
        gap <- height - pmax(below, above)
        if (isTRUE(height > best && gap > 1e-10 * (1 + abs(height)))) {
          best <- height
          chosen <- t
        }
      }
      last <- new
      f_last <- f
      shift <- 1.5 * shift
    }
  }
  chosen
}

# The log-likelihood as a function of size, p.
.negative_binomial_value_joint <- function(x, sum_x, n, size, p) {
  sum_h_10 <- sum(lbeta(size, x + 1))
  sum_h_11 <- sum(log(x + size))
  size * n * log(p) + .negative_binomial_xlog1py(sum_x, -p) - sum_h_10 -
    sum_h_11
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.negative_binomial_derivatives_joint <- function(x, n, sum_x, size, p) {
  t_10 <- x + 1
  t_11 <- x + size
  sum_h_14 <- sum(lbeta(size, t_10))
  sum_h_15 <- sum(log(t_11))
  sum_h_16 <- sum(1 / t_11)
  sum_h_17 <- sum(.negative_binomial_polygamma_rising(0, size, t_10))
  sum_h_18 <- sum(1 / t_11^2)
  sum_h_19 <- sum(.negative_binomial_polygamma_rising(1, size, t_10))
  t_12 <- n * log(p)
  t_13 <- 1 - p
  t_14 <- n / p
  c(
    size * t_12 + .negative_binomial_xlog1py(sum_x, -p) - sum_h_14 - sum_h_15,
    t_12 + sum_h_17 - sum_h_16,
    size * t_14 - sum_x / t_13,
    sum_h_18 + sum_h_19,
    t_14,
    -size * n / p^2 - sum_x / t_13^2
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.negative_binomial_surface_joint <- function(x, n, sum_x, u_1, u_2) {
  size <- .negative_binomial_outward(u_1, 0, Inf)
  stretch_1 <- .negative_binomial_stretch(u_1, 0, Inf)
  p <- .negative_binomial_outward(u_2, 0, 1)
  stretch_2 <- .negative_binomial_stretch(u_2, 0, 1)
  found_6 <- .negative_binomial_derivatives_joint(x, n, sum_x, size, p)
  height <- found_6[1]
  g_1 <- found_6[2]
  g_2 <- found_6[3]
  h_1_1 <- found_6[4]
  h_2_1 <- found_6[5]
  h_2_2 <- found_6[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .negative_binomial_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .negative_binomial_bend(u_2, 0, 1) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.negative_binomial_climb_joint <- function(x, n, sum_x, start_1, start_2) {
  u_1 <- .negative_binomial_inward(start_1, 0, Inf)
  u_2 <- .negative_binomial_inward(start_2, 0, 1)
  found_7 <- .negative_binomial_surface_joint(x, n, sum_x, u_1, u_2)
  f <- found_7[1]
  g_1 <- found_7[2]
  g_2 <- found_7[3]
  h_1_1 <- found_7[4]
  h_2_1 <- found_7[5]
  h_2_2 <- found_7[6]
  if (!is.finite(f)) {
    return(c(-Inf, start_1, start_2))
  }
  damp <- 0
  for (trial in seq_len(400) - 1) {
    definite <- 1
    d_1 <- h_1_1 + damp * pmax(abs(h_1_1), 1e-06)
    if (!isTRUE(d_1 > 1e-14 * abs(h_1_1))) {
      definite <- 0
      d_1 <- 1
    }
    l_2_1 <- h_2_1 / d_1
    d_2 <- h_2_2 + damp * pmax(abs(h_2_2), 1e-06) - l_2_1 * l_2_1 * d_1
    if (!isTRUE(d_2 > 1e-14 * abs(h_2_2))) {
      definite <- 0
      d_2 <- 1
    }
    if (isTRUE(definite == 0)) {
      damp <- pmax(4 * damp, 0.001)
      next
    }
    v_1 <- -g_1
    v_2 <- -g_2 - l_2_1 * v_1
    decrement <- v_1 * v_1 / d_1 + v_2 * v_2 / d_2
    step_2 <- v_2 / d_2
    step_1 <- v_1 / d_1 - l_2_1 * step_2
    length <- pmax(abs(step_1), abs(step_2))
    if (isTRUE(length > 4)) {
      step_1 <- step_1 * 4 / length
      step_2 <- step_2 * 4 / length
    }
    found_8 <- .negative_binomial_surface_joint(
      x, n, sum_x, u_1 + step_1, u_2 + step_2
    )
    f_new <- found_8[1]
    g_1_new <- found_8[2]
    g_2_new <- found_8[3]
    h_1_1_new <- found_8[4]
    h_2_1_new <- found_8[5]
    h_2_2_new <- found_8[6]
    if (isTRUE(is.finite(f_new) && is.finite(g_1_new) && is.finite(g_2_new) &&
      is.finite(h_1_1_new) && is.finite(h_2_1_new) && is.finite(h_2_2_new) &&
      f_new <= f + 1e-13 * (1 + abs(f)))) {
      u_1 <- u_1 + step_1
      u_2 <- u_2 + step_2
      f <- f_new
      g_1 <- g_1_new
      g_2 <- g_2_new
      h_1_1 <- h_1_1_new
      h_2_1 <- h_2_1_new
      h_2_2 <- h_2_2_new
      if (isTRUE(damp == 0 && decrement <= 1e-22)) {
        break
      }
      damp <- 0.2 * damp
      if (isTRUE(damp < 1e-06)) {
        damp <- 0
      }
    } else {
      damp <- pmax(4 * damp, 0.001)
      if (isTRUE(damp > 1000000000000)) {
        break
      }
    }
  }
  d_1 <- h_1_1
  if (isTRUE(abs(d_1) <= 1e-09)) {
    return(c(-Inf, start_1, start_2))
  }
  l_2_1 <- h_2_1 / d_1
  d_2 <- h_2_2 - l_2_1 * l_2_1 * d_1
  if (isTRUE(abs(d_2) <= 1e-09)) {
    return(c(-Inf, start_1, start_2))
  }
  c(
    -f,
    .negative_binomial_outward(u_1, 0, Inf),
    .negative_binomial_outward(u_2, 0, 1)
  )
}

# The joint maximiser, the best of several climbs.
.negative_binomial_maximise_joint <- function(x, n, sum_x) {
  middle_x <- .negative_binomial_level(x, 0.5)
  high_x <- .negative_binomial_level(x, 0.75)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 0 + (1 - 0) * 0.5
    for (pick in seq_len(40) - 1) {
      seed <- .negative_binomial_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .negative_binomial_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      seed <- .negative_binomial_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_9 <- 0 + (1 - 0) * 0.05
      part_10 <- 0 + (1 - 0) * 0.35
      part_11 <- 0 + (1 - 0) * 0.65
      draw_2 <- .negative_binomial_choose(
        at,
        0 + (1 - 0) * 0.5,
        part_9,
        0 + (1 - 0) * 0.2,
        part_10,
        part_11,
        0 + (1 - 0) * 0.8,
        0 + (1 - 0) * 0.95
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 && draw_2 < 1)) {
        height <- .negative_binomial_value_joint(x, sum_x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_12 <- .negative_binomial_climb_joint(
      x, n, sum_x, reached_1, reached_2
    )
    height <- found_12[1]
    reached_1 <- found_12[2]
    reached_2 <- found_12[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.negative_binomial_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  size <- .negative_binomial_root_size(x, n, sum_x, 0, Inf, NaN)
  p <- size * n / (size * n + sum_x)
  if (!isTRUE(is.finite(size) && is.finite(p) && size > 0 && p > 0 && p < 1)) {
    found_13 <- .negative_binomial_maximise_joint(x, n, sum_x)
    size <- found_13[1]
    p <- found_13[2]
  }
  c(size, p)
}

# 1 and the limits where no maximum exists, else 0.
.negative_binomial_limits <- function(x) {
  sum_x <- sum(x)
  if (!isTRUE(sum_x > 0)) {
    return(c(1, NaN, 1))
  }
  c(0, NaN, NaN)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.negative_binomial_nll <- function(x, size, p) {
  if (!isTRUE(size > 0 && is.finite(size) && p > 0 && p < 1)) {
    return(Inf)
  }
  -.negative_binomial_log_likelihood(x, size, p)
}

# The gradient of the log-likelihood.
.negative_binomial_score <- function(x, sum_x, n, size, p) {
  sum_h_12 <- sum(1 / (x + size))
  sum_h_13 <- sum(.negative_binomial_polygamma_rising(0, size, x + 1))
  c(n * log(p) + sum_h_13 - sum_h_12, size * n / p - sum_x / (1 - p))
}

# The gradient of nll; nan outside the domain or the support.
.negative_binomial_gradient <- function(x, size, p) {
  if (!isTRUE(size > 0 && is.finite(size) && p > 0 && p < 1)) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_x <- sum(x)
  found_14 <- .negative_binomial_score(x, sum_x, n, size, p)
  g_1 <- found_14[1]
  g_2 <- found_14[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.negative_binomial_curvature <- function(x, n, sum_x, size, p) {
  t_10 <- x + 1
  t_11 <- x + size
  sum_h_18 <- sum(1 / t_11^2)
  sum_h_19 <- sum(.negative_binomial_polygamma_rising(1, size, t_10))
  t_13 <- 1 - p
  t_14 <- n / p
  c(sum_h_18 + sum_h_19, t_14, -size * n / p^2 - sum_x / t_13^2)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.negative_binomial_hessian <- function(x, size, p) {
  if (!isTRUE(size > 0 && is.finite(size) && p > 0 && p < 1)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_x <- sum(x)
  found_15 <- .negative_binomial_curvature(x, n, sum_x, size, p)
  h_1 <- found_15[1]
  h_2 <- found_15[2]
  h_3 <- found_15[3]
  c(-h_1, -h_2, -h_3)
}
