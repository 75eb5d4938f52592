# Maximum-likelihood estimation: Mixture of two Poisson distributions.
#
#   f(x; weight, rate_1, rate_2) = weight*rate_1**x*exp(-
#       rate_1)/factorial(x)+(1-weight)*rate_2**x*exp(-rate_2)/factorial(x)
#   support: x in 0, 1, 2, ...
#   weight: 0 < weight < 1
#   rate_1: positive
#   rate_2: positive
#
# Log-likelihood:
#
#   sum(log(rate_1**x*weight*exp(-rate_1)/gamma(x + 1) + rate_2**x*(1 -
#       weight)*exp(-rate_2)/gamma(x + 1)))
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
mle_mixture_poisson <- function(x) {
  x <- .mixture_poisson_column(x, "x")
  .mixture_poisson_require_rows("x", x == floor(x), "must be an integer")
  .mixture_poisson_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("weight", "rate_1", "rate_2")
  estimate <- .mixture_poisson_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_mixture_poisson(x, estimate)
    information <- hessian_mixture_poisson(x, estimate)
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
nll_mixture_poisson <- function(x, parameters) {
  x <- .mixture_poisson_column(x, "x")
  .mixture_poisson_require_rows("x", x == floor(x), "must be an integer")
  .mixture_poisson_require_rows("x", x >= 0, "must be >= 0")
  .mixture_poisson_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: weight, rate_1, rate_2, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_mixture_poisson <- function(x, parameters) {
  x <- .mixture_poisson_column(x, "x")
  .mixture_poisson_require_rows("x", x == floor(x), "must be an integer")
  .mixture_poisson_require_rows("x", x >= 0, "must be >= 0")
  .mixture_poisson_gradient(
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
hessian_mixture_poisson <- function(x, parameters) {
  x <- .mixture_poisson_column(x, "x")
  .mixture_poisson_require_rows("x", x == floor(x), "must be an integer")
  .mixture_poisson_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .mixture_poisson_hessian(
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
scores_mixture_poisson <- function(x, parameters) {
  x <- .mixture_poisson_column(x, "x")
  .mixture_poisson_require_rows("x", x == floor(x), "must be an integer")
  .mixture_poisson_require_rows("x", x >= 0, "must be >= 0")
  weight <- parameters[[1]]
  rate_1 <- parameters[[2]]
  rate_2 <- parameters[[3]]
  t_23 <- 1 - weight
  t_24 <- -x
  t_25 <- 1 / (
    (1 - t_23) * exp(
      .mixture_poisson_xlogy(x, rate_1) + rate_2 +
        .mixture_poisson_xlogy(t_24, rate_2) - rate_1
    ) + t_23
  )
  t_26 <- 1 / (
    (1 - weight) * exp(
      .mixture_poisson_xlogy(x, rate_2) + rate_1 +
        .mixture_poisson_xlogy(t_24, rate_1) - rate_2
    ) + weight
  )
  score_1 <- rep_len(t_26 - t_25, length(x))
  score_2 <- rep_len(weight * t_26 * (x / rate_1 - 1), length(x))
  score_3 <- rep_len(t_23 * t_25 * (x / rate_2 - 1), length(x))
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("weight", "rate_1", "rate_2")
  out
}

# x log y, and 0 where x = 0.
.mixture_poisson_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# log(exp a + exp b).
.mixture_poisson_logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.mixture_poisson_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.mixture_poisson_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.mixture_poisson_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + .mixture_poisson_gamma_tail(z))
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.mixture_poisson_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .mixture_poisson_log_ratio(ifelse(near, d, 0)), far)
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.mixture_poisson_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.mixture_poisson_column <- function(values, name) {
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
.mixture_poisson_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.mixture_poisson_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.mixture_poisson_outward <- function(u, lower, upper) {
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
.mixture_poisson_inward <- function(t, lower, upper) {
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
.mixture_poisson_stretch <- function(u, lower, upper) {
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
.mixture_poisson_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .mixture_poisson_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.mixture_poisson_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.mixture_poisson_choose <- function(at, a, b, c_1, d, e, f, g) {
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
.mixture_poisson_update_joint <- function(x, weight, rate_1, rate_2) {
  t <- lgamma(x + 1)
  t_1 <- t + rate_1 - .mixture_poisson_xlogy(x, rate_1)
  t_2 <- t + rate_2 - .mixture_poisson_xlogy(x, rate_2) - log1p(-weight)
  t_3 <- .mixture_poisson_logaddexp(log(weight) - t_1, -t_2)
  t_4 <- weight * exp(-t_1 - t_3)
  t_5 <- exp(-t_2 - t_3)
  sum_h <- sum(t_4)
  sum_h_1 <- sum(t_5)
  sum_h_2 <- sum(t_4 * x)
  sum_h_3 <- sum(t_5 * x)
  weight_new <- sum_h / (sum_h + sum_h_1)
  rate_1_new <- sum_h_2 / sum_h
  rate_2_new <- sum_h_3 / sum_h_1
  c(weight_new, rate_1_new, rate_2_new)
}

# The log-likelihood.
.mixture_poisson_value_joint <- function(x, weight, rate_1, rate_2) {
  t_27 <- lgamma(x + 1)
  part_1 <- .mixture_poisson_xlogy(x, rate_2) + log1p(-weight) - t_27 - rate_2
  sum_h_18 <- sum(
    .mixture_poisson_logaddexp(
      .mixture_poisson_xlogy(x, rate_1) + log(weight) - t_27 - rate_1, part_1
    )
  )
  sum_h_18
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.mixture_poisson_derivatives_joint <- function(x, weight, rate_1, rate_2) {
  t_31 <- .mixture_poisson_xlogy(x, rate_1)
  t_32 <- lgamma(x + 1)
  t_33 <- .mixture_poisson_xlogy(x, rate_2)
  t_34 <- -x
  t_35 <- 1 / (
    weight * exp(
      t_31 + rate_2 + .mixture_poisson_xlogy(t_34, rate_2) - rate_1
    ) + 1 - weight
  )
  t_36 <- 1 / (
    weight +
      (1 - weight) * exp(
        t_33 + rate_1 + .mixture_poisson_xlogy(t_34, rate_1) - rate_2
      )
  )
  t_37 <- x / rate_1 - 1
  t_38 <- t_36 * t_37
  t_39 <- x / rate_2 - 1
  t_40 <- t_35 * t_39
  t_41 <- t_36 - t_35
  t_42 <- -t_41
  t_43 <- t_35 * t_36
  sum_h_23 <- sum(
    .mixture_poisson_logaddexp(
      t_31 + log(weight) - t_32 - rate_1, t_33 + log1p(-weight) - t_32 - rate_2
    )
  )
  sum_h_24 <- sum(t_35)
  sum_h_25 <- sum(t_36)
  sum_h_26 <- sum(t_38)
  sum_h_27 <- sum(t_40)
  sum_h_28 <- sum(t_42 * t_36)
  sum_h_29 <- sum(t_41 * t_35)
  sum_h_30 <- sum(t_42 * t_38)
  sum_h_31 <- sum(t_37^2 * t_43)
  sum_h_32 <- sum(t_36 * x)
  sum_h_33 <- sum(t_41 * t_40)
  sum_h_34 <- sum(t_38 * t_40)
  sum_h_35 <- sum(t_39^2 * t_43)
  sum_h_36 <- sum(t_35 * x)
  t_44 <- weight - 1
  t_45 <- -t_44
  t_46 <- weight * t_45
  c(
    sum_h_23,
    sum_h_25 - sum_h_24,
    weight * sum_h_26,
    t_45 * sum_h_27,
    sum_h_28 + sum_h_29,
    sum_h_26 + weight * sum_h_30,
    -weight * t_44 * sum_h_31 - weight * sum_h_32 / rate_1^2,
    t_44 * sum_h_33 - sum_h_27,
    -t_46 * sum_h_34,
    t_46 * sum_h_35 - t_45 * sum_h_36 / rate_2^2
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.mixture_poisson_surface_joint <- function(x, n, u_1, u_2, u_3) {
  weight <- .mixture_poisson_outward(u_1, 0, 1)
  stretch_1 <- .mixture_poisson_stretch(u_1, 0, 1)
  rate_1 <- .mixture_poisson_outward(u_2, 0, Inf)
  stretch_2 <- .mixture_poisson_stretch(u_2, 0, Inf)
  rate_2 <- .mixture_poisson_outward(u_3, 0, Inf)
  stretch_3 <- .mixture_poisson_stretch(u_3, 0, Inf)
  found_2 <- .mixture_poisson_derivatives_joint(x, weight, rate_1, rate_2)
  height <- found_2[1]
  g_1 <- found_2[2]
  g_2 <- found_2[3]
  g_3 <- found_2[4]
  h_1_1 <- found_2[5]
  h_2_1 <- found_2[6]
  h_2_2 <- found_2[7]
  h_3_1 <- found_2[8]
  h_3_2 <- found_2[9]
  h_3_3 <- found_2[10]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -g_3 * stretch_3 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .mixture_poisson_bend(u_1, 0, 1) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .mixture_poisson_bend(u_2, 0, Inf) / n,
    -h_3_1 * stretch_3 * stretch_1 / n,
    -h_3_2 * stretch_3 * stretch_2 / n,
    -h_3_3 * stretch_3 * stretch_3 / n -
      g_3 * .mixture_poisson_bend(u_3, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.mixture_poisson_climb_joint <- function(x, n, start_1, start_2, start_3) {
  u_1 <- .mixture_poisson_inward(start_1, 0, 1)
  u_2 <- .mixture_poisson_inward(start_2, 0, Inf)
  u_3 <- .mixture_poisson_inward(start_3, 0, Inf)
  found_3 <- .mixture_poisson_surface_joint(x, n, u_1, u_2, u_3)
  f <- found_3[1]
  g_1 <- found_3[2]
  g_2 <- found_3[3]
  g_3 <- found_3[4]
  h_1_1 <- found_3[5]
  h_2_1 <- found_3[6]
  h_2_2 <- found_3[7]
  h_3_1 <- found_3[8]
  h_3_2 <- found_3[9]
  h_3_3 <- found_3[10]
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
    found_4 <- .mixture_poisson_surface_joint(
      x, n, u_1 + step_1, u_2 + step_2, u_3 + step_3
    )
    f_new <- found_4[1]
    g_1_new <- found_4[2]
    g_2_new <- found_4[3]
    g_3_new <- found_4[4]
    h_1_1_new <- found_4[5]
    h_2_1_new <- found_4[6]
    h_2_2_new <- found_4[7]
    h_3_1_new <- found_4[8]
    h_3_2_new <- found_4[9]
    h_3_3_new <- found_4[10]
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
    .mixture_poisson_outward(u_1, 0, 1),
    .mixture_poisson_outward(u_2, 0, Inf),
    .mixture_poisson_outward(u_3, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.mixture_poisson_maximise_joint <- function(x, n) {
  middle_x <- .mixture_poisson_level(x, 0.5)
  high_x <- .mixture_poisson_level(x, 0.75)
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
      seed <- .mixture_poisson_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_5 <- 0 + (1 - 0) * 0.05
      part_6 <- 0 + (1 - 0) * 0.35
      part_7 <- 0 + (1 - 0) * 0.65
      draw_1 <- .mixture_poisson_choose(
        at,
        0 + (1 - 0) * 0.5,
        part_5,
        0 + (1 - 0) * 0.2,
        part_6,
        part_7,
        0 + (1 - 0) * 0.8,
        0 + (1 - 0) * 0.95
      )
      seed <- .mixture_poisson_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .mixture_poisson_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      seed <- .mixture_poisson_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_3 <- .mixture_poisson_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && draw_1 < 1 && draw_2 > 0 && is.finite(draw_2) &&
        draw_3 > 0 && is.finite(draw_3))) {
        height <- .mixture_poisson_value_joint(x, draw_1, draw_2, draw_3)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
        reached_3 <- draw_3
      }
    }
    for (turn in seq_len(200) - 1) {
      found_8 <- .mixture_poisson_update_joint(
        x, reached_1, reached_2, reached_3
      )
      next_1 <- found_8[1]
      next_2 <- found_8[2]
      next_3 <- found_8[3]
      if (!isTRUE(is.finite(next_1) && is.finite(next_2) &&
        is.finite(next_3))) {
        break
      }
      part_9 <- pmax(
        abs(next_1 - reached_1) / pmax(abs(reached_1), 1e-08),
        abs(next_2 - reached_2) / pmax(abs(reached_2), 1e-08)
      )
      change <- pmax(
        part_9, abs(next_3 - reached_3) / pmax(abs(reached_3), 1e-08)
      )
      reached_1 <- next_1
      reached_2 <- next_2
      reached_3 <- next_3
      if (isTRUE(change < 1e-08)) {
        break
      }
    }
    found_10 <- .mixture_poisson_climb_joint(
      x, n, reached_1, reached_2, reached_3
    )
    height <- found_10[1]
    reached_1 <- found_10[2]
    reached_2 <- found_10[3]
    reached_3 <- found_10[4]
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
.mixture_poisson_solve <- function(x) {
  n <- length(x)
  found_11 <- .mixture_poisson_maximise_joint(x, n)
  weight <- found_11[1]
  rate_1 <- found_11[2]
  rate_2 <- found_11[3]
  c(weight, rate_1, rate_2)
}

# The log-likelihood, every constant included.
.mixture_poisson_log_likelihood <- function(x, weight, rate_1, rate_2) {
  t_22 <- .mixture_poisson_stirling(x)
  part_12 <- log1p(-weight) - .mixture_poisson_deviance(x, rate_2) - t_22
  log_densities <- sum(
    .mixture_poisson_logaddexp(
      log(weight) - .mixture_poisson_deviance(x, rate_1) - t_22, part_12
    )
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.mixture_poisson_nll <- function(x, weight, rate_1, rate_2) {
  if (!isTRUE(weight > 0 && weight < 1 && rate_1 > 0 && is.finite(rate_1) &&
    rate_2 > 0 && is.finite(rate_2))) {
    return(Inf)
  }
  -.mixture_poisson_log_likelihood(x, weight, rate_1, rate_2)
}

# The gradient of the log-likelihood.
.mixture_poisson_score <- function(x, weight, rate_1, rate_2) {
  t_28 <- -x
  t_29 <- 1 / (
    weight * exp(
      .mixture_poisson_xlogy(x, rate_1) + rate_2 +
        .mixture_poisson_xlogy(t_28, rate_2) - rate_1
    ) + 1 - weight
  )
  t_30 <- 1 / (
    (1 - weight) * exp(
      .mixture_poisson_xlogy(x, rate_2) + rate_1 +
        .mixture_poisson_xlogy(t_28, rate_1) - rate_2
    ) + weight
  )
  sum_h_19 <- sum(t_29)
  sum_h_20 <- sum(t_30)
  sum_h_21 <- sum(t_30 * (x / rate_1 - 1))
  sum_h_22 <- sum(t_29 * (x / rate_2 - 1))
  c(sum_h_20 - sum_h_19, weight * sum_h_21, (1 - weight) * sum_h_22)
}

# The gradient of nll; nan outside the domain or the support.
.mixture_poisson_gradient <- function(x, weight, rate_1, rate_2) {
  if (!isTRUE(weight > 0 && weight < 1 && rate_1 > 0 && is.finite(rate_1) &&
    rate_2 > 0 && is.finite(rate_2))) {
    return(c(NaN, NaN, NaN))
  }
  found_13 <- .mixture_poisson_score(x, weight, rate_1, rate_2)
  g_1 <- found_13[1]
  g_2 <- found_13[2]
  g_3 <- found_13[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.mixture_poisson_curvature <- function(x, weight, rate_1, rate_2) {
  t_31 <- .mixture_poisson_xlogy(x, rate_1)
  t_33 <- .mixture_poisson_xlogy(x, rate_2)
  t_34 <- -x
  t_35 <- 1 / (
    weight * exp(
      t_31 + rate_2 + .mixture_poisson_xlogy(t_34, rate_2) - rate_1
    ) + 1 - weight
  )
  t_36 <- 1 / (
    weight +
      (1 - weight) * exp(
        t_33 + rate_1 + .mixture_poisson_xlogy(t_34, rate_1) - rate_2
      )
  )
  t_37 <- x / rate_1 - 1
  t_38 <- t_36 * t_37
  t_39 <- x / rate_2 - 1
  t_40 <- t_35 * t_39
  t_41 <- t_36 - t_35
  t_42 <- -t_41
  t_43 <- t_35 * t_36
  sum_h_26 <- sum(t_38)
  sum_h_27 <- sum(t_40)
  sum_h_28 <- sum(t_42 * t_36)
  sum_h_29 <- sum(t_41 * t_35)
  sum_h_30 <- sum(t_42 * t_38)
  sum_h_31 <- sum(t_37^2 * t_43)
  sum_h_32 <- sum(t_36 * x)
  sum_h_33 <- sum(t_41 * t_40)
  sum_h_34 <- sum(t_38 * t_40)
  sum_h_35 <- sum(t_39^2 * t_43)
  sum_h_36 <- sum(t_35 * x)
  t_44 <- weight - 1
  t_45 <- -t_44
  t_46 <- weight * t_45
  c(
    sum_h_28 + sum_h_29,
    sum_h_26 + weight * sum_h_30,
    -weight * t_44 * sum_h_31 - weight * sum_h_32 / rate_1^2,
    t_44 * sum_h_33 - sum_h_27,
    -t_46 * sum_h_34,
    t_46 * sum_h_35 - t_45 * sum_h_36 / rate_2^2
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.mixture_poisson_hessian <- function(x, weight, rate_1, rate_2) {
  if (!isTRUE(weight > 0 && weight < 1 && rate_1 > 0 && is.finite(rate_1) &&
    rate_2 > 0 && is.finite(rate_2))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  found_14 <- .mixture_poisson_curvature(x, weight, rate_1, rate_2)
  h_1 <- found_14[1]
  h_2 <- found_14[2]
  h_3 <- found_14[3]
  h_4 <- found_14[4]
  h_5 <- found_14[5]
  h_6 <- found_14[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
