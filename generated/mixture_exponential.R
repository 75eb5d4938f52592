# Maximum-likelihood estimation: Mixture of two exponential distributions.
#
#   f(x; weight, rate_1, rate_2) =
#       weight*rate_1*exp(-rate_1*x)+(1-weight)*rate_2*exp(-rate_2*x)
#   support: x >= 0
#   weight: 0 < weight < 1
#   rate_1: positive
#   rate_2: positive
#
# Log-likelihood:
#
#   sum(log(rate_1*weight*exp(-x*rate_1) + rate_2*(1 -
#       weight)*exp(-x*rate_2)))
#
# Estimator (latent):
#
#   weight, rate_1, rate_2 = the joint maximiser of the log-likelihood, by the
#       EM algorithm and Newton's method
#
# Source:
#
#   McLachlan, Peel (2000), Finite Mixture Models, ch. 4
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
mle_mixture_exponential <- function(x) {
  x <- .mixture_exponential_column(x, "x")
  .mixture_exponential_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("weight", "rate_1", "rate_2")
  units_x <- .mixture_exponential_units_x(x)
  estimate <- .mixture_exponential_solve((x - units_x[1]) / units_x[2])
  estimate[2] <- units_x[2]^(-1) * estimate[2]
  estimate[3] <- units_x[2]^(-1) * estimate[3]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_mixture_exponential(x, estimate)
    information <- hessian_mixture_exponential(x, estimate)
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
#' @param parameters numeric vector: weight, rate_1, rate_2, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_mixture_exponential <- function(x, parameters) {
  x <- .mixture_exponential_column(x, "x")
  .mixture_exponential_require_rows("x", x >= 0, "must be >= 0")
  .mixture_exponential_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: weight, rate_1, rate_2, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_mixture_exponential <- function(x, parameters) {
  x <- .mixture_exponential_column(x, "x")
  .mixture_exponential_require_rows("x", x >= 0, "must be >= 0")
  .mixture_exponential_gradient(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: weight, rate_1, rate_2, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_mixture_exponential <- function(x, parameters) {
  x <- .mixture_exponential_column(x, "x")
  .mixture_exponential_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .mixture_exponential_hessian(
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
#' @param parameters numeric vector: weight, rate_1, rate_2, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_mixture_exponential <- function(x, parameters) {
  x <- .mixture_exponential_column(x, "x")
  .mixture_exponential_require_rows("x", x >= 0, "must be >= 0")
  weight <- parameters[[1]]
  rate_1 <- parameters[[2]]
  rate_2 <- parameters[[3]]
  t_21 <- 1 - weight
  t_22 <- rate_1 * x + log(rate_2) - rate_2 * x - log(rate_1)
  t_23 <- 1 / (t_21 + (1 - t_21) * exp(-t_22))
  t_24 <- 1 / (weight + (1 - weight) * exp(t_22))
  score_1 <- rep_len(t_24 - t_23, length(x))
  score_2 <- rep_len(weight * t_24 * (1 / rate_1 - x), length(x))
  score_3 <- rep_len(t_21 * t_23 * (1 / rate_2 - x), length(x))
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("weight", "rate_1", "rate_2")
  out
}

# log(exp a + exp b).
.mixture_exponential_logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.mixture_exponential_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.mixture_exponential_column <- function(values, name) {
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
.mixture_exponential_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.mixture_exponential_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.mixture_exponential_outward <- function(u, lower, upper) {
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
.mixture_exponential_inward <- function(t, lower, upper) {
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
.mixture_exponential_stretch <- function(u, lower, upper) {
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
.mixture_exponential_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .mixture_exponential_stretch(u, lower, upper) * (1 - e) /
        (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.mixture_exponential_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.mixture_exponential_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# One step of the EM algorithm.
.mixture_exponential_update_joint <- function(x, weight, rate_1, rate_2) {
  t <- log1p(-weight)
  t_1 <- rate_2 * x
  t_2 <- rate_1 * x
  t_3 <- .mixture_exponential_logaddexp(
    log(rate_1) + log(weight) - t_2, t + log(rate_2) - t_1
  )
  t_4 <- exp(t - t_1 - t_3)
  t_5 <- weight * exp(-t_2 - t_3)
  sum_h <- sum(rate_2 * t_4)
  sum_h_1 <- sum(rate_1 * t_5)
  sum_h_2 <- sum(t_2 * t_5)
  sum_h_3 <- sum(t_1 * t_4)
  weight_new <- sum_h_1 / (sum_h + sum_h_1)
  rate_1_new <- sum_h_1 / sum_h_2
  rate_2_new <- sum_h / sum_h_3
  c(weight_new, rate_1_new, rate_2_new)
}

# The log-likelihood.
.mixture_exponential_value_joint <- function(x, weight, rate_1, rate_2) {
  sum_h_16 <- sum(
    .mixture_exponential_logaddexp(
      log(rate_1) + log(weight) - rate_1 * x,
      log(rate_2) + log1p(-weight) - rate_2 * x
    )
  )
  sum_h_16
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.mixture_exponential_derivatives_joint <- function(x, weight, rate_1, rate_2) {
  t_28 <- rate_1 * x - log(rate_1)
  t_29 <- log(rate_2)
  t_30 <- rate_2 * x
  t_31 <- t_28 + t_29 - t_30
  t_32 <- 1 / (weight * exp(-t_31) + 1 - weight)
  t_33 <- 1 / (weight + (1 - weight) * exp(t_31))
  t_34 <- x - 1 / rate_1
  t_35 <- t_33 * t_34
  t_36 <- x - 1 / rate_2
  t_37 <- t_32 * t_36
  t_38 <- t_33 - t_32
  t_39 <- -t_38
  t_40 <- t_32 * t_33
  sum_h_21 <- sum(
    .mixture_exponential_logaddexp(
      log(weight) - t_28, t_29 + log1p(-weight) - t_30
    )
  )
  sum_h_22 <- sum(t_32)
  sum_h_23 <- sum(t_33)
  sum_h_24 <- sum(t_35)
  sum_h_25 <- sum(t_37)
  sum_h_26 <- sum(t_39 * t_33)
  sum_h_27 <- sum(t_38 * t_32)
  sum_h_28 <- sum(t_39 * t_35)
  sum_h_29 <- sum(t_34^2 * t_40)
  sum_h_30 <- sum(t_38 * t_37)
  sum_h_31 <- sum(t_35 * t_37)
  sum_h_32 <- sum(t_36^2 * t_40)
  t_41 <- weight - 1
  t_42 <- -t_41
  c(
    sum_h_21,
    sum_h_23 - sum_h_22,
    -weight * sum_h_24,
    -t_42 * sum_h_25,
    sum_h_26 + sum_h_27,
    -sum_h_24 - weight * sum_h_28,
    -weight * t_41 * sum_h_29 - weight * sum_h_23 / rate_1^2,
    sum_h_25 - t_41 * sum_h_30,
    -weight * t_42 * sum_h_31,
    weight * t_42 * sum_h_32 - t_42 * sum_h_22 / rate_2^2
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.mixture_exponential_surface_joint <- function(x, n, u_1, u_2, u_3) {
  weight <- .mixture_exponential_outward(u_1, 0, 1)
  stretch_1 <- .mixture_exponential_stretch(u_1, 0, 1)
  rate_1 <- .mixture_exponential_outward(u_2, 0, Inf)
  stretch_2 <- .mixture_exponential_stretch(u_2, 0, Inf)
  rate_2 <- .mixture_exponential_outward(u_3, 0, Inf)
  stretch_3 <- .mixture_exponential_stretch(u_3, 0, Inf)
  found_1 <- .mixture_exponential_derivatives_joint(x, weight, rate_1, rate_2)
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
      g_1 * .mixture_exponential_bend(u_1, 0, 1) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .mixture_exponential_bend(u_2, 0, Inf) / n,
    -h_3_1 * stretch_3 * stretch_1 / n,
    -h_3_2 * stretch_3 * stretch_2 / n,
    -h_3_3 * stretch_3 * stretch_3 / n -
      g_3 * .mixture_exponential_bend(u_3, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.mixture_exponential_climb_joint <- function(x, n, start_1, start_2, start_3) {
  u_1 <- .mixture_exponential_inward(start_1, 0, 1)
  u_2 <- .mixture_exponential_inward(start_2, 0, Inf)
  u_3 <- .mixture_exponential_inward(start_3, 0, Inf)
  found_2 <- .mixture_exponential_surface_joint(x, n, u_1, u_2, u_3)
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
    found_3 <- .mixture_exponential_surface_joint(
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
  if (isTRUE(abs(d_2) <= 1e-09)) {
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
    .mixture_exponential_outward(u_1, 0, 1),
    .mixture_exponential_outward(u_2, 0, Inf),
    .mixture_exponential_outward(u_3, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.mixture_exponential_maximise_joint <- function(x, n) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  chosen_3 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 0 + (1 - 0) * 0.5
    reached_2 <- 1
    reached_3 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .mixture_exponential_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_4 <- 0 + (1 - 0) * 0.05
      part_5 <- 0 + (1 - 0) * 0.35
      part_6 <- 0 + (1 - 0) * 0.65
      draw_1 <- .mixture_exponential_choose(
        at,
        0 + (1 - 0) * 0.5,
        part_4,
        0 + (1 - 0) * 0.2,
        part_5,
        part_6,
        0 + (1 - 0) * 0.8,
        0 + (1 - 0) * 0.95
      )
      seed <- .mixture_exponential_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .mixture_exponential_choose(
        at, 1, 2, 4, 1.4285714285714286, 0.6666666666666666, 0.5, 0.25
      )
      seed <- .mixture_exponential_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_3 <- .mixture_exponential_choose(
        at, 1, 2, 4, 1.4285714285714286, 0.6666666666666666, 0.5, 0.25
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && draw_1 < 1 && draw_2 > 0 && is.finite(draw_2) &&
        draw_3 > 0 && is.finite(draw_3))) {
        height <- .mixture_exponential_value_joint(x, draw_1, draw_2, draw_3)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
        reached_3 <- draw_3
      }
    }
    for (turn in seq_len(200) - 1) {
      found_7 <- .mixture_exponential_update_joint(
        x, reached_1, reached_2, reached_3
      )
      next_1 <- found_7[1]
      next_2 <- found_7[2]
      next_3 <- found_7[3]
      if (!isTRUE(is.finite(next_1) && is.finite(next_2) &&
        is.finite(next_3))) {
        break
      }
      part_8 <- pmax(
        abs(next_1 - reached_1) / pmax(abs(reached_1), 1e-08),
        abs(next_2 - reached_2) / pmax(abs(reached_2), 1e-08)
      )
      change <- pmax(
        part_8, abs(next_3 - reached_3) / pmax(abs(reached_3), 1e-08)
      )
      reached_1 <- next_1
      reached_2 <- next_2
      reached_3 <- next_3
      if (isTRUE(change < 1e-08)) {
        break
      }
    }
    found_9 <- .mixture_exponential_climb_joint(
      x, n, reached_1, reached_2, reached_3
    )
    height <- found_9[1]
    reached_1 <- found_9[2]
    reached_2 <- found_9[3]
    reached_3 <- found_9[4]
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
.mixture_exponential_solve <- function(x) {
  n <- length(x)
  found_10 <- .mixture_exponential_maximise_joint(x, n)
  weight <- found_10[1]
  rate_1 <- found_10[2]
  rate_2 <- found_10[3]
  c(weight, rate_1, rate_2)
}

# A centre and a spread with which the data are standardised.
.mixture_exponential_units_x <- function(x) {
  n <- length(x)
  half <- .mixture_exponential_level(abs(x), 0.5)
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
.mixture_exponential_log_likelihood <- function(x, weight, rate_1, rate_2) {
  sum_h_16 <- sum(
    .mixture_exponential_logaddexp(
      log(rate_1) + log(weight) - rate_1 * x,
      log(rate_2) + log1p(-weight) - rate_2 * x
    )
  )
  sum_h_16
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.mixture_exponential_nll <- function(x, weight, rate_1, rate_2) {
  if (!isTRUE(weight > 0 && weight < 1 && rate_1 > 0 && is.finite(rate_1) &&
    rate_2 > 0 && is.finite(rate_2))) {
    return(Inf)
  }
  -.mixture_exponential_log_likelihood(x, weight, rate_1, rate_2)
}

# The gradient of the log-likelihood.
.mixture_exponential_score <- function(x, weight, rate_1, rate_2) {
  t_25 <- rate_1 * x + log(rate_2) - rate_2 * x - log(rate_1)
  t_26 <- 1 / (weight * exp(-t_25) + 1 - weight)
  t_27 <- 1 / (weight + (1 - weight) * exp(t_25))
  sum_h_17 <- sum(t_26)
  sum_h_18 <- sum(t_27)
  sum_h_19 <- sum(t_27 * (x - 1 / rate_1))
  sum_h_20 <- sum(t_26 * (x - 1 / rate_2))
  c(sum_h_18 - sum_h_17, -weight * sum_h_19, -(1 - weight) * sum_h_20)
}

# The gradient of nll; nan outside the domain or the support.
.mixture_exponential_gradient <- function(x, weight, rate_1, rate_2) {
  if (!isTRUE(weight > 0 && weight < 1 && rate_1 > 0 && is.finite(rate_1) &&
    rate_2 > 0 && is.finite(rate_2))) {
    return(c(NaN, NaN, NaN))
  }
  found_11 <- .mixture_exponential_score(x, weight, rate_1, rate_2)
  g_1 <- found_11[1]
  g_2 <- found_11[2]
  g_3 <- found_11[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.mixture_exponential_curvature <- function(x, weight, rate_1, rate_2) {
  t_28 <- rate_1 * x - log(rate_1)
  t_29 <- log(rate_2)
  t_30 <- rate_2 * x
  t_31 <- t_28 + t_29 - t_30
  t_32 <- 1 / (weight * exp(-t_31) + 1 - weight)
  t_33 <- 1 / (weight + (1 - weight) * exp(t_31))
  t_34 <- x - 1 / rate_1
  t_35 <- t_33 * t_34
  t_36 <- x - 1 / rate_2
  t_37 <- t_32 * t_36
  t_38 <- t_33 - t_32
  t_39 <- -t_38
  t_40 <- t_32 * t_33
  sum_h_22 <- sum(t_32)
  sum_h_23 <- sum(t_33)
  sum_h_24 <- sum(t_35)
  sum_h_25 <- sum(t_37)
  sum_h_26 <- sum(t_39 * t_33)
  sum_h_27 <- sum(t_38 * t_32)
  sum_h_28 <- sum(t_39 * t_35)
  sum_h_29 <- sum(t_34^2 * t_40)
  sum_h_30 <- sum(t_38 * t_37)
  sum_h_31 <- sum(t_35 * t_37)
  sum_h_32 <- sum(t_36^2 * t_40)
  t_41 <- weight - 1
  t_42 <- -t_41
  c(
    sum_h_26 + sum_h_27,
    -sum_h_24 - weight * sum_h_28,
    -weight * t_41 * sum_h_29 - weight * sum_h_23 / rate_1^2,
    sum_h_25 - t_41 * sum_h_30,
    -weight * t_42 * sum_h_31,
    weight * t_42 * sum_h_32 - t_42 * sum_h_22 / rate_2^2
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.mixture_exponential_hessian <- function(x, weight, rate_1, rate_2) {
  if (!isTRUE(weight > 0 && weight < 1 && rate_1 > 0 && is.finite(rate_1) &&
    rate_2 > 0 && is.finite(rate_2))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  found_12 <- .mixture_exponential_curvature(x, weight, rate_1, rate_2)
  h_1 <- found_12[1]
  h_2 <- found_12[2]
  h_3 <- found_12[3]
  h_4 <- found_12[4]
  h_5 <- found_12[5]
  h_6 <- found_12[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
