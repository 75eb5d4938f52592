# Maximum-likelihood estimation: Half-logistic distribution.
#
#   f(x; scale) = 2*exp(-x/scale)/(scale*(1+exp(-x/scale))**2)
#   support: x >= 0
#   scale: positive
#
# Log-likelihood:
#
#   (-log(scale) + log(2))*n - 2*sum(log(exp(x/(2*scale)) +
#       exp(-x/(2*scale))))
#
# Estimator (reduced):
#
#   scale = the solution of -sum((-x*exp(x/(2*scale))/scale**2 +
#       x*exp(-x/(2*scale))/scale**2)/(exp(x/(2*scale)) + exp(-x/(2*scale))))
#       - n/scale = 0
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
#       vol. 2, ch. 23
#
# Written by thetahat 0.1.0.

# Maximum-likelihood estimates: a list with estimate, vcov, standard_errors,
# logLik and n.  Stops for data that are none; warns where no maximum exists.
mle_half_logistic <- function(x) {
  x <- .half_logistic_column(x, "x")
  .half_logistic_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("scale")
  exists <- TRUE
  units_x <- .half_logistic_units_x(x)
  estimate <- .half_logistic_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_half_logistic(x, estimate)
    information <- hessian_half_logistic(x, estimate)
    regular <- c(1)
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

# -l at parameters in the order scale;
# Inf outside the domain or the support.
nll_half_logistic <- function(x, parameters) {
  x <- .half_logistic_column(x, "x")
  .half_logistic_require_rows("x", x >= 0, "must be >= 0")
  .half_logistic_nll(x, parameters[[1]])
}

# The gradient of nll.
gradient_half_logistic <- function(x, parameters) {
  x <- .half_logistic_column(x, "x")
  .half_logistic_require_rows("x", x >= 0, "must be >= 0")
  .half_logistic_gradient(x, parameters[[1]])
}

# The Hessian of nll.
hessian_half_logistic <- function(x, parameters) {
  x <- .half_logistic_column(x, "x")
  .half_logistic_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .half_logistic_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

# The gradient of log f, a row for each observation.
scores_half_logistic <- function(x, parameters) {
  x <- .half_logistic_column(x, "x")
  .half_logistic_require_rows("x", x >= 0, "must be >= 0")
  scale <- parameters[[1]]
  t_17 <- 1 / scale
  t_18 <- 1 / scale^2
  t_19 <- t_17 * x
  part_1 <- t_18 * plogis(-t_19) * x
  score_1 <- rep_len(t_18 * plogis(t_19) * x - part_1 - t_17, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("scale")
  out
}

.half_logistic_logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}

.half_logistic_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) median(values) else values[k]
}

.half_logistic_column <- function(values, name) {
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

.half_logistic_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(bad, " observations are outside the support: '", name, "' ", rule)
  }
}

# The remainder of a/b that has the sign of b.
.half_logistic_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.half_logistic_unbounded <- function(lower, upper) {
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.half_logistic_outward <- function(u, lower, upper) {
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
.half_logistic_inward <- function(t, lower, upper) {
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
.half_logistic_stretch <- function(u, lower, upper) {
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
.half_logistic_bend <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    e <- exp(-pmax(u, -u))
    part_12 <- -sign(u) * .half_logistic_stretch(u, lower, upper)
    return(part_12 * (1 - e) / (1 + e))
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(.half_logistic_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.half_logistic_farthest <- function(lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    return(36)
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.half_logistic_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The equation that gives scale, and its slope.
.half_logistic_equation_scale <- function(x, n, scale) {
  t <- 0.5 / scale * x
  t_1 <- exp(t)
  t_2 <- exp(-t)
  t_3 <- t_1 + t_2
  t_4 <- 1 / t_3
  t_5 <- 1 / scale^2
  t_6 <- t_2 * t_5 * x - t_1 * t_5 * x
  t_7 <- 1 / (scale * scale * scale)
  t_8 <- 0.25 / (scale * scale * scale * scale) * x^2
  sum_h <- sum(t_4 * t_6)
  sum_h_1 <- sum(t_6^2 / t_3^2)
  part_2 <- t_2 * t_7 * x - t_1 * t_7 * x - t_1 * t_8
  sum_h_2 <- sum(t_4 * (part_2 - t_2 * t_8))
  c(-n / scale - sum_h, n / scale^2 + 0.5 * sum_h_1 + 2 * sum_h_2)
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.half_logistic_zero_scale <- function(x, n, near, f_near, far, f_far, lower,
                                      upper) {
  a <- near
  f_a <- f_near
  b <- far
  if (isTRUE(b < a)) {
    a <- far
    f_a <- f_far
    b <- near
  }
  u <- near + (far - near) * f_near / (f_near - f_far)
  if (!isTRUE(a < u && u < b)) {
    u <- 0.5 * (a + b)
  }
  before <- b - a
  width <- b - a
  for (turn in seq_len(200) - 1) {
    found_3 <- .half_logistic_equation_scale(x, n,
      .half_logistic_outward(u, lower, upper))
    f <- found_3[1]
    slope <- found_3[2]
    if (isTRUE(f == 0)) {
      break
    }
    if (!is.finite(f)) {
      u <- 0.5 * (u + a)
      next
    }
    if (isTRUE((f > 0 && f_a > 0) || (f < 0 && f_a < 0))) {
      a <- u
      f_a <- f
    } else {
      b <- u
    }
    scale <- pmax(abs(u), 1)
    if (isTRUE(.half_logistic_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .half_logistic_stretch(u, lower, upper))
    if (isTRUE(a < u + step && u + step < b && abs(step) < 0.5 * before)) {
      u <- u + step
      before <- abs(step)
      if (isTRUE(before <= 1e-09 * scale)) {
        break
      }
    } else {
      u <- 0.5 * (a + b)
      before <- b - a
    }
    if (isTRUE(b - a <= 4e-16 * scale)) {
      break
    }
  }
  .half_logistic_outward(u, lower, upper)
}

# The log-likelihood as a function of scale alone.
.half_logistic_rate_scale <- function(x, n, scale) {
  t_9 <- 0.5 / scale * x
  sum_h_3 <- sum(.half_logistic_logaddexp(-t_9, t_9))
  (log(2) - log(scale)) * n - 2 * sum_h_3
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates.
.half_logistic_root_scale <- function(x, n, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .half_logistic_inward(start, lower, upper)
  }
  limit_1 <- .half_logistic_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_4 <- .half_logistic_equation_scale(x, n,
      .half_logistic_outward(new, lower, upper))
    f <- found_4[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .half_logistic_zero_scale(x, n, last, f_last, new, f, lower, upper)
      height <- .half_logistic_rate_scale(x, n, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .half_logistic_rate_scale(x, n, .half_logistic_outward(new, lower, upper))
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .half_logistic_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  chosen
}

# The log-likelihood as a function of scale.
.half_logistic_value_joint <- function(x, n, scale) {
  t_20 <- 0.5 / scale * x
  sum_h_8 <- sum(.half_logistic_logaddexp(-t_20, t_20))
  n * log(2) - n * log(scale) - 2 * sum_h_8
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.half_logistic_derivatives_joint <- function(x, n, scale) {
  t_23 <- x / scale
  t_24 <- 0.5 * t_23
  t_25 <- plogis(t_23)
  t_26 <- plogis(-t_23)
  sum_h_11 <- sum(.half_logistic_logaddexp(-t_24, t_24))
  sum_h_12 <- sum(t_25 * x)
  sum_h_13 <- sum(t_26 * x)
  sum_h_14 <- sum(t_25 * t_26 * x^2)
  t_27 <- 1 / scale^2
  t_28 <- 2 / (scale * scale * scale)
  part_5 <- 2 * sum_h_14 / (scale * scale * scale * scale)
  c(n * log(2) - n * log(scale) - 2 * sum_h_11,
    t_27 * sum_h_12 - n / scale - t_27 * sum_h_13,
    t_27 * n + t_28 * sum_h_13 - t_28 * sum_h_12 - part_5)
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.half_logistic_surface_joint <- function(x, n, u_1) {
  scale <- .half_logistic_outward(u_1, 0, Inf)
  stretch_1 <- .half_logistic_stretch(u_1, 0, Inf)
  found_6 <- .half_logistic_derivatives_joint(x, n, scale)
  height <- found_6[1]
  g_1 <- found_6[2]
  h_1_1 <- found_6[3]
  part_7 <- g_1 * .half_logistic_bend(u_1, 0, Inf) / n
  c(-height / n, -g_1 * stretch_1 / n,
    -h_1_1 * stretch_1 * stretch_1 / n - part_7)
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.half_logistic_climb_joint <- function(x, n, start_1) {
  u_1 <- .half_logistic_inward(start_1, 0, Inf)
  found_8 <- .half_logistic_surface_joint(x, n, u_1)
  f <- found_8[1]
  g_1 <- found_8[2]
  h_1_1 <- found_8[3]
  if (!is.finite(f)) {
    return(c(-Inf, start_1))
  }
  damp <- 0
  for (trial in seq_len(400) - 1) {
    definite <- 1
    d_1 <- h_1_1 + damp * pmax(abs(h_1_1), 1e-06)
    if (!isTRUE(d_1 > 1e-14 * abs(h_1_1))) {
      definite <- 0
      d_1 <- 1
    }
    if (isTRUE(definite == 0)) {
      damp <- pmax(4 * damp, 0.001)
      next
    }
    v_1 <- -g_1
    decrement <- v_1 * v_1 / d_1
    step_1 <- v_1 / d_1
    length <- abs(step_1)
    if (isTRUE(length > 4)) {
      step_1 <- step_1 * 4 / length
    }
    found_9 <- .half_logistic_surface_joint(x, n, u_1 + step_1)
    f_new <- found_9[1]
    g_1_new <- found_9[2]
    h_1_1_new <- found_9[3]
    if (isTRUE(is.finite(f_new) && is.finite(g_1_new) && is.finite(h_1_1_new) &&
      f_new <= f + 1e-13 * (1 + abs(f)))) {
      u_1 <- u_1 + step_1
      f <- f_new
      g_1 <- g_1_new
      h_1_1 <- h_1_1_new
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
  c(-f, .half_logistic_outward(u_1, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.half_logistic_maximise_joint <- function(x, n) {
  best <- -Inf
  chosen_1 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .half_logistic_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .half_logistic_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1))) {
        height <- .half_logistic_value_joint(x, n, draw_1)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
      }
    }
    found_10 <- .half_logistic_climb_joint(x, n, reached_1)
    height <- found_10[1]
    reached_1 <- found_10[2]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
    }
  }
  chosen_1
}

# The estimate, in the order of the parameters.
.half_logistic_solve <- function(x) {
  n <- length(x)
  scale <- .half_logistic_root_scale(x, n, 0, Inf, NaN)
  if (!isTRUE(is.finite(scale) && scale > 0)) {
    scale <- .half_logistic_maximise_joint(x, n)
  }
  scale
}

# A centre and a spread with which the data are standardised.
.half_logistic_units_x <- function(x) {
  n <- length(x)
  half <- .half_logistic_level(abs(x), 0.5)
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
.half_logistic_log_likelihood <- function(x, n, scale) {
  t_20 <- 0.5 / scale * x
  sum_h_8 <- sum(.half_logistic_logaddexp(-t_20, t_20))
  n * log(2) - n * log(scale) - 2 * sum_h_8
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.half_logistic_nll <- function(x, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  n <- length(x)
  -.half_logistic_log_likelihood(x, n, scale)
}

# The gradient of the log-likelihood.
.half_logistic_score <- function(x, n, scale) {
  t_21 <- x / scale
  sum_h_9 <- sum(plogis(t_21) * x)
  sum_h_10 <- sum(plogis(-t_21) * x)
  t_22 <- 1 / scale^2
  t_22 * sum_h_9 - n / scale - t_22 * sum_h_10
}

# The gradient of nll; nan outside the domain or the support.
.half_logistic_gradient <- function(x, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale))) {
    return(NaN)
  }
  n <- length(x)
  -.half_logistic_score(x, n, scale)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.half_logistic_curvature <- function(x, n, scale) {
  t_23 <- x / scale
  t_25 <- plogis(t_23)
  t_26 <- plogis(-t_23)
  sum_h_12 <- sum(t_25 * x)
  sum_h_13 <- sum(t_26 * x)
  sum_h_14 <- sum(t_25 * t_26 * x^2)
  t_27 <- 1 / scale^2
  t_28 <- 2 / (scale * scale * scale)
  part_11 <- 2 * sum_h_14 / (scale * scale * scale * scale)
  t_27 * n + t_28 * sum_h_13 - t_28 * sum_h_12 - part_11
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.half_logistic_hessian <- function(x, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale))) {
    return(NaN)
  }
  n <- length(x)
  -.half_logistic_curvature(x, n, scale)
}
