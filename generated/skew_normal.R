# Maximum-likelihood estimation: Skew normal distribution.
#
#   f(x; location, scale, shape) = 1/(scale*sqrt(2*pi))*exp(-(x-
#       location)**2/(2*scale**2))*(1+erf(shape*(x-location)/(scale*sqrt(2))))
#   support: real
#   location: real
#   scale: positive
#   shape: real
#
# Log-likelihood:
#
#   (-log(scale) - log(2*pi)/2)*n + sum(log(erf(sqrt(2)*shape*(x -
#       location)/(2*scale)) + 1)) - sum((x - location)**2)/(2*scale**2)
#
# Estimator (numeric):
#
#   location, scale, shape = the joint maximiser of the log-likelihood
#
# Source:
#
#   Azzalini (1985), A class of distributions which includes the normal ones,
#       Scand. J. Statist. 12, 171-178
#   Azzalini, Capitanio (1999), Statistical applications of the multivariate
#       skew normal distribution, J. Roy. Statist. Soc. B 61, 579-602
#
# Written by thetahat 0.1.0.

# Maximum-likelihood estimates: a list with estimate, vcov, standard_errors,
# logLik and n.  Stops for data that are none; warns where no maximum exists.
mle_skew_normal <- function(x) {
  x <- .skew_normal_column(x, "x")
  labels <- c("location", "scale", "shape")
  exists <- TRUE
  units_x <- .skew_normal_units_x(x)
  estimate <- .skew_normal_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1] + units_x[1]
  estimate[2] <- units_x[2] * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_skew_normal(x, estimate)
    information <- hessian_skew_normal(x, estimate)
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

# -l at parameters in the order location, scale, shape;
# Inf outside the domain or the support.
nll_skew_normal <- function(x, parameters) {
  x <- .skew_normal_column(x, "x")
  .skew_normal_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

# The gradient of nll.
gradient_skew_normal <- function(x, parameters) {
  x <- .skew_normal_column(x, "x")
  .skew_normal_gradient(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

# The Hessian of nll.
hessian_skew_normal <- function(x, parameters) {
  x <- .skew_normal_column(x, "x")
  triangle <- .skew_normal_hessian(x, parameters[[1]], parameters[[2]],
                                   parameters[[3]])
  out <- matrix(0, 3, 3)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

# The gradient of log f, a row for each observation.
scores_skew_normal <- function(x, parameters) {
  x <- .skew_normal_column(x, "x")
  location <- parameters[[1]]
  scale <- parameters[[2]]
  shape <- parameters[[3]]
  t_46 <- 1 / scale^2
  t_47 <- sqrt(2)
  t_48 <- 1 / scale
  t_49 <- shape * t_47 * t_48
  t_50 <- x - location
  t_51 <- .skew_normal_mills(-0.5 * t_49 * t_50) / sqrt(pi)
  t_52 <- t_47 * t_50 * t_51
  part_1 <- 2 * location - 2 * x
  score_1 <- rep_len(-0.5 * t_46 * part_1 - t_49 * t_51, length(x))
  part_2 <- scale * scale * scale
  part_3 <- shape * t_46 * t_52
  score_2 <- rep_len(t_50^2 / part_2 - part_3 - t_48, length(x))
  score_3 <- rep_len(t_48 * t_52, length(x))
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("location", "scale", "shape")
  out
}

.skew_normal_log_erfc <- function(w) {
  log(2) + pnorm(-sqrt(2) * w, log.p = TRUE)
}

.skew_normal_mills <- function(w) {
  v <- pmax(w, 1)
  far <- sqrt(pi) * v / (1 - 1 / (2 * v^2) + 3 / (4 * v^4) - 15 / (8 * v^6))
  ifelse(w > 100, far, exp(-pmin(w, 100)^2 - .skew_normal_log_erfc(pmin(w, 100))))
}

.skew_normal_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) median(values) else values[k]
}

.skew_normal_column <- function(values, name) {
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
.skew_normal_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# The parameter at the free coordinate u.
.skew_normal_outward <- function(u, lower, upper) {
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
.skew_normal_inward <- function(t, lower, upper) {
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
.skew_normal_stretch <- function(u, lower, upper) {
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
.skew_normal_bend <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    e <- exp(-pmax(u, -u))
    part_25 <- -sign(u) * .skew_normal_stretch(u, lower, upper)
    return(part_25 * (1 - e) / (1 + e))
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(.skew_normal_stretch(u, lower, upper))
  }
  0
}

# The value at position 0 to 6.
.skew_normal_choose <- function(at, a, b, c_1, d, e, f, g) {
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
.skew_normal_erfcx <- function(w) {
  if (isTRUE(w < 2)) {
    return(exp(w * w) * (2 * pnorm(-sqrt(2) * (w))))
  }
  tail <- 0
  k <- 120
  while (isTRUE(k > 0.5)) {
    tail <- 0.5 * k / (w + tail)
    k <- k - 1
  }
  0.5641895835477563 / (w + tail)
}
.skew_normal_erfcx <- Vectorize(.skew_normal_erfcx)

# The log-likelihood as a function of location, scale, shape.
.skew_normal_value_joint <- function(x, n, location, scale, shape) {
  t <- x - location
  sum_h <- sum(t^2)
  sum_h_1 <- sum(.skew_normal_log_erfc(-0.5 * shape * sqrt(2) * t / scale))
  part_4 <- sum_h_1 - n * log(scale) - 0.5 * n * log(2 * pi)
  part_4 - 0.5 * sum_h / scale^2
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.skew_normal_derivatives_joint <- function(x, n, location, scale, shape) {
  t_1 <- x - location
  t_2 <- t_1^2
  t_3 <- shape * sqrt(2) * t_1 / scale
  t_4 <- -0.5 * t_3
  t_5 <- .skew_normal_mills(t_4)
  t_6 <- t_1 * t_5
  t_7 <- t_3 + 2 * t_5 / sqrt(pi)
  t_8 <- t_5 * t_7
  sum_h_2 <- sum(t_2)
  sum_h_3 <- sum(.skew_normal_log_erfc(t_4))
  sum_h_4 <- sum(t_1)
  sum_h_5 <- sum(t_5)
  sum_h_6 <- sum(t_6)
  sum_h_7 <- sum(t_8)
  sum_h_8 <- sum(t_6 * t_7)
  sum_h_9 <- sum(t_2 * t_8)
  t_9 <- 1 / scale^2
  t_10 <- 1 / scale
  t_11 <- 1 / sqrt(pi)
  t_12 <- t_10 * t_11
  t_13 <- sqrt(2)
  t_14 <- t_12 * t_13 * sum_h_5
  t_15 <- 1 / (scale * scale * scale)
  t_16 <- t_13 * sum_h_6
  t_17 <- t_9 * t_11
  t_18 <- t_9 * n
  t_19 <- shape^2
  t_20 <- 2 * t_15
  t_21 <- t_19 * t_11
  t_22 <- 1 / (scale * scale * scale * scale)
  part_5 <- sum_h_3 - n * log(scale) - 0.5 * n * log(2 * pi)
  part_6 <- shape * t_9 * t_11 * t_13 * sum_h_5 - t_20 * sum_h_4
  part_7 <- shape * t_20 * t_11 * t_16 + t_18
  c(part_5 - 0.5 * t_9 * sum_h_2, t_9 * sum_h_4 - shape * t_14,
    t_15 * sum_h_2 - t_10 * n - shape * t_16 * t_17, t_12 * t_16,
    -t_19 * t_17 * sum_h_7 - t_18, part_6 - t_21 * t_15 * sum_h_8,
    part_7 - t_21 * t_22 * sum_h_9 - 3 * t_22 * sum_h_2,
    shape * t_9 * t_11 * sum_h_8 - t_14,
    shape * t_11 * t_15 * sum_h_9 - t_16 * t_17, -t_17 * sum_h_9)
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.skew_normal_surface_joint <- function(x, n, u_1, u_2, u_3) {
  location <- .skew_normal_outward(u_1, -Inf, Inf)
  stretch_1 <- .skew_normal_stretch(u_1, -Inf, Inf)
  scale <- .skew_normal_outward(u_2, 0, Inf)
  stretch_2 <- .skew_normal_stretch(u_2, 0, Inf)
  shape <- .skew_normal_outward(u_3, -Inf, Inf)
  stretch_3 <- .skew_normal_stretch(u_3, -Inf, Inf)
  found_8 <- .skew_normal_derivatives_joint(x, n, location, scale, shape)
  height <- found_8[1]
  g_1 <- found_8[2]
  g_2 <- found_8[3]
  g_3 <- found_8[4]
  h_1_1 <- found_8[5]
  h_2_1 <- found_8[6]
  h_2_2 <- found_8[7]
  h_3_1 <- found_8[8]
  h_3_2 <- found_8[9]
  h_3_3 <- found_8[10]
  part_9 <- g_1 * .skew_normal_bend(u_1, -Inf, Inf) / n
  part_10 <- g_2 * .skew_normal_bend(u_2, 0, Inf) / n
  part_11 <- g_3 * .skew_normal_bend(u_3, -Inf, Inf) / n
  c(-height / n, -g_1 * stretch_1 / n, -g_2 * stretch_2 / n,
    -g_3 * stretch_3 / n, -h_1_1 * stretch_1 * stretch_1 / n - part_9,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n - part_10,
    -h_3_1 * stretch_3 * stretch_1 / n, -h_3_2 * stretch_3 * stretch_2 / n,
    -h_3_3 * stretch_3 * stretch_3 / n - part_11)
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.skew_normal_climb_joint <- function(x, n, start_1, start_2, start_3) {
  u_1 <- .skew_normal_inward(start_1, -Inf, Inf)
  u_2 <- .skew_normal_inward(start_2, 0, Inf)
  u_3 <- .skew_normal_inward(start_3, -Inf, Inf)
  found_12 <- .skew_normal_surface_joint(x, n, u_1, u_2, u_3)
  f <- found_12[1]
  g_1 <- found_12[2]
  g_2 <- found_12[3]
  g_3 <- found_12[4]
  h_1_1 <- found_12[5]
  h_2_1 <- found_12[6]
  h_2_2 <- found_12[7]
  h_3_1 <- found_12[8]
  h_3_2 <- found_12[9]
  h_3_3 <- found_12[10]
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
    part_13 <- h_2_2 + damp * pmax(abs(h_2_2), 1e-06)
    d_2 <- part_13 - l_2_1 * l_2_1 * d_1
    if (!isTRUE(d_2 > 1e-14 * abs(h_2_2))) {
      definite <- 0
      d_2 <- 1
    }
    l_3_1 <- h_3_1 / d_1
    l_3_2 <- (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2
    part_14 <- h_3_3 + damp * pmax(abs(h_3_3), 1e-06)
    d_3 <- part_14 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2
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
    found_15 <- .skew_normal_surface_joint(x, n, u_1 + step_1, u_2 + step_2,
      u_3 + step_3)
    f_new <- found_15[1]
    g_1_new <- found_15[2]
    g_2_new <- found_15[3]
    g_3_new <- found_15[4]
    h_1_1_new <- found_15[5]
    h_2_1_new <- found_15[6]
    h_2_2_new <- found_15[7]
    h_3_1_new <- found_15[8]
    h_3_2_new <- found_15[9]
    h_3_3_new <- found_15[10]
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
  c(-f, .skew_normal_outward(u_1, -Inf, Inf), .skew_normal_outward(u_2, 0, Inf),
    .skew_normal_outward(u_3, -Inf, Inf))
}

# The joint maximiser, the best of several climbs.
.skew_normal_maximise_joint <- function(x, n) {
  lowest_x <- .skew_normal_level(x, 0.05)
  low_x <- .skew_normal_level(x, 0.25)
  middle_x <- .skew_normal_level(x, 0.5)
  high_x <- .skew_normal_level(x, 0.75)
  highest_x <- .skew_normal_level(x, 0.95)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  chosen_3 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1 * middle_x
    reached_2 <- 1^1
    reached_3 <- 0
    for (pick in seq_len(40) - 1) {
      seed <- .skew_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_16 <- 1 * highest_x
      draw_1 <- .skew_normal_choose(at, 1 * middle_x, 1 * low_x, 1 * high_x, 1 * lowest_x, part_16, 1 * middle_x, 1 * middle_x)
      seed <- .skew_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .skew_normal_choose(at, 1^1, 0.5^1, 0.25^1, 0.7^1, 1.5^1, 2^1, 4^1)
      seed <- .skew_normal_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_3 <- .skew_normal_choose(at, 0, 0.5, -0.5, 1, -1, 2.5, -2.5)
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && draw_2 > 0 && is.finite(draw_2) &&
        is.finite(draw_3))) {
        height <- .skew_normal_value_joint(x, n, draw_1, draw_2, draw_3)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
        reached_3 <- draw_3
      }
    }
    found_17 <- .skew_normal_climb_joint(x, n, reached_1, reached_2, reached_3)
    height <- found_17[1]
    reached_1 <- found_17[2]
    reached_2 <- found_17[3]
    reached_3 <- found_17[4]
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
.skew_normal_solve <- function(x) {
  n <- length(x)
  found_18 <- .skew_normal_maximise_joint(x, n)
  location <- found_18[1]
  scale <- found_18[2]
  shape <- found_18[3]
  c(location, scale, shape)
}

# A centre and a spread with which the data are standardised.
.skew_normal_units_x <- function(x) {
  n <- length(x)
  quarter <- .skew_normal_level(x, 0.25)
  half <- .skew_normal_level(x, 0.5)
  rest <- .skew_normal_level(x, 0.75)
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
.skew_normal_log_likelihood <- function(x, n, location, scale, shape) {
  t <- x - location
  sum_h <- sum(t^2)
  sum_h_1 <- sum(.skew_normal_log_erfc(-0.5 * shape * sqrt(2) * t / scale))
  part_19 <- sum_h_1 - n * log(scale) - 0.5 * n * log(2 * pi)
  part_19 - 0.5 * sum_h / scale^2
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.skew_normal_nll <- function(x, location, scale, shape) {
  if (!isTRUE(is.finite(location) && scale > 0 && is.finite(scale) &&
    is.finite(shape))) {
    return(Inf)
  }
  n <- length(x)
  -.skew_normal_log_likelihood(x, n, location, scale, shape)
}

# The gradient of the log-likelihood.
.skew_normal_score <- function(x, n, location, scale, shape) {
  t_53 <- x - location
  t_54 <- .skew_normal_mills(-0.5 * shape * sqrt(2) * t_53 / scale)
  sum_h_18 <- sum(t_53)
  sum_h_19 <- sum(t_54)
  sum_h_20 <- sum(t_53^2)
  sum_h_21 <- sum(t_53 * t_54)
  t_55 <- 1 / scale^2
  t_56 <- 1 / scale
  t_57 <- sqrt(2)
  t_58 <- 1 / sqrt(pi)
  t_59 <- t_56 * t_57 * t_58
  part_20 <- sum_h_20 / (scale * scale * scale) - t_56 * n
  c(t_55 * sum_h_18 - shape * t_59 * sum_h_19,
    part_20 - shape * t_55 * t_57 * t_58 * sum_h_21, t_59 * sum_h_21)
}

# The gradient of nll; nan outside the domain or the support.
.skew_normal_gradient <- function(x, location, scale, shape) {
  if (!isTRUE(is.finite(location) && scale > 0 && is.finite(scale) &&
    is.finite(shape))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_21 <- .skew_normal_score(x, n, location, scale, shape)
  g_1 <- found_21[1]
  g_2 <- found_21[2]
  g_3 <- found_21[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.skew_normal_curvature <- function(x, n, location, scale, shape) {
  t_1 <- x - location
  t_2 <- t_1^2
  t_3 <- shape * sqrt(2) * t_1 / scale
  t_4 <- -0.5 * t_3
  t_5 <- .skew_normal_mills(t_4)
  t_6 <- t_1 * t_5
  t_7 <- t_3 + 2 * t_5 / sqrt(pi)
  t_8 <- t_5 * t_7
  sum_h_2 <- sum(t_2)
  sum_h_4 <- sum(t_1)
  sum_h_5 <- sum(t_5)
  sum_h_6 <- sum(t_6)
  sum_h_7 <- sum(t_8)
  sum_h_8 <- sum(t_6 * t_7)
  sum_h_9 <- sum(t_2 * t_8)
  t_9 <- 1 / scale^2
  t_10 <- 1 / scale
  t_11 <- 1 / sqrt(pi)
  t_12 <- t_10 * t_11
  t_13 <- sqrt(2)
  t_14 <- t_12 * t_13 * sum_h_5
  t_15 <- 1 / (scale * scale * scale)
  t_16 <- t_13 * sum_h_6
  t_17 <- t_9 * t_11
  t_18 <- t_9 * n
  t_19 <- shape^2
  t_20 <- 2 * t_15
  t_21 <- t_19 * t_11
  t_22 <- 1 / (scale * scale * scale * scale)
  part_22 <- shape * t_9 * t_11 * t_13 * sum_h_5 - t_20 * sum_h_4
  part_23 <- shape * t_20 * t_11 * t_16 + t_18
  c(-t_19 * t_17 * sum_h_7 - t_18, part_22 - t_21 * t_15 * sum_h_8,
    part_23 - t_21 * t_22 * sum_h_9 - 3 * t_22 * sum_h_2,
    shape * t_9 * t_11 * sum_h_8 - t_14,
    shape * t_11 * t_15 * sum_h_9 - t_16 * t_17, -t_17 * sum_h_9)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.skew_normal_hessian <- function(x, location, scale, shape) {
  if (!isTRUE(is.finite(location) && scale > 0 && is.finite(scale) &&
    is.finite(shape))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_24 <- .skew_normal_curvature(x, n, location, scale, shape)
  h_1 <- found_24[1]
  h_2 <- found_24[2]
  h_3 <- found_24[3]
  h_4 <- found_24[4]
  h_5 <- found_24[5]
  h_6 <- found_24[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
