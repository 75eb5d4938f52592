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
#   shape, scale = the joint maximiser of the log-likelihood
#   alpha = -n/sum(log(1 - exp(-x**shape/scale**shape)))
#
# Source:
#
#   Mudholkar, Srivastava (1993), Exponentiated Weibull family for analyzing
#       bathtub failure-rate data, IEEE Trans. Reliab. 42, 299-302
#
# Written by thetahat 0.1.0.

# Maximum-likelihood estimates: a list with estimate, vcov, standard_errors,
# logLik and n.  Stops for data that are none; warns where no maximum exists.
mle_exponentiated_weibull <- function(x) {
  x <- .exponentiated_weibull_column(x, "x")
  .exponentiated_weibull_require_rows("x", x > 0, "must be > 0")
  labels <- c("alpha", "shape", "scale")
  exists <- TRUE
  units_x <- .exponentiated_weibull_units_x(x)
  estimate <- .exponentiated_weibull_solve((x - units_x[1]) / units_x[2])
  estimate[3] <- units_x[2] * estimate[3]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_exponentiated_weibull(x, estimate)
    information <- hessian_exponentiated_weibull(x, estimate)
    regular <- c(1, 2, 3)
    part <- information[regular, regular, drop = FALSE]
    if (all(is.finite(part)) &&
      all(eigen(part, TRUE, only.values = TRUE)$values > 0)) {
      vcov[regular, regular] <- solve(part)
    }
  } else if (exists) {
    warning("no maximum was found")
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

# -l at parameters in the order alpha, shape, scale;
# Inf outside the domain or the support.
nll_exponentiated_weibull <- function(x, parameters) {
  x <- .exponentiated_weibull_column(x, "x")
  .exponentiated_weibull_require_rows("x", x > 0, "must be > 0")
  .exponentiated_weibull_nll(x, parameters[[1]], parameters[[2]],
                             parameters[[3]])
}

# The gradient of nll.
gradient_exponentiated_weibull <- function(x, parameters) {
  x <- .exponentiated_weibull_column(x, "x")
  .exponentiated_weibull_require_rows("x", x > 0, "must be > 0")
  .exponentiated_weibull_gradient(x, parameters[[1]], parameters[[2]],
                                  parameters[[3]])
}

# The Hessian of nll.
hessian_exponentiated_weibull <- function(x, parameters) {
  x <- .exponentiated_weibull_column(x, "x")
  .exponentiated_weibull_require_rows("x", x > 0, "must be > 0")
  triangle <- .exponentiated_weibull_hessian(x, parameters[[1]],
    parameters[[2]], parameters[[3]])
  out <- matrix(0, 3, 3)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

# The gradient of log f, a row for each observation.
scores_exponentiated_weibull <- function(x, parameters) {
  x <- .exponentiated_weibull_column(x, "x")
  .exponentiated_weibull_require_rows("x", x > 0, "must be > 0")
  alpha <- parameters[[1]]
  shape <- parameters[[2]]
  scale <- parameters[[3]]
  t_79 <- scale^(-shape)
  t_80 <- log(scale)
  t_81 <- shape / scale
  t_82 <- x^shape
  t_83 <- t_79 * t_82
  t_84 <- -t_83
  t_85 <- expm1(t_84)
  t_86 <- log(x)
  t_87 <- t_83 * t_86
  t_88 <- (alpha - 1) * exp(t_84) / t_85
  t_89 <- t_83 * t_81
  score_1 <- rep_len(log(-t_85) + 1 / alpha, length(x))
  part_1 <- t_79 * t_82 * t_80 - t_87
  part_2 <- t_83 * t_80 + t_86
  part_3 <- part_2 + part_1 * t_88
  score_2 <- rep_len(part_3 + 1 / shape - t_80 - t_87, length(x))
  score_3 <- rep_len(t_89 * t_88 + t_89 - t_81, length(x))
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("alpha", "shape", "scale")
  out
}

.exponentiated_weibull_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) median(values) else values[k]
}

.exponentiated_weibull_column <- function(values, name) {
  if (!is.numeric(values) && !is.logical(values)) {
    stop("'", name, "' must be numeric")
  }
  values <- as.numeric(values)
  if (length(values) == 0) {
    stop("'", name, "' is empty")
  }
  bad <- sum(!is.finite(values))
  if (bad > 0) {
    stop(bad, " values of '", name, "' are missing or infinite")
  }
  values
}

.exponentiated_weibull_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(bad, " observations are outside the support: '", name, "' ", rule)
  }
}

# The remainder of a/b that has the sign of b.
.exponentiated_weibull_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.exponentiated_weibull_outward <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    if (isTRUE(u < 0)) {
      return(lower + (upper - lower) * exp(u) / (1 + exp(u)))
    }
    return(upper - (upper - lower) * exp(-u) / (1 + exp(-u)))
  }
  if (isTRUE(is.finite(lower))) {
    return(lower + exp(u))
  }
  if (isTRUE(is.finite(upper))) {
    return(upper - exp(u))
  }
  u
}

# The free coordinate of a parameter.
.exponentiated_weibull_inward <- function(t, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    return(log((t - lower) / (upper - t)))
  }
  if (isTRUE(is.finite(lower))) {
    return(log(t - lower))
  }
  if (isTRUE(is.finite(upper))) {
    return(log(upper - t))
  }
  t
}

# The slope of the parameter in its free coordinate.
.exponentiated_weibull_stretch <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    e <- exp(-pmax(u, -u))
    return((upper - lower) * e / ((1 + e) * (1 + e)))
  }
  if (isTRUE(is.finite(lower))) {
    return(exp(u))
  }
  if (isTRUE(is.finite(upper))) {
    return(-exp(u))
  }
  1
}

# The second derivative of the parameter in its free coordinate.
.exponentiated_weibull_bend <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    e <- exp(-pmax(u, -u))
    part_37 <- .exponentiated_weibull_stretch(u, lower, upper)
    return(-sign(u) * part_37 * (1 - e) / (1 + e))
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
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

# The log-likelihood as a function of shape, scale.
.exponentiated_weibull_value_shape_scale <- function(x, n, sum_log_x, shape,
  scale) {
  t <- x^shape
  sum_h <- sum(log(-expm1(-scale^(-shape) * t)))
  sum_h_1 <- sum(t)
  part_4 <- log(shape) + log(-n / sum_h) - shape * log(scale) - 1
  part_5 <- part_4 * n + (shape - 1) * sum_log_x - sum_h
  part_5 - scale^(-shape) * sum_h_1
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.exponentiated_weibull_derivatives_shape_scale <- function(x, sum_log_x, n,
  shape, scale) {
  t_1 <- scale^(-shape)
  t_2 <- x^shape
  t_3 <- t_1 * t_2
  t_4 <- -t_3
  t_5 <- expm1(t_4)
  t_6 <- log(x)
  t_7 <- t_3 * t_6
  t_8 <- log(scale)
  t_9 <- t_1 * t_2 * t_8 - t_7
  t_10 <- 1 / t_5
  t_11 <- exp(t_4)
  t_12 <- t_11 * t_10
  t_13 <- t_12 * t_9
  t_14 <- 1 / scale
  t_15 <- t_12 * t_3
  t_16 <- t_14 * t_15
  t_17 <- t_9^2
  t_18 <- t_6^2
  t_19 <- exp(-2 * t_3) / t_5^2
  t_20 <- shape * t_14
  t_21 <- t_20 * t_3
  t_22 <- t_12 * t_20
  t_23 <- 1 / scale^2
  t_24 <- shape^2
  t_25 <- t_23 * t_24
  t_26 <- 2 * shape
  t_27 <- scale^(-t_26)
  t_28 <- x^t_26
  sum_h_2 <- sum(log(-t_5))
  sum_h_3 <- sum(t_2)
  sum_h_4 <- sum(t_13)
  sum_h_5 <- sum(t_2 * t_6)
  sum_h_6 <- sum(shape * t_16)
  part_6 <- 2 * t_1 * t_2 * t_6 * t_8 - t_18 * t_3
  sum_h_7 <- sum(t_12 * t_17 + (part_6 - t_8^2 * t_3) * t_12 - t_17 * t_19)
  sum_h_8 <- sum(t_2 * t_18)
  part_7 <- t_13 * t_21 + t_16 + t_22 * t_7
  sum_h_9 <- sum(part_7 - t_19 * t_21 * t_9 - t_3 * t_22 * t_8)
  part_8 <- t_11 * t_23 * t_24 * t_27 * t_28 * t_10
  part_9 <- part_8 - shape * t_15 * t_23 - t_15 * t_25
  sum_h_10 <- sum(part_9 - t_19 * t_25 * t_27 * t_28)
  t_29 <- 1 / sum_h_2
  t_30 <- log(scale)
  t_31 <- shape * t_30
  t_32 <- scale^(-shape)
  t_33 <- t_32 * sum_h_3
  t_34 <- t_32 * sum_h_5
  t_35 <- 1 / scale
  t_36 <- shape * t_35
  t_37 <- shape^2
  t_38 <- 1 / sum_h_2^2
  t_39 <- t_33 * t_35
  t_40 <- 1 / scale^2
  t_41 <- shape * t_40
  part_10 <- (log(shape) + log(-t_29 * n) - t_31 - 1) * n
  part_11 <- (1 / shape - t_29 * sum_h_4 - t_30) * n + t_30 * t_33
  part_12 <- (sum_h_4^2 * t_38 - t_29 * sum_h_7 - 1 / t_37) * n
  part_13 <- part_12 + 2 * t_30 * t_32 * sum_h_5 - t_30^2 * t_33
  part_14 <- (t_38 * sum_h_4 * sum_h_6 - t_29 * sum_h_9 - t_35) * n
  part_15 <- (t_41 + sum_h_6^2 * t_38 - t_29 * sum_h_10) * n
  c(part_10 + (shape - 1) * sum_log_x - t_33 - sum_h_2,
    part_11 + sum_log_x - t_34 - sum_h_4,
    (-t_29 * sum_h_6 - t_36) * n + t_33 * t_36 - sum_h_6,
    part_13 - t_32 * sum_h_8 - sum_h_7,
    part_14 + t_39 + t_34 * t_36 - t_39 * t_31 - sum_h_9,
    part_15 - t_40 * t_33 * t_37 - t_41 * t_33 - sum_h_10)
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.exponentiated_weibull_surface_shape_scale <- function(x, sum_log_x, n, u_1,
  u_2) {
  shape <- .exponentiated_weibull_outward(u_1, 0, Inf)
  stretch_1 <- .exponentiated_weibull_stretch(u_1, 0, Inf)
  scale <- .exponentiated_weibull_outward(u_2, 0, Inf)
  stretch_2 <- .exponentiated_weibull_stretch(u_2, 0, Inf)
  found_16 <- .exponentiated_weibull_derivatives_shape_scale(x, sum_log_x, n,
    shape, scale)
  height <- found_16[1]
  g_1 <- found_16[2]
  g_2 <- found_16[3]
  h_1_1 <- found_16[4]
  h_2_1 <- found_16[5]
  h_2_2 <- found_16[6]
  part_17 <- g_1 * .exponentiated_weibull_bend(u_1, 0, Inf) / n
  part_18 <- g_2 * .exponentiated_weibull_bend(u_2, 0, Inf) / n
  c(-height / n, -g_1 * stretch_1 / n, -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n - part_17,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n - part_18)
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.exponentiated_weibull_climb_shape_scale <- function(x, sum_log_x, n, start_1,
  start_2) {
  u_1 <- .exponentiated_weibull_inward(start_1, 0, Inf)
  u_2 <- .exponentiated_weibull_inward(start_2, 0, Inf)
  found_19 <- .exponentiated_weibull_surface_shape_scale(x, sum_log_x, n, u_1,
    u_2)
  f <- found_19[1]
  g_1 <- found_19[2]
  g_2 <- found_19[3]
  h_1_1 <- found_19[4]
  h_2_1 <- found_19[5]
  h_2_2 <- found_19[6]
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
    part_20 <- h_2_2 + damp * pmax(abs(h_2_2), 1e-06)
    d_2 <- part_20 - l_2_1 * l_2_1 * d_1
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
    found_21 <- .exponentiated_weibull_surface_shape_scale(x, sum_log_x, n,
      u_1 + step_1, u_2 + step_2)
    f_new <- found_21[1]
    g_1_new <- found_21[2]
    g_2_new <- found_21[3]
    h_1_1_new <- found_21[4]
    h_2_1_new <- found_21[5]
    h_2_2_new <- found_21[6]
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
  c(-f, .exponentiated_weibull_outward(u_1, 0, Inf),
    .exponentiated_weibull_outward(u_2, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.exponentiated_weibull_maximise_shape_scale <- function(x, sum_log_x, n) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .exponentiated_weibull_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .exponentiated_weibull_choose(at, 1, 0.1, 0.3, 0.7, 2, 5, 20)
      seed <- .exponentiated_weibull_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .exponentiated_weibull_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .exponentiated_weibull_value_shape_scale(x, n, sum_log_x, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_22 <- .exponentiated_weibull_climb_shape_scale(x, sum_log_x, n,
      reached_1, reached_2)
    height <- found_22[1]
    reached_1 <- found_22[2]
    reached_2 <- found_22[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.exponentiated_weibull_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_23 <- .exponentiated_weibull_maximise_shape_scale(x, sum_log_x, n)
  shape <- found_23[1]
  scale <- found_23[2]
  t_42 <- scale^(-shape)
  t_43 <- x^shape
  t_44 <- t_42 * t_43
  t_45 <- -t_44
  t_46 <- expm1(t_45)
  sum_h_11 <- sum(log(-t_46))
  alpha <- -n / sum_h_11
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
.exponentiated_weibull_log_likelihood <- function(x, sum_log_x, n, alpha, shape,
  scale) {
  t_90 <- x^shape
  sum_h_25 <- sum(log(-expm1(-scale^(-shape) * t_90)))
  sum_h_26 <- sum(t_90)
  part_24 <- n * log(alpha) + n * log(shape) + (alpha - 1) * sum_h_25
  part_25 <- part_24 + (shape - 1) * sum_log_x
  part_25 - shape * n * log(scale) - scale^(-shape) * sum_h_26
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
  t_91 <- scale^(-shape)
  t_92 <- x^shape
  t_93 <- t_91 * t_92
  t_94 <- -t_93
  t_95 <- expm1(t_94)
  t_96 <- log(x)
  t_97 <- exp(t_94) / t_95
  sum_h_27 <- sum(log(-t_95))
  sum_h_28 <- sum((t_91 * t_92 * log(scale) - t_93 * t_96) * t_97)
  sum_h_29 <- sum(t_92 * t_96)
  sum_h_30 <- sum(t_92)
  sum_h_31 <- sum(t_92 * t_97)
  t_98 <- alpha - 1
  t_99 <- scale^(-shape)
  t_100 <- log(scale)
  t_101 <- t_99 * sum_h_30
  t_102 <- shape / scale
  part_26 <- n / shape + t_98 * sum_h_28 + t_100 * t_101 + sum_log_x
  c(n / alpha + sum_h_27, part_26 - t_100 * n - t_99 * sum_h_29,
    t_98 * t_99 * t_102 * sum_h_31 + t_101 * t_102 - t_102 * n)
}

# The gradient of nll; nan outside the domain or the support.
.exponentiated_weibull_gradient <- function(x, alpha, shape, scale) {
  if (!isTRUE(alpha > 0 && is.finite(alpha) && shape > 0 && is.finite(shape) &&
    scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_27 <- .exponentiated_weibull_score(x, n, sum_log_x, alpha, shape, scale)
  g_1 <- found_27[1]
  g_2 <- found_27[2]
  g_3 <- found_27[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.exponentiated_weibull_curvature <- function(x, n, alpha, shape, scale) {
  t_103 <- scale^(-shape)
  t_104 <- x^shape
  t_105 <- t_103 * t_104
  t_106 <- -t_105
  t_107 <- expm1(t_106)
  t_108 <- log(x)
  t_109 <- log(scale)
  t_110 <- t_103 * t_104 * t_109 - t_105 * t_108
  t_111 <- exp(t_106) / t_107
  t_112 <- t_110 * t_111
  t_113 <- t_104 * t_108
  t_114 <- t_110^2
  t_115 <- exp(-2 * t_105) / t_107^2
  t_116 <- t_108^2
  t_117 <- x^(2 * shape)
  sum_h_33 <- sum(t_104)
  sum_h_34 <- sum(t_112)
  sum_h_35 <- sum(t_113)
  sum_h_36 <- sum(t_104 * t_111)
  sum_h_37 <- sum(t_114 * t_115)
  sum_h_38 <- sum(t_114 * t_111)
  part_28 <- 2 * t_103 * t_104 * t_108 * t_109
  sum_h_39 <- sum((part_28 - t_116 * t_105 - t_109^2 * t_105) * t_111)
  sum_h_40 <- sum(t_104 * t_116)
  sum_h_41 <- sum(t_104 * t_112)
  sum_h_42 <- sum(t_113 * t_111)
  sum_h_43 <- sum(t_104 * t_115 * t_110)
  sum_h_44 <- sum(t_117 * t_111)
  sum_h_45 <- sum(t_115 * t_117)
  t_118 <- alpha - 1
  t_119 <- scale^(-shape)
  t_120 <- t_119 * sum_h_33
  t_121 <- log(scale)
  t_123 <- t_119 * sum_h_35
  t_124 <- t_120 * t_121
  t_125 <- 1 / scale
  t_126 <- t_125 * n
  t_127 <- t_120 * t_125
  t_128 <- shape * t_125
  t_129 <- t_119 * sum_h_36
  t_130 <- t_128 * t_129
  t_131 <- t_118 * t_130
  t_132 <- shape^2
  t_133 <- t_118 * t_129
  t_134 <- t_118 * t_119 * t_128
  t_135 <- 1 / scale^2
  t_136 <- shape * t_135
  t_137 <- t_132 * t_135
  t_138 <- scale^(-2 * shape)
  part_29 <- t_118 * sum_h_38 + t_118 * sum_h_39 + 2 * t_121 * t_123
  part_30 <- part_29 - n / t_132 - t_118 * sum_h_37
  part_31 <- t_128 * t_123 + t_133 * t_125 + t_134 * sum_h_41
  part_32 <- part_31 + t_134 * sum_h_42 + t_127 - t_128 * t_124
  part_33 <- t_118 * t_132 * t_135 * t_138 * sum_h_44
  part_34 <- t_118 * t_137 * t_138 * sum_h_45
  part_35 <- shape * t_135 * n + part_33 - part_34 - t_133 * t_136
  c(-n / alpha^2, sum_h_34, part_30 - t_119 * sum_h_40 - t_121^2 * t_120, t_130,
    part_32 - t_131 * t_121 - t_134 * sum_h_43 - t_126,
    part_35 - t_133 * t_137 - t_136 * t_120 - t_137 * t_120)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.exponentiated_weibull_hessian <- function(x, alpha, shape, scale) {
  if (!isTRUE(alpha > 0 && is.finite(alpha) && shape > 0 && is.finite(shape) &&
    scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_36 <- .exponentiated_weibull_curvature(x, n, alpha, shape, scale)
  h_1 <- found_36[1]
  h_2 <- found_36[2]
  h_3 <- found_36[3]
  h_4 <- found_36[4]
  h_5 <- found_36[5]
  h_6 <- found_36[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
