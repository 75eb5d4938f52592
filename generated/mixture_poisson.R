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

# Maximum-likelihood estimates: a list with estimate, vcov, standard_errors,
# logLik and n.  Stops for data that are none; warns where no maximum exists.
mle_mixture_poisson <- function(x) {
  x <- .mixture_poisson_column(x, "x")
  .mixture_poisson_require_rows("x", x == floor(x), "must be an integer")
  .mixture_poisson_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("weight", "rate_1", "rate_2")
  exists <- TRUE
  estimate <- .mixture_poisson_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_mixture_poisson(x, estimate)
    information <- hessian_mixture_poisson(x, estimate)
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

# -l at parameters in the order weight, rate_1, rate_2;
# Inf outside the domain or the support.
nll_mixture_poisson <- function(x, parameters) {
  x <- .mixture_poisson_column(x, "x")
  .mixture_poisson_require_rows("x", x == floor(x), "must be an integer")
  .mixture_poisson_require_rows("x", x >= 0, "must be >= 0")
  .mixture_poisson_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

# The gradient of nll.
gradient_mixture_poisson <- function(x, parameters) {
  x <- .mixture_poisson_column(x, "x")
  .mixture_poisson_require_rows("x", x == floor(x), "must be an integer")
  .mixture_poisson_require_rows("x", x >= 0, "must be >= 0")
  .mixture_poisson_gradient(x, parameters[[1]], parameters[[2]],
                            parameters[[3]])
}

# The Hessian of nll.
hessian_mixture_poisson <- function(x, parameters) {
  x <- .mixture_poisson_column(x, "x")
  .mixture_poisson_require_rows("x", x == floor(x), "must be an integer")
  .mixture_poisson_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .mixture_poisson_hessian(x, parameters[[1]], parameters[[2]],
                                       parameters[[3]])
  out <- matrix(0, 3, 3)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

# The gradient of log f, a row for each observation.
scores_mixture_poisson <- function(x, parameters) {
  x <- .mixture_poisson_column(x, "x")
  .mixture_poisson_require_rows("x", x == floor(x), "must be an integer")
  .mixture_poisson_require_rows("x", x >= 0, "must be >= 0")
  weight <- parameters[[1]]
  rate_1 <- parameters[[2]]
  rate_2 <- parameters[[3]]
  t_28 <- log(weight)
  t_29 <- log1p(-weight)
  t_30 <- -x
  part_1 <- .mixture_poisson_xlogy(x, rate_2) + t_29
  part_2 <- .mixture_poisson_xlogy(t_30, rate_1)
  t_31 <- plogis(part_1 + rate_1 + part_2 - t_28 - rate_2)
  part_3 <- .mixture_poisson_xlogy(x, rate_1) + t_28
  part_4 <- .mixture_poisson_xlogy(t_30, rate_2)
  t_32 <- plogis(part_3 + rate_2 + part_4 - t_29 - rate_1)
  score_1 <- rep_len(t_32 / weight - t_31 / (1 - weight), length(x))
  score_2 <- rep_len(t_32 * (x / rate_1 - 1), length(x))
  score_3 <- rep_len(t_31 * (x / rate_2 - 1), length(x))
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("weight", "rate_1", "rate_2")
  out
}

.mixture_poisson_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

.mixture_poisson_logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}

.mixture_poisson_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) median(values) else values[k]
}

.mixture_poisson_column <- function(values, name) {
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

.mixture_poisson_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(bad, " observations are outside the support: '", name, "' ", rule)
  }
}

# The remainder of a/b that has the sign of b.
.mixture_poisson_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.mixture_poisson_outward <- function(u, lower, upper) {
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
.mixture_poisson_inward <- function(t, lower, upper) {
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
.mixture_poisson_stretch <- function(u, lower, upper) {
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
.mixture_poisson_bend <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    e <- exp(-pmax(u, -u))
    part_55 <- -sign(u) * .mixture_poisson_stretch(u, lower, upper)
    return(part_55 * (1 - e) / (1 + e))
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
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
  part_5 <- t + rate_2 - .mixture_poisson_xlogy(x, rate_2)
  t_2 <- part_5 - log1p(-weight)
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
  t_33 <- lgamma(x + 1)
  part_6 <- .mixture_poisson_xlogy(x, rate_1)
  part_7 <- part_6 + log(weight) - t_33 - rate_1
  part_8 <- .mixture_poisson_xlogy(x, rate_2)
  part_9 <- part_8 + log1p(-weight) - t_33 - rate_2
  sum_h_17 <- sum(.mixture_poisson_logaddexp(part_7, part_9))
  sum_h_17
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.mixture_poisson_derivatives_joint <- function(x, weight, rate_1, rate_2) {
  t_39 <- .mixture_poisson_xlogy(x, rate_1)
  t_40 <- lgamma(x + 1)
  t_41 <- log(weight)
  t_42 <- rate_1 - t_41
  t_43 <- .mixture_poisson_xlogy(x, rate_2)
  t_44 <- log1p(-weight)
  t_45 <- rate_2 - t_44
  t_46 <- -x
  part_10 <- .mixture_poisson_xlogy(t_46, rate_2)
  t_47 <- plogis(t_39 + t_41 + t_45 + part_10 - rate_1)
  part_11 <- .mixture_poisson_xlogy(t_46, rate_1)
  t_48 <- plogis(t_42 + t_43 + t_44 + part_11 - rate_2)
  t_49 <- x / rate_1 - 1
  t_50 <- t_49 * t_47
  t_51 <- x / rate_2 - 1
  t_52 <- t_51 * t_48
  t_53 <- t_47 * t_48
  t_54 <- t_52 * t_47
  part_12 <- t_39 - t_40 - t_42
  sum_h_22 <- sum(.mixture_poisson_logaddexp(part_12, t_43 - t_40 - t_45))
  sum_h_23 <- sum(t_47)
  sum_h_24 <- sum(t_48)
  sum_h_25 <- sum(t_50)
  sum_h_26 <- sum(t_52)
  sum_h_27 <- sum(t_53)
  sum_h_28 <- sum(t_50 * t_48)
  sum_h_29 <- sum(t_47 * x)
  sum_h_30 <- sum(t_49^2 * t_53)
  sum_h_31 <- sum(t_54)
  sum_h_32 <- sum(-t_49 * t_54)
  sum_h_33 <- sum(t_48 * x)
  sum_h_34 <- sum(t_51^2 * t_53)
  t_55 <- 1 / weight
  t_56 <- 1 - weight
  t_57 <- 1 / t_56
  t_58 <- t_55 + t_57
  t_59 <- -t_58
  part_13 <- t_55 * t_58 * sum_h_27 - t_57 * t_59 * sum_h_27
  c(sum_h_22, t_55 * sum_h_23 - t_57 * sum_h_24, sum_h_25, sum_h_26,
    part_13 - sum_h_23 / weight^2 - sum_h_24 / t_56^2, t_58 * sum_h_28,
    sum_h_30 - sum_h_29 / rate_1^2, t_59 * sum_h_31, sum_h_32,
    sum_h_34 - sum_h_33 / rate_2^2)
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
  found_14 <- .mixture_poisson_derivatives_joint(x, weight, rate_1, rate_2)
  height <- found_14[1]
  g_1 <- found_14[2]
  g_2 <- found_14[3]
  g_3 <- found_14[4]
  h_1_1 <- found_14[5]
  h_2_1 <- found_14[6]
  h_2_2 <- found_14[7]
  h_3_1 <- found_14[8]
  h_3_2 <- found_14[9]
  h_3_3 <- found_14[10]
  part_15 <- g_1 * .mixture_poisson_bend(u_1, 0, 1) / n
  part_16 <- g_2 * .mixture_poisson_bend(u_2, 0, Inf) / n
  part_17 <- g_3 * .mixture_poisson_bend(u_3, 0, Inf) / n
  c(-height / n, -g_1 * stretch_1 / n, -g_2 * stretch_2 / n,
    -g_3 * stretch_3 / n, -h_1_1 * stretch_1 * stretch_1 / n - part_15,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n - part_16,
    -h_3_1 * stretch_3 * stretch_1 / n, -h_3_2 * stretch_3 * stretch_2 / n,
    -h_3_3 * stretch_3 * stretch_3 / n - part_17)
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.mixture_poisson_climb_joint <- function(x, n, start_1, start_2, start_3) {
  u_1 <- .mixture_poisson_inward(start_1, 0, 1)
  u_2 <- .mixture_poisson_inward(start_2, 0, Inf)
  u_3 <- .mixture_poisson_inward(start_3, 0, Inf)
  found_18 <- .mixture_poisson_surface_joint(x, n, u_1, u_2, u_3)
  f <- found_18[1]
  g_1 <- found_18[2]
  g_2 <- found_18[3]
  g_3 <- found_18[4]
  h_1_1 <- found_18[5]
  h_2_1 <- found_18[6]
  h_2_2 <- found_18[7]
  h_3_1 <- found_18[8]
  h_3_2 <- found_18[9]
  h_3_3 <- found_18[10]
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
    part_19 <- h_2_2 + damp * pmax(abs(h_2_2), 1e-06)
    d_2 <- part_19 - l_2_1 * l_2_1 * d_1
    if (!isTRUE(d_2 > 1e-14 * abs(h_2_2))) {
      definite <- 0
      d_2 <- 1
    }
    l_3_1 <- h_3_1 / d_1
    l_3_2 <- (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2
    part_20 <- h_3_3 + damp * pmax(abs(h_3_3), 1e-06)
    d_3 <- part_20 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2
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
    found_21 <- .mixture_poisson_surface_joint(x, n, u_1 + step_1, u_2 + step_2,
      u_3 + step_3)
    f_new <- found_21[1]
    g_1_new <- found_21[2]
    g_2_new <- found_21[3]
    g_3_new <- found_21[4]
    h_1_1_new <- found_21[5]
    h_2_1_new <- found_21[6]
    h_2_2_new <- found_21[7]
    h_3_1_new <- found_21[8]
    h_3_2_new <- found_21[9]
    h_3_3_new <- found_21[10]
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
  c(-f, .mixture_poisson_outward(u_1, 0, 1),
    .mixture_poisson_outward(u_2, 0, Inf),
    .mixture_poisson_outward(u_3, 0, Inf))
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
      part_22 <- 0 + (1 - 0) * 0.05
      part_23 <- 0 + (1 - 0) * 0.35
      part_24 <- 0 + (1 - 0) * 0.65
      part_25 <- 0 + (1 - 0) * 0.95
      part_26 <- 0 + (1 - 0) * 0.5
      part_27 <- 0 + (1 - 0) * 0.2
      part_28 <- 0 + (1 - 0) * 0.8
      draw_1 <- .mixture_poisson_choose(at, part_26, part_22, part_27, part_23, part_24, part_28, part_25)
      seed <- .mixture_poisson_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_29 <- 0.001 + abs(middle_x)
      part_30 <- 0.001 + abs(high_x)
      draw_2 <- .mixture_poisson_choose(at, 1, 0.1, 0.4, 2.5, part_29, part_30, 20)
      seed <- .mixture_poisson_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_31 <- 0.001 + abs(middle_x)
      part_32 <- 0.001 + abs(high_x)
      draw_3 <- .mixture_poisson_choose(at, 1, 0.1, 0.4, 2.5, part_31, part_32, 20)
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
      found_33 <- .mixture_poisson_update_joint(x, reached_1, reached_2,
        reached_3)
      next_1 <- found_33[1]
      next_2 <- found_33[2]
      next_3 <- found_33[3]
      if (!isTRUE(is.finite(next_1) && is.finite(next_2) &&
        is.finite(next_3))) {
        break
      }
      part_34 <- pmax(abs(reached_3), 1e-08)
      part_35 <- abs(next_3 - reached_3) / part_34
      part_36 <- pmax(abs(reached_1), 1e-08)
      part_37 <- abs(next_1 - reached_1) / part_36
      part_38 <- pmax(abs(reached_2), 1e-08)
      part_39 <- abs(next_2 - reached_2) / part_38
      change <- pmax(pmax(part_37, part_39), part_35)
      reached_1 <- next_1
      reached_2 <- next_2
      reached_3 <- next_3
      if (isTRUE(change < 1e-08)) {
        break
      }
    }
    found_40 <- .mixture_poisson_climb_joint(x, n, reached_1, reached_2,
      reached_3)
    height <- found_40[1]
    reached_1 <- found_40[2]
    reached_2 <- found_40[3]
    reached_3 <- found_40[4]
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
  found_41 <- .mixture_poisson_maximise_joint(x, n)
  weight <- found_41[1]
  rate_1 <- found_41[2]
  rate_2 <- found_41[3]
  c(weight, rate_1, rate_2)
}

# The log-likelihood, every constant included.
.mixture_poisson_log_likelihood <- function(x, weight, rate_1, rate_2) {
  t_33 <- lgamma(x + 1)
  part_42 <- .mixture_poisson_xlogy(x, rate_1)
  part_43 <- part_42 + log(weight) - t_33 - rate_1
  part_44 <- .mixture_poisson_xlogy(x, rate_2)
  part_45 <- part_44 + log1p(-weight) - t_33 - rate_2
  sum_h_17 <- sum(.mixture_poisson_logaddexp(part_43, part_45))
  sum_h_17
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
  t_34 <- log1p(-weight)
  t_35 <- -x
  t_36 <- log(weight)
  part_46 <- .mixture_poisson_xlogy(x, rate_1) + t_36
  part_47 <- .mixture_poisson_xlogy(t_35, rate_2)
  t_37 <- plogis(part_46 + rate_2 + part_47 - t_34 - rate_1)
  part_48 <- .mixture_poisson_xlogy(x, rate_2) + t_34
  part_49 <- .mixture_poisson_xlogy(t_35, rate_1)
  t_38 <- plogis(part_48 + rate_1 + part_49 - t_36 - rate_2)
  sum_h_18 <- sum(t_37)
  sum_h_19 <- sum(t_38)
  sum_h_20 <- sum(t_37 * (x / rate_1 - 1))
  sum_h_21 <- sum(t_38 * (x / rate_2 - 1))
  c(sum_h_18 / weight - sum_h_19 / (1 - weight), sum_h_20, sum_h_21)
}

# The gradient of nll; nan outside the domain or the support.
.mixture_poisson_gradient <- function(x, weight, rate_1, rate_2) {
  if (!isTRUE(weight > 0 && weight < 1 && rate_1 > 0 && is.finite(rate_1) &&
    rate_2 > 0 && is.finite(rate_2))) {
    return(c(NaN, NaN, NaN))
  }
  found_50 <- .mixture_poisson_score(x, weight, rate_1, rate_2)
  g_1 <- found_50[1]
  g_2 <- found_50[2]
  g_3 <- found_50[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.mixture_poisson_curvature <- function(x, weight, rate_1, rate_2) {
  t_39 <- .mixture_poisson_xlogy(x, rate_1)
  t_41 <- log(weight)
  t_42 <- rate_1 - t_41
  t_43 <- .mixture_poisson_xlogy(x, rate_2)
  t_44 <- log1p(-weight)
  t_45 <- rate_2 - t_44
  t_46 <- -x
  part_51 <- .mixture_poisson_xlogy(t_46, rate_2)
  t_47 <- plogis(t_39 + t_41 + t_45 + part_51 - rate_1)
  part_52 <- .mixture_poisson_xlogy(t_46, rate_1)
  t_48 <- plogis(t_42 + t_43 + t_44 + part_52 - rate_2)
  t_49 <- x / rate_1 - 1
  t_50 <- t_49 * t_47
  t_51 <- x / rate_2 - 1
  t_52 <- t_51 * t_48
  t_53 <- t_47 * t_48
  t_54 <- t_52 * t_47
  sum_h_23 <- sum(t_47)
  sum_h_24 <- sum(t_48)
  sum_h_27 <- sum(t_53)
  sum_h_28 <- sum(t_50 * t_48)
  sum_h_29 <- sum(t_47 * x)
  sum_h_30 <- sum(t_49^2 * t_53)
  sum_h_31 <- sum(t_54)
  sum_h_32 <- sum(-t_49 * t_54)
  sum_h_33 <- sum(t_48 * x)
  sum_h_34 <- sum(t_51^2 * t_53)
  t_55 <- 1 / weight
  t_56 <- 1 - weight
  t_57 <- 1 / t_56
  t_58 <- t_55 + t_57
  t_59 <- -t_58
  part_53 <- t_55 * t_58 * sum_h_27 - t_57 * t_59 * sum_h_27
  c(part_53 - sum_h_23 / weight^2 - sum_h_24 / t_56^2, t_58 * sum_h_28,
    sum_h_30 - sum_h_29 / rate_1^2, t_59 * sum_h_31, sum_h_32,
    sum_h_34 - sum_h_33 / rate_2^2)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.mixture_poisson_hessian <- function(x, weight, rate_1, rate_2) {
  if (!isTRUE(weight > 0 && weight < 1 && rate_1 > 0 && is.finite(rate_1) &&
    rate_2 > 0 && is.finite(rate_2))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  found_54 <- .mixture_poisson_curvature(x, weight, rate_1, rate_2)
  h_1 <- found_54[1]
  h_2 <- found_54[2]
  h_3 <- found_54[3]
  h_4 <- found_54[4]
  h_5 <- found_54[5]
  h_6 <- found_54[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
