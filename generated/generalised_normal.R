# Maximum-likelihood estimation: Generalised normal distribution (exponential
# power).
#
#   f(x; mu, scale, shape) =
#       shape/(2*scale*gamma(1/shape))*exp(-(Abs(x-mu)/scale)**shape)
#   support: real
#   mu: real
#   scale: positive
#   shape: positive
#
# Log-likelihood:
#
#   (-log(2*scale) + log(shape) - loggamma(1/shape))*n - sum(Abs(x -
#       mu)**shape)/scale**shape
#
# Estimator (unbounded):
#
#   mu, shape = the joint maximiser of the log-likelihood
#   scale = (shape*sum(Abs(x - mu)**shape)/n)**(1/shape)
#
# Source:
#
#   Subbotin (1923), On the law of frequency of error, Mat. Sb. 31, 296-301
#   Box, Tiao (1973), Bayesian Inference in Statistical Analysis, ch. 3
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
mle_generalised_normal <- function(x) {
  x <- .generalised_normal_column(x, "x")
  labels <- c("mu", "scale", "shape")
  units_x <- .generalised_normal_units_x(x)
  estimate <- .generalised_normal_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1] + units_x[1]
  estimate[2] <- units_x[2] * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_generalised_normal(x, estimate)
    information <- hessian_generalised_normal(x, estimate)
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
nll_generalised_normal <- function(x, parameters) {
  x <- .generalised_normal_column(x, "x")
  .generalised_normal_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, shape, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_generalised_normal <- function(x, parameters) {
  x <- .generalised_normal_column(x, "x")
  .generalised_normal_gradient(
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
hessian_generalised_normal <- function(x, parameters) {
  x <- .generalised_normal_column(x, "x")
  triangle <- .generalised_normal_hessian(
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
scores_generalised_normal <- function(x, parameters) {
  x <- .generalised_normal_column(x, "x")
  mu <- parameters[[1]]
  scale <- parameters[[2]]
  shape <- parameters[[3]]
  t_41 <- 1 / scale
  t_42 <- 1 / shape
  t_43 <- x - mu
  t_44 <- abs(t_43)
  t_45 <- t_44 * t_41
  t_46 <- t_45^shape
  t_47 <- shape * t_46
  score_1 <- rep_len(t_47 * sign(t_43) / t_44, length(x))
  score_2 <- rep_len(t_41 * t_47 - t_41, length(x))
  score_3 <- rep_len(
    t_42 + digamma(t_42) / shape^2 - t_46 * log(t_45), length(x)
  )
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("mu", "scale", "shape")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.generalised_normal_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.generalised_normal_column <- function(values, name) {
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
.generalised_normal_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.generalised_normal_outward <- function(u, lower, upper) {
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
.generalised_normal_inward <- function(t, lower, upper) {
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
.generalised_normal_stretch <- function(u, lower, upper) {
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
.generalised_normal_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .generalised_normal_stretch(u, lower, upper) * (1 - e) /
        (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.generalised_normal_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.generalised_normal_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of mu, shape.
.generalised_normal_value_mu_shape <- function(x, n, mu, shape) {
  sum_h <- sum(abs(x - mu)^shape)
  t <- 1 / shape
  (log(shape) - t - log(2 * (shape * sum_h / n)^t) - lgamma(t)) * n
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.generalised_normal_derivatives_mu_shape <- function(x, n, mu, shape) {
  t_1 <- x - mu
  t_2 <- abs(t_1)
  t_3 <- t_2^shape
  t_4 <- sign(t_1)
  t_5 <- t_4 / t_2
  t_6 <- t_3 * t_5
  t_7 <- log(t_2)
  t_8 <- t_3 * t_7
  t_9 <- t_4^2 * t_3 / t_1^2
  sum_h_1 <- sum(t_3)
  sum_h_2 <- sum(shape * t_6)
  sum_h_3 <- sum(t_8)
  sum_h_4 <- sum(shape^2 * t_9 - shape * t_9)
  sum_h_5 <- sum(shape * t_5 * t_8 + t_6)
  sum_h_6 <- sum(t_7^2 * t_3)
  t_10 <- 1 / shape
  t_11 <- 1 / n
  t_12 <- t_11 * sum_h_1
  t_13 <- shape * t_12
  t_14 <- 1 / sum_h_1
  t_15 <- t_14 * sum_h_2
  t_16 <- t_10 * n
  t_17 <- 1 / shape^2
  t_18 <- log(t_13)
  t_19 <- digamma(t_10)
  t_20 <- shape * t_11
  t_21 <- t_20 * sum_h_3 + t_12
  t_22 <- t_14 * t_17 * n
  t_23 <- 1 / sum_h_1^2
  t_24 <- 1 / (shape * shape * shape)
  t_25 <- 2 * t_24
  part_1 <- t_21 * t_23 * t_17 * sum_h_3 * n + 3 * t_21 * t_24 * t_14 * n -
    (2 * t_11 * sum_h_3 + t_20 * sum_h_6) * t_22 - t_25 * t_18 - t_25 * t_19
  c(
    (log(shape) - t_10 - log(2 * t_13^t_10) - lgamma(t_10)) * n,
    t_15 * t_16,
    (t_10 + t_17 * t_18 + t_17 * t_19 + t_17 - t_21 * t_22) * n,
    sum_h_2^2 * t_10 * t_23 * n - t_14 * t_16 * sum_h_4,
    (
      -t_21 * t_23 * t_17 * sum_h_2 * n -
        (-t_11 * sum_h_2 - t_20 * sum_h_5) * t_22 - t_15 * t_17
    ) * n,
    (part_1 - t_25 - t_17 - trigamma(t_10) / (shape * shape * shape * shape)) *
      n
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.generalised_normal_surface_mu_shape <- function(x, n, u_1, u_2) {
  mu <- .generalised_normal_outward(u_1, -Inf, Inf)
  stretch_1 <- .generalised_normal_stretch(u_1, -Inf, Inf)
  shape <- .generalised_normal_outward(u_2, 0, Inf)
  stretch_2 <- .generalised_normal_stretch(u_2, 0, Inf)
  found_2 <- .generalised_normal_derivatives_mu_shape(x, n, mu, shape)
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
      g_1 * .generalised_normal_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .generalised_normal_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.generalised_normal_climb_mu_shape <- function(x, n, start_1, start_2) {
  u_1 <- .generalised_normal_inward(start_1, -Inf, Inf)
  u_2 <- .generalised_normal_inward(start_2, 0, Inf)
  found_3 <- .generalised_normal_surface_mu_shape(x, n, u_1, u_2)
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
    found_4 <- .generalised_normal_surface_mu_shape(
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
    .generalised_normal_outward(u_1, -Inf, Inf),
    .generalised_normal_outward(u_2, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.generalised_normal_maximise_mu_shape <- function(x, n) {
  lowest_x <- .generalised_normal_level(x, 0.05)
  low_x <- .generalised_normal_level(x, 0.25)
  middle_x <- .generalised_normal_level(x, 0.5)
  high_x <- .generalised_normal_level(x, 0.75)
  highest_x <- .generalised_normal_level(x, 0.95)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- middle_x
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .generalised_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .generalised_normal_choose(
        at, middle_x, low_x, high_x, lowest_x, highest_x, middle_x, middle_x
      )
      seed <- .generalised_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .generalised_normal_choose(at, 1, 0.1, 0.3, 0.7, 2, 5, 20)
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && draw_2 > 0 && is.finite(draw_2))) {
        height <- .generalised_normal_value_mu_shape(x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_5 <- .generalised_normal_climb_mu_shape(x, n, reached_1, reached_2)
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
.generalised_normal_solve <- function(x) {
  n <- length(x)
  found_6 <- .generalised_normal_maximise_mu_shape(x, n)
  mu <- found_6[1]
  shape <- found_6[2]
  sum_h_7 <- sum(abs(x - mu)^shape)
  scale <- (shape * sum_h_7 / n)^(1 / shape)
  c(mu, scale, shape)
}

# A centre and a spread with which the data are standardised.
.generalised_normal_units_x <- function(x) {
  n <- length(x)
  quarter <- .generalised_normal_level(x, 0.25)
  half <- .generalised_normal_level(x, 0.5)
  rest <- .generalised_normal_level(x, 0.75)
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
.generalised_normal_log_likelihood <- function(x, n, mu, scale, shape) {
  sum_h_15 <- sum((abs(x - mu) / scale)^shape)
  n * log(shape) - n * log(2 * scale) - n * lgamma(1 / shape) - sum_h_15
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.generalised_normal_nll <- function(x, mu, scale, shape) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale) && shape > 0 &&
    is.finite(shape))) {
    return(Inf)
  }
  n <- length(x)
  -.generalised_normal_log_likelihood(x, n, mu, scale, shape)
}

# The gradient of the log-likelihood.
.generalised_normal_score <- function(x, n, mu, scale, shape) {
  t_48 <- x - mu
  t_49 <- abs(t_48)
  t_50 <- t_49 / scale
  t_51 <- t_50^shape
  sum_h_16 <- sum(t_51 * sign(t_48) / t_49)
  sum_h_17 <- sum(t_51)
  sum_h_18 <- sum(t_51 * log(t_50))
  t_52 <- 1 / scale
  t_53 <- 1 / shape
  c(
    shape * sum_h_16,
    shape * t_52 * sum_h_17 - t_52 * n,
    t_53 * n + n * digamma(t_53) / shape^2 - sum_h_18
  )
}

# The gradient of nll; nan outside the domain or the support.
.generalised_normal_gradient <- function(x, mu, scale, shape) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale) && shape > 0 &&
    is.finite(shape))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_7 <- .generalised_normal_score(x, n, mu, scale, shape)
  g_1 <- found_7[1]
  g_2 <- found_7[2]
  g_3 <- found_7[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.generalised_normal_curvature <- function(x, n, mu, scale, shape) {
  t_54 <- x - mu
  t_55 <- abs(t_54)
  t_56 <- t_55 / scale
  t_57 <- t_56^shape
  t_58 <- sign(t_54)
  t_59 <- t_58 / t_55
  t_60 <- log(t_56)
  t_61 <- t_57 * t_60
  sum_h_19 <- sum(t_57)
  sum_h_20 <- sum(t_57 * t_59)
  sum_h_21 <- sum(t_61)
  sum_h_22 <- sum(t_58^2 * t_57 / t_54^2)
  sum_h_23 <- sum(0)
  sum_h_24 <- sum(t_59 * t_61)
  sum_h_25 <- sum(t_60^2 * t_57)
  t_62 <- 1 / shape
  t_63 <- 1 / scale
  t_64 <- digamma(t_62)
  t_65 <- shape^2
  t_66 <- n / t_65
  t_67 <- 1 / scale^2
  t_68 <- t_67 * sum_h_19
  c(
    shape * sum_h_22 - t_65 * sum_h_22 - 2 * shape * sum_h_23,
    -t_63 * t_65 * sum_h_20,
    t_67 * n - t_65 * t_68 - shape * t_68,
    sum_h_20 + shape * sum_h_24,
    t_63 * sum_h_19 + shape * t_63 * sum_h_21,
    -2 * t_64 * n / (shape * shape * shape) -
      n * trigamma(t_62) / (shape * shape * shape * shape) - t_66 - sum_h_25
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.generalised_normal_hessian <- function(x, mu, scale, shape) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale) && shape > 0 &&
    is.finite(shape))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_8 <- .generalised_normal_curvature(x, n, mu, scale, shape)
  h_1 <- found_8[1]
  h_2 <- found_8[2]
  h_3 <- found_8[3]
  h_4 <- found_8[4]
  h_5 <- found_8[5]
  h_6 <- found_8[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
