# Maximum-likelihood estimation: Cauchy distribution.
#
#   f(x; location, scale) = 1/(pi*scale*(1+((x-location)/scale)**2))
#   support: real
#   location: real
#   scale: positive
#
# Log-likelihood:
#
#   -log(pi*scale)*n - sum(log(1 + (x - location)**2/scale**2))
#
# Estimator (numeric):
#
#   location, scale = the joint maximiser of the log-likelihood
#
# Conditions:
#
#   The maximum is the only one if n > 2.
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 16
#   Copas (1975), On the unimodality of the likelihood for the Cauchy
#       distribution, Biometrika 62, 701-704
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
mle_cauchy <- function(x) {
  x <- .cauchy_column(x, "x")
  labels <- c("location", "scale")
  units_x <- .cauchy_units_x(x)
  estimate <- .cauchy_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1] + units_x[1]
  estimate[2] <- units_x[2] * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_cauchy(x, estimate)
    information <- hessian_cauchy(x, estimate)
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
#' @param parameters numeric vector: location, scale, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_cauchy <- function(x, parameters) {
  x <- .cauchy_column(x, "x")
  .cauchy_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_cauchy <- function(x, parameters) {
  x <- .cauchy_column(x, "x")
  .cauchy_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_cauchy <- function(x, parameters) {
  x <- .cauchy_column(x, "x")
  triangle <- .cauchy_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, scale, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_cauchy <- function(x, parameters) {
  x <- .cauchy_column(x, "x")
  location <- parameters[[1]]
  scale <- parameters[[2]]
  t_20 <- 1 / scale^2
  t_21 <- (x - location)^2
  t_22 <- 1 / (t_20 * t_21 + 1)
  score_1 <- rep_len(-t_20 * t_22 * (2 * location - 2 * x), length(x))
  score_2 <- rep_len(
    2 * t_21 * t_22 / (scale * scale * scale) - 1 / scale, length(x)
  )
  out <- cbind(score_1, score_2)
  colnames(out) <- c("location", "scale")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.cauchy_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.cauchy_column <- function(values, name) {
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
.cauchy_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.cauchy_outward <- function(u, lower, upper) {
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
.cauchy_inward <- function(t, lower, upper) {
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
.cauchy_stretch <- function(u, lower, upper) {
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
.cauchy_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .cauchy_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.cauchy_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.cauchy_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of location, scale.
.cauchy_value_joint <- function(x, n, location, scale) {
  sum_h <- sum(log1p((x - location)^2 / scale^2))
  -n * log(pi * scale) - sum_h
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.cauchy_derivatives_joint <- function(x, n, location, scale) {
  t <- x - location
  t_1 <- t^2
  t_2 <- t_1 / scale^2
  t_3 <- t_2 + 1
  t_4 <- 1 / t_3
  t_5 <- t_4^2
  sum_h_1 <- sum(log1p(t_2))
  sum_h_2 <- sum(t * t_4)
  sum_h_3 <- sum(t_1 * t_4)
  sum_h_4 <- sum(t_1 * t_5)
  sum_h_5 <- sum(t_4)
  sum_h_6 <- sum(t * t_1 * t_5)
  sum_h_7 <- sum(t_1^2 * t_5)
  t_6 <- 1 / scale^2
  t_7 <- 2 * t_6
  t_8 <- 1 / (scale * scale * scale)
  t_9 <- 1 / (scale * scale * scale * scale)
  c(
    -n * log(pi * scale) - sum_h_1,
    t_7 * sum_h_2,
    2 * t_8 * sum_h_3 - n / scale,
    4 * t_9 * sum_h_4 - t_7 * sum_h_5,
    4 * sum_h_6 / scale^5 - 4 * t_8 * sum_h_2,
    t_6 * n + 4 * sum_h_7 / scale^6 - 6 * t_9 * sum_h_3
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.cauchy_surface_joint <- function(x, n, u_1, u_2) {
  location <- .cauchy_outward(u_1, -Inf, Inf)
  stretch_1 <- .cauchy_stretch(u_1, -Inf, Inf)
  scale <- .cauchy_outward(u_2, 0, Inf)
  stretch_2 <- .cauchy_stretch(u_2, 0, Inf)
  found_1 <- .cauchy_derivatives_joint(x, n, location, scale)
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
    -h_1_1 * stretch_1 * stretch_1 / n - g_1 * .cauchy_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n - g_2 * .cauchy_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.cauchy_climb_joint <- function(x, n, start_1, start_2) {
  u_1 <- .cauchy_inward(start_1, -Inf, Inf)
  u_2 <- .cauchy_inward(start_2, 0, Inf)
  found_2 <- .cauchy_surface_joint(x, n, u_1, u_2)
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
    found_3 <- .cauchy_surface_joint(x, n, u_1 + step_1, u_2 + step_2)
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
  c(-f, .cauchy_outward(u_1, -Inf, Inf), .cauchy_outward(u_2, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.cauchy_maximise_joint <- function(x, n) {
  lowest_x <- .cauchy_level(x, 0.05)
  low_x <- .cauchy_level(x, 0.25)
  middle_x <- .cauchy_level(x, 0.5)
  high_x <- .cauchy_level(x, 0.75)
  highest_x <- .cauchy_level(x, 0.95)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- middle_x
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .cauchy_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .cauchy_choose(
        at, middle_x, low_x, high_x, lowest_x, highest_x, middle_x, middle_x
      )
      seed <- .cauchy_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .cauchy_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && draw_2 > 0 && is.finite(draw_2))) {
        height <- .cauchy_value_joint(x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_4 <- .cauchy_climb_joint(x, n, reached_1, reached_2)
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
.cauchy_solve <- function(x) {
  n <- length(x)
  found_5 <- .cauchy_maximise_joint(x, n)
  location <- found_5[1]
  scale <- found_5[2]
  c(location, scale)
}

# A centre and a spread with which the data are standardised.
.cauchy_units_x <- function(x) {
  n <- length(x)
  quarter <- .cauchy_level(x, 0.25)
  half <- .cauchy_level(x, 0.5)
  rest <- .cauchy_level(x, 0.75)
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
.cauchy_log_likelihood <- function(x, n, location, scale) {
  sum_h <- sum(log1p((x - location)^2 / scale^2))
  -n * log(pi * scale) - sum_h
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.cauchy_nll <- function(x, location, scale) {
  if (!isTRUE(is.finite(location) && scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  n <- length(x)
  -.cauchy_log_likelihood(x, n, location, scale)
}

# The gradient of the log-likelihood.
.cauchy_score <- function(x, n, location, scale) {
  t_23 <- x - location
  t_24 <- t_23^2
  t_25 <- 1 / (t_24 / scale^2 + 1)
  sum_h_15 <- sum(t_23 * t_25)
  sum_h_16 <- sum(t_24 * t_25)
  c(2 * sum_h_15 / scale^2, 2 * sum_h_16 / (scale * scale * scale) - n / scale)
}

# The gradient of nll; nan outside the domain or the support.
.cauchy_gradient <- function(x, location, scale) {
  if (!isTRUE(is.finite(location) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_6 <- .cauchy_score(x, n, location, scale)
  g_1 <- found_6[1]
  g_2 <- found_6[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.cauchy_curvature <- function(x, n, location, scale) {
  t <- x - location
  t_1 <- t^2
  t_2 <- t_1 / scale^2
  t_3 <- t_2 + 1
  t_4 <- 1 / t_3
  t_5 <- t_4^2
  sum_h_2 <- sum(t * t_4)
  sum_h_3 <- sum(t_1 * t_4)
  sum_h_4 <- sum(t_1 * t_5)
  sum_h_5 <- sum(t_4)
  sum_h_6 <- sum(t * t_1 * t_5)
  sum_h_7 <- sum(t_1^2 * t_5)
  t_6 <- 1 / scale^2
  t_7 <- 2 * t_6
  t_8 <- 1 / (scale * scale * scale)
  t_9 <- 1 / (scale * scale * scale * scale)
  c(
    4 * t_9 * sum_h_4 - t_7 * sum_h_5,
    4 * sum_h_6 / scale^5 - 4 * t_8 * sum_h_2,
    t_6 * n + 4 * sum_h_7 / scale^6 - 6 * t_9 * sum_h_3
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.cauchy_hessian <- function(x, location, scale) {
  if (!isTRUE(is.finite(location) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_7 <- .cauchy_curvature(x, n, location, scale)
  h_1 <- found_7[1]
  h_2 <- found_7[2]
  h_3 <- found_7[3]
  c(-h_1, -h_2, -h_3)
}
