# Maximum-likelihood estimation: Exponentiated Weibull distribution.
#
#   f(x; alpha, shape, scale) = alpha*shape/scale*(x/scale)**(shape-1)*exp(-
#       (x/scale)**shape)*(1-exp(-(x/scale)**shape))**(alpha-1)
#   support: x > 0
#   alpha: positive
#   shape: positive
#   scale: positive
#
# Log-likelihood:
#
#   (alpha - 1)*sum(log(1 - exp(-x**shape/scale**shape))) + (shape -
#       1)*sum(log(x)) + (-shape*log(scale) + log(alpha) + log(shape))*n -
#       sum(x**shape)/scale**shape
#
# Estimator (numeric):
#
#   alpha, shape, scale = the joint maximiser of the log-likelihood
#
# Source:
#
#   Mudholkar, Srivastava (1993), Exponentiated Weibull family for analyzing
#       bathtub failure-rate data, IEEE Trans. Reliab. 42, 299-302
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
mle_exponentiated_weibull <- function(x) {
  x <- .exponentiated_weibull_column(x, "x")
  .exponentiated_weibull_require_rows("x", x > 0, "must be > 0")
  labels <- c("alpha", "shape", "scale")
  units_x <- .exponentiated_weibull_units_x(x)
  estimate <- .exponentiated_weibull_solve((x - units_x[1]) / units_x[2])
  estimate[3] <- units_x[2] * estimate[3]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_exponentiated_weibull(x, estimate)
    information <- hessian_exponentiated_weibull(x, estimate)
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
#' @param parameters numeric vector: alpha, shape, scale, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_exponentiated_weibull <- function(x, parameters) {
  x <- .exponentiated_weibull_column(x, "x")
  .exponentiated_weibull_require_rows("x", x > 0, "must be > 0")
  .exponentiated_weibull_nll(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: alpha, shape, scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_exponentiated_weibull <- function(x, parameters) {
  x <- .exponentiated_weibull_column(x, "x")
  .exponentiated_weibull_require_rows("x", x > 0, "must be > 0")
  .exponentiated_weibull_gradient(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: alpha, shape, scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_exponentiated_weibull <- function(x, parameters) {
  x <- .exponentiated_weibull_column(x, "x")
  .exponentiated_weibull_require_rows("x", x > 0, "must be > 0")
  triangle <- .exponentiated_weibull_hessian(
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
#' @param parameters numeric vector: alpha, shape, scale, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_exponentiated_weibull <- function(x, parameters) {
  x <- .exponentiated_weibull_column(x, "x")
  .exponentiated_weibull_require_rows("x", x > 0, "must be > 0")
  alpha <- parameters[[1]]
  shape <- parameters[[2]]
  scale <- parameters[[3]]
  t_42 <- 1 / scale
  t_43 <- shape * t_42
  t_44 <- t_42 * x
  t_45 <- t_44^shape
  t_46 <- t_45 * log(t_44)
  t_47 <- (alpha - 1) * (1 / expm1(t_45))
  score_1 <- rep_len(
    .exponentiated_weibull_log1m_exp(-t_45) + 1 / alpha, length(x)
  )
  score_2 <- rep_len(
    log(x) + t_46 * t_47 + 1 / shape - t_46 - log(scale), length(x)
  )
  score_3 <- rep_len(shape * t_42 * t_45 - t_45 * t_47 * t_43 - t_43, length(x))
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("alpha", "shape", "scale")
  out
}

# log(1 - exp u) for u < 0, accurate at both ends.
.exponentiated_weibull_log1m_exp <- function(u) {
  ifelse(u > -log(2), log(-expm1(u)), log1p(-exp(u)))
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.exponentiated_weibull_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.exponentiated_weibull_column <- function(values, name) {
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
.exponentiated_weibull_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.exponentiated_weibull_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.exponentiated_weibull_outward <- function(u, lower, upper) {
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
.exponentiated_weibull_inward <- function(t, lower, upper) {
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
.exponentiated_weibull_stretch <- function(u, lower, upper) {
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
.exponentiated_weibull_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .exponentiated_weibull_stretch(u, lower, upper) * (1 - e) /
        (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.exponentiated_weibull_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.exponentiated_weibull_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of alpha, shape, scale.
.exponentiated_weibull_value_joint <- function(
    x, sum_log_x, n, alpha, shape, scale
) {
  t <- (x / scale)^shape
  sum_h <- sum(t)
  sum_h_1 <- sum(.exponentiated_weibull_log1m_exp(-t))
  n * log(alpha) + n * log(shape) + (alpha - 1) * sum_h_1 +
    (shape - 1) * sum_log_x - shape * n * log(scale) - sum_h
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.exponentiated_weibull_derivatives_joint <- function(
    x, n, sum_log_x, alpha, shape, scale
) {
  t_1 <- x / scale
  t_2 <- t_1^shape
  t_3 <- log(t_1)
  t_4 <- t_2 * t_3
  t_5 <- (1 / expm1(t_2))
  t_6 <- t_2 * t_5
  t_7 <- t_3^2
  t_8 <- t_2^2 * (t_5 + 1) * t_5
  sum_h_2 <- sum(t_2)
  sum_h_3 <- sum(.exponentiated_weibull_log1m_exp(-t_2))
  sum_h_4 <- sum(t_4)
  sum_h_5 <- sum(t_4 * t_5)
  sum_h_6 <- sum(t_6)
  sum_h_7 <- sum(t_2 * t_7)
  sum_h_8 <- sum(t_7 * t_8)
  sum_h_9 <- sum(t_6 * t_7)
  sum_h_10 <- sum(t_3 * t_8)
  sum_h_11 <- sum(t_8)
  t_9 <- alpha - 1
  t_10 <- n * log(scale)
  t_11 <- t_9 * sum_h_5
  t_12 <- 1 / scale
  t_13 <- t_12 * n
  t_14 <- shape * t_12
  t_15 <- t_14 * sum_h_6
  t_16 <- shape^2
  t_17 <- t_9 * sum_h_6
  t_18 <- 1 / scale^2
  t_19 <- shape * t_18
  t_20 <- t_16 * t_18
  c(
    n * log(alpha) + n * log(shape) + t_9 * sum_h_3 + (shape - 1) * sum_log_x -
      shape * t_10 - sum_h_2,
    n / alpha + sum_h_3,
    n / shape + t_11 + sum_log_x - t_10 - sum_h_4,
    shape * t_12 * sum_h_2 - t_9 * t_15 - shape * t_13,
    -n / alpha^2,
    sum_h_5,
    t_9 * sum_h_9 - n / t_16 - t_9 * sum_h_8 - sum_h_7,
    -t_15,
    shape * t_9 * t_12 * sum_h_10 + t_12 * sum_h_2 + shape * t_12 * sum_h_4 -
      t_11 * t_14 - t_12 * t_17 - t_13,
    t_19 * n + t_19 * t_17 + t_20 * t_17 - t_9 * t_20 * sum_h_11 -
      t_19 * sum_h_2 - t_20 * sum_h_2
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.exponentiated_weibull_surface_joint <- function(
    x, n, sum_log_x, u_1, u_2, u_3
) {
  alpha <- .exponentiated_weibull_outward(u_1, 0, Inf)
  stretch_1 <- .exponentiated_weibull_stretch(u_1, 0, Inf)
  shape <- .exponentiated_weibull_outward(u_2, 0, Inf)
  stretch_2 <- .exponentiated_weibull_stretch(u_2, 0, Inf)
  scale <- .exponentiated_weibull_outward(u_3, 0, Inf)
  stretch_3 <- .exponentiated_weibull_stretch(u_3, 0, Inf)
  found_1 <- .exponentiated_weibull_derivatives_joint(
    x, n, sum_log_x, alpha, shape, scale
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
      g_1 * .exponentiated_weibull_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .exponentiated_weibull_bend(u_2, 0, Inf) / n,
    -h_3_1 * stretch_3 * stretch_1 / n,
    -h_3_2 * stretch_3 * stretch_2 / n,
    -h_3_3 * stretch_3 * stretch_3 / n -
      g_3 * .exponentiated_weibull_bend(u_3, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.exponentiated_weibull_climb_joint <- function(
    x, n, sum_log_x, start_1, start_2, start_3
) {
  u_1 <- .exponentiated_weibull_inward(start_1, 0, Inf)
  u_2 <- .exponentiated_weibull_inward(start_2, 0, Inf)
  u_3 <- .exponentiated_weibull_inward(start_3, 0, Inf)
  found_2 <- .exponentiated_weibull_surface_joint(
    x, n, sum_log_x, u_1, u_2, u_3
  )
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
    found_3 <- .exponentiated_weibull_surface_joint(
      x, n, sum_log_x, u_1 + step_1, u_2 + step_2, u_3 + step_3
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
    .exponentiated_weibull_outward(u_1, 0, Inf),
    .exponentiated_weibull_outward(u_2, 0, Inf),
    .exponentiated_weibull_outward(u_3, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.exponentiated_weibull_maximise_joint <- function(x, n, sum_log_x) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  chosen_3 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    reached_3 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .exponentiated_weibull_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .exponentiated_weibull_choose(at, 1, 0.1, 0.3, 0.7, 2, 5, 20)
      seed <- .exponentiated_weibull_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .exponentiated_weibull_choose(at, 1, 0.1, 0.3, 0.7, 2, 5, 20)
      seed <- .exponentiated_weibull_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_3 <- .exponentiated_weibull_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2) && draw_3 > 0 && is.finite(draw_3))) {
        height <- .exponentiated_weibull_value_joint(
          x, sum_log_x, n, draw_1, draw_2, draw_3
        )
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
        reached_3 <- draw_3
      }
    }
    found_4 <- .exponentiated_weibull_climb_joint(
      x, n, sum_log_x, reached_1, reached_2, reached_3
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
.exponentiated_weibull_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_5 <- .exponentiated_weibull_maximise_joint(x, n, sum_log_x)
  alpha <- found_5[1]
  shape <- found_5[2]
  scale <- found_5[3]
  c(alpha, shape, scale)
}

# A centre and a spread with which the data are standardised.
.exponentiated_weibull_units_x <- function(x) {
  n <- length(x)
  half <- .exponentiated_weibull_level(abs(x), 0.5)
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
.exponentiated_weibull_log_likelihood <- function(
    x, sum_log_x, n, alpha, shape, scale
) {
  t <- (x / scale)^shape
  sum_h <- sum(t)
  sum_h_1 <- sum(.exponentiated_weibull_log1m_exp(-t))
  n * log(alpha) + n * log(shape) + (alpha - 1) * sum_h_1 +
    (shape - 1) * sum_log_x - shape * n * log(scale) - sum_h
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.exponentiated_weibull_nll <- function(x, alpha, shape, scale) {
  if (!isTRUE(alpha > 0 && is.finite(alpha) && shape > 0 && is.finite(shape) &&
    scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.exponentiated_weibull_log_likelihood(x, sum_log_x, n, alpha, shape, scale)
}

# The gradient of the log-likelihood.
.exponentiated_weibull_score <- function(x, n, sum_log_x, alpha, shape, scale) {
  t_48 <- x / scale
  t_49 <- t_48^shape
  t_50 <- t_49 * log(t_48)
  t_51 <- (1 / expm1(t_49))
  sum_h_22 <- sum(.exponentiated_weibull_log1m_exp(-t_49))
  sum_h_23 <- sum(t_50)
  sum_h_24 <- sum(t_50 * t_51)
  sum_h_25 <- sum(t_49)
  sum_h_26 <- sum(t_49 * t_51)
  t_52 <- alpha - 1
  t_53 <- 1 / scale
  t_54 <- shape * t_53
  c(
    n / alpha + sum_h_22,
    n / shape + t_52 * sum_h_24 + sum_log_x - n * log(scale) - sum_h_23,
    shape * t_53 * sum_h_25 - t_54 * n - t_52 * t_54 * sum_h_26
  )
}

# The gradient of nll; nan outside the domain or the support.
.exponentiated_weibull_gradient <- function(x, alpha, shape, scale) {
  if (!isTRUE(alpha > 0 && is.finite(alpha) && shape > 0 && is.finite(shape) &&
    scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_6 <- .exponentiated_weibull_score(x, n, sum_log_x, alpha, shape, scale)
  g_1 <- found_6[1]
  g_2 <- found_6[2]
  g_3 <- found_6[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.exponentiated_weibull_curvature <- function(x, n, alpha, shape, scale) {
  t_1 <- x / scale
  t_2 <- t_1^shape
  t_3 <- log(t_1)
  t_4 <- t_2 * t_3
  t_5 <- (1 / expm1(t_2))
  t_6 <- t_2 * t_5
  t_7 <- t_3^2
  t_8 <- t_2^2 * (t_5 + 1) * t_5
  sum_h_2 <- sum(t_2)
  sum_h_4 <- sum(t_4)
  sum_h_5 <- sum(t_4 * t_5)
  sum_h_6 <- sum(t_6)
  sum_h_7 <- sum(t_2 * t_7)
  sum_h_8 <- sum(t_7 * t_8)
  sum_h_9 <- sum(t_6 * t_7)
  sum_h_10 <- sum(t_3 * t_8)
  sum_h_11 <- sum(t_8)
  t_9 <- alpha - 1
  t_11 <- t_9 * sum_h_5
  t_12 <- 1 / scale
  t_13 <- t_12 * n
  t_14 <- shape * t_12
  t_15 <- t_14 * sum_h_6
  t_16 <- shape^2
  t_17 <- t_9 * sum_h_6
  t_18 <- 1 / scale^2
  t_19 <- shape * t_18
  t_20 <- t_16 * t_18
  c(
    -n / alpha^2,
    sum_h_5,
    t_9 * sum_h_9 - n / t_16 - t_9 * sum_h_8 - sum_h_7,
    -t_15,
    shape * t_9 * t_12 * sum_h_10 + t_12 * sum_h_2 + shape * t_12 * sum_h_4 -
      t_11 * t_14 - t_12 * t_17 - t_13,
    t_19 * n + t_19 * t_17 + t_20 * t_17 - t_9 * t_20 * sum_h_11 -
      t_19 * sum_h_2 - t_20 * sum_h_2
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.exponentiated_weibull_hessian <- function(x, alpha, shape, scale) {
  if (!isTRUE(alpha > 0 && is.finite(alpha) && shape > 0 && is.finite(shape) &&
    scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_7 <- .exponentiated_weibull_curvature(x, n, alpha, shape, scale)
  h_1 <- found_7[1]
  h_2 <- found_7[2]
  h_3 <- found_7[3]
  h_4 <- found_7[4]
  h_5 <- found_7[5]
  h_6 <- found_7[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
