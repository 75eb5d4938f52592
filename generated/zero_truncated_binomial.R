# Maximum-likelihood estimation: Zero-truncated binomial distribution with a
# known number of trials.
#
#   f(x; p, trials) = binomial(trials,
#       x)*p**x*(1-p)**(trials-x)/(1-(1-p)**trials)
#   support: x in 1, 2, ..., trials
#   p: 0 < p < 1
#   trials: integer >= 2 (a known constant)
#
# Log-likelihood:
#
#   (-log(1 - (1 - p)**trials) + loggamma(trials + 1))*n + log(p)*sum(x) -
#       log(1 - p)*sum(x - trials) - sum(loggamma(x + 1)) - sum(loggamma(-x +
#       trials + 1))
#
# Estimator (reduced):
#
#   p = the solution of -trials*(1 - p)**trials*n/((1 - p)*(1 - (1 -
#       p)**trials)) + sum(x - trials)/(1 - p) + sum(x)/p = 0
#
# Conditions:
#
#   A maximum exists only if sum x_i > n.
#
# Source:
#
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 3
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param trials number: a known constant, integer >= 2.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_zero_truncated_binomial <- function(x, trials) {
  x <- .zero_truncated_binomial_column(x, "x")
  .zero_truncated_binomial_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .zero_truncated_binomial_require_rows("x", x >= 1, "must be >= 1")
  .zero_truncated_binomial_require_rows("x", x <= trials, "must be <= trials")
  labels <- c("p")
  limit <- .zero_truncated_binomial_limits(x, trials)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .zero_truncated_binomial_solve(x, trials)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_zero_truncated_binomial(x, estimate, trials)
    information <- hessian_zero_truncated_binomial(x, estimate, trials)
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
#' @param parameters numeric vector: p, in this order.
#' @param trials number: a known constant, integer >= 2.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_zero_truncated_binomial <- function(x, parameters, trials) {
  x <- .zero_truncated_binomial_column(x, "x")
  .zero_truncated_binomial_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .zero_truncated_binomial_require_rows("x", x >= 1, "must be >= 1")
  .zero_truncated_binomial_require_rows("x", x <= trials, "must be <= trials")
  .zero_truncated_binomial_nll(x, trials, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @param trials number: a known constant, integer >= 2.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_zero_truncated_binomial <- function(x, parameters, trials) {
  x <- .zero_truncated_binomial_column(x, "x")
  .zero_truncated_binomial_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .zero_truncated_binomial_require_rows("x", x >= 1, "must be >= 1")
  .zero_truncated_binomial_require_rows("x", x <= trials, "must be <= trials")
  .zero_truncated_binomial_gradient(x, trials, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @param trials number: a known constant, integer >= 2.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_zero_truncated_binomial <- function(x, parameters, trials) {
  x <- .zero_truncated_binomial_column(x, "x")
  .zero_truncated_binomial_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .zero_truncated_binomial_require_rows("x", x >= 1, "must be >= 1")
  .zero_truncated_binomial_require_rows("x", x <= trials, "must be <= trials")
  triangle <- .zero_truncated_binomial_hessian(x, trials, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @param trials number: a known constant, integer >= 2.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_zero_truncated_binomial <- function(x, parameters, trials) {
  x <- .zero_truncated_binomial_column(x, "x")
  .zero_truncated_binomial_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .zero_truncated_binomial_require_rows("x", x >= 1, "must be >= 1")
  .zero_truncated_binomial_require_rows("x", x <= trials, "must be <= trials")
  p <- parameters[[1]]
  t_19 <- 1 / (1 - p)
  score_1 <- rep_len(
    t_19 * (x - trials) + x / p -
      trials * t_19 * (1 / expm1(-trials * log1p(-p))),
    length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("p")
  out
}

# x log y, and 0 where x = 0.
.zero_truncated_binomial_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# x log(1 + y), and 0 where x = 0.
.zero_truncated_binomial_xlog1py <- function(x, y) {
  out <- x * log1p(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# log(1 - exp u) for u < 0, accurate at both ends.
.zero_truncated_binomial_log1m_exp <- function(u) {
  ifelse(u > -log(2), log(-expm1(u)), log1p(-exp(u)))
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.zero_truncated_binomial_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.zero_truncated_binomial_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.zero_truncated_binomial_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(
    y < 16, small, log(2 * pi * z) / 2 + .zero_truncated_binomial_gamma_tail(z)
  )
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.zero_truncated_binomial_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .zero_truncated_binomial_log_ratio(ifelse(near, d, 0)), far)
}

# A variable as a numeric vector; stops if it is none.
.zero_truncated_binomial_column <- function(values, name) {
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
.zero_truncated_binomial_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.zero_truncated_binomial_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.zero_truncated_binomial_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.zero_truncated_binomial_outward <- function(u, lower, upper) {
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
.zero_truncated_binomial_inward <- function(t, lower, upper) {
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
.zero_truncated_binomial_stretch <- function(u, lower, upper) {
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
.zero_truncated_binomial_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .zero_truncated_binomial_stretch(u, lower, upper) * (1 - e) /
        (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.zero_truncated_binomial_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.zero_truncated_binomial_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.zero_truncated_binomial_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The equation that gives p, and its slope.
.zero_truncated_binomial_equation_p <- function(trials, n, sum_x, sum_h_1, p) {
  t_2 <- 1 - p
  t_3 <- 1 / t_2
  t_4 <- t_2^trials
  t_5 <- 1 - t_4
  t_6 <- t_4 / t_5
  t_7 <- trials * t_6
  t_8 <- 1 / t_2^2
  t_9 <- trials^2 * t_8
  c(
    t_3 * sum_h_1 + sum_x / p - t_3 * t_7 * n,
    (t_2^(2 * trials) * t_9 / t_5^2 + t_6 * t_9 - t_7 * t_8) * n +
      t_8 * sum_h_1 - sum_x / p^2
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.zero_truncated_binomial_zero_p <- function(
    trials, n, sum_x, sum_h_1, near, f_near, far, f_far, lower, upper
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
    found_1 <- .zero_truncated_binomial_equation_p(
      trials,
      n,
      sum_x,
      sum_h_1,
      .zero_truncated_binomial_outward(u, lower, upper)
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
    if (isTRUE(.zero_truncated_binomial_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .zero_truncated_binomial_stretch(u, lower, upper))
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
  .zero_truncated_binomial_outward(u, lower, upper)
}

# The log-likelihood, every constant included.
.zero_truncated_binomial_log_likelihood <- function(x, trials, p) {
  t_18 <- trials - x
  part_2 <- .zero_truncated_binomial_stirling(trials) -
    .zero_truncated_binomial_stirling(x)
  part_3 <- part_2 - .zero_truncated_binomial_deviance(x, p * trials) -
    .zero_truncated_binomial_deviance(t_18, trials * (1 - p))
  log_densities <- sum(
    part_3 - .zero_truncated_binomial_log1m_exp(trials * log1p(-p)) -
      .zero_truncated_binomial_stirling(t_18)
  )
  log_densities
}

# The log-likelihood that follows from p.
.zero_truncated_binomial_rate_p <- function(x, trials, p) {
  .zero_truncated_binomial_log_likelihood(x, trials, p)
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.zero_truncated_binomial_root_p <- function(
    x, trials, n, sum_x, sum_h_1, lower, upper, start
) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .zero_truncated_binomial_inward(start, lower, upper)
  }
  limit_1 <- .zero_truncated_binomial_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_4 <- .zero_truncated_binomial_equation_p(
      trials,
      n,
      sum_x,
      sum_h_1,
      .zero_truncated_binomial_outward(new, lower, upper)
    )
    f <- found_4[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .zero_truncated_binomial_zero_p(
        trials, n, sum_x, sum_h_1, last, f_last, new, f, lower, upper
      )
      height <- .zero_truncated_binomial_rate_p(x, trials, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .zero_truncated_binomial_rate_p(
        x, trials, .zero_truncated_binomial_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .zero_truncated_binomial_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (
    isTRUE(best > -Inf || .zero_truncated_binomial_unbounded(lower, upper) > 0)
  ) {
    return(chosen)
  }
  best <- .zero_truncated_binomial_rate_p(
    x, trials, .zero_truncated_binomial_outward(u, lower, upper)
  )
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_5 <- .zero_truncated_binomial_equation_p(
      trials,
      n,
      sum_x,
      sum_h_1,
      .zero_truncated_binomial_outward(last, lower, upper)
    )
    f_last <- found_5[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_6 <- .zero_truncated_binomial_equation_p(
        trials,
        n,
        sum_x,
        sum_h_1,
        .zero_truncated_binomial_outward(new, lower, upper)
      )
      f <- found_6[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .zero_truncated_binomial_zero_p(
          trials, n, sum_x, sum_h_1, last, f_last, new, f, lower, upper
        )
        height <- .zero_truncated_binomial_rate_p(x, trials, t)
        v <- .zero_truncated_binomial_inward(t, lower, upper)
        below <- .zero_truncated_binomial_rate_p(
          x, trials, .zero_truncated_binomial_outward(v - 1, lower, upper)
        )
        above <- .zero_truncated_binomial_rate_p(
          x, trials, .zero_truncated_binomial_outward(v + 1, lower, upper)
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

# The log-likelihood as a function of p.
.zero_truncated_binomial_value_joint <- function(
    sum_h, n, sum_x, trials, sum_h_1, p
) {
  t_20 <- -p
  part_7 <- .zero_truncated_binomial_xlog1py(-sum_h_1, t_20) +
    .zero_truncated_binomial_xlogy(sum_x, p) - n * log(trials + 1)
  part_7 - n * .zero_truncated_binomial_log1m_exp(trials * log1p(t_20)) - sum_h
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.zero_truncated_binomial_derivatives_joint <- function(
    trials, n, sum_h, sum_x, sum_h_1, p
) {
  t_22 <- -p
  t_23 <- trials * log1p(t_22)
  t_24 <- 1 - p
  t_25 <- 1 / t_24
  t_26 <- (1 / expm1(-t_23))
  t_27 <- t_26 * n
  t_28 <- trials * t_27
  t_29 <- 1 / t_24^2
  part_8 <- .zero_truncated_binomial_xlog1py(-sum_h_1, t_22) +
    .zero_truncated_binomial_xlogy(sum_x, p) - n * log(trials + 1)
  c(
    part_8 - n * .zero_truncated_binomial_log1m_exp(t_23) - sum_h,
    t_25 * sum_h_1 + sum_x / p - t_25 * t_28,
    trials^2 * (t_26 + 1) * t_27 * t_29 + t_29 * sum_h_1 - t_28 * t_29 -
      sum_x / p^2
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.zero_truncated_binomial_surface_joint <- function(
    trials, n, sum_h, sum_x, sum_h_1, u_1
) {
  p <- .zero_truncated_binomial_outward(u_1, 0, 1)
  stretch_1 <- .zero_truncated_binomial_stretch(u_1, 0, 1)
  found_9 <- .zero_truncated_binomial_derivatives_joint(
    trials, n, sum_h, sum_x, sum_h_1, p
  )
  height <- found_9[1]
  g_1 <- found_9[2]
  h_1_1 <- found_9[3]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .zero_truncated_binomial_bend(u_1, 0, 1) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.zero_truncated_binomial_climb_joint <- function(
    trials, n, sum_h, sum_x, sum_h_1, start_1
) {
  u_1 <- .zero_truncated_binomial_inward(start_1, 0, 1)
  found_10 <- .zero_truncated_binomial_surface_joint(
    trials, n, sum_h, sum_x, sum_h_1, u_1
  )
  f <- found_10[1]
  g_1 <- found_10[2]
  h_1_1 <- found_10[3]
  if (!is.finite(f)) {
    return(c(-Inf, start_1))
  }
  damp <- 0
  for (trial in seq_len(400) - 1) {
    definite <- 1
    d_1 <- h_1_1 + damp * pmax(abs(h_1_1), 1e-06)
    if (!isTRUE(d_1 > 1e-14 * abs(h_1_1))) {
      definite <- 0
      d_1 <- 1
    }
    if (isTRUE(definite == 0)) {
      damp <- pmax(4 * damp, 0.001)
      next
    }
    v_1 <- -g_1
    decrement <- v_1 * v_1 / d_1
    step_1 <- v_1 / d_1
    length <- abs(step_1)
    if (isTRUE(length > 4)) {
      step_1 <- step_1 * 4 / length
    }
    found_11 <- .zero_truncated_binomial_surface_joint(
      trials, n, sum_h, sum_x, sum_h_1, u_1 + step_1
    )
    f_new <- found_11[1]
    g_1_new <- found_11[2]
    h_1_1_new <- found_11[3]
    if (isTRUE(is.finite(f_new) && is.finite(g_1_new) && is.finite(h_1_1_new) &&
      f_new <= f + 1e-13 * (1 + abs(f)))) {
      u_1 <- u_1 + step_1
      f <- f_new
      g_1 <- g_1_new
      h_1_1 <- h_1_1_new
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
    return(c(-Inf, start_1))
  }
  c(-f, .zero_truncated_binomial_outward(u_1, 0, 1))
}

# The joint maximiser, the best of several climbs.
.zero_truncated_binomial_maximise_joint <- function(
    trials, n, sum_h, sum_x, sum_h_1
) {
  best <- -Inf
  chosen_1 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- 0 + (1 - 0) * 0.5
    for (pick in seq_len(40) - 1) {
      seed <- .zero_truncated_binomial_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_12 <- 0 + (1 - 0) * 0.05
      part_13 <- 0 + (1 - 0) * 0.35
      part_14 <- 0 + (1 - 0) * 0.65
      part_15 <- 0 + (1 - 0) * 0.95
      draw_1 <- .zero_truncated_binomial_choose(
        at,
        0 + (1 - 0) * 0.5,
        part_12,
        0 + (1 - 0) * 0.2,
        part_13,
        part_14,
        0 + (1 - 0) * 0.8,
        part_15
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && draw_1 < 1)) {
        height <- .zero_truncated_binomial_value_joint(
          sum_h, n, sum_x, trials, sum_h_1, draw_1
        )
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
      }
    }
    found_16 <- .zero_truncated_binomial_climb_joint(
      trials, n, sum_h, sum_x, sum_h_1, reached_1
    )
    height <- found_16[1]
    reached_1 <- found_16[2]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
    }
  }
  chosen_1
}

# The estimate, in the order of the parameters.
.zero_truncated_binomial_solve <- function(x, trials) {
  n <- length(x)
  t <- trials - x + 1
  t_1 <- x + 1
  sum_h <- sum(lbeta(t, t_1))
  sum_x <- sum(x)
  sum_h_1 <- sum(x - trials)
  p <- .zero_truncated_binomial_root_p(x, trials, n, sum_x, sum_h_1, 0, 1, NaN)
  if (!isTRUE(is.finite(p) && p > 0 && p < 1)) {
    p <- .zero_truncated_binomial_maximise_joint(
      trials, n, sum_h, sum_x, sum_h_1
    )
  }
  p
}

# 1 and the limits where no maximum exists, else 0.
.zero_truncated_binomial_limits <- function(x, trials) {
  n <- length(x)
  sum_x <- sum(x)
  if (!isTRUE(sum_x - n > 0)) {
    return(c(1, 0))
  }
  c(0, NaN)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.zero_truncated_binomial_nll <- function(x, trials, p) {
  if (!isTRUE(p > 0 && p < 1 && trials >= 2 && is.finite(trials))) {
    return(Inf)
  }
  -.zero_truncated_binomial_log_likelihood(x, trials, p)
}

# The gradient of the log-likelihood.
.zero_truncated_binomial_score <- function(sum_h_1, sum_x, n, trials, p) {
  t_21 <- 1 / (1 - p)
  t_21 * sum_h_1 + sum_x / p -
    trials * t_21 * n * (1 / expm1(-trials * log1p(-p)))
}

# The gradient of nll; nan outside the domain or the support.
.zero_truncated_binomial_gradient <- function(x, trials, p) {
  if (!isTRUE(p > 0 && p < 1 && trials >= 2 && is.finite(trials))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  sum_h_1 <- sum(x - trials)
  -.zero_truncated_binomial_score(sum_h_1, sum_x, n, trials, p)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.zero_truncated_binomial_curvature <- function(trials, n, sum_x, sum_h_1, p) {
  t_22 <- -p
  t_23 <- trials * log1p(t_22)
  t_24 <- 1 - p
  t_26 <- (1 / expm1(-t_23))
  t_27 <- t_26 * n
  t_28 <- trials * t_27
  t_29 <- 1 / t_24^2
  trials^2 * (t_26 + 1) * t_27 * t_29 + t_29 * sum_h_1 - t_28 * t_29 -
    sum_x / p^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.zero_truncated_binomial_hessian <- function(x, trials, p) {
  if (!isTRUE(p > 0 && p < 1 && trials >= 2 && is.finite(trials))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  sum_h_1 <- sum(x - trials)
  -.zero_truncated_binomial_curvature(trials, n, sum_x, sum_h_1, p)
}
