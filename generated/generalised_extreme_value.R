# Maximum-likelihood estimation: Generalised extreme value distribution.
#
#   f(x; mu, scale, shape) = 1/scale*(1+shape*(x-mu)/scale)**(-1/shape-
#       1)*exp(-(1+shape*(x-mu)/scale)**(-1/shape))
#   support: 1 + shape*(x-mu)/scale > 0
#   mu: real
#   scale: positive
#   shape: real
#
# Log-likelihood:
#
#   (-1 - 1/shape)*sum(log(1 + shape*(x - mu)/scale)) - log(scale)*n - sum((1
#       + shape*(x - mu)/scale)**(-1/shape))
#
# Estimator (unbounded):
#
#   mu, scale, shape = the joint maximiser of the log-likelihood
#
# Source:
#
#   Coles (2001), An Introduction to Statistical Modeling of Extreme Values,
#       ch. 3
#   Smith (1985), Maximum likelihood estimation in a class of nonregular
#       cases, Biometrika 72, 67-90
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
mle_generalised_extreme_value <- function(x) {
  x <- .generalised_extreme_value_column(x, "x")
  labels <- c("mu", "scale", "shape")
  units_x <- .generalised_extreme_value_units_x(x)
  estimate <- .generalised_extreme_value_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1] + units_x[1]
  estimate[2] <- units_x[2] * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_generalised_extreme_value(x, estimate)
    information <- hessian_generalised_extreme_value(x, estimate)
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
#' @param parameters numeric vector: mu, scale, shape, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_generalised_extreme_value <- function(x, parameters) {
  x <- .generalised_extreme_value_column(x, "x")
  .generalised_extreme_value_nll(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, shape, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_generalised_extreme_value <- function(x, parameters) {
  x <- .generalised_extreme_value_column(x, "x")
  .generalised_extreme_value_gradient(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, shape, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_generalised_extreme_value <- function(x, parameters) {
  x <- .generalised_extreme_value_column(x, "x")
  triangle <- .generalised_extreme_value_hessian(
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
#' @param parameters numeric vector: mu, scale, shape, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_generalised_extreme_value <- function(x, parameters) {
  x <- .generalised_extreme_value_column(x, "x")
  mu <- parameters[[1]]
  scale <- parameters[[2]]
  shape <- parameters[[3]]
  t_75 <- 1 / scale
  t_76 <- shape * t_75
  t_77 <- 1 / shape
  t_78 <- 1 / shape^2
  t_79 <- x - mu
  t_80 <- t_79 * t_76
  t_81 <- t_80 + 1
  t_82 <- t_81^(-t_77)
  t_83 <- 1 / t_81
  t_84 <- t_82 * t_83
  t_85 <- (-t_77 - 1) * t_83
  t_86 <- t_79 / scale^2
  t_87 <- t_75 * t_79
  score_1 <- rep_len(-t_75 * t_84 - t_76 * t_85, length(x))
  score_2 <- rep_len(-t_75 - t_86 * t_84 - shape * t_86 * t_85, length(x))
  score_3 <- rep_len(
    t_78 * log1p(t_80) + t_87 * t_85 -
      (t_78 * log(t_81) - t_87 * t_77 * t_83) * t_82,
    length(x)
  )
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("mu", "scale", "shape")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.generalised_extreme_value_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.generalised_extreme_value_column <- function(values, name) {
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
.generalised_extreme_value_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.generalised_extreme_value_outward <- function(u, lower, upper) {
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
.generalised_extreme_value_inward <- function(t, lower, upper) {
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
.generalised_extreme_value_stretch <- function(u, lower, upper) {
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
.generalised_extreme_value_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .generalised_extreme_value_stretch(u, lower, upper) * (1 - e) /
        (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.generalised_extreme_value_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.generalised_extreme_value_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of mu, scale, shape.
.generalised_extreme_value_value_joint <- function(x, n, mu, scale, shape) {
  t <- shape / scale * (x - mu)
  sum_h <- sum((t + 1)^(-1 / shape))
  sum_h_1 <- sum(log1p(t))
  (-1 - 1 / shape) * sum_h_1 - n * log(scale) - sum_h
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.generalised_extreme_value_derivatives_joint <- function(
    x, n, mu, scale, shape
) {
  t_1 <- 1 / scale
  t_2 <- x - mu
  t_3 <- shape * t_1 * t_2
  t_4 <- t_3 + 1
  t_5 <- 1 / shape
  t_6 <- t_4^(-t_5)
  t_7 <- 1 / t_4
  t_8 <- t_6 * t_7
  t_9 <- t_2 * t_8
  t_10 <- t_2 * t_7
  t_11 <- t_5^2
  t_12 <- log(t_4)
  t_13 <- t_1 * t_10
  t_14 <- t_11 * t_12 - t_13 * t_5
  t_15 <- t_7^2
  t_16 <- t_15 * t_6
  t_17 <- t_2^2
  t_18 <- t_15 * t_17
  sum_h_2 <- sum(t_6)
  sum_h_3 <- sum(log1p(t_3))
  sum_h_4 <- sum(t_8)
  sum_h_5 <- sum(t_7)
  sum_h_6 <- sum(t_9)
  sum_h_7 <- sum(t_10)
  sum_h_8 <- sum(t_14 * t_6)
  sum_h_9 <- sum(t_16)
  sum_h_10 <- sum(t_15)
  sum_h_11 <- sum(t_2 * t_16)
  sum_h_12 <- sum(t_2 * t_15)
  sum_h_13 <- sum(t_16 * t_17)
  sum_h_14 <- sum(t_18)
  sum_h_15 <- sum(t_14 * t_8)
  sum_h_16 <- sum(t_14 * t_9)
  sum_h_17 <- sum(t_14^2 * t_6)
  sum_h_18 <- sum(
    (
      t_1^2 * t_18 * t_5 + 2 * t_11 * t_13 - 2 * t_12 / (shape * shape * shape)
    ) * t_6
  )
  t_19 <- 1 / shape
  t_20 <- -t_19 - 1
  t_21 <- 1 / scale
  t_22 <- t_20 * t_21
  t_23 <- t_22 * sum_h_5
  t_24 <- 1 / scale^2
  t_25 <- t_24 * sum_h_7
  t_26 <- t_20 * t_25
  t_27 <- shape^2
  t_28 <- 1 / t_27
  t_29 <- t_24 * sum_h_9
  t_30 <- t_20 * t_24
  t_31 <- 1 / (scale * scale * scale)
  t_32 <- t_31 * sum_h_11
  t_33 <- t_20 * t_27
  t_34 <- 1 / (scale * scale * scale * scale)
  t_35 <- t_34 * sum_h_13
  t_36 <- 2 * t_31
  c(
    t_20 * sum_h_3 - n * log(scale) - sum_h_2,
    -t_21 * sum_h_4 - shape * t_23,
    -t_21 * n - t_24 * sum_h_6 - shape * t_26,
    t_22 * sum_h_7 + t_28 * sum_h_3 - sum_h_8,
    -shape * t_29 - t_29 - t_30 * t_27 * sum_h_10,
    shape * t_20 * t_24 * sum_h_5 + t_24 * sum_h_4 - t_31 * t_33 * sum_h_12 -
      shape * t_32 - t_32,
    t_24 * n + shape * t_20 * t_36 * sum_h_7 + t_36 * sum_h_6 -
      t_33 * t_34 * sum_h_14 - shape * t_35 - t_35,
    shape * t_20 * t_24 * sum_h_12 + t_24 * sum_h_11 - t_19 * t_21 * sum_h_5 -
      t_21 * sum_h_15 - t_23,
    shape * t_20 * t_31 * sum_h_14 + t_31 * sum_h_13 - t_19 * t_25 -
      t_24 * sum_h_16 - t_26,
    2 * t_21 * t_28 * sum_h_7 - t_30 * sum_h_14 -
      2 * sum_h_3 / (shape * shape * shape) - sum_h_17 - sum_h_18
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.generalised_extreme_value_surface_joint <- function(x, n, u_1, u_2, u_3) {
  mu <- .generalised_extreme_value_outward(u_1, -Inf, Inf)
  stretch_1 <- .generalised_extreme_value_stretch(u_1, -Inf, Inf)
  scale <- .generalised_extreme_value_outward(u_2, 0, Inf)
  stretch_2 <- .generalised_extreme_value_stretch(u_2, 0, Inf)
  shape <- .generalised_extreme_value_outward(u_3, -Inf, Inf)
  stretch_3 <- .generalised_extreme_value_stretch(u_3, -Inf, Inf)
  outside <- sum(ifelse(shape / scale * (x - mu) + 1 > 0, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(Inf, 0, 0, 0, 0, 0, 0, 0, 0, 0))
  }
  found_1 <- .generalised_extreme_value_derivatives_joint(
    x, n, mu, scale, shape
  )
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
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .generalised_extreme_value_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .generalised_extreme_value_bend(u_2, 0, Inf) / n,
    -h_3_1 * stretch_3 * stretch_1 / n,
    -h_3_2 * stretch_3 * stretch_2 / n,
    -h_3_3 * stretch_3 * stretch_3 / n -
      g_3 * .generalised_extreme_value_bend(u_3, -Inf, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.generalised_extreme_value_climb_joint <- function(
    x, n, start_1, start_2, start_3
) {
  u_1 <- .generalised_extreme_value_inward(start_1, -Inf, Inf)
  u_2 <- .generalised_extreme_value_inward(start_2, 0, Inf)
  u_3 <- .generalised_extreme_value_inward(start_3, -Inf, Inf)
  found_2 <- .generalised_extreme_value_surface_joint(x, n, u_1, u_2, u_3)
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
    found_3 <- .generalised_extreme_value_surface_joint(
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
  if (isTRUE(abs(d_1) <= 0)) {
    return(c(-Inf, start_1, start_2, start_3))
  }
  l_2_1 <- h_2_1 / d_1
  d_2 <- h_2_2 - l_2_1 * l_2_1 * d_1
  if (isTRUE(abs(d_2) <= 1e-09)) {
    return(c(-Inf, start_1, start_2, start_3))
  }
  l_3_1 <- h_3_1 / d_1
  l_3_2 <- (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2
  d_3 <- h_3_3 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2
  if (isTRUE(abs(d_3) <= 0)) {
    return(c(-Inf, start_1, start_2, start_3))
  }
  c(
    -f,
    .generalised_extreme_value_outward(u_1, -Inf, Inf),
    .generalised_extreme_value_outward(u_2, 0, Inf),
    .generalised_extreme_value_outward(u_3, -Inf, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.generalised_extreme_value_maximise_joint <- function(x, n) {
  lowest_x <- .generalised_extreme_value_level(x, 0.05)
  low_x <- .generalised_extreme_value_level(x, 0.25)
  middle_x <- .generalised_extreme_value_level(x, 0.5)
  high_x <- .generalised_extreme_value_level(x, 0.75)
  highest_x <- .generalised_extreme_value_level(x, 0.95)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  chosen_3 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- middle_x
    reached_2 <- 1
    reached_3 <- 0
    for (pick in seq_len(40) - 1) {
      seed <- .generalised_extreme_value_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .generalised_extreme_value_choose(
        at, middle_x, low_x, high_x, lowest_x, highest_x, middle_x, middle_x
      )
      seed <- .generalised_extreme_value_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .generalised_extreme_value_choose(
        at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4
      )
      seed <- .generalised_extreme_value_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_3 <- .generalised_extreme_value_choose(
        at, 0, 0.5, -0.5, 1, -1, 2.5, -2.5
      )
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && draw_2 > 0 && is.finite(draw_2) &&
        is.finite(draw_3))) {
        height <- .generalised_extreme_value_value_joint(
          x, n, draw_1, draw_2, draw_3
        )
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
        reached_3 <- draw_3
      }
    }
    found_4 <- .generalised_extreme_value_climb_joint(
      x, n, reached_1, reached_2, reached_3
    )
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
.generalised_extreme_value_solve <- function(x) {
  n <- length(x)
  found_5 <- .generalised_extreme_value_maximise_joint(x, n)
  mu <- found_5[1]
  scale <- found_5[2]
  shape <- found_5[3]
  c(mu, scale, shape)
}

# A centre and a spread with which the data are standardised.
.generalised_extreme_value_units_x <- function(x) {
  n <- length(x)
  quarter <- .generalised_extreme_value_level(x, 0.25)
  half <- .generalised_extreme_value_level(x, 0.5)
  rest <- .generalised_extreme_value_level(x, 0.75)
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
.generalised_extreme_value_log_likelihood <- function(x, n, mu, scale, shape) {
  t <- shape / scale * (x - mu)
  sum_h <- sum((t + 1)^(-1 / shape))
  sum_h_1 <- sum(log1p(t))
  (-1 - 1 / shape) * sum_h_1 - n * log(scale) - sum_h
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.generalised_extreme_value_nll <- function(x, mu, scale, shape) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale) &&
    is.finite(shape))) {
    return(Inf)
  }
  outside <- sum(ifelse(shape / scale * (x - mu) + 1 > 0, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  -.generalised_extreme_value_log_likelihood(x, n, mu, scale, shape)
}

# The gradient of the log-likelihood.
.generalised_extreme_value_score <- function(x, n, mu, scale, shape) {
  t_88 <- 1 / scale
  t_89 <- x - mu
  t_90 <- shape * t_88 * t_89
  t_91 <- t_90 + 1
  t_92 <- 1 / t_91
  t_93 <- 1 / shape
  t_94 <- t_91^(-t_93)
  t_95 <- t_92 * t_94
  t_96 <- t_89 * t_92
  sum_h_36 <- sum(t_95)
  sum_h_37 <- sum(t_92)
  sum_h_38 <- sum(t_89 * t_95)
  sum_h_39 <- sum(t_96)
  sum_h_40 <- sum((t_93^2 * log(t_91) - t_88 * t_93 * t_96) * t_94)
  sum_h_41 <- sum(log1p(t_90))
  t_97 <- 1 / scale
  t_98 <- -1 - 1 / shape
  t_99 <- t_97 * t_98
  t_100 <- 1 / scale^2
  c(
    -t_97 * sum_h_36 - shape * t_99 * sum_h_37,
    -t_97 * n - shape * t_98 * t_100 * sum_h_39 - t_100 * sum_h_38,
    t_99 * sum_h_39 + sum_h_41 / shape^2 - sum_h_40
  )
}

# The gradient of nll; nan outside the domain or the support.
.generalised_extreme_value_gradient <- function(x, mu, scale, shape) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale) &&
    is.finite(shape))) {
    return(c(NaN, NaN, NaN))
  }
  outside <- sum(ifelse(shape / scale * (x - mu) + 1 > 0, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_6 <- .generalised_extreme_value_score(x, n, mu, scale, shape)
  g_1 <- found_6[1]
  g_2 <- found_6[2]
  g_3 <- found_6[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.generalised_extreme_value_curvature <- function(x, n, mu, scale, shape) {
  t_1 <- 1 / scale
  t_2 <- x - mu
  t_3 <- shape * t_1 * t_2
  t_4 <- t_3 + 1
  t_5 <- 1 / shape
  t_6 <- t_4^(-t_5)
  t_7 <- 1 / t_4
  t_8 <- t_6 * t_7
  t_9 <- t_2 * t_8
  t_10 <- t_2 * t_7
  t_11 <- t_5^2
  t_12 <- log(t_4)
  t_13 <- t_1 * t_10
  t_14 <- t_11 * t_12 - t_13 * t_5
  t_15 <- t_7^2
  t_16 <- t_15 * t_6
  t_17 <- t_2^2
  t_18 <- t_15 * t_17
  sum_h_3 <- sum(log1p(t_3))
  sum_h_4 <- sum(t_8)
  sum_h_5 <- sum(t_7)
  sum_h_6 <- sum(t_9)
  sum_h_7 <- sum(t_10)
  sum_h_9 <- sum(t_16)
  sum_h_10 <- sum(t_15)
  sum_h_11 <- sum(t_2 * t_16)
  sum_h_12 <- sum(t_2 * t_15)
  sum_h_13 <- sum(t_16 * t_17)
  sum_h_14 <- sum(t_18)
  sum_h_15 <- sum(t_14 * t_8)
  sum_h_16 <- sum(t_14 * t_9)
  sum_h_17 <- sum(t_14^2 * t_6)
  sum_h_18 <- sum(
    (
      t_1^2 * t_18 * t_5 + 2 * t_11 * t_13 - 2 * t_12 / (shape * shape * shape)
    ) * t_6
  )
  t_19 <- 1 / shape
  t_20 <- -t_19 - 1
  t_21 <- 1 / scale
  t_22 <- t_20 * t_21
  t_23 <- t_22 * sum_h_5
  t_24 <- 1 / scale^2
  t_25 <- t_24 * sum_h_7
  t_26 <- t_20 * t_25
  t_27 <- shape^2
  t_28 <- 1 / t_27
  t_29 <- t_24 * sum_h_9
  t_30 <- t_20 * t_24
  t_31 <- 1 / (scale * scale * scale)
  t_32 <- t_31 * sum_h_11
  t_33 <- t_20 * t_27
  t_34 <- 1 / (scale * scale * scale * scale)
  t_35 <- t_34 * sum_h_13
  t_36 <- 2 * t_31
  c(
    -shape * t_29 - t_29 - t_30 * t_27 * sum_h_10,
    shape * t_20 * t_24 * sum_h_5 + t_24 * sum_h_4 - t_31 * t_33 * sum_h_12 -
      shape * t_32 - t_32,
    t_24 * n + shape * t_20 * t_36 * sum_h_7 + t_36 * sum_h_6 -
      t_33 * t_34 * sum_h_14 - shape * t_35 - t_35,
    shape * t_20 * t_24 * sum_h_12 + t_24 * sum_h_11 - t_19 * t_21 * sum_h_5 -
      t_21 * sum_h_15 - t_23,
    shape * t_20 * t_31 * sum_h_14 + t_31 * sum_h_13 - t_19 * t_25 -
      t_24 * sum_h_16 - t_26,
    2 * t_21 * t_28 * sum_h_7 - t_30 * sum_h_14 -
      2 * sum_h_3 / (shape * shape * shape) - sum_h_17 - sum_h_18
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.generalised_extreme_value_hessian <- function(x, mu, scale, shape) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale) &&
    is.finite(shape))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  outside <- sum(ifelse(shape / scale * (x - mu) + 1 > 0, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_7 <- .generalised_extreme_value_curvature(x, n, mu, scale, shape)
  h_1 <- found_7[1]
  h_2 <- found_7[2]
  h_3 <- found_7[3]
  h_4 <- found_7[4]
  h_5 <- found_7[5]
  h_6 <- found_7[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
