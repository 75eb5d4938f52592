# Maximum-likelihood estimation: Weibull distribution with a threshold.
#
#   f(x; location, shape, scale) = shape/scale*((x-location)/scale)**(shape-
#       1)*exp(-((x-location)/scale)**shape)
#   support: x > location
#   location: real
#   shape: positive
#   scale: positive
#
# Log-likelihood:
#
#   (shape - 1)*sum(log(x - location)) + (-shape*log(scale) + log(shape))*n -
#       sum((x - location)**shape)/scale**shape
#
# Estimator (unbounded):
#
#   location, shape = the joint maximiser of the log-likelihood
#   scale = (sum((x - location)**shape)/n)**(1/shape)
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 21
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
mle_weibull_shifted <- function(x) {
  x <- .weibull_shifted_column(x, "x")
  labels <- c("location", "shape", "scale")
  units_x <- .weibull_shifted_units_x(x)
  estimate <- .weibull_shifted_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1] + units_x[1]
  estimate[3] <- units_x[2] * estimate[3]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_weibull_shifted(x, estimate)
    information <- hessian_weibull_shifted(x, estimate)
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
#' @param parameters numeric vector: location, shape, scale, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_weibull_shifted <- function(x, parameters) {
  x <- .weibull_shifted_column(x, "x")
  .weibull_shifted_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, shape, scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_weibull_shifted <- function(x, parameters) {
  x <- .weibull_shifted_column(x, "x")
  .weibull_shifted_gradient(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, shape, scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_weibull_shifted <- function(x, parameters) {
  x <- .weibull_shifted_column(x, "x")
  triangle <- .weibull_shifted_hessian(
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
#' @param parameters numeric vector: location, shape, scale, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_weibull_shifted <- function(x, parameters) {
  x <- .weibull_shifted_column(x, "x")
  location <- parameters[[1]]
  shape <- parameters[[2]]
  scale <- parameters[[3]]
  t_44 <- 1 / scale
  t_45 <- shape * t_44
  t_46 <- x - location
  t_47 <- 1 / t_46
  t_48 <- t_46 * t_44
  t_49 <- t_48^shape
  score_1 <- rep_len(shape * t_47 * t_49 - (shape - 1) * t_47, length(x))
  score_2 <- rep_len(
    log(t_46) + 1 / shape - t_49 * log(t_48) - log(scale), length(x)
  )
  score_3 <- rep_len(t_49 * t_45 - t_45, length(x))
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("location", "shape", "scale")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.weibull_shifted_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.weibull_shifted_column <- function(values, name) {
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
.weibull_shifted_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.weibull_shifted_outward <- function(u, lower, upper) {
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
.weibull_shifted_inward <- function(t, lower, upper) {
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
.weibull_shifted_stretch <- function(u, lower, upper) {
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
.weibull_shifted_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .weibull_shifted_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.weibull_shifted_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.weibull_shifted_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of location, shape.
.weibull_shifted_value_location_shape <- function(x, n, location, shape) {
  t <- x - location
  sum_h <- sum(log(t))
  sum_h_1 <- sum(t^shape)
  t_1 <- (sum_h_1 / n)^(1 / shape)
  (log(shape) - shape * log(t_1)) * n + (shape - 1) * sum_h -
    t_1^(-shape) * sum_h_1
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.weibull_shifted_derivatives_location_shape <- function(x, n, location, shape) {
  t_2 <- x - location
  t_3 <- log(t_2)
  t_4 <- t_2^shape
  t_5 <- 1 / t_2
  t_6 <- t_4 * t_5
  t_7 <- t_3 * t_4
  t_8 <- t_5^2
  t_9 <- t_4 * t_8
  sum_h_2 <- sum(t_3)
  sum_h_3 <- sum(t_4)
  sum_h_4 <- sum(t_5)
  sum_h_5 <- sum(shape * t_6)
  sum_h_6 <- sum(t_7)
  sum_h_7 <- sum(t_8)
  sum_h_8 <- sum(shape^2 * t_9 - shape * t_9)
  sum_h_9 <- sum(shape * t_5 * t_7 + t_6)
  sum_h_10 <- sum(t_3^2 * t_4)
  t_10 <- shape - 1
  t_11 <- sum_h_3 / n
  t_12 <- 1 / shape
  t_13 <- t_11^t_12
  t_14 <- log(t_13)
  t_15 <- t_13^(-shape)
  t_16 <- t_15 * sum_h_3
  t_17 <- 1 / sum_h_3
  t_18 <- t_17 * n
  t_19 <- 1 / shape^2
  t_20 <- log(t_11)
  t_21 <- t_14 + shape * (t_12 * t_17 * sum_h_6 - t_20 * t_19)
  t_22 <- t_15 * sum_h_6
  t_23 <- -t_21
  t_24 <- 1 / sum_h_3^2
  t_25 <- t_17 * sum_h_5
  t_26 <- t_12 * t_17
  t_27 <- t_24 * t_12
  t_28 <- t_12 * t_17 * sum_h_5 -
    shape * (t_25 * t_19 + t_27 * sum_h_5 * sum_h_6 - t_26 * sum_h_9)
  part_1 <- shape * (
    2 * t_20 / (shape * shape * shape) + t_26 * sum_h_10 - sum_h_6^2 * t_27 -
      2 * t_17 * t_19 * sum_h_6
  )
  t_29 <- 2 * t_26 * sum_h_6 + part_1 - 2 * t_20 * t_19
  c(
    (log(shape) - shape * t_14) * n + t_10 * sum_h_2 - t_16,
    t_18 * sum_h_5 - t_10 * sum_h_4,
    (t_12 - t_21) * n + sum_h_2 - t_22 - t_23 * t_16,
    sum_h_5^2 * t_24 * n - t_10 * sum_h_7 - t_18 * sum_h_8,
    t_28 * n + t_15 * sum_h_9 - t_22 * t_25 - t_28 * t_16 - sum_h_4,
    (-t_29 - t_19) * n + t_29 * t_16 - 2 * t_22 * t_23 - t_23^2 * t_16 -
      t_15 * sum_h_10
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.weibull_shifted_surface_location_shape <- function(x, n, u_1, u_2) {
  location <- .weibull_shifted_outward(u_1, -Inf, Inf)
  stretch_1 <- .weibull_shifted_stretch(u_1, -Inf, Inf)
  shape <- .weibull_shifted_outward(u_2, 0, Inf)
  stretch_2 <- .weibull_shifted_stretch(u_2, 0, Inf)
  found_2 <- .weibull_shifted_derivatives_location_shape(x, n, location, shape)
  height <- found_2[1]
  g_1 <- found_2[2]
  g_2 <- found_2[3]
  h_1_1 <- found_2[4]
  h_2_1 <- found_2[5]
  h_2_2 <- found_2[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .weibull_shifted_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .weibull_shifted_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.weibull_shifted_climb_location_shape <- function(x, n, start_1, start_2) {
  u_1 <- .weibull_shifted_inward(start_1, -Inf, Inf)
  u_2 <- .weibull_shifted_inward(start_2, 0, Inf)
  found_3 <- .weibull_shifted_surface_location_shape(x, n, u_1, u_2)
  f <- found_3[1]
  g_1 <- found_3[2]
  g_2 <- found_3[3]
  h_1_1 <- found_3[4]
  h_2_1 <- found_3[5]
  h_2_2 <- found_3[6]
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
    found_4 <- .weibull_shifted_surface_location_shape(
      x, n, u_1 + step_1, u_2 + step_2
    )
    f_new <- found_4[1]
    g_1_new <- found_4[2]
    g_2_new <- found_4[3]
    h_1_1_new <- found_4[4]
    h_2_1_new <- found_4[5]
    h_2_2_new <- found_4[6]
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
    .weibull_shifted_outward(u_1, -Inf, Inf),
    .weibull_shifted_outward(u_2, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.weibull_shifted_maximise_location_shape <- function(x, n) {
  lowest_x <- .weibull_shifted_level(x, 0.05)
  low_x <- .weibull_shifted_level(x, 0.25)
  middle_x <- .weibull_shifted_level(x, 0.5)
  high_x <- .weibull_shifted_level(x, 0.75)
  highest_x <- .weibull_shifted_level(x, 0.95)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- middle_x
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .weibull_shifted_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .weibull_shifted_choose(
        at, middle_x, low_x, high_x, lowest_x, highest_x, middle_x, middle_x
      )
      seed <- .weibull_shifted_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .weibull_shifted_choose(at, 1, 0.1, 0.3, 0.7, 2, 5, 20)
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && draw_2 > 0 && is.finite(draw_2))) {
        height <- .weibull_shifted_value_location_shape(x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_5 <- .weibull_shifted_climb_location_shape(x, n, reached_1, reached_2)
    height <- found_5[1]
    reached_1 <- found_5[2]
    reached_2 <- found_5[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.weibull_shifted_solve <- function(x) {
  n <- length(x)
  found_6 <- .weibull_shifted_maximise_location_shape(x, n)
  location <- found_6[1]
  shape <- found_6[2]
  t_30 <- x - location
  sum_h_11 <- sum(t_30^shape)
  scale <- (sum_h_11 / n)^(1 / shape)
  c(location, shape, scale)
}

# A centre and a spread with which the data are standardised.
.weibull_shifted_units_x <- function(x) {
  n <- length(x)
  quarter <- .weibull_shifted_level(x, 0.25)
  half <- .weibull_shifted_level(x, 0.5)
  rest <- .weibull_shifted_level(x, 0.75)
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
.weibull_shifted_log_likelihood <- function(x, n, location, shape, scale) {
  t_50 <- x - location
  sum_h_21 <- sum((t_50 / scale)^shape)
  sum_h_22 <- sum(log(t_50))
  n * log(shape) + (shape - 1) * sum_h_22 - shape * n * log(scale) - sum_h_21
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.weibull_shifted_nll <- function(x, location, shape, scale) {
  if (!isTRUE(is.finite(location) && shape > 0 && is.finite(shape) &&
    scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  outside <- sum(ifelse(x >= location, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  -.weibull_shifted_log_likelihood(x, n, location, shape, scale)
}

# The gradient of the log-likelihood.
.weibull_shifted_score <- function(x, n, location, shape, scale) {
  t_51 <- x - location
  t_52 <- 1 / t_51
  t_53 <- t_51 / scale
  t_54 <- t_53^shape
  sum_h_23 <- sum(t_52 * t_54)
  sum_h_24 <- sum(t_52)
  sum_h_25 <- sum(t_54 * log(t_53))
  sum_h_26 <- sum(log(t_51))
  sum_h_27 <- sum(t_54)
  t_55 <- 1 / scale
  c(
    shape * sum_h_23 + (1 - shape) * sum_h_24,
    n / shape + sum_h_26 - n * log(scale) - sum_h_25,
    shape * t_55 * sum_h_27 - shape * t_55 * n
  )
}

# The gradient of nll; nan outside the domain or the support.
.weibull_shifted_gradient <- function(x, location, shape, scale) {
  if (!isTRUE(is.finite(location) && shape > 0 && is.finite(shape) &&
    scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x >= location, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_7 <- .weibull_shifted_score(x, n, location, shape, scale)
  g_1 <- found_7[1]
  g_2 <- found_7[2]
  g_3 <- found_7[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.weibull_shifted_curvature <- function(x, n, location, shape, scale) {
  t_56 <- x - location
  t_57 <- t_56 / scale
  t_58 <- t_57^shape
  t_59 <- 1 / t_56
  t_60 <- t_58 * t_59
  t_61 <- log(t_57)
  t_62 <- t_59^2
  sum_h_28 <- sum(t_58)
  sum_h_30 <- sum(t_60)
  sum_h_31 <- sum(t_59)
  sum_h_32 <- sum(t_58 * t_61)
  sum_h_33 <- sum(t_58 * t_62)
  sum_h_34 <- sum(t_62)
  sum_h_35 <- sum(t_60 * t_61)
  sum_h_36 <- sum(t_61^2 * t_58)
  t_63 <- shape - 1
  t_65 <- -t_63
  t_66 <- 1 / scale
  t_67 <- t_66 * n
  t_68 <- shape^2
  t_69 <- 1 / scale^2
  c(
    t_65 * sum_h_34 + shape * sum_h_33 - t_68 * sum_h_33,
    sum_h_30 + shape * sum_h_35 - sum_h_31,
    -n / t_68 - sum_h_36,
    -t_66 * t_68 * sum_h_30,
    t_66 * sum_h_28 + shape * t_66 * sum_h_32 - t_67,
    shape * t_69 * n - t_68 * t_69 * sum_h_28 - shape * t_69 * sum_h_28
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.weibull_shifted_hessian <- function(x, location, shape, scale) {
  if (!isTRUE(is.finite(location) && shape > 0 && is.finite(shape) &&
    scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x >= location, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_8 <- .weibull_shifted_curvature(x, n, location, shape, scale)
  h_1 <- found_8[1]
  h_2 <- found_8[2]
  h_3 <- found_8[3]
  h_4 <- found_8[4]
  h_5 <- found_8[5]
  h_6 <- found_8[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
