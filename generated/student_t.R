# Maximum-likelihood estimation: Student t distribution (degrees of freedom
# free).
#
#   f(x; nu, mu, sigma) = gamma((nu+1)/2)/(gamma(nu/2)*sqrt(nu*pi)*sigma)*(1+(
#       x-mu)**2/(nu*sigma**2))**(-(nu+1)/2)
#   support: real
#   nu: positive
#   mu: real
#   sigma: positive
#
# Log-likelihood:
#
#   (-nu/2 - 1/2)*sum(log(1 + (x - mu)**2/(nu*sigma**2))) + (-log(sigma) -
#       log(pi*nu)/2 - loggamma(nu/2) + loggamma(nu/2 + 1/2))*n
#
# Estimator (unbounded):
#
#   nu, mu, sigma = the joint maximiser of the log-likelihood
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
#       vol. 2, ch. 28
#   Fernandez, Steel (1999), Multivariate Student-t regression models:
#       pitfalls and inference, Biometrika 86, 153-167
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
mle_student_t <- function(x) {
  x <- .student_t_column(x, "x")
  labels <- c("nu", "mu", "sigma")
  units_x <- .student_t_units_x(x)
  estimate <- .student_t_solve((x - units_x[1]) / units_x[2])
  estimate[2] <- units_x[2] * estimate[2] + units_x[1]
  estimate[3] <- units_x[2] * estimate[3]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_student_t(x, estimate)
    information <- hessian_student_t(x, estimate)
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
#' @param parameters numeric vector: nu, mu, sigma, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_student_t <- function(x, parameters) {
  x <- .student_t_column(x, "x")
  .student_t_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: nu, mu, sigma, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_student_t <- function(x, parameters) {
  x <- .student_t_column(x, "x")
  .student_t_gradient(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: nu, mu, sigma, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_student_t <- function(x, parameters) {
  x <- .student_t_column(x, "x")
  triangle <- .student_t_hessian(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
  out <- matrix(0, 3, 3)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: nu, mu, sigma, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_student_t <- function(x, parameters) {
  x <- .student_t_column(x, "x")
  nu <- parameters[[1]]
  mu <- parameters[[2]]
  sigma <- parameters[[3]]
  t_56 <- 1 / nu
  t_57 <- 1 / sigma^2
  t_58 <- 0.5 * nu
  t_59 <- (x - mu)^2
  t_60 <- t_57 * t_59
  t_61 <- t_56 * t_60
  t_62 <- (-t_58 - 0.5) / (t_61 + 1)
  t_63 <- t_56 * t_62
  score_1 <- rep_len(
    0.5 * .student_t_polygamma_rising(0, t_58, 0.5) - 0.5 * t_56 -
      t_60 * t_62 / nu^2 - 0.5 * log1p(t_61),
    length(x)
  )
  score_2 <- rep_len(t_57 * t_63 * (2 * mu - 2 * x), length(x))
  score_3 <- rep_len(
    -2 * t_59 * t_63 / (sigma * sigma * sigma) - 1 / sigma, length(x)
  )
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("nu", "mu", "sigma")
  out
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.student_t_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(a + d) - log Gamma(a) for a, a + d > 0.
.student_t_log_rising <- function(a, d) {
  b <- a + d
  large <- pmin(a, b) >= 16
  u <- ifelse(large, a, 16)
  v <- ifelse(large, b, 16)
  series <- (u - 0.5) * log1p(ifelse(large, d, 0) / u) + d * log(v) - d
  ifelse(
    large,
    series + (.student_t_gamma_tail(v) - .student_t_gamma_tail(u)),
    lgamma(b) - lgamma(a)
  )
}

# psi(z) - log z, z >= 10.
.student_t_digamma_tail <- function(z) {
  w <- 1 / z^2
  -0.5 / z - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))
}

# psi'(z) - 1/z, z >= 10.
.student_t_trigamma_tail <- function(z) {
  w <- 1 / z^2
  w * (0.5 + (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30))) / z)
}

# psi_m(a + d) - psi_m(a) for a, a + d > 0.
.student_t_polygamma_rising <- function(m, a, d) {
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
      (.student_t_digamma_tail(v) - .student_t_digamma_tail(u))
  } else {
    series <- -e / (u * v) +
      (.student_t_trigamma_tail(v) - .student_t_trigamma_tail(u))
  }
  ifelse(large, series, plain)
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.student_t_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.student_t_column <- function(values, name) {
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

# The remainder of a/b that has the sign of b.
.student_t_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.student_t_outward <- function(u, lower, upper) {
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
.student_t_inward <- function(t, lower, upper) {
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
.student_t_stretch <- function(u, lower, upper) {
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
.student_t_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .student_t_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.student_t_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.student_t_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of nu, mu, sigma.
.student_t_value_joint <- function(x, n, nu, mu, sigma) {
  sum_h <- sum(log1p((x - mu)^2 / (nu * sigma^2)))
  t <- 0.5 * nu
  n * .student_t_log_rising(t, 0.5) + (-t - 0.5) * sum_h - n * log(sigma) -
    0.5 * n * log(pi * nu)
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.student_t_derivatives_joint <- function(x, n, nu, mu, sigma) {
  t_1 <- x - mu
  t_2 <- t_1^2
  t_3 <- t_2 / (nu * sigma^2)
  t_4 <- t_3 + 1
  t_5 <- 1 / t_4
  t_6 <- t_5^2
  sum_h_1 <- sum(log1p(t_3))
  sum_h_2 <- sum(t_2 * t_5)
  sum_h_3 <- sum(t_1 * t_5)
  sum_h_4 <- sum(t_2^2 * t_6)
  sum_h_5 <- sum(t_1 * t_2 * t_6)
  sum_h_6 <- sum(t_2 * t_6)
  sum_h_7 <- sum(t_5)
  t_7 <- 0.5 * n
  t_8 <- 0.5 * nu
  t_9 <- -t_8 - 0.5
  t_10 <- 1 / nu
  t_11 <- 1 / nu^2
  t_12 <- 1 / sigma^2
  t_13 <- t_12 * sum_h_2
  t_14 <- t_11 * t_13
  t_15 <- t_12 * sum_h_3
  t_16 <- t_10 * t_15
  t_17 <- 2 * t_9
  t_18 <- 1 / (sigma * sigma * sigma)
  t_19 <- t_18 * sum_h_2
  t_20 <- t_19 * t_10
  t_21 <- t_9 / (sigma * sigma * sigma * sigma)
  t_22 <- 1 / (nu * nu * nu)
  t_23 <- t_17 * t_22
  t_24 <- t_17 * t_11
  t_25 <- 4 * t_11
  t_26 <- 1 / sigma^5
  t_27 <- t_25 * t_9
  c(
    n * .student_t_log_rising(t_8, 0.5) + t_9 * sum_h_1 - n * log(sigma) -
      t_7 * log(pi * nu),
    0.5 * n * .student_t_polygamma_rising(0, t_8, 0.5) - t_7 * t_10 -
      t_9 * t_14 - 0.5 * sum_h_1,
    -t_17 * t_16,
    -n / sigma - t_17 * t_20,
    0.25 * n * .student_t_polygamma_rising(1, t_8, 0.5) + t_7 * t_11 +
      t_23 * t_13 + t_14 - t_21 * sum_h_4 / (nu * nu * nu * nu),
    t_24 * t_15 + t_16 - 2 * t_21 * t_22 * sum_h_5,
    2 * t_9 * t_10 * t_12 * sum_h_7 - t_21 * t_25 * sum_h_6,
    t_19 * t_24 + t_20 - t_23 * t_26 * sum_h_4,
    4 * t_18 * t_9 * t_10 * sum_h_3 - t_26 * t_27 * sum_h_5,
    t_12 * n + 6 * t_21 * t_10 * sum_h_2 - t_27 * sum_h_4 / sigma^6
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.student_t_surface_joint <- function(x, n, u_1, u_2, u_3) {
  nu <- .student_t_outward(u_1, 0, Inf)
  stretch_1 <- .student_t_stretch(u_1, 0, Inf)
  mu <- .student_t_outward(u_2, -Inf, Inf)
  stretch_2 <- .student_t_stretch(u_2, -Inf, Inf)
  sigma <- .student_t_outward(u_3, 0, Inf)
  stretch_3 <- .student_t_stretch(u_3, 0, Inf)
  found_1 <- .student_t_derivatives_joint(x, n, nu, mu, sigma)
  height <- found_1[1]
  g_1 <- found_1[2]
  g_2 <- found_1[3]
  g_3 <- found_1[4]
  h_1_1 <- found_1[5]
  h_2_1 <- found_1[6]
  h_2_2 <- found_1[7]
  h_3_1 <- found_1[8]
  h_3_2 <- found_1[9]
  h_3_3 <- found_1[10]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -g_3 * stretch_3 / n,
    -h_1_1 * stretch_1 * stretch_1 / n - g_1 * .student_t_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .student_t_bend(u_2, -Inf, Inf) / n,
    -h_3_1 * stretch_3 * stretch_1 / n,
    -h_3_2 * stretch_3 * stretch_2 / n,
    -h_3_3 * stretch_3 * stretch_3 / n - g_3 * .student_t_bend(u_3, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.student_t_climb_joint <- function(x, n, start_1, start_2, start_3) {
  u_1 <- .student_t_inward(start_1, 0, Inf)
  u_2 <- .student_t_inward(start_2, -Inf, Inf)
  u_3 <- .student_t_inward(start_3, 0, Inf)
  found_2 <- .student_t_surface_joint(x, n, u_1, u_2, u_3)
  f <- found_2[1]
  g_1 <- found_2[2]
  g_2 <- found_2[3]
  g_3 <- found_2[4]
  h_1_1 <- found_2[5]
  h_2_1 <- found_2[6]
  h_2_2 <- found_2[7]
  h_3_1 <- found_2[8]
  h_3_2 <- found_2[9]
  h_3_3 <- found_2[10]
  if (!is.finite(f)) {
    return(c(-Inf, start_1, start_2, start_3))
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
    l_3_1 <- h_3_1 / d_1
    l_3_2 <- (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2
    d_3 <- h_3_3 + damp * pmax(abs(h_3_3), 1e-06) - l_3_1 * l_3_1 * d_1 -
      l_3_2 * l_3_2 * d_2
    if (!isTRUE(d_3 > 1e-14 * abs(h_3_3))) {
      definite <- 0
      d_3 <- 1
    }
    if (isTRUE(definite == 0)) {
      damp <- pmax(4 * damp, 0.001)
      next
    }
    v_1 <- -g_1
    v_2 <- -g_2 - l_2_1 * v_1
    v_3 <- -g_3 - l_3_1 * v_1 - l_3_2 * v_2
    decrement <- v_1 * v_1 / d_1 + v_2 * v_2 / d_2 + v_3 * v_3 / d_3
    step_3 <- v_3 / d_3
    step_2 <- v_2 / d_2 - l_3_2 * step_3
    step_1 <- v_1 / d_1 - l_2_1 * step_2 - l_3_1 * step_3
    length <- pmax(pmax(abs(step_1), abs(step_2)), abs(step_3))
    if (isTRUE(length > 4)) {
      step_1 <- step_1 * 4 / length
      step_2 <- step_2 * 4 / length
      step_3 <- step_3 * 4 / length
    }
    found_3 <- .student_t_surface_joint(
      x, n, u_1 + step_1, u_2 + step_2, u_3 + step_3
    )
    f_new <- found_3[1]
    g_1_new <- found_3[2]
    g_2_new <- found_3[3]
    g_3_new <- found_3[4]
    h_1_1_new <- found_3[5]
    h_2_1_new <- found_3[6]
    h_2_2_new <- found_3[7]
    h_3_1_new <- found_3[8]
    h_3_2_new <- found_3[9]
    h_3_3_new <- found_3[10]
    if (isTRUE(is.finite(f_new) && is.finite(g_1_new) && is.finite(g_2_new) &&
      is.finite(g_3_new) && is.finite(h_1_1_new) && is.finite(h_2_1_new) &&
      is.finite(h_2_2_new) && is.finite(h_3_1_new) && is.finite(h_3_2_new) &&
      is.finite(h_3_3_new) && f_new <= f + 1e-13 * (1 + abs(f)))) {
      u_1 <- u_1 + step_1
      u_2 <- u_2 + step_2
      u_3 <- u_3 + step_3
      f <- f_new
      g_1 <- g_1_new
      g_2 <- g_2_new
      g_3 <- g_3_new
      h_1_1 <- h_1_1_new
      h_2_1 <- h_2_1_new
      h_2_2 <- h_2_2_new
      h_3_1 <- h_3_1_new
      h_3_2 <- h_3_2_new
      h_3_3 <- h_3_3_new
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
    return(c(-Inf, start_1, start_2, start_3))
  }
  l_2_1 <- h_2_1 / d_1
  d_2 <- h_2_2 - l_2_1 * l_2_1 * d_1
  if (isTRUE(abs(d_2) <= 0)) {
    return(c(-Inf, start_1, start_2, start_3))
  }
  l_3_1 <- h_3_1 / d_1
  l_3_2 <- (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2
  d_3 <- h_3_3 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2
  if (isTRUE(abs(d_3) <= 1e-09)) {
    return(c(-Inf, start_1, start_2, start_3))
  }
  c(
    -f,
    .student_t_outward(u_1, 0, Inf),
    .student_t_outward(u_2, -Inf, Inf),
    .student_t_outward(u_3, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.student_t_maximise_joint <- function(x, n) {
  lowest_x <- .student_t_level(x, 0.05)
  low_x <- .student_t_level(x, 0.25)
  middle_x <- .student_t_level(x, 0.5)
  high_x <- .student_t_level(x, 0.75)
  highest_x <- .student_t_level(x, 0.95)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  chosen_3 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- middle_x
    reached_3 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .student_t_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .student_t_choose(at, 1, 0.1, 0.3, 0.7, 2, 5, 20)
      seed <- .student_t_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .student_t_choose(
        at, middle_x, low_x, high_x, lowest_x, highest_x, middle_x, middle_x
      )
      seed <- .student_t_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_3 <- .student_t_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && is.finite(draw_2) &&
        draw_3 > 0 && is.finite(draw_3))) {
        height <- .student_t_value_joint(x, n, draw_1, draw_2, draw_3)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
        reached_3 <- draw_3
      }
    }
    found_4 <- .student_t_climb_joint(x, n, reached_1, reached_2, reached_3)
    height <- found_4[1]
    reached_1 <- found_4[2]
    reached_2 <- found_4[3]
    reached_3 <- found_4[4]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
      chosen_3 <- reached_3
    }
  }
  c(chosen_1, chosen_2, chosen_3)
}

# The estimate, in the order of the parameters.
.student_t_solve <- function(x) {
  n <- length(x)
  found_5 <- .student_t_maximise_joint(x, n)
  nu <- found_5[1]
  mu <- found_5[2]
  sigma <- found_5[3]
  c(nu, mu, sigma)
}

# A centre and a spread with which the data are standardised.
.student_t_units_x <- function(x) {
  n <- length(x)
  quarter <- .student_t_level(x, 0.25)
  half <- .student_t_level(x, 0.5)
  rest <- .student_t_level(x, 0.75)
  total <- sum(x)
  largest <- max(abs(x))
  mean <- total / n
  squares <- sum((x - mean)^2)
  spread <- 0.74 * (rest - quarter)
  if (!isTRUE(spread > 0)) {
    spread <- sqrt(squares / n)
  }
  if (!isTRUE(spread > 0)) {
    spread <- largest
  }
  if (!isTRUE(spread > 0)) {
    spread <- 1
  }
  c(half, spread)
}

# The log-likelihood, every constant included.
.student_t_log_likelihood <- function(x, n, nu, mu, sigma) {
  sum_h <- sum(log1p((x - mu)^2 / (nu * sigma^2)))
  t <- 0.5 * nu
  n * .student_t_log_rising(t, 0.5) + (-t - 0.5) * sum_h - n * log(sigma) -
    0.5 * n * log(pi * nu)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.student_t_nll <- function(x, nu, mu, sigma) {
  if (!isTRUE(nu > 0 && is.finite(nu) && is.finite(mu) && sigma > 0 &&
    is.finite(sigma))) {
    return(Inf)
  }
  n <- length(x)
  -.student_t_log_likelihood(x, n, nu, mu, sigma)
}

# The gradient of the log-likelihood.
.student_t_score <- function(x, n, nu, mu, sigma) {
  t_64 <- x - mu
  t_65 <- t_64^2
  t_66 <- t_65 / (nu * sigma^2)
  t_67 <- 1 / (t_66 + 1)
  sum_h_15 <- sum(log1p(t_66))
  sum_h_16 <- sum(t_65 * t_67)
  sum_h_17 <- sum(t_64 * t_67)
  t_68 <- 1 / nu
  t_69 <- 0.5 * nu
  t_70 <- -t_69 - 0.5
  t_71 <- t_70 / sigma^2
  t_72 <- 2 * t_68
  c(
    0.5 * n * .student_t_polygamma_rising(0, t_69, 0.5) - 0.5 * t_68 * n -
      t_71 * sum_h_16 / nu^2 - 0.5 * sum_h_15,
    -t_71 * t_72 * sum_h_17,
    -n / sigma - t_70 * t_72 * sum_h_16 / (sigma * sigma * sigma)
  )
}

# The gradient of nll; nan outside the domain or the support.
.student_t_gradient <- function(x, nu, mu, sigma) {
  if (!isTRUE(nu > 0 && is.finite(nu) && is.finite(mu) && sigma > 0 &&
    is.finite(sigma))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_6 <- .student_t_score(x, n, nu, mu, sigma)
  g_1 <- found_6[1]
  g_2 <- found_6[2]
  g_3 <- found_6[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.student_t_curvature <- function(x, n, nu, mu, sigma) {
  t_1 <- x - mu
  t_2 <- t_1^2
  t_3 <- t_2 / (nu * sigma^2)
  t_4 <- t_3 + 1
  t_5 <- 1 / t_4
  t_6 <- t_5^2
  sum_h_2 <- sum(t_2 * t_5)
  sum_h_3 <- sum(t_1 * t_5)
  sum_h_4 <- sum(t_2^2 * t_6)
  sum_h_5 <- sum(t_1 * t_2 * t_6)
  sum_h_6 <- sum(t_2 * t_6)
  sum_h_7 <- sum(t_5)
  t_7 <- 0.5 * n
  t_8 <- 0.5 * nu
  t_9 <- -t_8 - 0.5
  t_10 <- 1 / nu
  t_11 <- 1 / nu^2
  t_12 <- 1 / sigma^2
  t_13 <- t_12 * sum_h_2
  t_14 <- t_11 * t_13
  t_15 <- t_12 * sum_h_3
  t_16 <- t_10 * t_15
  t_17 <- 2 * t_9
  t_18 <- 1 / (sigma * sigma * sigma)
  t_19 <- t_18 * sum_h_2
  t_20 <- t_19 * t_10
  t_21 <- t_9 / (sigma * sigma * sigma * sigma)
  t_22 <- 1 / (nu * nu * nu)
  t_23 <- t_17 * t_22
  t_24 <- t_17 * t_11
  t_25 <- 4 * t_11
  t_26 <- 1 / sigma^5
  t_27 <- t_25 * t_9
  c(
    0.25 * n * .student_t_polygamma_rising(1, t_8, 0.5) + t_7 * t_11 +
      t_23 * t_13 + t_14 - t_21 * sum_h_4 / (nu * nu * nu * nu),
    t_24 * t_15 + t_16 - 2 * t_21 * t_22 * sum_h_5,
    2 * t_9 * t_10 * t_12 * sum_h_7 - t_21 * t_25 * sum_h_6,
    t_19 * t_24 + t_20 - t_23 * t_26 * sum_h_4,
    4 * t_18 * t_9 * t_10 * sum_h_3 - t_26 * t_27 * sum_h_5,
    t_12 * n + 6 * t_21 * t_10 * sum_h_2 - t_27 * sum_h_4 / sigma^6
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.student_t_hessian <- function(x, nu, mu, sigma) {
  if (!isTRUE(nu > 0 && is.finite(nu) && is.finite(mu) && sigma > 0 &&
    is.finite(sigma))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_7 <- .student_t_curvature(x, n, nu, mu, sigma)
  h_1 <- found_7[1]
  h_2 <- found_7[2]
  h_3 <- found_7[3]
  h_4 <- found_7[4]
  h_5 <- found_7[5]
  h_6 <- found_7[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
