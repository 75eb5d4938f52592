# Maximum-likelihood estimation: Beta prime distribution.
#
#   f(x; alpha, beta) = x**(alpha-1)*(1+x)**(-alpha-beta)/beta(alpha, beta)
#   support: x > 0
#   alpha: positive
#   beta: positive
#
# Log-likelihood:
#
#   (-alpha - beta)*sum(log(x + 1)) + (alpha - 1)*sum(log(x)) +
#       (-loggamma(alpha) - loggamma(beta) + loggamma(alpha + beta))*n
#
# Estimator (numeric):
#
#   alpha, beta = the joint maximiser of the log-likelihood
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
#       vol. 2, ch. 27
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
mle_beta_prime <- function(x) {
  x <- .beta_prime_column(x, "x")
  .beta_prime_require_rows("x", x > 0, "must be > 0")
  labels <- c("alpha", "beta")
  limit <- .beta_prime_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .beta_prime_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_beta_prime(x, estimate)
    information <- hessian_beta_prime(x, estimate)
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
#' @param parameters numeric vector: alpha, beta, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_beta_prime <- function(x, parameters) {
  x <- .beta_prime_column(x, "x")
  .beta_prime_require_rows("x", x > 0, "must be > 0")
  .beta_prime_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: alpha, beta, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_beta_prime <- function(x, parameters) {
  x <- .beta_prime_column(x, "x")
  .beta_prime_require_rows("x", x > 0, "must be > 0")
  .beta_prime_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: alpha, beta, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_beta_prime <- function(x, parameters) {
  x <- .beta_prime_column(x, "x")
  .beta_prime_require_rows("x", x > 0, "must be > 0")
  triangle <- .beta_prime_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: alpha, beta, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_beta_prime <- function(x, parameters) {
  x <- .beta_prime_column(x, "x")
  .beta_prime_require_rows("x", x > 0, "must be > 0")
  alpha <- parameters[[1]]
  beta_ <- parameters[[2]]
  t_6 <- -log1p(x)
  score_1 <- rep_len(
    log(x) + t_6 + .beta_prime_polygamma_rising(0, alpha, beta_), length(x)
  )
  score_2 <- rep_len(
    t_6 + .beta_prime_polygamma_rising(0, beta_, alpha), length(x)
  )
  out <- cbind(score_1, score_2)
  colnames(out) <- c("alpha", "beta")
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.beta_prime_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.beta_prime_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.beta_prime_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + .beta_prime_gamma_tail(z))
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.beta_prime_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .beta_prime_log_ratio(ifelse(near, d, 0)), far)
}

# psi(z) - log z, z >= 10.
.beta_prime_digamma_tail <- function(z) {
  w <- 1 / z^2
  -0.5 / z - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))
}

# psi'(z) - 1/z, z >= 10.
.beta_prime_trigamma_tail <- function(z) {
  w <- 1 / z^2
  w * (0.5 + (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30))) / z)
}

# psi_m(a + d) - psi_m(a) for a, a + d > 0.
.beta_prime_polygamma_rising <- function(m, a, d) {
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
      (.beta_prime_digamma_tail(v) - .beta_prime_digamma_tail(u))
  } else {
    series <- -e / (u * v) +
      (.beta_prime_trigamma_tail(v) - .beta_prime_trigamma_tail(u))
  }
  ifelse(large, series, plain)
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.beta_prime_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.beta_prime_column <- function(values, name) {
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
.beta_prime_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.beta_prime_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.beta_prime_outward <- function(u, lower, upper) {
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
.beta_prime_inward <- function(t, lower, upper) {
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
.beta_prime_stretch <- function(u, lower, upper) {
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
.beta_prime_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .beta_prime_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.beta_prime_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.beta_prime_choose <- function(at, a, b, c_1, d, e, f, g) {
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
.beta_prime_value_joint <- function(n, sum_log_x, sum_h, alpha, beta_) {
  (alpha - 1) * sum_log_x + (-alpha - beta_) * sum_h - n * lbeta(alpha, beta_)
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.beta_prime_derivatives_joint <- function(sum_h, sum_log_x, n, alpha, beta_) {
  t <- alpha + beta_
  t_1 <- -sum_h
  c(
    (alpha - 1) * sum_log_x - n * lbeta(alpha, beta_) - t * sum_h,
    n * .beta_prime_polygamma_rising(0, alpha, beta_) + t_1 + sum_log_x,
    n * .beta_prime_polygamma_rising(0, beta_, alpha) + t_1,
    n * .beta_prime_polygamma_rising(1, alpha, beta_),
    n * trigamma(t),
    n * .beta_prime_polygamma_rising(1, beta_, alpha)
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.beta_prime_surface_joint <- function(sum_h, sum_log_x, n, u_1, u_2) {
  alpha <- .beta_prime_outward(u_1, 0, Inf)
  stretch_1 <- .beta_prime_stretch(u_1, 0, Inf)
  beta_ <- .beta_prime_outward(u_2, 0, Inf)
  stretch_2 <- .beta_prime_stretch(u_2, 0, Inf)
  found_1 <- .beta_prime_derivatives_joint(sum_h, sum_log_x, n, alpha, beta_)
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
      g_1 * .beta_prime_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n - g_2 * .beta_prime_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.beta_prime_climb_joint <- function(sum_h, sum_log_x, n, start_1, start_2) {
  u_1 <- .beta_prime_inward(start_1, 0, Inf)
  u_2 <- .beta_prime_inward(start_2, 0, Inf)
  found_2 <- .beta_prime_surface_joint(sum_h, sum_log_x, n, u_1, u_2)
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
    found_3 <- .beta_prime_surface_joint(
      sum_h, sum_log_x, n, u_1 + step_1, u_2 + step_2
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
  c(-f, .beta_prime_outward(u_1, 0, Inf), .beta_prime_outward(u_2, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.beta_prime_maximise_joint <- function(x, sum_h, sum_log_x, n) {
  middle_x <- .beta_prime_level(x, 0.5)
  high_x <- .beta_prime_level(x, 0.75)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .beta_prime_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .beta_prime_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      seed <- .beta_prime_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .beta_prime_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .beta_prime_value_joint(n, sum_log_x, sum_h, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_4 <- .beta_prime_climb_joint(
      sum_h, sum_log_x, n, reached_1, reached_2
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
.beta_prime_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_h <- sum(log1p(x))
  found_5 <- .beta_prime_maximise_joint(x, sum_h, sum_log_x, n)
  alpha <- found_5[1]
  beta_ <- found_5[2]
  c(alpha, beta_)
}

# 1 and the limits where no maximum exists, else 0.
.beta_prime_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, Inf, Inf))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.beta_prime_log_likelihood <- function(x, alpha, beta_) {
  t_4 <- alpha + beta_
  t_5 <- t_4 / (x + 1)
  part_6 <- log(alpha) + log(beta_) + .beta_prime_stirling(t_4) - log(x) -
    .beta_prime_deviance(alpha, t_5 * x) - log(t_4)
  log_densities <- sum(
    part_6 - .beta_prime_deviance(beta_, t_5) - .beta_prime_stirling(alpha) -
      .beta_prime_stirling(beta_)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.beta_prime_nll <- function(x, alpha, beta_) {
  if (!isTRUE(alpha > 0 && is.finite(alpha) && beta_ > 0 && is.finite(beta_))) {
    return(Inf)
  }
  -.beta_prime_log_likelihood(x, alpha, beta_)
}

# The gradient of the log-likelihood.
.beta_prime_score <- function(sum_h, sum_log_x, n, alpha, beta_) {
  t_7 <- -sum_h
  c(
    n * .beta_prime_polygamma_rising(0, alpha, beta_) + t_7 + sum_log_x,
    n * .beta_prime_polygamma_rising(0, beta_, alpha) + t_7
  )
}

# The gradient of nll; nan outside the domain or the support.
.beta_prime_gradient <- function(x, alpha, beta_) {
  if (!isTRUE(alpha > 0 && is.finite(alpha) && beta_ > 0 && is.finite(beta_))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_h <- sum(log1p(x))
  found_7 <- .beta_prime_score(sum_h, sum_log_x, n, alpha, beta_)
  g_1 <- found_7[1]
  g_2 <- found_7[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.beta_prime_curvature <- function(n, alpha, beta_) {
  t <- alpha + beta_
  c(
    n * .beta_prime_polygamma_rising(1, alpha, beta_),
    n * trigamma(t),
    n * .beta_prime_polygamma_rising(1, beta_, alpha)
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.beta_prime_hessian <- function(x, alpha, beta_) {
  if (!isTRUE(alpha > 0 && is.finite(alpha) && beta_ > 0 && is.finite(beta_))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_8 <- .beta_prime_curvature(n, alpha, beta_)
  h_1 <- found_8[1]
  h_2 <- found_8[2]
  h_3 <- found_8[3]
  c(-h_1, -h_2, -h_3)
}
