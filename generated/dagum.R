# Maximum-likelihood estimation: Dagum distribution.
#
#   f(x; a, b, p) = a*p/x*(x/b)**(a*p)/(1+(x/b)**a)**(p+1)
#   support: x > 0
#   a: positive
#   b: positive
#   p: positive
#
# Log-likelihood:
#
#   (-p - 1)*sum(log(x**a/b**a + 1)) + (a*p - 1)*sum(log(x)) + (-a*p*log(b) +
#       log(a) + log(p))*n
#
# Estimator (numeric):
#
#   a, b = the joint maximiser of the log-likelihood
#   p = n/(a*log(b)*n - a*sum(log(x)) + sum(log(x**a/b**a + 1)))
#
# Source:
#
#   Dagum (1977), A new model of personal income distribution: specification
#       and estimation, Economie Appliquee 30, 413-437
#   Kleiber (2008), A guide to the Dagum distributions, Modeling Income
#       Distributions and Lorenz Curves, 97-117
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
mle_dagum <- function(x) {
  x <- .dagum_column(x, "x")
  .dagum_require_rows("x", x > 0, "must be > 0")
  labels <- c("a", "b", "p")
  units_x <- .dagum_units_x(x)
  estimate <- .dagum_solve((x - units_x[1]) / units_x[2])
  estimate[2] <- units_x[2] * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_dagum(x, estimate)
    information <- hessian_dagum(x, estimate)
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
#' @param parameters numeric vector: a, b, p, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_dagum <- function(x, parameters) {
  x <- .dagum_column(x, "x")
  .dagum_require_rows("x", x > 0, "must be > 0")
  .dagum_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, b, p, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_dagum <- function(x, parameters) {
  x <- .dagum_column(x, "x")
  .dagum_require_rows("x", x > 0, "must be > 0")
  .dagum_gradient(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, b, p, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_dagum <- function(x, parameters) {
  x <- .dagum_column(x, "x")
  .dagum_require_rows("x", x > 0, "must be > 0")
  triangle <- .dagum_hessian(
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
#' @param parameters numeric vector: a, b, p, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_dagum <- function(x, parameters) {
  x <- .dagum_column(x, "x")
  .dagum_require_rows("x", x > 0, "must be > 0")
  a <- parameters[[1]]
  b <- parameters[[2]]
  p <- parameters[[3]]
  t_66 <- log(b)
  t_67 <- 1 / b
  t_68 <- a * t_67
  t_69 <- log(x)
  t_70 <- log(t_67 * x)
  t_71 <- a * t_70
  t_72 <- (-p - 1) * stats::plogis(t_71)
  score_1 <- rep_len(p * t_69 + t_70 * t_72 + 1 / a - p * t_66, length(x))
  score_2 <- rep_len(-t_72 * t_68 - p * t_68, length(x))
  score_3 <- rep_len(
    a * t_69 + 1 / p - a * t_66 - .dagum_logaddexp(0, t_71), length(x)
  )
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("a", "b", "p")
  out
}

# log(exp a + exp b).
.dagum_logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.dagum_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.dagum_column <- function(values, name) {
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
.dagum_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.dagum_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.dagum_outward <- function(u, lower, upper) {
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
.dagum_inward <- function(t, lower, upper) {
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
.dagum_stretch <- function(u, lower, upper) {
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
.dagum_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .dagum_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.dagum_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.dagum_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of a, b.
.dagum_value_a_b <- function(x, sum_log_x, n, a, b) {
  sum_h <- sum(.dagum_logaddexp(0, a * log(x / b)))
  t <- a * log(b)
  t_1 <- 1 / (t * n + sum_h - a * sum_log_x)
  t_2 <- t_1 * n
  a * t_1 * sum_log_x * n + (log(t_2) + log(a)) * n - n^2 * t * t_1 -
    t_2 * sum_h - sum_log_x - sum_h
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.dagum_derivatives_a_b <- function(x, sum_log_x, n, a, b) {
  t_3 <- 1 / b
  t_4 <- log(t_3 * x)
  t_5 <- a * t_4
  t_6 <- stats::plogis(t_5)
  t_7 <- t_3 * t_6
  t_8 <- stats::plogis(-t_5)
  t_9 <- t_6 * t_8
  t_10 <- t_3^2
  sum_h_1 <- sum(.dagum_logaddexp(0, t_5))
  sum_h_2 <- sum(t_4 * t_6)
  sum_h_3 <- sum(a * t_7)
  sum_h_4 <- sum(t_4^2 * t_9)
  sum_h_5 <- sum(t_5 * t_7 * t_8 + t_7)
  sum_h_6 <- sum(a * t_6 * t_10 + a^2 * t_9 * t_10)
  t_11 <- a * sum_log_x
  t_12 <- log(b)
  t_13 <- t_12 * n
  t_14 <- a * t_13 + sum_h_1 - t_11
  t_15 <- 1 / t_14
  t_16 <- t_15 * n
  t_17 <- n^2
  t_18 <- t_15 * t_17
  t_19 <- t_12 * t_18
  t_20 <- sum_log_x - t_13 - sum_h_2
  t_21 <- 1 / t_14^2
  t_22 <- t_21 * n
  t_23 <- t_22 * sum_h_1
  t_24 <- t_21 * t_17
  t_25 <- t_12 * t_24
  t_26 <- t_25 * t_20
  t_27 <- 1 / b
  t_28 <- t_27 * n
  t_29 <- a * t_28
  t_30 <- sum_h_3 - t_29
  t_31 <- t_27 * t_18
  t_32 <- t_22 * t_30
  t_33 <- t_25 * t_30
  t_34 <- 2 * sum_h_2
  t_35 <- sum_h_1 * n
  t_36 <- 1 / (t_14 * t_14 * t_14)
  t_37 <- 2 * sum_log_x - 2 * t_13 - t_34
  t_38 <- t_36 * t_37
  t_39 <- t_38 * t_20
  t_40 <- a * t_12 * t_17
  t_41 <- -sum_h_5
  t_42 <- -t_28 - t_41
  t_43 <- a * t_24 * t_27
  t_44 <- a * t_25
  t_45 <- t_30 * t_35
  t_46 <- 1 / b^2
  t_47 <- a * t_46 * n - sum_h_6
  t_48 <- 2 * sum_h_3 - 2 * t_29
  t_49 <- t_36 * t_48
  part_1 <- 2 * t_21 * t_20 * sum_log_x * n + t_21 * sum_h_1 * sum_h_4 * n +
    a * t_36 * t_37 * t_20 * sum_log_x * n
  part_2 <- part_1 + (t_20^2 * t_21 - t_15 * sum_h_4 - 1 / a^2) * n +
    a * t_12 * t_21 * t_17 * sum_h_4 - t_11 * t_22 * sum_h_4 -
    t_22 * t_34 * t_20
  part_3 <- t_21 * t_30 * t_20 * n + t_21 * t_30 * sum_log_x * n +
    a * t_21 * t_42 * sum_log_x * n + t_21 * t_20 * sum_h_3 * n
  part_4 <- part_3 + a * t_30 * t_36 * t_37 * sum_log_x * n + t_42 * t_15 * n +
    t_15 * sum_h_5 * n - t_23 * t_42 - t_30 * t_38 * t_40 - t_31
  part_5 <- t_30^2 * t_21 * n + 2 * t_21 * t_30 * sum_h_3 * n +
    a * t_21 * t_47 * sum_log_x * n + a * t_30 * t_36 * t_48 * sum_log_x * n
  part_6 <- part_5 + t_47 * t_15 * n + a * t_46 * t_15 * t_17 - t_23 * t_47 -
    t_30 * t_40 * t_49 - 2 * t_30 * t_43 - t_44 * t_47 - t_45 * t_49
  c(
    a * t_15 * sum_log_x * n + (log(t_16) + log(a)) * n - t_16 * sum_h_1 -
      a * t_19 - sum_log_x - sum_h_1,
    a * t_21 * t_20 * sum_log_x * n + t_15 * sum_log_x * n +
      (t_15 * t_20 + 1 / a) * n - t_23 * t_20 - a * t_26 - t_16 * sum_h_2 -
      t_19 - sum_h_2,
    t_11 * t_32 + t_30 * t_16 + t_16 * sum_h_3 + sum_h_3 - t_23 * t_30 -
      a * t_31 - a * t_33,
    part_2 - 2 * t_26 - t_35 * t_39 - t_39 * t_40 - t_16 * sum_h_4 - sum_h_4,
    part_4 - t_32 * sum_h_2 - t_33 - t_38 * t_45 - t_41 - t_42 * t_44 -
      t_43 * t_20,
    part_6 - t_16 * sum_h_6 - sum_h_6
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.dagum_surface_a_b <- function(x, sum_log_x, n, u_1, u_2) {
  a <- .dagum_outward(u_1, 0, Inf)
  stretch_1 <- .dagum_stretch(u_1, 0, Inf)
  b <- .dagum_outward(u_2, 0, Inf)
  stretch_2 <- .dagum_stretch(u_2, 0, Inf)
  found_7 <- .dagum_derivatives_a_b(x, sum_log_x, n, a, b)
  height <- found_7[1]
  g_1 <- found_7[2]
  g_2 <- found_7[3]
  h_1_1 <- found_7[4]
  h_2_1 <- found_7[5]
  h_2_2 <- found_7[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n - g_1 * .dagum_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n - g_2 * .dagum_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.dagum_climb_a_b <- function(x, sum_log_x, n, start_1, start_2) {
  u_1 <- .dagum_inward(start_1, 0, Inf)
  u_2 <- .dagum_inward(start_2, 0, Inf)
  found_8 <- .dagum_surface_a_b(x, sum_log_x, n, u_1, u_2)
  f <- found_8[1]
  g_1 <- found_8[2]
  g_2 <- found_8[3]
  h_1_1 <- found_8[4]
  h_2_1 <- found_8[5]
  h_2_2 <- found_8[6]
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
    found_9 <- .dagum_surface_a_b(x, sum_log_x, n, u_1 + step_1, u_2 + step_2)
    f_new <- found_9[1]
    g_1_new <- found_9[2]
    g_2_new <- found_9[3]
    h_1_1_new <- found_9[4]
    h_2_1_new <- found_9[5]
    h_2_2_new <- found_9[6]
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
  if (isTRUE(abs(d_1) <= 1e-09)) {
    return(c(-Inf, start_1, start_2))
  }
  l_2_1 <- h_2_1 / d_1
  d_2 <- h_2_2 - l_2_1 * l_2_1 * d_1
  if (isTRUE(abs(d_2) <= 1e-09)) {
    return(c(-Inf, start_1, start_2))
  }
  c(-f, .dagum_outward(u_1, 0, Inf), .dagum_outward(u_2, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.dagum_maximise_a_b <- function(x, sum_log_x, n) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .dagum_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .dagum_choose(at, 1, 0.1, 0.3, 0.7, 2, 5, 20)
      seed <- .dagum_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .dagum_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .dagum_value_a_b(x, sum_log_x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_10 <- .dagum_climb_a_b(x, sum_log_x, n, reached_1, reached_2)
    height <- found_10[1]
    reached_1 <- found_10[2]
    reached_2 <- found_10[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.dagum_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_11 <- .dagum_maximise_a_b(x, sum_log_x, n)
  a <- found_11[1]
  b <- found_11[2]
  t_50 <- log(x / b)
  t_51 <- a * t_50
  sum_h_7 <- sum(.dagum_logaddexp(0, t_51))
  p <- n / (a * n * log(b) + sum_h_7 - a * sum_log_x)
  c(a, b, p)
}

# A centre and a spread with which the data are standardised.
.dagum_units_x <- function(x) {
  n <- length(x)
  half <- .dagum_level(abs(x), 0.5)
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
.dagum_log_likelihood <- function(x, sum_log_x, n, a, b, p) {
  sum_h_13 <- sum(.dagum_logaddexp(0, a * log(x / b)))
  t_73 <- a * p
  n * log(a) + n * log(p) + (-p - 1) * sum_h_13 + (t_73 - 1) * sum_log_x -
    t_73 * n * log(b)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.dagum_nll <- function(x, a, b, p) {
  if (!isTRUE(a > 0 && is.finite(a) && b > 0 && is.finite(b) && p > 0 &&
    is.finite(p))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.dagum_log_likelihood(x, sum_log_x, n, a, b, p)
}

# The gradient of the log-likelihood.
.dagum_score <- function(x, n, sum_log_x, a, b, p) {
  t_74 <- log(x / b)
  t_75 <- a * t_74
  t_76 <- stats::plogis(t_75)
  sum_h_14 <- sum(t_74 * t_76)
  sum_h_15 <- sum(t_76)
  sum_h_16 <- sum(.dagum_logaddexp(0, t_75))
  t_77 <- -p - 1
  t_78 <- n * log(b)
  t_79 <- a / b
  c(
    n / a + t_77 * sum_h_14 + p * sum_log_x - p * t_78,
    -p * t_79 * n - t_77 * t_79 * sum_h_15,
    n / p + a * sum_log_x - a * t_78 - sum_h_16
  )
}

# The gradient of nll; nan outside the domain or the support.
.dagum_gradient <- function(x, a, b, p) {
  if (!isTRUE(a > 0 && is.finite(a) && b > 0 && is.finite(b) && p > 0 &&
    is.finite(p))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_12 <- .dagum_score(x, n, sum_log_x, a, b, p)
  g_1 <- found_12[1]
  g_2 <- found_12[2]
  g_3 <- found_12[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.dagum_curvature <- function(x, n, sum_log_x, a, b, p) {
  t_80 <- log(x / b)
  t_81 <- a * t_80
  t_82 <- stats::plogis(t_81)
  t_83 <- t_80 * t_82
  t_84 <- stats::plogis(-t_81)
  t_85 <- t_82 * t_84
  sum_h_18 <- sum(t_83)
  sum_h_19 <- sum(t_82)
  sum_h_20 <- sum(t_80^2 * t_85)
  sum_h_21 <- sum(t_83 * t_84)
  sum_h_22 <- sum(t_85)
  t_86 <- -p - 1
  t_87 <- a * p
  t_88 <- n * log(b)
  t_89 <- 1 / b
  t_90 <- t_89 * n
  t_91 <- t_86 * t_89 * sum_h_19
  t_92 <- a^2
  t_93 <- a * t_86
  t_94 <- 1 / b^2
  c(
    t_86 * sum_h_20 - n / t_92,
    -t_89 * t_93 * sum_h_21 - p * t_90 - t_91,
    t_87 * t_94 * n + t_86 * t_92 * t_94 * sum_h_22 + t_93 * t_94 * sum_h_19,
    sum_log_x - t_88 - sum_h_18,
    a * t_89 * sum_h_19 - a * t_90,
    -n / p^2
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.dagum_hessian <- function(x, a, b, p) {
  if (!isTRUE(a > 0 && is.finite(a) && b > 0 && is.finite(b) && p > 0 &&
    is.finite(p))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_13 <- .dagum_curvature(x, n, sum_log_x, a, b, p)
  h_1 <- found_13[1]
  h_2 <- found_13[2]
  h_3 <- found_13[3]
  h_4 <- found_13[4]
  h_5 <- found_13[5]
  h_6 <- found_13[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
