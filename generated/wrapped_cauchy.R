# Maximum-likelihood estimation: Wrapped Cauchy distribution.
#
#   f(x; mu, rho) = (1-rho**2)/(2*pi*(1+rho**2-2*rho*cos(x-mu)))
#   support: -pi <= x <= pi
#   mu: -pi < mu <= pi
#   rho: 0 < rho < 1
#
# Log-likelihood:
#
#   (log(1 - rho**2) - log(2*pi))*n - sum(log(rho**2 - 2*rho*cos(x - mu) + 1))
#
# Estimator (numeric):
#
#   mu, rho = the joint maximiser of the log-likelihood
#
# Source:
#
#   Kent, Tyler (1988), Maximum likelihood estimation for the wrapped Cauchy
#       distribution, J. Appl. Statist. 15, 247-254
#   Kent, Tyler (1988), Maximum likelihood estimation for the wrapped Cauchy
#       distribution, J. Appl. Statist. 15, 247-254
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
mle_wrapped_cauchy <- function(x) {
  x <- .wrapped_cauchy_column(x, "x")
  .wrapped_cauchy_require_rows("x", x >= -pi, "must be >= -pi")
  .wrapped_cauchy_require_rows("x", x <= pi, "must be <= pi")
  labels <- c("mu", "rho")
  estimate <- .wrapped_cauchy_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_wrapped_cauchy(x, estimate)
    information <- hessian_wrapped_cauchy(x, estimate)
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
#' @param parameters numeric vector: mu, rho, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_wrapped_cauchy <- function(x, parameters) {
  x <- .wrapped_cauchy_column(x, "x")
  .wrapped_cauchy_require_rows("x", x >= -pi, "must be >= -pi")
  .wrapped_cauchy_require_rows("x", x <= pi, "must be <= pi")
  .wrapped_cauchy_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, rho, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_wrapped_cauchy <- function(x, parameters) {
  x <- .wrapped_cauchy_column(x, "x")
  .wrapped_cauchy_require_rows("x", x >= -pi, "must be >= -pi")
  .wrapped_cauchy_require_rows("x", x <= pi, "must be <= pi")
  .wrapped_cauchy_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, rho, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_wrapped_cauchy <- function(x, parameters) {
  x <- .wrapped_cauchy_column(x, "x")
  .wrapped_cauchy_require_rows("x", x >= -pi, "must be >= -pi")
  .wrapped_cauchy_require_rows("x", x <= pi, "must be <= pi")
  triangle <- .wrapped_cauchy_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, rho, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_wrapped_cauchy <- function(x, parameters) {
  x <- .wrapped_cauchy_column(x, "x")
  .wrapped_cauchy_require_rows("x", x >= -pi, "must be >= -pi")
  .wrapped_cauchy_require_rows("x", x <= pi, "must be <= pi")
  mu <- parameters[[1]]
  rho <- parameters[[2]]
  t_29 <- rho^2
  t_30 <- 2 * rho
  t_31 <- x - mu
  t_32 <- 2 * cos(t_31)
  t_33 <- 1 / (t_29 + 1 - rho * t_32)
  score_1 <- rep_len(t_33 * t_30 * sin(t_31), length(x))
  score_2 <- rep_len(-(t_30 - t_32) * t_33 - t_30 / (1 - t_29), length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("mu", "rho")
  out
}

# A variable as a numeric vector; stops if it is none.
.wrapped_cauchy_column <- function(values, name) {
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
.wrapped_cauchy_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.wrapped_cauchy_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.wrapped_cauchy_outward <- function(u, lower, upper) {
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
.wrapped_cauchy_inward <- function(t, lower, upper) {
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
.wrapped_cauchy_stretch <- function(u, lower, upper) {
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
.wrapped_cauchy_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .wrapped_cauchy_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.wrapped_cauchy_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.wrapped_cauchy_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of mu, rho.
.wrapped_cauchy_value_joint <- function(x, n, mu, rho) {
  sum_h <- sum(log1p(rho^2 - 2 * rho * cos(x - mu)))
  n * log1p(-rho^2) - n * log(2 * pi) - sum_h
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.wrapped_cauchy_derivatives_joint <- function(x, n, mu, rho) {
  t <- x - mu
  t_1 <- cos(t)
  t_2 <- rho^2 - 2 * rho * t_1
  t_3 <- -t_2 - 1
  t_4 <- 1 / t_3
  t_5 <- sin(t)
  t_6 <- t_1 - rho
  t_7 <- t_4^2
  sum_h_1 <- sum(log1p(t_2))
  sum_h_2 <- sum(t_4 * t_5)
  sum_h_3 <- sum(t_4 * t_6)
  sum_h_4 <- sum(t_1 * t_4)
  sum_h_5 <- sum(t_5^2 * t_7)
  sum_h_6 <- sum(t_5 * t_6 * t_7)
  sum_h_7 <- sum(t_6^2 * t_7)
  sum_h_8 <- sum(t_4)
  t_8 <- rho^2
  t_9 <- 2 * sum_h_2
  t_10 <- 2 * rho
  t_11 <- 1 - t_8
  t_12 <- n / t_11
  t_13 <- 4 * t_8
  c(
    n * log1p(-t_8) - n * log(2 * pi) - sum_h_1,
    -rho * t_9,
    -t_10 * t_12 - 2 * sum_h_3,
    t_10 * sum_h_4 + t_13 * sum_h_5,
    4 * rho * sum_h_6 - t_9,
    4 * sum_h_7 + 2 * sum_h_8 - t_13 * n / t_11^2 - 2 * t_12
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.wrapped_cauchy_surface_joint <- function(x, n, u_1, u_2) {
  mu <- .wrapped_cauchy_outward(u_1, -Inf, Inf)
  stretch_1 <- .wrapped_cauchy_stretch(u_1, -Inf, Inf)
  rho <- .wrapped_cauchy_outward(u_2, 0, 1)
  stretch_2 <- .wrapped_cauchy_stretch(u_2, 0, 1)
  found_1 <- .wrapped_cauchy_derivatives_joint(x, n, mu, rho)
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
      g_1 * .wrapped_cauchy_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .wrapped_cauchy_bend(u_2, 0, 1) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.wrapped_cauchy_climb_joint <- function(x, n, start_1, start_2) {
  u_1 <- .wrapped_cauchy_inward(start_1, -Inf, Inf)
  u_2 <- .wrapped_cauchy_inward(start_2, 0, 1)
  found_2 <- .wrapped_cauchy_surface_joint(x, n, u_1, u_2)
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
    found_3 <- .wrapped_cauchy_surface_joint(x, n, u_1 + step_1, u_2 + step_2)
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
  if (isTRUE(abs(d_1) <= 0)) {
    return(c(-Inf, start_1, start_2))
  }
  l_2_1 <- h_2_1 / d_1
  d_2 <- h_2_2 - l_2_1 * l_2_1 * d_1
  if (isTRUE(abs(d_2) <= 1e-09)) {
    return(c(-Inf, start_1, start_2))
  }
  c(
    -f,
    .wrapped_cauchy_outward(u_1, -Inf, Inf),
    .wrapped_cauchy_outward(u_2, 0, 1)
  )
}

# The joint maximiser, the best of several climbs.
.wrapped_cauchy_maximise_joint <- function(x, n) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- -pi + (pi - (-pi)) * 0.5
    reached_2 <- 0 + (1 - 0) * 0.5
    for (pick in seq_len(40) - 1) {
      seed <- .wrapped_cauchy_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_4 <- -pi + (pi - (-pi)) * 0.05
      part_5 <- -pi + (pi - (-pi)) * 0.35
      part_6 <- -pi + (pi - (-pi)) * 0.65
      part_7 <- -pi + (pi - (-pi)) * 0.95
      part_8 <- -pi + (pi - (-pi)) * 0.5
      draw_1 <- .wrapped_cauchy_choose(
        at,
        part_8,
        part_4,
        -pi + (pi - (-pi)) * 0.2,
        part_5,
        part_6,
        -pi + (pi - (-pi)) * 0.8,
        part_7
      )
      seed <- .wrapped_cauchy_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_9 <- 0 + (1 - 0) * 0.05
      part_10 <- 0 + (1 - 0) * 0.35
      part_11 <- 0 + (1 - 0) * 0.65
      draw_2 <- .wrapped_cauchy_choose(
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
      if (isTRUE(draw_1 > -pi && draw_1 <= pi && draw_2 > 0 && draw_2 < 1)) {
        height <- .wrapped_cauchy_value_joint(x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_12 <- .wrapped_cauchy_climb_joint(x, n, reached_1, reached_2)
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
.wrapped_cauchy_solve <- function(x) {
  n <- length(x)
  found_13 <- .wrapped_cauchy_maximise_joint(x, n)
  mu <- found_13[1]
  rho <- found_13[2]
  c(mu, rho)
}

# The log-likelihood, every constant included.
.wrapped_cauchy_log_likelihood <- function(x, n, mu, rho) {
  sum_h <- sum(log1p(rho^2 - 2 * rho * cos(x - mu)))
  n * log1p(-rho^2) - n * log(2 * pi) - sum_h
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.wrapped_cauchy_nll <- function(x, mu, rho) {
  if (!isTRUE(mu > -pi && mu <= pi && rho > 0 && rho < 1)) {
    return(Inf)
  }
  n <- length(x)
  -.wrapped_cauchy_log_likelihood(x, n, mu, rho)
}

# The gradient of the log-likelihood.
.wrapped_cauchy_score <- function(x, n, mu, rho) {
  t_34 <- x - mu
  t_35 <- cos(t_34)
  t_36 <- 1 / (2 * rho * t_35 - rho^2 - 1)
  sum_h_17 <- sum(t_36 * sin(t_34))
  sum_h_18 <- sum((t_35 - rho) * t_36)
  t_37 <- 2 * rho
  c(-t_37 * sum_h_17, -t_37 * n / (1 - rho^2) - 2 * sum_h_18)
}

# The gradient of nll; nan outside the domain or the support.
.wrapped_cauchy_gradient <- function(x, mu, rho) {
  if (!isTRUE(mu > -pi && mu <= pi && rho > 0 && rho < 1)) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_14 <- .wrapped_cauchy_score(x, n, mu, rho)
  g_1 <- found_14[1]
  g_2 <- found_14[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.wrapped_cauchy_curvature <- function(x, n, mu, rho) {
  t <- x - mu
  t_1 <- cos(t)
  t_2 <- rho^2 - 2 * rho * t_1
  t_3 <- -t_2 - 1
  t_4 <- 1 / t_3
  t_5 <- sin(t)
  t_6 <- t_1 - rho
  t_7 <- t_4^2
  sum_h_2 <- sum(t_4 * t_5)
  sum_h_4 <- sum(t_1 * t_4)
  sum_h_5 <- sum(t_5^2 * t_7)
  sum_h_6 <- sum(t_5 * t_6 * t_7)
  sum_h_7 <- sum(t_6^2 * t_7)
  sum_h_8 <- sum(t_4)
  t_8 <- rho^2
  t_9 <- 2 * sum_h_2
  t_10 <- 2 * rho
  t_11 <- 1 - t_8
  t_12 <- n / t_11
  t_13 <- 4 * t_8
  c(
    t_10 * sum_h_4 + t_13 * sum_h_5,
    4 * rho * sum_h_6 - t_9,
    4 * sum_h_7 + 2 * sum_h_8 - t_13 * n / t_11^2 - 2 * t_12
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.wrapped_cauchy_hessian <- function(x, mu, rho) {
  if (!isTRUE(mu > -pi && mu <= pi && rho > 0 && rho < 1)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_15 <- .wrapped_cauchy_curvature(x, n, mu, rho)
  h_1 <- found_15[1]
  h_2 <- found_15[2]
  h_3 <- found_15[3]
  c(-h_1, -h_2, -h_3)
}
