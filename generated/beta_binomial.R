# Maximum-likelihood estimation: Beta-binomial distribution with a known
# number of trials.
#
#   f(x; alpha, beta, trials) = binomial(trials, x)*beta(x+alpha,
#       trials-x+beta)/beta(alpha, beta)
#   support: x in 0, 1, 2, ..., trials
#   alpha: positive
#   beta: positive
#   trials: integer >= 1 (a known constant)
#
# Log-likelihood:
#
#   (-loggamma(alpha) - loggamma(beta) + loggamma(alpha + beta) +
#       loggamma(trials + 1) - loggamma(alpha + beta + trials))*n -
#       sum(loggamma(x + 1)) + sum(loggamma(x + alpha)) + sum(loggamma(-x +
#       beta + trials)) - sum(loggamma(-x + trials + 1))
#
# Estimator (numeric):
#
#   alpha, beta = the joint maximiser of the log-likelihood
#
# Source:
#
#   Griffiths (1973), Maximum likelihood estimation for the beta-binomial
#       distribution, Biometrics 29, 637-648
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 6
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param trials number: a known constant, integer >= 1.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_beta_binomial <- function(x, trials) {
  x <- .beta_binomial_column(x, "x")
  .beta_binomial_require_rows("x", x == floor(x), "must be an integer")
  .beta_binomial_require_rows("x", x >= 0, "must be >= 0")
  .beta_binomial_require_rows("x", x <= trials, "must be <= trials")
  labels <- c("alpha", "beta")
  estimate <- .beta_binomial_solve(x, trials)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_beta_binomial(x, estimate, trials)
    information <- hessian_beta_binomial(x, estimate, trials)
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[] <- chol2inv(root) / unit
      }
    }
  } else {
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
#' @param parameters numeric vector: alpha, beta, in this order.
#' @param trials number: a known constant, integer >= 1.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_beta_binomial <- function(x, parameters, trials) {
  x <- .beta_binomial_column(x, "x")
  .beta_binomial_require_rows("x", x == floor(x), "must be an integer")
  .beta_binomial_require_rows("x", x >= 0, "must be >= 0")
  .beta_binomial_require_rows("x", x <= trials, "must be <= trials")
  .beta_binomial_nll(x, trials, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: alpha, beta, in this order.
#' @param trials number: a known constant, integer >= 1.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_beta_binomial <- function(x, parameters, trials) {
  x <- .beta_binomial_column(x, "x")
  .beta_binomial_require_rows("x", x == floor(x), "must be an integer")
  .beta_binomial_require_rows("x", x >= 0, "must be >= 0")
  .beta_binomial_require_rows("x", x <= trials, "must be <= trials")
  .beta_binomial_gradient(x, trials, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: alpha, beta, in this order.
#' @param trials number: a known constant, integer >= 1.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_beta_binomial <- function(x, parameters, trials) {
  x <- .beta_binomial_column(x, "x")
  .beta_binomial_require_rows("x", x == floor(x), "must be an integer")
  .beta_binomial_require_rows("x", x >= 0, "must be >= 0")
  .beta_binomial_require_rows("x", x <= trials, "must be <= trials")
  triangle <- .beta_binomial_hessian(
    x, trials, parameters[[1]], parameters[[2]]
  )
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: alpha, beta, in this order.
#' @param trials number: a known constant, integer >= 1.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_beta_binomial <- function(x, parameters, trials) {
  x <- .beta_binomial_column(x, "x")
  .beta_binomial_require_rows("x", x == floor(x), "must be an integer")
  .beta_binomial_require_rows("x", x >= 0, "must be >= 0")
  .beta_binomial_require_rows("x", x <= trials, "must be <= trials")
  alpha <- parameters[[1]]
  beta_ <- parameters[[2]]
  t_14 <- x + alpha
  t_15 <- trials - x + beta_
  score_1 <- rep_len(
    .beta_binomial_polygamma_rising(0, alpha, beta_) -
      .beta_binomial_polygamma_rising(0, t_14, t_15),
    length(x)
  )
  score_2 <- rep_len(
    .beta_binomial_polygamma_rising(0, beta_, alpha) -
      .beta_binomial_polygamma_rising(0, t_15, t_14),
    length(x)
  )
  out <- cbind(score_1, score_2)
  colnames(out) <- c("alpha", "beta")
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.beta_binomial_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.beta_binomial_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.beta_binomial_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + .beta_binomial_gamma_tail(z))
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.beta_binomial_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .beta_binomial_log_ratio(ifelse(near, d, 0)), far)
}

# psi(z) - log z, z >= 10.
.beta_binomial_digamma_tail <- function(z) {
  w <- 1 / z^2
  -0.5 / z - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))
}

# psi'(z) - 1/z, z >= 10.
.beta_binomial_trigamma_tail <- function(z) {
  w <- 1 / z^2
  w * (0.5 + (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30))) / z)
}

# psi_m(a + d) - psi_m(a) for a, a + d > 0.
.beta_binomial_polygamma_rising <- function(m, a, d) {
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
      (.beta_binomial_digamma_tail(v) - .beta_binomial_digamma_tail(u))
  } else {
    series <- -e / (u * v) +
      (.beta_binomial_trigamma_tail(v) - .beta_binomial_trigamma_tail(u))
  }
  ifelse(large, series, plain)
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.beta_binomial_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.beta_binomial_column <- function(values, name) {
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
.beta_binomial_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.beta_binomial_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.beta_binomial_outward <- function(u, lower, upper) {
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
.beta_binomial_inward <- function(t, lower, upper) {
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
.beta_binomial_stretch <- function(u, lower, upper) {
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
.beta_binomial_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .beta_binomial_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.beta_binomial_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.beta_binomial_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of alpha, beta_.
.beta_binomial_value_joint <- function(x, trials, sum_h, n, alpha, beta_) {
  sum_h_1 <- sum(lbeta(x + alpha, trials - x + beta_))
  sum_h_1 - n * log(trials + 1) - n * lbeta(alpha, beta_) - sum_h
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.beta_binomial_derivatives_joint <- function(
    x, trials, sum_h, n, alpha, beta_
) {
  t <- x + alpha
  t_1 <- trials - x + beta_
  sum_h_2 <- sum(lbeta(t, t_1))
  sum_h_3 <- sum(.beta_binomial_polygamma_rising(0, t, t_1))
  sum_h_4 <- sum(.beta_binomial_polygamma_rising(0, t_1, t))
  sum_h_5 <- sum(.beta_binomial_polygamma_rising(1, t, t_1))
  sum_h_6 <- sum(.beta_binomial_polygamma_rising(1, t_1, t))
  t_2 <- alpha + beta_
  c(
    sum_h_2 - n * log(trials + 1) - n * lbeta(alpha, beta_) - sum_h,
    n * .beta_binomial_polygamma_rising(0, alpha, beta_) - sum_h_3,
    n * .beta_binomial_polygamma_rising(0, beta_, alpha) - sum_h_4,
    n * .beta_binomial_polygamma_rising(1, alpha, beta_) - sum_h_5,
    n * trigamma(t_2) - n * trigamma(t_2 + trials),
    n * .beta_binomial_polygamma_rising(1, beta_, alpha) - sum_h_6
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.beta_binomial_surface_joint <- function(x, trials, sum_h, n, u_1, u_2) {
  alpha <- .beta_binomial_outward(u_1, 0, Inf)
  stretch_1 <- .beta_binomial_stretch(u_1, 0, Inf)
  beta_ <- .beta_binomial_outward(u_2, 0, Inf)
  stretch_2 <- .beta_binomial_stretch(u_2, 0, Inf)
  found_1 <- .beta_binomial_derivatives_joint(x, trials, sum_h, n, alpha, beta_)
  height <- found_1[1]
  g_1 <- found_1[2]
  g_2 <- found_1[3]
  h_1_1 <- found_1[4]
  h_2_1 <- found_1[5]
  h_2_2 <- found_1[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .beta_binomial_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .beta_binomial_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.beta_binomial_climb_joint <- function(x, trials, sum_h, n, start_1, start_2) {
  u_1 <- .beta_binomial_inward(start_1, 0, Inf)
  u_2 <- .beta_binomial_inward(start_2, 0, Inf)
  found_2 <- .beta_binomial_surface_joint(x, trials, sum_h, n, u_1, u_2)
  f <- found_2[1]
  g_1 <- found_2[2]
  g_2 <- found_2[3]
  h_1_1 <- found_2[4]
  h_2_1 <- found_2[5]
  h_2_2 <- found_2[6]
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
    found_3 <- .beta_binomial_surface_joint(
      x, trials, sum_h, n, u_1 + step_1, u_2 + step_2
    )
    f_new <- found_3[1]
    g_1_new <- found_3[2]
    g_2_new <- found_3[3]
    h_1_1_new <- found_3[4]
    h_2_1_new <- found_3[5]
    h_2_2_new <- found_3[6]
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
    -f, .beta_binomial_outward(u_1, 0, Inf), .beta_binomial_outward(u_2, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.beta_binomial_maximise_joint <- function(x, trials, sum_h, n) {
  middle_x <- .beta_binomial_level(x, 0.5)
  high_x <- .beta_binomial_level(x, 0.75)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .beta_binomial_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .beta_binomial_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      seed <- .beta_binomial_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .beta_binomial_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .beta_binomial_value_joint(
          x, trials, sum_h, n, draw_1, draw_2
        )
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_4 <- .beta_binomial_climb_joint(
      x, trials, sum_h, n, reached_1, reached_2
    )
    height <- found_4[1]
    reached_1 <- found_4[2]
    reached_2 <- found_4[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.beta_binomial_solve <- function(x, trials) {
  n <- length(x)
  sum_h <- sum(lbeta(trials - x + 1, x + 1))
  found_5 <- .beta_binomial_maximise_joint(x, trials, sum_h, n)
  alpha <- found_5[1]
  beta_ <- found_5[2]
  c(alpha, beta_)
}

# The log-likelihood, every constant included.
.beta_binomial_log_likelihood <- function(x, trials, alpha, beta_) {
  t_6 <- alpha + beta_
  t_7 <- t_6 + trials
  t_8 <- 1 / t_7
  t_9 <- t_6 * t_8
  t_10 <- trials * t_8
  t_11 <- x + alpha
  t_12 <- trials - x + beta_
  t_13 <- trials - x
  part_6 <- .beta_binomial_stirling(trials) - .beta_binomial_stirling(x) +
    log(t_7) + log(alpha) + log(beta_)
  part_7 <- part_6 + .beta_binomial_stirling(t_6) +
    .beta_binomial_stirling(t_11) + .beta_binomial_stirling(t_12)
  part_8 <- part_7 - .beta_binomial_deviance(x, t_11 * t_10) - log(t_6) -
    log(t_11) - log(t_12)
  part_9 <- part_8 - .beta_binomial_deviance(t_13, t_12 * t_10) -
    .beta_binomial_deviance(alpha, t_11 * t_9)
  part_10 <- part_9 - .beta_binomial_deviance(beta_, t_12 * t_9) -
    .beta_binomial_stirling(t_7) - .beta_binomial_stirling(t_13)
  log_densities <- sum(
    part_10 - .beta_binomial_stirling(alpha) - .beta_binomial_stirling(beta_)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.beta_binomial_nll <- function(x, trials, alpha, beta_) {
  if (!isTRUE(alpha > 0 && is.finite(alpha) && beta_ > 0 && is.finite(beta_) &&
    trials >= 1 && is.finite(trials))) {
    return(Inf)
  }
  -.beta_binomial_log_likelihood(x, trials, alpha, beta_)
}

# The gradient of the log-likelihood.
.beta_binomial_score <- function(x, trials, n, alpha, beta_) {
  t_16 <- x + alpha
  t_17 <- trials - x + beta_
  sum_h_12 <- sum(.beta_binomial_polygamma_rising(0, t_16, t_17))
  sum_h_13 <- sum(.beta_binomial_polygamma_rising(0, t_17, t_16))
  c(
    n * .beta_binomial_polygamma_rising(0, alpha, beta_) - sum_h_12,
    n * .beta_binomial_polygamma_rising(0, beta_, alpha) - sum_h_13
  )
}

# The gradient of nll; nan outside the domain or the support.
.beta_binomial_gradient <- function(x, trials, alpha, beta_) {
  if (!isTRUE(alpha > 0 && is.finite(alpha) && beta_ > 0 && is.finite(beta_) &&
    trials >= 1 && is.finite(trials))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_11 <- .beta_binomial_score(x, trials, n, alpha, beta_)
  g_1 <- found_11[1]
  g_2 <- found_11[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.beta_binomial_curvature <- function(x, trials, n, alpha, beta_) {
  t <- x + alpha
  t_1 <- trials - x + beta_
  sum_h_5 <- sum(.beta_binomial_polygamma_rising(1, t, t_1))
  sum_h_6 <- sum(.beta_binomial_polygamma_rising(1, t_1, t))
  t_2 <- alpha + beta_
  c(
    n * .beta_binomial_polygamma_rising(1, alpha, beta_) - sum_h_5,
    n * trigamma(t_2) - n * trigamma(t_2 + trials),
    n * .beta_binomial_polygamma_rising(1, beta_, alpha) - sum_h_6
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.beta_binomial_hessian <- function(x, trials, alpha, beta_) {
  if (!isTRUE(alpha > 0 && is.finite(alpha) && beta_ > 0 && is.finite(beta_) &&
    trials >= 1 && is.finite(trials))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_12 <- .beta_binomial_curvature(x, trials, n, alpha, beta_)
  h_1 <- found_12[1]
  h_2 <- found_12[2]
  h_3 <- found_12[3]
  c(-h_1, -h_2, -h_3)
}
