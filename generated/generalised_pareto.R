# Maximum-likelihood estimation: Generalised Pareto distribution.
#
#   f(x; shape, scale) = 1/scale*(1+shape*x/scale)**(-1/shape-1)
#   support: x >= 0 and 1 + shape*x/scale > 0
#   shape: real
#   scale: positive
#
# Log-likelihood:
#
#   (-1 - 1/shape)*sum(log(x*shape/scale + 1)) - log(scale)*n
#
# Estimator (unbounded):
#
#   shape, scale = the joint maximiser of the log-likelihood
#
# Source:
#
#   Pickands (1975), Statistical inference using extreme order statistics,
#       Ann. Statist. 3, 119-131
#   Grimshaw (1993), Computing maximum likelihood estimates for the
#       generalized Pareto distribution, Technometrics 35, 185-191
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
mle_generalised_pareto <- function(x) {
  x <- .generalised_pareto_column(x, "x")
  .generalised_pareto_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("shape", "scale")
  units_x <- .generalised_pareto_units_x(x)
  estimate <- .generalised_pareto_solve((x - units_x[1]) / units_x[2])
  estimate[2] <- units_x[2] * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_generalised_pareto(x, estimate)
    information <- hessian_generalised_pareto(x, estimate)
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
#' @param parameters numeric vector: shape, scale, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_generalised_pareto <- function(x, parameters) {
  x <- .generalised_pareto_column(x, "x")
  .generalised_pareto_require_rows("x", x >= 0, "must be >= 0")
  .generalised_pareto_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_generalised_pareto <- function(x, parameters) {
  x <- .generalised_pareto_column(x, "x")
  .generalised_pareto_require_rows("x", x >= 0, "must be >= 0")
  .generalised_pareto_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_generalised_pareto <- function(x, parameters) {
  x <- .generalised_pareto_column(x, "x")
  .generalised_pareto_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .generalised_pareto_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_generalised_pareto <- function(x, parameters) {
  x <- .generalised_pareto_column(x, "x")
  .generalised_pareto_require_rows("x", x >= 0, "must be >= 0")
  shape <- parameters[[1]]
  scale <- parameters[[2]]
  t_24 <- 1 / scale
  t_25 <- t_24 * x
  t_26 <- shape * t_25
  t_27 <- (-1 - 1 / shape) / (t_26 + 1)
  score_1 <- rep_len(t_25 * t_27 + log1p(t_26) / shape^2, length(x))
  score_2 <- rep_len(-shape * t_27 / scale^2 * x - t_24, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("shape", "scale")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.generalised_pareto_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.generalised_pareto_column <- function(values, name) {
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
.generalised_pareto_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.generalised_pareto_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.generalised_pareto_outward <- function(u, lower, upper) {
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
.generalised_pareto_inward <- function(t, lower, upper) {
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
.generalised_pareto_stretch <- function(u, lower, upper) {
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
.generalised_pareto_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .generalised_pareto_stretch(u, lower, upper) * (1 - e) /
        (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.generalised_pareto_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.generalised_pareto_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of shape, scale.
.generalised_pareto_value_joint <- function(x, n, shape, scale) {
  sum_h <- sum(log1p(shape / scale * x))
  (-1 - 1 / shape) * sum_h - n * log(scale)
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.generalised_pareto_derivatives_joint <- function(x, n, shape, scale) {
  t <- shape / scale * x
  t_1 <- t + 1
  sum_h_1 <- sum(log1p(t))
  sum_h_2 <- sum(x / t_1)
  sum_h_3 <- sum(x^2 / t_1^2)
  t_2 <- 1 / shape
  t_3 <- -t_2 - 1
  t_4 <- shape^2
  t_5 <- 1 / t_4
  t_6 <- 1 / scale
  t_7 <- t_3 * sum_h_2
  t_8 <- 1 / scale^2
  t_9 <- t_7 * t_8
  t_10 <- t_3 * sum_h_3
  t_11 <- 1 / (scale * scale * scale)
  c(
    t_3 * sum_h_1 - n * log(scale),
    t_5 * sum_h_1 + t_6 * t_7,
    -t_6 * n - shape * t_9,
    2 * t_5 * t_6 * sum_h_2 - t_8 * t_10 -
      2 * sum_h_1 / (shape * shape * shape),
    shape * t_3 * t_11 * sum_h_3 - t_2 * t_8 * sum_h_2 - t_9,
    t_8 * n + 2 * shape * t_7 * t_11 -
      t_4 * t_10 / (scale * scale * scale * scale)
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.generalised_pareto_surface_joint <- function(x, n, u_1, u_2) {
  shape <- .generalised_pareto_outward(u_1, -Inf, Inf)
  stretch_1 <- .generalised_pareto_stretch(u_1, -Inf, Inf)
  scale <- .generalised_pareto_outward(u_2, 0, Inf)
  stretch_2 <- .generalised_pareto_stretch(u_2, 0, Inf)
  outside <- sum(ifelse(shape / scale * x + 1 > 0, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(Inf, 0, 0, 0, 0, 0))
  }
  found_1 <- .generalised_pareto_derivatives_joint(x, n, shape, scale)
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
      g_1 * .generalised_pareto_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .generalised_pareto_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.generalised_pareto_climb_joint <- function(x, n, start_1, start_2) {
  u_1 <- .generalised_pareto_inward(start_1, -Inf, Inf)
  u_2 <- .generalised_pareto_inward(start_2, 0, Inf)
  found_2 <- .generalised_pareto_surface_joint(x, n, u_1, u_2)
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
    found_3 <- .generalised_pareto_surface_joint(
      x, n, u_1 + step_1, u_2 + step_2
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
  if (isTRUE(abs(d_2) <= 1e-09)) {
    return(c(-Inf, start_1, start_2))
  }
  c(
    -f,
    .generalised_pareto_outward(u_1, -Inf, Inf),
    .generalised_pareto_outward(u_2, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.generalised_pareto_maximise_joint <- function(x, n) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 0
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .generalised_pareto_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .generalised_pareto_choose(at, 0, 0.5, -0.5, 1, -1, 2.5, -2.5)
      seed <- .generalised_pareto_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .generalised_pareto_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && draw_2 > 0 && is.finite(draw_2))) {
        height <- .generalised_pareto_value_joint(x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_4 <- .generalised_pareto_climb_joint(x, n, reached_1, reached_2)
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
.generalised_pareto_solve <- function(x) {
  n <- length(x)
  found_5 <- .generalised_pareto_maximise_joint(x, n)
  shape <- found_5[1]
  scale <- found_5[2]
  c(shape, scale)
}

# A centre and a spread with which the data are standardised.
.generalised_pareto_units_x <- function(x) {
  n <- length(x)
  half <- .generalised_pareto_level(abs(x), 0.5)
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
.generalised_pareto_log_likelihood <- function(x, n, shape, scale) {
  sum_h <- sum(log1p(shape / scale * x))
  (-1 - 1 / shape) * sum_h - n * log(scale)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.generalised_pareto_nll <- function(x, shape, scale) {
  if (!isTRUE(is.finite(shape) && scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  outside <- sum(ifelse(shape / scale * x + 1 > 0, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  -.generalised_pareto_log_likelihood(x, n, shape, scale)
}

# The gradient of the log-likelihood.
.generalised_pareto_score <- function(x, n, shape, scale) {
  t_28 <- shape / scale * x
  sum_h_7 <- sum(log1p(t_28))
  sum_h_8 <- sum(x / (t_28 + 1))
  t_29 <- 1 / scale
  t_30 <- (-1 - 1 / shape) * sum_h_8
  c(t_29 * t_30 + sum_h_7 / shape^2, -t_29 * n - shape * t_30 / scale^2)
}

# The gradient of nll; nan outside the domain or the support.
.generalised_pareto_gradient <- function(x, shape, scale) {
  if (!isTRUE(is.finite(shape) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN))
  }
  outside <- sum(ifelse(shape / scale * x + 1 > 0, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_6 <- .generalised_pareto_score(x, n, shape, scale)
  g_1 <- found_6[1]
  g_2 <- found_6[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.generalised_pareto_curvature <- function(x, n, shape, scale) {
  t <- shape / scale * x
  t_1 <- t + 1
  sum_h_1 <- sum(log1p(t))
  sum_h_2 <- sum(x / t_1)
  sum_h_3 <- sum(x^2 / t_1^2)
  t_2 <- 1 / shape
  t_3 <- -t_2 - 1
  t_4 <- shape^2
  t_5 <- 1 / t_4
  t_6 <- 1 / scale
  t_7 <- t_3 * sum_h_2
  t_8 <- 1 / scale^2
  t_9 <- t_7 * t_8
  t_10 <- t_3 * sum_h_3
  t_11 <- 1 / (scale * scale * scale)
  c(
    2 * t_5 * t_6 * sum_h_2 - t_8 * t_10 -
      2 * sum_h_1 / (shape * shape * shape),
    shape * t_3 * t_11 * sum_h_3 - t_2 * t_8 * sum_h_2 - t_9,
    t_8 * n + 2 * shape * t_7 * t_11 -
      t_4 * t_10 / (scale * scale * scale * scale)
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.generalised_pareto_hessian <- function(x, shape, scale) {
  if (!isTRUE(is.finite(shape) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN))
  }
  outside <- sum(ifelse(shape / scale * x + 1 > 0, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_7 <- .generalised_pareto_curvature(x, n, shape, scale)
  h_1 <- found_7[1]
  h_2 <- found_7[2]
  h_3 <- found_7[3]
  c(-h_1, -h_2, -h_3)
}
