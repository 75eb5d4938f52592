# Maximum-likelihood estimation: Logistic distribution.
#
#   f(x; mu, scale) = exp(-(x-mu)/scale)/(scale*(1+exp(-(x-mu)/scale))**2)
#   support: real
#   mu: real
#   scale: positive
#
# Log-likelihood:
#
#   (-mu/scale - log(scale))*n - 2*sum(log(exp(-x/(2*scale) + mu/(2*scale)) +
#       exp(x/(2*scale) - mu/(2*scale)))) + sum(x)/scale - sum(x - mu)/scale
#
# Estimator (numeric):
#
#   mu, scale = the joint maximiser of the log-likelihood
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
#       vol. 2, ch. 23
#   Antle, Klimko, Harkness (1970), Confidence intervals for the parameters of
#       the logistic distribution, Biometrika 57, 397-402
#
# Written by thetahat 0.1.0.

# Maximum-likelihood estimates: a list with estimate, vcov, standard_errors,
# logLik and n.  Stops for data that are none; warns where no maximum exists.
mle_logistic <- function(x) {
  x <- .logistic_column(x, "x")
  labels <- c("mu", "scale")
  exists <- TRUE
  units_x <- .logistic_units_x(x)
  estimate <- .logistic_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1] + units_x[1]
  estimate[2] <- units_x[2] * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_logistic(x, estimate)
    information <- hessian_logistic(x, estimate)
    regular <- c(1, 2)
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

# -l at parameters in the order mu, scale;
# Inf outside the domain or the support.
nll_logistic <- function(x, parameters) {
  x <- .logistic_column(x, "x")
  .logistic_nll(x, parameters[[1]], parameters[[2]])
}

# The gradient of nll.
gradient_logistic <- function(x, parameters) {
  x <- .logistic_column(x, "x")
  .logistic_gradient(x, parameters[[1]], parameters[[2]])
}

# The Hessian of nll.
hessian_logistic <- function(x, parameters) {
  x <- .logistic_column(x, "x")
  triangle <- .logistic_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

# The gradient of log f, a row for each observation.
scores_logistic <- function(x, parameters) {
  x <- .logistic_column(x, "x")
  mu <- parameters[[1]]
  scale <- parameters[[2]]
  t_47 <- 1 / scale
  t_48 <- 1 / scale^2
  t_49 <- t_47 * x - mu * t_47
  t_50 <- plogis(-t_49)
  t_51 <- plogis(t_49)
  t_52 <- t_48 * x
  t_53 <- 0.5 * t_52 - 0.5 * mu * t_48
  score_1 <- rep_len(t_47 * t_51 - t_47 * t_50, length(x))
  part_1 <- 2 * t_50 * t_53
  part_2 <- t_48 * (x - mu)
  part_3 <- part_2 + 2 * t_51 * t_53
  score_2 <- rep_len(part_3 + mu * t_48 - t_47 - part_1 - t_52, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("mu", "scale")
  out
}

.logistic_logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}

.logistic_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) median(values) else values[k]
}

.logistic_column <- function(values, name) {
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

# The remainder of a/b that has the sign of b.
.logistic_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.logistic_outward <- function(u, lower, upper) {
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
.logistic_inward <- function(t, lower, upper) {
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
.logistic_stretch <- function(u, lower, upper) {
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
.logistic_bend <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .logistic_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(.logistic_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.logistic_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The log-likelihood as a function of mu, scale.
.logistic_value_joint <- function(x, n, sum_x, mu, scale) {
  t <- 1 / scale
  t_1 <- 0.5 * t * x - 0.5 * mu * t
  sum_h <- sum(.logistic_logaddexp(-t_1, t_1))
  sum_h_1 <- sum(x - mu)
  t_2 <- 1 / scale
  part_4 <- t_2 * sum_x - mu * t_2 * n - n * log(scale)
  part_4 - t_2 * sum_h_1 - 2 * sum_h
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.logistic_derivatives_joint <- function(x, n, sum_x, mu, scale) {
  t_3 <- 1 / scale
  t_4 <- t_3 * x
  t_5 <- 0.5 * t_4 - 0.5 * mu * t_3
  t_6 <- t_4 - mu * t_3
  t_7 <- plogis(t_6)
  t_8 <- plogis(-t_6)
  t_9 <- 1 / scale^2
  t_10 <- t_9 * x
  t_11 <- 0.5 * t_10 - 0.5 * mu * t_9
  t_12 <- -t_7 * t_11
  t_13 <- t_8 * t_11
  t_14 <- t_13 * t_7
  t_15 <- t_8 * t_12
  t_16 <- 1 / (scale * scale * scale)
  t_17 <- t_16 * x - mu * t_16
  t_18 <- t_10 - mu * t_9
  sum_h_2 <- sum(.logistic_logaddexp(-t_5, t_5))
  sum_h_3 <- sum(x - mu)
  sum_h_4 <- sum(t_7)
  sum_h_5 <- sum(t_8)
  sum_h_6 <- sum(t_12)
  sum_h_7 <- sum(t_13)
  sum_h_8 <- sum(t_7 * t_8)
  sum_h_9 <- sum(t_14)
  sum_h_10 <- sum(t_15)
  sum_h_11 <- sum(-t_17 * t_8)
  sum_h_12 <- sum(t_17 * t_7)
  sum_h_13 <- sum(-t_15 * t_18)
  sum_h_14 <- sum(t_14 * t_18)
  t_19 <- 1 / scale
  t_20 <- t_19 * n
  t_21 <- 1 / scale^2
  t_22 <- 1 / (scale * scale * scale)
  t_23 <- 2 * t_22
  part_5 <- t_19 * sum_x - n * log(scale) - t_19 * sum_h_3
  part_6 <- mu * t_21 * n + t_21 * sum_h_3 - t_20 - t_21 * sum_x
  part_7 <- 2 * t_19 * sum_h_10 + t_21 * sum_h_5
  part_8 <- t_21 * n + 2 * t_22 * sum_x - mu * t_23 * n
  part_9 <- part_8 - t_23 * sum_h_3 - 2 * sum_h_11 - 2 * sum_h_12
  c(part_5 - mu * t_20 - 2 * sum_h_2, t_19 * sum_h_4 - t_19 * sum_h_5,
    part_6 - 2 * sum_h_6 - 2 * sum_h_7, -2 * t_21 * sum_h_8,
    part_7 - 2 * t_19 * sum_h_9 - t_21 * sum_h_4,
    part_9 - 2 * sum_h_13 - 2 * sum_h_14)
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.logistic_surface_joint <- function(x, n, sum_x, u_1, u_2) {
  mu <- .logistic_outward(u_1, -Inf, Inf)
  stretch_1 <- .logistic_stretch(u_1, -Inf, Inf)
  scale <- .logistic_outward(u_2, 0, Inf)
  stretch_2 <- .logistic_stretch(u_2, 0, Inf)
  found_10 <- .logistic_derivatives_joint(x, n, sum_x, mu, scale)
  height <- found_10[1]
  g_1 <- found_10[2]
  g_2 <- found_10[3]
  h_1_1 <- found_10[4]
  h_2_1 <- found_10[5]
  h_2_2 <- found_10[6]
  part_11 <- g_1 * .logistic_bend(u_1, -Inf, Inf) / n
  part_12 <- g_2 * .logistic_bend(u_2, 0, Inf) / n
  c(-height / n, -g_1 * stretch_1 / n, -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n - part_11,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n - part_12)
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.logistic_climb_joint <- function(x, n, sum_x, start_1, start_2) {
  u_1 <- .logistic_inward(start_1, -Inf, Inf)
  u_2 <- .logistic_inward(start_2, 0, Inf)
  found_13 <- .logistic_surface_joint(x, n, sum_x, u_1, u_2)
  f <- found_13[1]
  g_1 <- found_13[2]
  g_2 <- found_13[3]
  h_1_1 <- found_13[4]
  h_2_1 <- found_13[5]
  h_2_2 <- found_13[6]
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
    part_14 <- h_2_2 + damp * pmax(abs(h_2_2), 1e-06)
    d_2 <- part_14 - l_2_1 * l_2_1 * d_1
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
    found_15 <- .logistic_surface_joint(x, n, sum_x, u_1 + step_1, u_2 + step_2)
    f_new <- found_15[1]
    g_1_new <- found_15[2]
    g_2_new <- found_15[3]
    h_1_1_new <- found_15[4]
    h_2_1_new <- found_15[5]
    h_2_2_new <- found_15[6]
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
  c(-f, .logistic_outward(u_1, -Inf, Inf), .logistic_outward(u_2, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.logistic_maximise_joint <- function(x, n, sum_x) {
  lowest_x <- .logistic_level(x, 0.05)
  low_x <- .logistic_level(x, 0.25)
  middle_x <- .logistic_level(x, 0.5)
  high_x <- .logistic_level(x, 0.75)
  highest_x <- .logistic_level(x, 0.95)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- 1 * middle_x
    reached_2 <- 1^1
    for (pick in seq_len(40) - 1) {
      seed <- .logistic_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_16 <- 1 * highest_x
      draw_1 <- .logistic_choose(at, 1 * middle_x, 1 * low_x, 1 * high_x, 1 * lowest_x, part_16, 1 * middle_x, 1 * middle_x)
      seed <- .logistic_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .logistic_choose(at, 1^1, 0.5^1, 0.25^1, 0.7^1, 1.5^1, 2^1, 4^1)
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && draw_2 > 0 && is.finite(draw_2))) {
        height <- .logistic_value_joint(x, n, sum_x, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_17 <- .logistic_climb_joint(x, n, sum_x, reached_1, reached_2)
    height <- found_17[1]
    reached_1 <- found_17[2]
    reached_2 <- found_17[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.logistic_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  found_18 <- .logistic_maximise_joint(x, n, sum_x)
  mu <- found_18[1]
  scale <- found_18[2]
  c(mu, scale)
}

# A centre and a spread with which the data are standardised.
.logistic_units_x <- function(x) {
  n <- length(x)
  quarter <- .logistic_level(x, 0.25)
  half <- .logistic_level(x, 0.5)
  rest <- .logistic_level(x, 0.75)
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
.logistic_log_likelihood <- function(x, n, sum_x, mu, scale) {
  t <- 1 / scale
  t_1 <- 0.5 * t * x - 0.5 * mu * t
  sum_h <- sum(.logistic_logaddexp(-t_1, t_1))
  sum_h_1 <- sum(x - mu)
  t_2 <- 1 / scale
  part_19 <- t_2 * sum_x - mu * t_2 * n - n * log(scale)
  part_19 - t_2 * sum_h_1 - 2 * sum_h
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.logistic_nll <- function(x, mu, scale) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.logistic_log_likelihood(x, n, sum_x, mu, scale)
}

# The gradient of the log-likelihood.
.logistic_score <- function(x, sum_x, n, mu, scale) {
  t_54 <- 1 / scale
  t_55 <- t_54 * x - mu * t_54
  t_56 <- plogis(t_55)
  t_57 <- plogis(-t_55)
  t_58 <- 1 / scale^2
  t_59 <- 0.5 * t_58 * x - 0.5 * mu * t_58
  sum_h_28 <- sum(t_56)
  sum_h_29 <- sum(t_57)
  sum_h_30 <- sum(-t_56 * t_59)
  sum_h_31 <- sum(t_57 * t_59)
  sum_h_32 <- sum(x - mu)
  t_60 <- 1 / scale
  t_61 <- 1 / scale^2
  part_20 <- mu * t_61 * n + t_61 * sum_h_32 - t_60 * n
  c(t_60 * sum_h_28 - t_60 * sum_h_29,
    part_20 - t_61 * sum_x - 2 * sum_h_30 - 2 * sum_h_31)
}

# The gradient of nll; nan outside the domain or the support.
.logistic_gradient <- function(x, mu, scale) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_x <- sum(x)
  found_21 <- .logistic_score(x, sum_x, n, mu, scale)
  g_1 <- found_21[1]
  g_2 <- found_21[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.logistic_curvature <- function(x, n, sum_x, mu, scale) {
  t_3 <- 1 / scale
  t_4 <- t_3 * x
  t_6 <- t_4 - mu * t_3
  t_7 <- plogis(t_6)
  t_8 <- plogis(-t_6)
  t_9 <- 1 / scale^2
  t_10 <- t_9 * x
  t_11 <- 0.5 * t_10 - 0.5 * mu * t_9
  t_12 <- -t_7 * t_11
  t_13 <- t_8 * t_11
  t_14 <- t_13 * t_7
  t_15 <- t_8 * t_12
  t_16 <- 1 / (scale * scale * scale)
  t_17 <- t_16 * x - mu * t_16
  t_18 <- t_10 - mu * t_9
  sum_h_3 <- sum(x - mu)
  sum_h_4 <- sum(t_7)
  sum_h_5 <- sum(t_8)
  sum_h_8 <- sum(t_7 * t_8)
  sum_h_9 <- sum(t_14)
  sum_h_10 <- sum(t_15)
  sum_h_11 <- sum(-t_17 * t_8)
  sum_h_12 <- sum(t_17 * t_7)
  sum_h_13 <- sum(-t_15 * t_18)
  sum_h_14 <- sum(t_14 * t_18)
  t_19 <- 1 / scale
  t_21 <- 1 / scale^2
  t_22 <- 1 / (scale * scale * scale)
  t_23 <- 2 * t_22
  part_22 <- 2 * t_19 * sum_h_10 + t_21 * sum_h_5
  part_23 <- t_21 * n + 2 * t_22 * sum_x - mu * t_23 * n
  part_24 <- part_23 - t_23 * sum_h_3 - 2 * sum_h_11 - 2 * sum_h_12
  c(-2 * t_21 * sum_h_8, part_22 - 2 * t_19 * sum_h_9 - t_21 * sum_h_4,
    part_24 - 2 * sum_h_13 - 2 * sum_h_14)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.logistic_hessian <- function(x, mu, scale) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_x <- sum(x)
  found_25 <- .logistic_curvature(x, n, sum_x, mu, scale)
  h_1 <- found_25[1]
  h_2 <- found_25[2]
  h_3 <- found_25[3]
  c(-h_1, -h_2, -h_3)
}
