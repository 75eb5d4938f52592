# Maximum-likelihood estimation: Logistic distribution.
#
#   f(x; mu, scale) = exp(-(x-mu)/scale)/(scale*(1+exp(-(x-mu)/scale))**2)
#   support: real
#   mu: real
#   scale: positive
#
# Log-likelihood:
#
#   (-log(scale) - 2*log(2))*n - 2*sum(log(cosh((x - mu)/(2*scale))))
#
# Estimator (numeric):
#
#   mu, scale = the joint maximiser of the log-likelihood
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
#       vol. 2, ch. 23
#   Antle, Klimko, Harkness (1970), Confidence intervals for the parameters of
#       the logistic distribution, Biometrika 57, 397-402
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
mle_logistic <- function(x) {
  x <- .logistic_column(x, "x")
  labels <- c("mu", "scale")
  limit <- .logistic_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    units_x <- .logistic_units_x(x)
    estimate <- .logistic_solve((x - units_x[1]) / units_x[2])
    estimate[1] <- units_x[2] * estimate[1] + units_x[1]
    estimate[2] <- units_x[2] * estimate[2]
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_logistic(x, estimate)
    information <- hessian_logistic(x, estimate)
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
#' @param parameters numeric vector: mu, scale, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_logistic <- function(x, parameters) {
  x <- .logistic_column(x, "x")
  .logistic_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_logistic <- function(x, parameters) {
  x <- .logistic_column(x, "x")
  .logistic_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_logistic <- function(x, parameters) {
  x <- .logistic_column(x, "x")
  triangle <- .logistic_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_logistic <- function(x, parameters) {
  x <- .logistic_column(x, "x")
  mu <- parameters[[1]]
  scale <- parameters[[2]]
  t_16 <- 1 / scale
  t_17 <- x - mu
  t_18 <- tanh(0.5 * t_16 * t_17)
  score_1 <- rep_len(t_16 * t_18, length(x))
  score_2 <- rep_len(t_17 * t_18 / scale^2 - t_16, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("mu", "scale")
  out
}

# log(exp a + exp b).
.logistic_logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.logistic_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.logistic_column <- function(values, name) {
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
.logistic_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.logistic_outward <- function(u, lower, upper) {
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
.logistic_inward <- function(t, lower, upper) {
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
.logistic_stretch <- function(u, lower, upper) {
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
.logistic_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .logistic_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.logistic_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.logistic_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of mu, scale.
.logistic_value_joint <- function(x, n, mu, scale) {
  t <- 0.5 / scale * (x - mu)
  sum_h <- sum(.logistic_logaddexp(t, -t))
  -n * log(scale) - 2 * sum_h
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.logistic_derivatives_joint <- function(x, n, mu, scale) {
  t_1 <- x - mu
  t_2 <- 0.5 * t_1 / scale
  t_3 <- tanh(t_2)
  t_4 <- 1 / cosh(t_2)^2
  sum_h_1 <- sum(.logistic_logaddexp(t_2, -t_2))
  sum_h_2 <- sum(t_3)
  sum_h_3 <- sum(t_1 * t_3)
  sum_h_4 <- sum(t_4)
  sum_h_5 <- sum(t_1 * t_4)
  sum_h_6 <- sum(t_1^2 * t_4)
  t_5 <- 1 / scale
  t_6 <- 1 / scale^2
  t_7 <- 1 / (scale * scale * scale)
  c(
    -n * log(scale) - 2 * sum_h_1,
    t_5 * sum_h_2,
    t_6 * sum_h_3 - t_5 * n,
    -0.5 * t_6 * sum_h_4,
    -t_6 * sum_h_2 - 0.5 * t_7 * sum_h_5,
    t_6 * n - 2 * t_7 * sum_h_3 -
      0.5 * sum_h_6 / (scale * scale * scale * scale)
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.logistic_surface_joint <- function(x, n, u_1, u_2) {
  mu <- .logistic_outward(u_1, -Inf, Inf)
  stretch_1 <- .logistic_stretch(u_1, -Inf, Inf)
  scale <- .logistic_outward(u_2, 0, Inf)
  stretch_2 <- .logistic_stretch(u_2, 0, Inf)
  found_1 <- .logistic_derivatives_joint(x, n, mu, scale)
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
      g_1 * .logistic_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n - g_2 * .logistic_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.logistic_climb_joint <- function(x, n, start_1, start_2) {
  u_1 <- .logistic_inward(start_1, -Inf, Inf)
  u_2 <- .logistic_inward(start_2, 0, Inf)
  found_2 <- .logistic_surface_joint(x, n, u_1, u_2)
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
    found_3 <- .logistic_surface_joint(x, n, u_1 + step_1, u_2 + step_2)
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
  c(-f, .logistic_outward(u_1, -Inf, Inf), .logistic_outward(u_2, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.logistic_maximise_joint <- function(x, n) {
  lowest_x <- .logistic_level(x, 0.05)
  low_x <- .logistic_level(x, 0.25)
  middle_x <- .logistic_level(x, 0.5)
  high_x <- .logistic_level(x, 0.75)
  highest_x <- .logistic_level(x, 0.95)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- middle_x
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .logistic_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .logistic_choose(
        at, middle_x, low_x, high_x, lowest_x, highest_x, middle_x, middle_x
      )
      seed <- .logistic_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .logistic_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && draw_2 > 0 && is.finite(draw_2))) {
        height <- .logistic_value_joint(x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_4 <- .logistic_climb_joint(x, n, reached_1, reached_2)
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
.logistic_solve <- function(x) {
  n <- length(x)
  found_5 <- .logistic_maximise_joint(x, n)
  mu <- found_5[1]
  scale <- found_5[2]
  c(mu, scale)
}

# 1 and the limits where no maximum exists, else 0.
.logistic_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, 0))
  }
  c(0, NaN, NaN)
}

# A centre and a spread with which the data are standardised.
.logistic_units_x <- function(x) {
  n <- length(x)
  quarter <- .logistic_level(x, 0.25)
  half <- .logistic_level(x, 0.5)
  rest <- .logistic_level(x, 0.75)
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
.logistic_log_likelihood <- function(x, n, mu, scale) {
  t <- 0.5 / scale * (x - mu)
  sum_h <- sum(.logistic_logaddexp(t, -t))
  -n * log(scale) - 2 * sum_h
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.logistic_nll <- function(x, mu, scale) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  n <- length(x)
  -.logistic_log_likelihood(x, n, mu, scale)
}

# The gradient of the log-likelihood.
.logistic_score <- function(x, n, mu, scale) {
  t_19 <- x - mu
  t_20 <- tanh(0.5 * t_19 / scale)
  sum_h_13 <- sum(t_20)
  sum_h_14 <- sum(t_19 * t_20)
  t_21 <- 1 / scale
  c(t_21 * sum_h_13, sum_h_14 / scale^2 - t_21 * n)
}

# The gradient of nll; nan outside the domain or the support.
.logistic_gradient <- function(x, mu, scale) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_6 <- .logistic_score(x, n, mu, scale)
  g_1 <- found_6[1]
  g_2 <- found_6[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.logistic_curvature <- function(x, n, mu, scale) {
  t_1 <- x - mu
  t_2 <- 0.5 * t_1 / scale
  t_3 <- tanh(t_2)
  t_4 <- 1 / cosh(t_2)^2
  sum_h_2 <- sum(t_3)
  sum_h_3 <- sum(t_1 * t_3)
  sum_h_4 <- sum(t_4)
  sum_h_5 <- sum(t_1 * t_4)
  sum_h_6 <- sum(t_1^2 * t_4)
  t_6 <- 1 / scale^2
  t_7 <- 1 / (scale * scale * scale)
  c(
    -0.5 * t_6 * sum_h_4,
    -t_6 * sum_h_2 - 0.5 * t_7 * sum_h_5,
    t_6 * n - 2 * t_7 * sum_h_3 -
      0.5 * sum_h_6 / (scale * scale * scale * scale)
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.logistic_hessian <- function(x, mu, scale) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_7 <- .logistic_curvature(x, n, mu, scale)
  h_1 <- found_7[1]
  h_2 <- found_7[2]
  h_3 <- found_7[3]
  c(-h_1, -h_2, -h_3)
}
