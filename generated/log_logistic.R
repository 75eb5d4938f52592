# Maximum-likelihood estimation: Log-logistic distribution.
#
#   f(x; scale, shape) =
#       shape/scale*(x/scale)**(shape-1)/(1+(x/scale)**shape)**2
#   support: x > 0
#   scale: positive
#   shape: positive
#
# Log-likelihood:
#
#   (shape - 1)*sum(log(x)) + (-shape*log(scale) + log(shape))*n -
#       2*sum(log(x**shape/scale**shape + 1))
#
# Estimator (numeric):
#
#   scale, shape = the joint maximiser of the log-likelihood
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
mle_log_logistic <- function(x) {
  x <- .log_logistic_column(x, "x")
  .log_logistic_require_rows("x", x > 0, "must be > 0")
  labels <- c("scale", "shape")
  limit <- .log_logistic_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    units_x <- .log_logistic_units_x(x)
    estimate <- .log_logistic_solve((x - units_x[1]) / units_x[2])
    estimate[1] <- units_x[2] * estimate[1]
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_log_logistic(x, estimate)
    information <- hessian_log_logistic(x, estimate)
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
#' @param parameters numeric vector: scale, shape, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_log_logistic <- function(x, parameters) {
  x <- .log_logistic_column(x, "x")
  .log_logistic_require_rows("x", x > 0, "must be > 0")
  .log_logistic_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, shape, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_log_logistic <- function(x, parameters) {
  x <- .log_logistic_column(x, "x")
  .log_logistic_require_rows("x", x > 0, "must be > 0")
  .log_logistic_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, shape, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_log_logistic <- function(x, parameters) {
  x <- .log_logistic_column(x, "x")
  .log_logistic_require_rows("x", x > 0, "must be > 0")
  triangle <- .log_logistic_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, shape, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_log_logistic <- function(x, parameters) {
  x <- .log_logistic_column(x, "x")
  .log_logistic_require_rows("x", x > 0, "must be > 0")
  scale <- parameters[[1]]
  shape <- parameters[[2]]
  t_24 <- 1 / scale
  t_25 <- shape * t_24
  t_26 <- log(t_24 * x)
  t_27 <- 2 * stats::plogis(shape * t_26)
  score_1 <- rep_len(t_25 * t_27 - t_25, length(x))
  score_2 <- rep_len(log(x) + 1 / shape - t_26 * t_27 - log(scale), length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("scale", "shape")
  out
}

# log(exp a + exp b).
.log_logistic_logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.log_logistic_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.log_logistic_column <- function(values, name) {
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
.log_logistic_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.log_logistic_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.log_logistic_outward <- function(u, lower, upper) {
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
.log_logistic_inward <- function(t, lower, upper) {
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
.log_logistic_stretch <- function(u, lower, upper) {
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
.log_logistic_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .log_logistic_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.log_logistic_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.log_logistic_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of scale, shape.
.log_logistic_value_joint <- function(x, n, sum_log_x, scale, shape) {
  sum_h <- sum(.log_logistic_logaddexp(0, shape * log(x / scale)))
  n * log(shape) + (shape - 1) * sum_log_x - shape * n * log(scale) - 2 * sum_h
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.log_logistic_derivatives_joint <- function(x, n, sum_log_x, scale, shape) {
  t <- log(x / scale)
  t_1 <- shape * t
  t_2 <- stats::plogis(t_1)
  t_3 <- t * t_2
  t_4 <- stats::plogis(-t_1)
  t_5 <- t_2 * t_4
  sum_h_1 <- sum(.log_logistic_logaddexp(0, t_1))
  sum_h_2 <- sum(t_2)
  sum_h_3 <- sum(t_3)
  sum_h_4 <- sum(t_5)
  sum_h_5 <- sum(t_3 * t_4)
  sum_h_6 <- sum(t^2 * t_5)
  t_6 <- n * log(scale)
  t_7 <- 1 / scale
  t_8 <- t_7 * n
  t_9 <- 1 / scale^2
  t_10 <- 2 * sum_h_2
  t_11 <- shape^2
  c(
    n * log(shape) + (shape - 1) * sum_log_x - shape * t_6 - 2 * sum_h_1,
    2 * shape * t_7 * sum_h_2 - shape * t_8,
    n / shape + sum_log_x - t_6 - 2 * sum_h_3,
    shape * t_9 * n - shape * t_9 * t_10 - 2 * t_9 * t_11 * sum_h_4,
    t_7 * t_10 + 2 * shape * t_7 * sum_h_5 - t_8,
    -n / t_11 - 2 * sum_h_6
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.log_logistic_surface_joint <- function(x, n, sum_log_x, u_1, u_2) {
  scale <- .log_logistic_outward(u_1, 0, Inf)
  stretch_1 <- .log_logistic_stretch(u_1, 0, Inf)
  shape <- .log_logistic_outward(u_2, 0, Inf)
  stretch_2 <- .log_logistic_stretch(u_2, 0, Inf)
  found_1 <- .log_logistic_derivatives_joint(x, n, sum_log_x, scale, shape)
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
      g_1 * .log_logistic_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .log_logistic_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.log_logistic_climb_joint <- function(x, n, sum_log_x, start_1, start_2) {
  u_1 <- .log_logistic_inward(start_1, 0, Inf)
  u_2 <- .log_logistic_inward(start_2, 0, Inf)
  found_2 <- .log_logistic_surface_joint(x, n, sum_log_x, u_1, u_2)
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
    found_3 <- .log_logistic_surface_joint(
      x, n, sum_log_x, u_1 + step_1, u_2 + step_2
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
  c(-f, .log_logistic_outward(u_1, 0, Inf), .log_logistic_outward(u_2, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.log_logistic_maximise_joint <- function(x, n, sum_log_x) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .log_logistic_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .log_logistic_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      seed <- .log_logistic_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .log_logistic_choose(at, 1, 0.1, 0.3, 0.7, 2, 5, 20)
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .log_logistic_value_joint(x, n, sum_log_x, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_4 <- .log_logistic_climb_joint(x, n, sum_log_x, reached_1, reached_2)
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
.log_logistic_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_5 <- .log_logistic_maximise_joint(x, n, sum_log_x)
  scale <- found_5[1]
  shape <- found_5[2]
  c(scale, shape)
}

# 1 and the limits where no maximum exists, else 0.
.log_logistic_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, NaN, Inf))
  }
  c(0, NaN, NaN)
}

# A centre and a spread with which the data are standardised.
.log_logistic_units_x <- function(x) {
  n <- length(x)
  half <- .log_logistic_level(abs(x), 0.5)
  total <- sum(x)
  largest <- max(abs(x))
  mean <- total / n
  squares <- sum((x - mean)^2)
  spread <- half
  if (!isTRUE(spread > 0)) {
    spread <- sqrt(squares / n)
  }
  if (!isTRUE(spread > 0)) {
    spread <- largest
  }
  if (!isTRUE(spread > 0)) {
    spread <- 1
  }
  c(0, spread)
}

# The log-likelihood, every constant included.
.log_logistic_log_likelihood <- function(x, n, sum_log_x, scale, shape) {
  sum_h <- sum(.log_logistic_logaddexp(0, shape * log(x / scale)))
  n * log(shape) + (shape - 1) * sum_log_x - shape * n * log(scale) - 2 * sum_h
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.log_logistic_nll <- function(x, scale, shape) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.log_logistic_log_likelihood(x, n, sum_log_x, scale, shape)
}

# The gradient of the log-likelihood.
.log_logistic_score <- function(x, n, sum_log_x, scale, shape) {
  t_28 <- log(x / scale)
  t_29 <- stats::plogis(shape * t_28)
  sum_h_13 <- sum(t_29)
  sum_h_14 <- sum(t_28 * t_29)
  t_30 <- 1 / scale
  c(
    2 * shape * t_30 * sum_h_13 - shape * t_30 * n,
    n / shape + sum_log_x - n * log(scale) - 2 * sum_h_14
  )
}

# The gradient of nll; nan outside the domain or the support.
.log_logistic_gradient <- function(x, scale, shape) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_6 <- .log_logistic_score(x, n, sum_log_x, scale, shape)
  g_1 <- found_6[1]
  g_2 <- found_6[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.log_logistic_curvature <- function(x, n, scale, shape) {
  t <- log(x / scale)
  t_1 <- shape * t
  t_2 <- stats::plogis(t_1)
  t_3 <- t * t_2
  t_4 <- stats::plogis(-t_1)
  t_5 <- t_2 * t_4
  sum_h_2 <- sum(t_2)
  sum_h_4 <- sum(t_5)
  sum_h_5 <- sum(t_3 * t_4)
  sum_h_6 <- sum(t^2 * t_5)
  t_7 <- 1 / scale
  t_8 <- t_7 * n
  t_9 <- 1 / scale^2
  t_10 <- 2 * sum_h_2
  t_11 <- shape^2
  c(
    shape * t_9 * n - shape * t_9 * t_10 - 2 * t_9 * t_11 * sum_h_4,
    t_7 * t_10 + 2 * shape * t_7 * sum_h_5 - t_8,
    -n / t_11 - 2 * sum_h_6
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.log_logistic_hessian <- function(x, scale, shape) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_7 <- .log_logistic_curvature(x, n, scale, shape)
  h_1 <- found_7[1]
  h_2 <- found_7[2]
  h_3 <- found_7[3]
  c(-h_1, -h_2, -h_3)
}
