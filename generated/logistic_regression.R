# Maximum-likelihood estimation: Logistic regression with one covariate.
#
#   f(y | z; intercept, slope) =
#       exp(y*(intercept+slope*z))/(1+exp(intercept+slope*z))
#   support: y in 0, 1
#   intercept: real
#   slope: real
#
# Log-likelihood:
#
#   sum(y*(z*slope + intercept)) - sum(log(exp(z*slope + intercept) + 1))
#
# Estimator (numeric):
#
#   intercept, slope = the joint maximiser of the log-likelihood
#
# Source:
#
#   McCullagh, Nelder (1989), Generalized Linear Models, 2nd ed., ch. 4
#   Albert, Anderson (1984), On the existence of maximum likelihood estimates
#       in logistic regression models, Biometrika 71, 1-10
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_logistic_regression <- function(y, z) {
  y <- .logistic_regression_column(y, "y")
  z <- .logistic_regression_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .logistic_regression_require_rows("y", y == floor(y), "must be an integer")
  .logistic_regression_require_rows("y", y >= 0, "must be >= 0")
  .logistic_regression_require_rows("y", y <= 1, "must be <= 1")
  labels <- c("intercept", "slope")
  estimate <- .logistic_regression_solve(y, z)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_logistic_regression(y, z, estimate)
    information <- hessian_logistic_regression(y, z, estimate)
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
    logLik = value, n = length(y)
  )
}

#' The negative log-likelihood
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: intercept, slope, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_logistic_regression <- function(y, z, parameters) {
  y <- .logistic_regression_column(y, "y")
  z <- .logistic_regression_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .logistic_regression_require_rows("y", y == floor(y), "must be an integer")
  .logistic_regression_require_rows("y", y >= 0, "must be >= 0")
  .logistic_regression_require_rows("y", y <= 1, "must be <= 1")
  .logistic_regression_nll(y, z, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: intercept, slope, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_logistic_regression <- function(y, z, parameters) {
  y <- .logistic_regression_column(y, "y")
  z <- .logistic_regression_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .logistic_regression_require_rows("y", y == floor(y), "must be an integer")
  .logistic_regression_require_rows("y", y >= 0, "must be >= 0")
  .logistic_regression_require_rows("y", y <= 1, "must be <= 1")
  .logistic_regression_gradient(y, z, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: intercept, slope, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_logistic_regression <- function(y, z, parameters) {
  y <- .logistic_regression_column(y, "y")
  z <- .logistic_regression_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .logistic_regression_require_rows("y", y == floor(y), "must be an integer")
  .logistic_regression_require_rows("y", y >= 0, "must be >= 0")
  .logistic_regression_require_rows("y", y <= 1, "must be <= 1")
  triangle <- .logistic_regression_hessian(
    y, z, parameters[[1]], parameters[[2]]
  )
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param y numeric vector: the values of y.
#' @param z numeric vector: the values of z.
#' @param parameters numeric vector: intercept, slope, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_logistic_regression <- function(y, z, parameters) {
  y <- .logistic_regression_column(y, "y")
  z <- .logistic_regression_column(z, "z")
  if (length(unique(c(length(y), length(z)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .logistic_regression_require_rows("y", y == floor(y), "must be an integer")
  .logistic_regression_require_rows("y", y >= 0, "must be >= 0")
  .logistic_regression_require_rows("y", y <= 1, "must be <= 1")
  intercept <- parameters[[1]]
  slope <- parameters[[2]]
  t_12 <- stats::plogis(slope * z + intercept)
  score_1 <- rep_len(y - t_12, length(y))
  score_2 <- rep_len(z * y - t_12 * z, length(y))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("intercept", "slope")
  out
}

# log(exp a + exp b).
.logistic_regression_logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.logistic_regression_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.logistic_regression_column <- function(values, name) {
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
.logistic_regression_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.logistic_regression_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.logistic_regression_outward <- function(u, lower, upper) {
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
.logistic_regression_inward <- function(t, lower, upper) {
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
.logistic_regression_stretch <- function(u, lower, upper) {
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
.logistic_regression_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .logistic_regression_stretch(u, lower, upper) * (1 - e) /
        (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.logistic_regression_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.logistic_regression_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of intercept, slope.
.logistic_regression_value_joint <- function(y, z, intercept, slope) {
  t <- slope * z + intercept
  sum_h_1 <- sum(.logistic_regression_logaddexp(0, t))
  sum_h_2 <- sum(t * y)
  sum_h_2 - sum_h_1
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.logistic_regression_derivatives_joint <- function(
    y, z, sum_y, sum_h, intercept, slope
) {
  t_1 <- slope * z + intercept
  t_2 <- stats::plogis(t_1)
  t_3 <- t_2 * z
  t_4 <- stats::plogis(-t_1)
  t_5 <- t_2 * t_4
  sum_h_3 <- sum(.logistic_regression_logaddexp(0, t_1))
  sum_h_4 <- sum(t_1 * y)
  sum_h_5 <- sum(t_2)
  sum_h_6 <- sum(t_3)
  sum_h_7 <- sum(t_5)
  sum_h_8 <- sum(t_3 * t_4)
  sum_h_9 <- sum(t_5 * z^2)
  c(
    sum_h_4 - sum_h_3,
    sum_y - sum_h_5,
    sum_h - sum_h_6,
    -sum_h_7,
    -sum_h_8,
    -sum_h_9
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.logistic_regression_surface_joint <- function(
    y, z, sum_y, sum_h, n, u_1, u_2
) {
  intercept <- .logistic_regression_outward(u_1, -Inf, Inf)
  stretch_1 <- .logistic_regression_stretch(u_1, -Inf, Inf)
  slope <- .logistic_regression_outward(u_2, -Inf, Inf)
  stretch_2 <- .logistic_regression_stretch(u_2, -Inf, Inf)
  found_1 <- .logistic_regression_derivatives_joint(
    y, z, sum_y, sum_h, intercept, slope
  )
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
      g_1 * .logistic_regression_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .logistic_regression_bend(u_2, -Inf, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.logistic_regression_climb_joint <- function(
    y, z, sum_y, sum_h, n, start_1, start_2
) {
  u_1 <- .logistic_regression_inward(start_1, -Inf, Inf)
  u_2 <- .logistic_regression_inward(start_2, -Inf, Inf)
  found_2 <- .logistic_regression_surface_joint(y, z, sum_y, sum_h, n, u_1, u_2)
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
    found_3 <- .logistic_regression_surface_joint(
      y, z, sum_y, sum_h, n, u_1 + step_1, u_2 + step_2
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
  if (isTRUE(abs(d_1) <= 0)) {
    return(c(-Inf, start_1, start_2))
  }
  l_2_1 <- h_2_1 / d_1
  d_2 <- h_2_2 - l_2_1 * l_2_1 * d_1
  if (isTRUE(abs(d_2) <= 0)) {
    return(c(-Inf, start_1, start_2))
  }
  c(
    -f,
    .logistic_regression_outward(u_1, -Inf, Inf),
    .logistic_regression_outward(u_2, -Inf, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.logistic_regression_maximise_joint <- function(y, z, sum_y, sum_h, n) {
  low_y <- .logistic_regression_level(y, 0.25)
  middle_y <- .logistic_regression_level(y, 0.5)
  high_y <- .logistic_regression_level(y, 0.75)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- 0
    reached_2 <- 0
    for (pick in seq_len(40) - 1) {
      seed <- .logistic_regression_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .logistic_regression_choose(
        at, 0, 1, -1, middle_y, low_y, high_y, 0.3
      )
      seed <- .logistic_regression_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .logistic_regression_choose(
        at, 0, 1, -1, middle_y, low_y, high_y, 0.3
      )
      height <- -Inf
      if (is.finite(draw_1) && is.finite(draw_2)) {
        height <- .logistic_regression_value_joint(y, z, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_4 <- .logistic_regression_climb_joint(
      y, z, sum_y, sum_h, n, reached_1, reached_2
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
.logistic_regression_solve <- function(y, z) {
  n <- length(y)
  sum_y <- sum(y)
  sum_h <- sum(z * y)
  found_5 <- .logistic_regression_maximise_joint(y, z, sum_y, sum_h, n)
  intercept <- found_5[1]
  slope <- found_5[2]
  c(intercept, slope)
}

# The log-likelihood, every constant included.
.logistic_regression_log_likelihood <- function(y, z, intercept, slope) {
  t <- slope * z + intercept
  sum_h_1 <- sum(.logistic_regression_logaddexp(0, t))
  sum_h_2 <- sum(t * y)
  sum_h_2 - sum_h_1
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.logistic_regression_nll <- function(y, z, intercept, slope) {
  if (!isTRUE(is.finite(intercept) && is.finite(slope))) {
    return(Inf)
  }
  -.logistic_regression_log_likelihood(y, z, intercept, slope)
}

# The gradient of the log-likelihood.
.logistic_regression_score <- function(y, z, sum_y, sum_h, intercept, slope) {
  t_13 <- stats::plogis(slope * z + intercept)
  sum_h_17 <- sum(t_13)
  sum_h_18 <- sum(t_13 * z)
  c(sum_y - sum_h_17, sum_h - sum_h_18)
}

# The gradient of nll; nan outside the domain or the support.
.logistic_regression_gradient <- function(y, z, intercept, slope) {
  if (!isTRUE(is.finite(intercept) && is.finite(slope))) {
    return(c(NaN, NaN))
  }
  sum_y <- sum(y)
  sum_h <- sum(z * y)
  found_6 <- .logistic_regression_score(y, z, sum_y, sum_h, intercept, slope)
  g_1 <- found_6[1]
  g_2 <- found_6[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.logistic_regression_curvature <- function(y, z, intercept, slope) {
  t_1 <- slope * z + intercept
  t_2 <- stats::plogis(t_1)
  t_3 <- t_2 * z
  t_4 <- stats::plogis(-t_1)
  t_5 <- t_2 * t_4
  sum_h_7 <- sum(t_5)
  sum_h_8 <- sum(t_3 * t_4)
  sum_h_9 <- sum(t_5 * z^2)
  c(-sum_h_7, -sum_h_8, -sum_h_9)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.logistic_regression_hessian <- function(y, z, intercept, slope) {
  if (!isTRUE(is.finite(intercept) && is.finite(slope))) {
    return(c(NaN, NaN, NaN))
  }
  found_7 <- .logistic_regression_curvature(y, z, intercept, slope)
  h_1 <- found_7[1]
  h_2 <- found_7[2]
  h_3 <- found_7[3]
  c(-h_1, -h_2, -h_3)
}
