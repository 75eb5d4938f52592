# Maximum-likelihood estimation: Generalised inverse Gaussian distribution.
#
#   f(x; order, a, b) = (a/b)**(order/2)/(2*besselk(order,
#       sqrt(a*b)))*x**(order - 1)*exp(-(a*x + b/x)/2)
#   support: x > 0
#   order: real
#   a: positive
#   b: positive
#
# Log-likelihood:
#
#   -a*sum(x)/2 - b*sum(1/x)/2 + (order - 1)*sum(log(x)) + (order*log(a)/2 -
#       order*log(b)/2 - log(besselk(order, sqrt(a)*sqrt(b))) - log(2))*n
#
# Estimator (numeric):
#
#   order, b = the joint maximiser of the log-likelihood
#   a = (b*sum(1/x) + 2*order*n)/sum(x)
#
# Conditions:
#
#   A maximum exists only if 2n order + b sum 1/x_i > 0.
#
# Source:
#
#   Jorgensen (1982), Statistical Properties of the Generalized Inverse
#       Gaussian Distribution, Lecture Notes in Statistics 9, Springer
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
mle_generalised_inverse_gaussian <- function(x) {
  x <- .generalised_inverse_gaussian_column(x, "x")
  .generalised_inverse_gaussian_require_rows("x", x > 0, "must be > 0")
  labels <- c("order", "a", "b")
  units_x <- .generalised_inverse_gaussian_units_x(x)
  estimate <- .generalised_inverse_gaussian_solve((x - units_x[1]) / units_x[2])
  estimate[2] <- units_x[2]^(-1) * estimate[2]
  estimate[3] <- units_x[2] * estimate[3]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_generalised_inverse_gaussian(x, estimate)
    information <- hessian_generalised_inverse_gaussian(x, estimate)
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
#' @param parameters numeric vector: order, a, b, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_generalised_inverse_gaussian <- function(x, parameters) {
  x <- .generalised_inverse_gaussian_column(x, "x")
  .generalised_inverse_gaussian_require_rows("x", x > 0, "must be > 0")
  .generalised_inverse_gaussian_nll(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: order, a, b, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_generalised_inverse_gaussian <- function(x, parameters) {
  x <- .generalised_inverse_gaussian_column(x, "x")
  .generalised_inverse_gaussian_require_rows("x", x > 0, "must be > 0")
  .generalised_inverse_gaussian_gradient(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: order, a, b, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_generalised_inverse_gaussian <- function(x, parameters) {
  x <- .generalised_inverse_gaussian_column(x, "x")
  .generalised_inverse_gaussian_require_rows("x", x > 0, "must be > 0")
  triangle <- .generalised_inverse_gaussian_hessian(
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
#' @param parameters numeric vector: order, a, b, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_generalised_inverse_gaussian <- function(x, parameters) {
  x <- .generalised_inverse_gaussian_column(x, "x")
  .generalised_inverse_gaussian_require_rows("x", x > 0, "must be > 0")
  order <- parameters[[1]]
  a <- parameters[[2]]
  b <- parameters[[3]]
  t_67 <- sqrt(a)
  t_68 <- sqrt(b)
  t_69 <- t_67 * t_68
  t_70 <- 1 / t_67
  t_71 <- 1 / t_68
  t_72 <- 0.5 * order * t_70 * t_71 -
    0.5 * (besselK(t_69, order + 1, TRUE) / besselK(t_69, order, TRUE))
  score_1 <- rep_len(
    log(x) + 0.5 * log(a) - 0.5 * log(b) -
      .generalised_inverse_gaussian_log_bessel_k_order(1, order, t_69),
    length(x)
  )
  score_2 <- rep_len(0.5 * order / a - 0.5 * x - t_68 * t_70 * t_72, length(x))
  score_3 <- rep_len(-0.5 / x - t_67 * t_71 * t_72 - 0.5 * order / b, length(x))
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("order", "a", "b")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.generalised_inverse_gaussian_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.generalised_inverse_gaussian_column <- function(values, name) {
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
.generalised_inverse_gaussian_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The first or second derivative in m of log K_m(z), from differences in m.
.generalised_inverse_gaussian_log_bessel_k_order <- function(r, m, z) {
  step <- 0.012 + 0.002 * abs(m) + 0.003 * pmin(z, 10)
  at <- function(k) log(besselK(z, abs(m + k * step), TRUE))
  if (r == 1) {
    weights <- c(4 / 5, -1 / 5, 4 / 105, -1 / 280)
    parts <- lapply(1:4, function(k) weights[k] * (at(k) - at(-k)))
    return(Reduce(`+`, parts) / step)
  }
  weights <- c(8 / 5, -1 / 5, 8 / 315, -1 / 560)
  middle <- at(0)
  parts <- lapply(1:4, function(k) weights[k] * (at(k) - 2 * middle + at(-k)))
  Reduce(`+`, parts) / step^2
}

# The remainder of a/b that has the sign of b.
.generalised_inverse_gaussian_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.generalised_inverse_gaussian_outward <- function(u, lower, upper) {
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
.generalised_inverse_gaussian_inward <- function(t, lower, upper) {
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
.generalised_inverse_gaussian_stretch <- function(u, lower, upper) {
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
.generalised_inverse_gaussian_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .generalised_inverse_gaussian_stretch(u, lower, upper) *
        (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.generalised_inverse_gaussian_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.generalised_inverse_gaussian_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of order, b.
.generalised_inverse_gaussian_value_order_b <- function(
    sum_h, n, sum_log_x, sum_x, order, b
) {
  t <- b * sum_h
  t_1 <- 2 * order * n + t
  part_1 <- (
    log(besselK(sqrt(b) * sqrt(t_1) / sqrt(sum_x), order, TRUE)) -
      sqrt(b) * sqrt(t_1) / sqrt(sum_x)
  )
  (
    0.5 * order * log(t_1 / sum_x) - 0.5 * order * log(b) - order - part_1 -
      log(2)
  ) * n + (order - 1) * sum_log_x - t
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.generalised_inverse_gaussian_derivatives_order_b <- function(
    sum_h, n, sum_x, sum_log_x, order, b
) {
  t_2 <- 0.5 * log(b)
  t_3 <- b * sum_h
  t_4 <- 2 * order
  t_5 <- t_4 * n + t_3
  t_6 <- log(t_5 / sum_x)
  t_7 <- sqrt(b)
  t_8 <- sqrt(t_5)
  t_9 <- sqrt(sum_x)
  t_10 <- 1 / t_9
  t_11 <- t_8 * t_10
  t_12 <- t_7 * t_11
  t_13 <- 1 / t_5
  t_14 <- (besselK(t_12, order + 1, TRUE) / besselK(t_12, order, TRUE))
  t_15 <- 1 / t_8
  t_16 <- 1 / t_7
  t_17 <- t_16 * t_9
  t_18 <- t_15 * t_17
  t_19 <- order * t_18 - t_14
  t_20 <- t_15 * t_7 * t_10
  t_21 <- t_20 * n
  t_22 <- .generalised_inverse_gaussian_log_bessel_k_order(1, order, t_12)
  t_23 <- 0.5 * sum_h
  t_24 <- 0.5 * t_16 * t_11 + t_20 * t_23
  t_25 <- 0.5 / b
  t_26 <- 1 / t_5^2
  t_27 <- n^2
  t_28 <- (
    .generalised_inverse_gaussian_log_bessel_k_order(1, order + 1, t_12) - t_22
  ) * t_14
  t_29 <- order * n
  t_30 <- 1 / t_5^1.5
  t_31 <- t_17 * t_30
  t_32 <- t_14^2 - (t_4 + 1) * t_14 * t_18 - 1
  t_33 <- t_15 * t_16 * t_9 - t_21 * t_32 - t_28 - t_29 * t_31
  t_34 <- t_30 * t_7 * t_10
  t_35 <- 1 / b^1.5
  t_36 <- sum_h^2
  t_37 <- 0.5 * order
  part_2 <- 2 * t_13 * n + t_19 * t_27 * t_30 * t_7 * t_10 - t_21 * t_33 -
    (t_18 - t_28) * t_21 - t_4 * t_26 * t_27
  part_3 <- 0.5 * order / b^2 -
    (
      0.5 * t_15 * t_16 * t_10 * sum_h - 0.25 * t_34 * t_36 - 0.25 * t_35 * t_11
    ) * t_19
  c(
    (
      0.5 * order * t_6 - order * t_2 - order -
        (log(besselK(t_12, order, TRUE)) - t_12) - log(2)
    ) * n + (order - 1) * sum_log_x - t_3,
    (order * t_13 * n + 0.5 * t_6 - t_2 - t_19 * t_21 - t_22 - 1) * n +
      sum_log_x,
    (0.5 * order * t_13 * sum_h - t_19 * t_24 - order * t_25) * n - sum_h,
    (
      part_2 - .generalised_inverse_gaussian_log_bessel_k_order(2, order, t_12)
    ) * n,
    (
      0.5 * t_13 * sum_h -
        (0.5 * t_15 * t_16 * t_10 * n - t_23 * t_34 * n) * t_19 - t_24 * t_33 -
        t_25 - t_26 * t_29 * sum_h
    ) * n,
    (
      part_3 -
        (-t_15 * t_35 * t_37 * t_9 - order * t_23 * t_31 - t_24 * t_32) * t_24 -
        t_26 * t_36 * t_37
    ) * n
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.generalised_inverse_gaussian_surface_order_b <- function(
    sum_h, n, sum_x, sum_log_x, u_1, u_2
) {
  order <- .generalised_inverse_gaussian_outward(u_1, -Inf, Inf)
  stretch_1 <- .generalised_inverse_gaussian_stretch(u_1, -Inf, Inf)
  b <- .generalised_inverse_gaussian_outward(u_2, 0, Inf)
  stretch_2 <- .generalised_inverse_gaussian_stretch(u_2, 0, Inf)
  found_4 <- .generalised_inverse_gaussian_derivatives_order_b(
    sum_h, n, sum_x, sum_log_x, order, b
  )
  height <- found_4[1]
  g_1 <- found_4[2]
  g_2 <- found_4[3]
  h_1_1 <- found_4[4]
  h_2_1 <- found_4[5]
  h_2_2 <- found_4[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .generalised_inverse_gaussian_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .generalised_inverse_gaussian_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.generalised_inverse_gaussian_climb_order_b <- function(
    sum_h, n, sum_x, sum_log_x, start_1, start_2
) {
  u_1 <- .generalised_inverse_gaussian_inward(start_1, -Inf, Inf)
  u_2 <- .generalised_inverse_gaussian_inward(start_2, 0, Inf)
  found_5 <- .generalised_inverse_gaussian_surface_order_b(
    sum_h, n, sum_x, sum_log_x, u_1, u_2
  )
  f <- found_5[1]
  g_1 <- found_5[2]
  g_2 <- found_5[3]
  h_1_1 <- found_5[4]
  h_2_1 <- found_5[5]
  h_2_2 <- found_5[6]
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
    found_6 <- .generalised_inverse_gaussian_surface_order_b(
      sum_h, n, sum_x, sum_log_x, u_1 + step_1, u_2 + step_2
    )
    f_new <- found_6[1]
    g_1_new <- found_6[2]
    g_2_new <- found_6[3]
    h_1_1_new <- found_6[4]
    h_2_1_new <- found_6[5]
    h_2_2_new <- found_6[6]
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
    .generalised_inverse_gaussian_outward(u_1, -Inf, Inf),
    .generalised_inverse_gaussian_outward(u_2, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.generalised_inverse_gaussian_maximise_order_b <- function(
    sum_h, n, sum_x, sum_log_x
) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- 0
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .generalised_inverse_gaussian_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .generalised_inverse_gaussian_choose(
        at, 0, 0.5, -0.5, 1, -1, 2.5, -2.5
      )
      seed <- .generalised_inverse_gaussian_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .generalised_inverse_gaussian_choose(
        at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4
      )
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && draw_2 > 0 && is.finite(draw_2))) {
        height <- .generalised_inverse_gaussian_value_order_b(
          sum_h, n, sum_log_x, sum_x, draw_1, draw_2
        )
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_7 <- .generalised_inverse_gaussian_climb_order_b(
      sum_h, n, sum_x, sum_log_x, reached_1, reached_2
    )
    height <- found_7[1]
    reached_1 <- found_7[2]
    reached_2 <- found_7[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.generalised_inverse_gaussian_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_x <- sum(x)
  sum_h <- sum(1 / x)
  found_8 <- .generalised_inverse_gaussian_maximise_order_b(
    sum_h, n, sum_x, sum_log_x
  )
  order <- found_8[1]
  b <- found_8[2]
  a <- (2 * order * n + b * sum_h) / sum_x
  c(order, a, b)
}

# A centre and a spread with which the data are standardised.
.generalised_inverse_gaussian_units_x <- function(x) {
  n <- length(x)
  half <- .generalised_inverse_gaussian_level(abs(x), 0.5)
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
.generalised_inverse_gaussian_log_likelihood <- function(
    sum_h, sum_x, n, sum_log_x, order, a, b
) {
  part_9 <- 0.5 * order * n * log(a) + (order - 1) * sum_log_x -
    0.5 * order * n * log(b)
  part_9 -
    n * (log(besselK(sqrt(a) * sqrt(b), order, TRUE)) - sqrt(a) * sqrt(b)) -
    n * log(2) - 0.5 * a * sum_x - 0.5 * b * sum_h
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.generalised_inverse_gaussian_nll <- function(x, order, a, b) {
  if (!isTRUE(is.finite(order) && a > 0 && is.finite(a) && b > 0 &&
    is.finite(b))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_x <- sum(x)
  sum_h <- sum(1 / x)
  -.generalised_inverse_gaussian_log_likelihood(
    sum_h, sum_x, n, sum_log_x, order, a, b
  )
}

# The gradient of the log-likelihood.
.generalised_inverse_gaussian_score <- function(
    n, sum_x, sum_h, sum_log_x, order, a, b
) {
  t_73 <- 0.5 * n
  t_74 <- sqrt(a)
  t_75 <- sqrt(b)
  t_76 <- t_74 * t_75
  t_77 <- 1 / t_74
  t_78 <- 1 / t_75
  t_79 <- (
    order * t_77 * t_78 -
      (besselK(t_76, order + 1, TRUE) / besselK(t_76, order, TRUE))
  ) * t_73
  c(
    t_73 * log(a) + sum_log_x -
      n * .generalised_inverse_gaussian_log_bessel_k_order(1, order, t_76) -
      t_73 * log(b),
    0.5 * order * n / a - t_75 * t_77 * t_79 - 0.5 * sum_x,
    -order * t_73 / b - t_74 * t_78 * t_79 - 0.5 * sum_h
  )
}

# The gradient of nll; nan outside the domain or the support.
.generalised_inverse_gaussian_gradient <- function(x, order, a, b) {
  if (!isTRUE(is.finite(order) && a > 0 && is.finite(a) && b > 0 &&
    is.finite(b))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_x <- sum(x)
  sum_h <- sum(1 / x)
  found_10 <- .generalised_inverse_gaussian_score(
    n, sum_x, sum_h, sum_log_x, order, a, b
  )
  g_1 <- found_10[1]
  g_2 <- found_10[2]
  g_3 <- found_10[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.generalised_inverse_gaussian_curvature <- function(n, order, a, b) {
  t_80 <- sqrt(a)
  t_81 <- sqrt(b)
  t_82 <- t_80 * t_81
  t_85 <- 0.5 * n
  t_88 <- .generalised_inverse_gaussian_log_bessel_k_order(1, order, t_82)
  t_89 <- 1 / a
  t_90 <- 1 / t_80
  t_91 <- t_81 * t_90
  t_92 <- 1 / t_81
  t_93 <- (besselK(t_82, order + 1, TRUE) / besselK(t_82, order, TRUE))
  t_94 <- order * t_90 * t_92 - t_93
  t_96 <- t_85 / b
  t_97 <- t_80 * t_92
  t_98 <- t_90 * t_92 -
    (
      .generalised_inverse_gaussian_log_bessel_k_order(1, order + 1, t_82) -
        t_88
    ) * t_93
  t_99 <- t_91 * t_85
  t_100 <- order * t_85
  t_101 <- 1 / a^1.5
  t_102 <- 0.5 * order
  t_103 <- t_90 * t_92
  t_104 <- 0.5 * t_93^2 - 0.5 * (2 * order + 1) * t_93 * t_103 - 0.5
  t_105 <- -t_91 * t_104 - t_92 * t_101 * t_102
  t_106 <- t_97 * t_85
  t_107 <- 0.25 * t_94 * n
  t_108 <- 1 / b^1.5
  c(
    -n * .generalised_inverse_gaussian_log_bessel_k_order(2, order, t_82),
    t_85 * t_89 - t_98 * t_99,
    0.25 * t_81 * t_94 * t_101 * n - t_99 * t_105 - t_100 / a^2,
    -t_96 - t_98 * t_106,
    -t_103 * t_107 - t_105 * t_106,
    t_80 * t_107 * t_108 + t_100 / b^2 -
      (-t_90 * t_102 * t_108 - t_97 * t_104) * t_106
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.generalised_inverse_gaussian_hessian <- function(x, order, a, b) {
  if (!isTRUE(is.finite(order) && a > 0 && is.finite(a) && b > 0 &&
    is.finite(b))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_11 <- .generalised_inverse_gaussian_curvature(n, order, a, b)
  h_1 <- found_11[1]
  h_2 <- found_11[2]
  h_3 <- found_11[3]
  h_4 <- found_11[4]
  h_5 <- found_11[5]
  h_6 <- found_11[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
