# Maximum-likelihood estimation: Normal distribution truncated at known points.
#
#   f(x; mu, sigma, lower, upper) =
#       sqrt(2/pi)/sigma*exp(-(x-mu)**2/(2*sigma**2))/(erf((upper-
#       mu)/(sigma*sqrt(2)))-erf((lower-mu)/(sigma*sqrt(2))))
#   support: lower <= x <= upper
#   mu: real
#   sigma: positive
#   lower: real (a known constant)
#   upper: lower < upper (a known constant)
#
# Log-likelihood:
#
#   (-log(sigma) - log(-erf(sqrt(2)*(lower - mu)/(2*sigma)) + erf(sqrt(2)*(-mu
#       + upper)/(2*sigma))) + log(2/pi)/2)*n - sum((x - mu)**2)/(2*sigma**2)
#
# Estimator (numeric):
#
#   mu, sigma = the joint maximiser of the log-likelihood
#
# Source:
#
#   Cohen (1991), Truncated and Censored Samples, ch. 3
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param lower number: a known constant, real.
#' @param upper number: a known constant, lower < upper.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_truncated_normal <- function(x, lower, upper) {
  x <- .truncated_normal_column(x, "x")
  .truncated_normal_require_rows("x", x >= lower, "must be >= lower")
  .truncated_normal_require_rows("x", x <= upper, "must be <= upper")
  labels <- c("mu", "sigma")
  estimate <- .truncated_normal_solve(x, lower, upper)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_truncated_normal(x, estimate, lower, upper)
    information <- hessian_truncated_normal(x, estimate, lower, upper)
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
#' @param parameters numeric vector: mu, sigma, in this order.
#' @param lower number: a known constant, real.
#' @param upper number: a known constant, lower < upper.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_truncated_normal <- function(x, parameters, lower, upper) {
  x <- .truncated_normal_column(x, "x")
  .truncated_normal_require_rows("x", x >= lower, "must be >= lower")
  .truncated_normal_require_rows("x", x <= upper, "must be <= upper")
  .truncated_normal_nll(x, lower, upper, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma, in this order.
#' @param lower number: a known constant, real.
#' @param upper number: a known constant, lower < upper.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_truncated_normal <- function(x, parameters, lower, upper) {
  x <- .truncated_normal_column(x, "x")
  .truncated_normal_require_rows("x", x >= lower, "must be >= lower")
  .truncated_normal_require_rows("x", x <= upper, "must be <= upper")
  .truncated_normal_gradient(x, lower, upper, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma, in this order.
#' @param lower number: a known constant, real.
#' @param upper number: a known constant, lower < upper.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_truncated_normal <- function(x, parameters, lower, upper) {
  x <- .truncated_normal_column(x, "x")
  .truncated_normal_require_rows("x", x >= lower, "must be >= lower")
  .truncated_normal_require_rows("x", x <= upper, "must be <= upper")
  triangle <- .truncated_normal_hessian(x, lower, upper, parameters[[1]],
                                        parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma, in this order.
#' @param lower number: a known constant, real.
#' @param upper number: a known constant, lower < upper.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_truncated_normal <- function(x, parameters, lower, upper) {
  x <- .truncated_normal_column(x, "x")
  .truncated_normal_require_rows("x", x >= lower, "must be >= lower")
  .truncated_normal_require_rows("x", x <= upper, "must be <= upper")
  mu <- parameters[[1]]
  sigma <- parameters[[2]]
  t_63 <- 1 / sigma^2
  t_64 <- 0.5 * t_63
  t_65 <- -mu
  t_66 <- t_65 + lower
  t_67 <- sqrt(2)
  t_68 <- 1 / sigma
  t_69 <- t_67 * t_68
  t_70 <- 0.5 * t_69
  t_71 <- upper - mu
  t_72 <- .truncated_normal_log_erf_gap(t_66 * t_70, t_70 * t_71)
  t_73 <- exp(-t_66^2 * t_64 - t_72)
  t_74 <- 1 / sqrt(pi)
  t_75 <- exp(-t_71^2 * t_64 - t_72)
  part_1 <- t_74 * t_75 * t_67 * t_68
  part_2 <- t_64 * (2 * mu - 2 * x)
  score_1 <- rep_len(part_1 - part_2 - t_73 * t_74 * t_69, length(x))
  part_3 <- t_63 * t_73 * t_74 * t_66
  part_4 <- t_63 * t_74 * t_75 * t_67
  part_5 <- sigma * sigma * sigma
  part_6 <- (x + t_65)^2 / part_5
  part_7 <- part_6 + part_4 * t_71
  score_2 <- rep_len(part_7 - part_3 * t_67 - t_68, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("mu", "sigma")
  out
}

# log(1 - exp u) for u < 0, accurate at both ends.
.truncated_normal_log1m_exp <- function(u) {
  ifelse(u > -log(2), log(-expm1(u)), log1p(-exp(u)))
}

# log erfc(w); erfc itself underflows beyond w = 27.
.truncated_normal_log_erfc <- function(w) {
  log(2) + stats::pnorm(-sqrt(2) * w, log.p = TRUE)
}

# log(erf b - erf a) for a < b, also where both are 1 or -1 to all digits.
.truncated_normal_log_erf_gap <- function(a, b) {
  near <- ifelse(a > 0, a, -b)
  far <- ifelse(a > 0, b, -a)
  low <- .truncated_normal_log_erfc(near)
  tail <- low + .truncated_normal_log1m_exp(pmin(.truncated_normal_log_erfc(far) - low, -1e-300))
  ifelse(a > 0 | b < 0, tail, log(exp(.truncated_normal_log_erfc(a)) - exp(.truncated_normal_log_erfc(b))))
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.truncated_normal_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.truncated_normal_column <- function(values, name) {
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
.truncated_normal_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(bad, " observations are outside the support: '", name, "' ", rule,
         call. = FALSE)
  }
}

# The remainder of a/b that has the sign of b.
.truncated_normal_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.truncated_normal_outward <- function(u, lower, upper) {
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
.truncated_normal_inward <- function(t, lower, upper) {
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
.truncated_normal_stretch <- function(u, lower, upper) {
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
.truncated_normal_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    part_43 <- -sign(u) * .truncated_normal_stretch(u, lower, upper)
    return(part_43 * (1 - e) / (1 + e))
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.truncated_normal_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.truncated_normal_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# exp(w^2) erfc(w).
.truncated_normal_erfcx <- function(w) {
  if (isTRUE(w < 2)) {
    return(exp(w * w) * (2 * stats::pnorm(-sqrt(2) * (w))))
  }
  tail <- 0
  k <- 120
  while (isTRUE(k > 0.5)) {
    tail <- 0.5 * k / (w + tail)
    k <- k - 1
  }
  0.5641895835477563 / (w + tail)
}
.truncated_normal_erfcx <- Vectorize(.truncated_normal_erfcx)

# The log-likelihood as a function of mu, sigma.
.truncated_normal_value_joint <- function(x, n, lower, upper, mu, sigma) {
  sum_h <- sum((x - mu)^2)
  t <- 0.5 * sqrt(2) / sigma
  part_8 <- 0.5 * n * log(2 / pi) - n * log(sigma)
  part_9 <- 0.5 * sum_h / sigma^2
  part_10 <- (lower - mu) * t
  part_11 <- .truncated_normal_log_erf_gap(part_10, (upper - mu) * t)
  part_8 - n * part_11 - part_9
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.truncated_normal_derivatives_joint <- function(x, lower, upper, n, mu, sigma) {
  t_1 <- x - mu
  sum_h_1 <- sum(t_1^2)
  sum_h_2 <- sum(t_1)
  t_2 <- lower - mu
  t_3 <- 1 / sigma
  t_4 <- sqrt(2)
  t_5 <- t_3 * t_4
  t_6 <- 0.5 * t_5
  t_7 <- upper - mu
  t_8 <- .truncated_normal_log_erf_gap(t_2 * t_6, t_6 * t_7)
  t_9 <- 1 / sigma^2
  t_10 <- 0.5 * t_9
  t_11 <- t_7^2
  t_12 <- exp(-t_8 - t_10 * t_11)
  t_13 <- t_3 * n
  t_14 <- 1 / sqrt(pi)
  t_15 <- t_14 * t_4
  t_16 <- t_13 * t_15
  t_17 <- t_2^2
  t_18 <- exp(-t_17 * t_10 - t_8)
  t_19 <- t_16 * t_18
  t_20 <- 1 / (sigma * sigma * sigma)
  t_21 <- t_9 * n
  t_22 <- t_15 * t_21
  t_23 <- t_2 * t_18 * t_22
  t_24 <- t_14 * t_18 * t_5 - t_3 * t_12 * t_14 * t_4
  t_25 <- -t_24 - (2 * mu - 2 * lower) * t_10
  t_26 <- -t_24 - (2 * mu - 2 * upper) * t_10
  t_27 <- 2 * t_20
  t_28 <- t_12 * t_7
  t_29 <- t_15 * t_9
  t_30 <- t_28 * t_29 - t_2 * t_18 * t_29
  part_12 <- t_12 * t_14 * t_4 * t_26 * t_7 * t_9 * n
  part_13 <- part_12 + t_14 * t_18 * t_4 * t_9 * n - t_12 * t_22
  part_14 <- (t_20 * t_11 + t_30) * t_12 * t_14 * t_4 * t_7 * t_9 * n
  part_15 <- 2 * t_2 * t_14 * t_18 * t_20 * t_4 * n + part_14 + t_21
  part_16 <- 3 * sum_h_1 / (sigma * sigma * sigma * sigma)
  part_17 <- part_15 - t_15 * t_27 * t_28 * n
  c(0.5 * n * log(2 / pi) - t_8 * n - n * log(sigma) - t_10 * sum_h_1,
    t_12 * t_16 + t_9 * sum_h_2 - t_19,
    t_12 * t_14 * t_4 * t_7 * t_9 * n + t_20 * sum_h_1 - t_13 - t_23,
    t_3 * t_12 * t_14 * t_4 * t_26 * n - t_19 * t_25 - t_21,
    part_13 - t_23 * t_25 - t_27 * sum_h_2,
    part_17 - (t_17 * t_20 + t_30) * t_23 - part_16)
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.truncated_normal_surface_joint <- function(x, lower, upper, n, u_1, u_2) {
  mu <- .truncated_normal_outward(u_1, -Inf, Inf)
  stretch_1 <- .truncated_normal_stretch(u_1, -Inf, Inf)
  sigma <- .truncated_normal_outward(u_2, 0, Inf)
  stretch_2 <- .truncated_normal_stretch(u_2, 0, Inf)
  found_18 <- .truncated_normal_derivatives_joint(x, lower, upper, n, mu, sigma)
  height <- found_18[1]
  g_1 <- found_18[2]
  g_2 <- found_18[3]
  h_1_1 <- found_18[4]
  h_2_1 <- found_18[5]
  h_2_2 <- found_18[6]
  part_19 <- g_1 * .truncated_normal_bend(u_1, -Inf, Inf) / n
  part_20 <- g_2 * .truncated_normal_bend(u_2, 0, Inf) / n
  c(-height / n, -g_1 * stretch_1 / n, -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n - part_19,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n - part_20)
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.truncated_normal_climb_joint <- function(x, lower, upper, n, start_1,
  start_2) {
  u_1 <- .truncated_normal_inward(start_1, -Inf, Inf)
  u_2 <- .truncated_normal_inward(start_2, 0, Inf)
  found_21 <- .truncated_normal_surface_joint(x, lower, upper, n, u_1, u_2)
  f <- found_21[1]
  g_1 <- found_21[2]
  g_2 <- found_21[3]
  h_1_1 <- found_21[4]
  h_2_1 <- found_21[5]
  h_2_2 <- found_21[6]
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
    part_22 <- h_2_2 + damp * pmax(abs(h_2_2), 1e-06)
    d_2 <- part_22 - l_2_1 * l_2_1 * d_1
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
    found_23 <- .truncated_normal_surface_joint(x, lower, upper, n,
      u_1 + step_1, u_2 + step_2)
    f_new <- found_23[1]
    g_1_new <- found_23[2]
    g_2_new <- found_23[3]
    h_1_1_new <- found_23[4]
    h_2_1_new <- found_23[5]
    h_2_2_new <- found_23[6]
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
  c(-f, .truncated_normal_outward(u_1, -Inf, Inf),
    .truncated_normal_outward(u_2, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.truncated_normal_maximise_joint <- function(x, lower, upper, n) {
  low_x <- .truncated_normal_level(x, 0.25)
  middle_x <- .truncated_normal_level(x, 0.5)
  high_x <- .truncated_normal_level(x, 0.75)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- 0
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .truncated_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .truncated_normal_choose(at, 0, 1, -1, middle_x, low_x, high_x, 0.3)
      seed <- .truncated_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_24 <- 0.001 + abs(middle_x)
      part_25 <- 0.001 + abs(high_x)
      draw_2 <- .truncated_normal_choose(at, 1, 0.1, 0.4, 2.5, part_24, part_25, 20)
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && draw_2 > 0 && is.finite(draw_2))) {
        height <- .truncated_normal_value_joint(x, n, lower, upper, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_26 <- .truncated_normal_climb_joint(x, lower, upper, n, reached_1,
      reached_2)
    height <- found_26[1]
    reached_1 <- found_26[2]
    reached_2 <- found_26[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.truncated_normal_solve <- function(x, lower, upper) {
  n <- length(x)
  found_27 <- .truncated_normal_maximise_joint(x, lower, upper, n)
  mu <- found_27[1]
  sigma <- found_27[2]
  c(mu, sigma)
}

# The log-likelihood, every constant included.
.truncated_normal_log_likelihood <- function(x, n, lower, upper, mu, sigma) {
  sum_h <- sum((x - mu)^2)
  t <- 0.5 * sqrt(2) / sigma
  part_28 <- 0.5 * n * log(2 / pi) - n * log(sigma)
  part_29 <- 0.5 * sum_h / sigma^2
  part_30 <- (lower - mu) * t
  part_31 <- .truncated_normal_log_erf_gap(part_30, (upper - mu) * t)
  part_28 - n * part_31 - part_29
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.truncated_normal_nll <- function(x, lower, upper, mu, sigma) {
  if (!isTRUE(is.finite(mu) && sigma > 0 && is.finite(sigma) && is.finite(lower) &&
    upper > lower && is.finite(upper))) {
    return(Inf)
  }
  n <- length(x)
  -.truncated_normal_log_likelihood(x, n, lower, upper, mu, sigma)
}

# The gradient of the log-likelihood.
.truncated_normal_score <- function(x, upper, lower, n, mu, sigma) {
  t_76 <- x - mu
  sum_h_5 <- sum(t_76)
  sum_h_6 <- sum(t_76^2)
  t_77 <- 1 / sigma^2
  t_78 <- 1 / sqrt(pi)
  t_79 <- upper - mu
  t_80 <- 0.5 * t_77
  t_81 <- sqrt(2)
  t_82 <- lower - mu
  t_83 <- t_81 * t_82
  t_84 <- 1 / sigma
  t_85 <- 0.5 * t_84
  part_32 <- t_79 * t_81 * t_85
  t_86 <- .truncated_normal_log_erf_gap(t_83 * t_85, part_32)
  t_87 <- exp(-t_79^2 * t_80 - t_86)
  t_88 <- t_84 * n
  t_89 <- t_88 * t_81
  t_90 <- t_78 * exp(-t_82^2 * t_80 - t_86)
  part_33 <- t_77 * t_78 * t_87 * t_79 * t_81 * n
  part_34 <- part_33 + sum_h_6 / (sigma * sigma * sigma)
  c(t_77 * sum_h_5 + t_78 * t_87 * t_89 - t_89 * t_90,
    part_34 - t_77 * t_90 * t_83 * n - t_88)
}

# The gradient of nll; nan outside the domain or the support.
.truncated_normal_gradient <- function(x, lower, upper, mu, sigma) {
  if (!isTRUE(is.finite(mu) && sigma > 0 && is.finite(sigma) && is.finite(lower) &&
    upper > lower && is.finite(upper))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_35 <- .truncated_normal_score(x, upper, lower, n, mu, sigma)
  g_1 <- found_35[1]
  g_2 <- found_35[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.truncated_normal_curvature <- function(x, lower, upper, n, mu, sigma) {
  t_1 <- x - mu
  sum_h_1 <- sum(t_1^2)
  sum_h_2 <- sum(t_1)
  t_2 <- lower - mu
  t_3 <- 1 / sigma
  t_4 <- sqrt(2)
  t_5 <- t_3 * t_4
  t_6 <- 0.5 * t_5
  t_7 <- upper - mu
  t_8 <- .truncated_normal_log_erf_gap(t_2 * t_6, t_6 * t_7)
  t_9 <- 1 / sigma^2
  t_10 <- 0.5 * t_9
  t_11 <- t_7^2
  t_12 <- exp(-t_8 - t_10 * t_11)
  t_13 <- t_3 * n
  t_14 <- 1 / sqrt(pi)
  t_15 <- t_14 * t_4
  t_16 <- t_13 * t_15
  t_17 <- t_2^2
  t_18 <- exp(-t_17 * t_10 - t_8)
  t_19 <- t_16 * t_18
  t_20 <- 1 / (sigma * sigma * sigma)
  t_21 <- t_9 * n
  t_22 <- t_15 * t_21
  t_23 <- t_2 * t_18 * t_22
  t_24 <- t_14 * t_18 * t_5 - t_3 * t_12 * t_14 * t_4
  t_25 <- -t_24 - (2 * mu - 2 * lower) * t_10
  t_26 <- -t_24 - (2 * mu - 2 * upper) * t_10
  t_27 <- 2 * t_20
  t_28 <- t_12 * t_7
  t_29 <- t_15 * t_9
  t_30 <- t_28 * t_29 - t_2 * t_18 * t_29
  part_36 <- t_12 * t_14 * t_4 * t_26 * t_7 * t_9 * n
  part_37 <- part_36 + t_14 * t_18 * t_4 * t_9 * n - t_12 * t_22
  part_38 <- (t_20 * t_11 + t_30) * t_12 * t_14 * t_4 * t_7 * t_9 * n
  part_39 <- 2 * t_2 * t_14 * t_18 * t_20 * t_4 * n + part_38 + t_21
  part_40 <- 3 * sum_h_1 / (sigma * sigma * sigma * sigma)
  part_41 <- part_39 - t_15 * t_27 * t_28 * n
  c(t_3 * t_12 * t_14 * t_4 * t_26 * n - t_19 * t_25 - t_21,
    part_37 - t_23 * t_25 - t_27 * sum_h_2,
    part_41 - (t_17 * t_20 + t_30) * t_23 - part_40)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.truncated_normal_hessian <- function(x, lower, upper, mu, sigma) {
  if (!isTRUE(is.finite(mu) && sigma > 0 && is.finite(sigma) && is.finite(lower) &&
    upper > lower && is.finite(upper))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_42 <- .truncated_normal_curvature(x, lower, upper, n, mu, sigma)
  h_1 <- found_42[1]
  h_2 <- found_42[2]
  h_3 <- found_42[3]
  c(-h_1, -h_2, -h_3)
}
