# Maximum-likelihood estimation: Half-Cauchy distribution.
#
#   f(x; scale) = 2/(pi*scale*(1+(x/scale)**2))
#   support: x >= 0
#   scale: positive
#
# Log-likelihood:
#
#   (-log(pi*scale) + log(2))*n - sum(log(x**2/scale**2 + 1))
#
# Estimator (reduced):
#
#   scale = the solution of -n + 2*sum(x**2/(x**2/scale**2 + 1))/scale**2 = 0
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 16
#
# Written by thetahat 0.1.0.

# Maximum-likelihood estimates: a list with estimate, vcov, standard_errors,
# logLik and n.  Stops for data that are none; warns where no maximum exists.
mle_half_cauchy <- function(x) {
  x <- .half_cauchy_column(x, "x")
  .half_cauchy_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("scale")
  exists <- TRUE
  units_x <- .half_cauchy_units_x(x)
  estimate <- .half_cauchy_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_half_cauchy(x, estimate)
    information <- hessian_half_cauchy(x, estimate)
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
nll_half_cauchy <- function(x, parameters) {
  x <- .half_cauchy_column(x, "x")
  .half_cauchy_require_rows("x", x >= 0, "must be >= 0")
  .half_cauchy_nll(x, parameters[[1]])
}

# The gradient of nll.
gradient_half_cauchy <- function(x, parameters) {
  x <- .half_cauchy_column(x, "x")
  .half_cauchy_require_rows("x", x >= 0, "must be >= 0")
  .half_cauchy_gradient(x, parameters[[1]])
}

# The Hessian of nll.
hessian_half_cauchy <- function(x, parameters) {
  x <- .half_cauchy_column(x, "x")
  .half_cauchy_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .half_cauchy_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

# The gradient of log f, a row for each observation.
scores_half_cauchy <- function(x, parameters) {
  x <- .half_cauchy_column(x, "x")
  .half_cauchy_require_rows("x", x >= 0, "must be >= 0")
  scale <- parameters[[1]]
  t_5 <- x^2
  part_1 <- scale * scale * scale
  part_2 <- part_1 * (t_5 / scale^2 + 1)
  score_1 <- rep_len(2 * t_5 / part_2 - 1 / scale, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("scale")
  out
}

.half_cauchy_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) median(values) else values[k]
}

.half_cauchy_column <- function(values, name) {
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

.half_cauchy_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(bad, " observations are outside the support: '", name, "' ", rule)
  }
}

# The remainder of a/b that has the sign of b.
.half_cauchy_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.half_cauchy_unbounded <- function(lower, upper) {
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.half_cauchy_outward <- function(u, lower, upper) {
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
.half_cauchy_inward <- function(t, lower, upper) {
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
.half_cauchy_stretch <- function(u, lower, upper) {
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
.half_cauchy_bend <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    e <- exp(-pmax(u, -u))
    part_13 <- -sign(u) * .half_cauchy_stretch(u, lower, upper)
    return(part_13 * (1 - e) / (1 + e))
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(.half_cauchy_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.half_cauchy_farthest <- function(lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    return(36)
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.half_cauchy_choose <- function(at, a, b, c_1, d, e, f, g) {
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
.half_cauchy_equation_scale <- function(x, n, scale) {
  t <- x^2
  t_1 <- t / scale^2 + 1
  sum_h <- sum(t / t_1)
  sum_h_1 <- sum(x * x * x * x / t_1^2)
  c(2 * sum_h / scale^2 - n,
    4 * sum_h_1 / scale^5 - 4 * sum_h / (scale * scale * scale))
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.half_cauchy_zero_scale <- function(x, n, near, f_near, far, f_far, lower,
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
    found_3 <- .half_cauchy_equation_scale(x, n,
      .half_cauchy_outward(u, lower, upper))
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
    if (isTRUE(.half_cauchy_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .half_cauchy_stretch(u, lower, upper))
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
  .half_cauchy_outward(u, lower, upper)
}

# The log-likelihood as a function of scale alone.
.half_cauchy_rate_scale <- function(x, n, scale) {
  sum_h_2 <- sum(log1p(x^2 / scale^2))
  (log(2) - log(pi * scale)) * n - sum_h_2
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates.
.half_cauchy_root_scale <- function(x, n, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .half_cauchy_inward(start, lower, upper)
  }
  limit_1 <- .half_cauchy_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_4 <- .half_cauchy_equation_scale(x, n,
      .half_cauchy_outward(new, lower, upper))
    f <- found_4[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .half_cauchy_zero_scale(x, n, last, f_last, new, f, lower, upper)
      height <- .half_cauchy_rate_scale(x, n, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      part_5 <- .half_cauchy_outward(new, lower, upper)
      height <- .half_cauchy_rate_scale(x, n, part_5)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .half_cauchy_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  chosen
}

# The log-likelihood as a function of scale.
.half_cauchy_value_joint <- function(x, n, scale) {
  sum_h_6 <- sum(log1p(x^2 / scale^2))
  n * log(2) - n * log(pi * scale) - sum_h_6
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.half_cauchy_derivatives_joint <- function(x, n, scale) {
  t_7 <- x^2
  t_8 <- t_7 / scale^2
  t_9 <- t_8 + 1
  sum_h_8 <- sum(log1p(t_8))
  sum_h_9 <- sum(t_7 / t_9)
  sum_h_10 <- sum(x * x * x * x / t_9^2)
  part_6 <- 6 * sum_h_9 / (scale * scale * scale * scale)
  c(n * log(2) - n * log(pi * scale) - sum_h_8,
    2 * sum_h_9 / (scale * scale * scale) - n / scale,
    n / scale^2 + 4 * sum_h_10 / scale^6 - part_6)
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.half_cauchy_surface_joint <- function(x, n, u_1) {
  scale <- .half_cauchy_outward(u_1, 0, Inf)
  stretch_1 <- .half_cauchy_stretch(u_1, 0, Inf)
  found_7 <- .half_cauchy_derivatives_joint(x, n, scale)
  height <- found_7[1]
  g_1 <- found_7[2]
  h_1_1 <- found_7[3]
  part_8 <- g_1 * .half_cauchy_bend(u_1, 0, Inf) / n
  c(-height / n, -g_1 * stretch_1 / n,
    -h_1_1 * stretch_1 * stretch_1 / n - part_8)
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.half_cauchy_climb_joint <- function(x, n, start_1) {
  u_1 <- .half_cauchy_inward(start_1, 0, Inf)
  found_9 <- .half_cauchy_surface_joint(x, n, u_1)
  f <- found_9[1]
  g_1 <- found_9[2]
  h_1_1 <- found_9[3]
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
    found_10 <- .half_cauchy_surface_joint(x, n, u_1 + step_1)
    f_new <- found_10[1]
    g_1_new <- found_10[2]
    h_1_1_new <- found_10[3]
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
  c(-f, .half_cauchy_outward(u_1, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.half_cauchy_maximise_joint <- function(x, n) {
  best <- -Inf
  chosen_1 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .half_cauchy_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .half_cauchy_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1))) {
        height <- .half_cauchy_value_joint(x, n, draw_1)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
      }
    }
    found_11 <- .half_cauchy_climb_joint(x, n, reached_1)
    height <- found_11[1]
    reached_1 <- found_11[2]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
    }
  }
  chosen_1
}

# The estimate, in the order of the parameters.
.half_cauchy_solve <- function(x) {
  n <- length(x)
  scale <- .half_cauchy_root_scale(x, n, 0, Inf, NaN)
  if (!isTRUE(is.finite(scale) && scale > 0)) {
    scale <- .half_cauchy_maximise_joint(x, n)
  }
  scale
}

# A centre and a spread with which the data are standardised.
.half_cauchy_units_x <- function(x) {
  n <- length(x)
  half <- .half_cauchy_level(abs(x), 0.5)
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
.half_cauchy_log_likelihood <- function(x, n, scale) {
  sum_h_6 <- sum(log1p(x^2 / scale^2))
  n * log(2) - n * log(pi * scale) - sum_h_6
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.half_cauchy_nll <- function(x, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  n <- length(x)
  -.half_cauchy_log_likelihood(x, n, scale)
}

# The gradient of the log-likelihood.
.half_cauchy_score <- function(x, n, scale) {
  t_6 <- x^2
  sum_h_7 <- sum(t_6 / (t_6 / scale^2 + 1))
  2 * sum_h_7 / (scale * scale * scale) - n / scale
}

# The gradient of nll; nan outside the domain or the support.
.half_cauchy_gradient <- function(x, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale))) {
    return(NaN)
  }
  n <- length(x)
  -.half_cauchy_score(x, n, scale)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.half_cauchy_curvature <- function(x, n, scale) {
  t_7 <- x^2
  t_8 <- t_7 / scale^2
  t_9 <- t_8 + 1
  sum_h_9 <- sum(t_7 / t_9)
  sum_h_10 <- sum(x * x * x * x / t_9^2)
  part_12 <- 6 * sum_h_9 / (scale * scale * scale * scale)
  n / scale^2 + 4 * sum_h_10 / scale^6 - part_12
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.half_cauchy_hessian <- function(x, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale))) {
    return(NaN)
  }
  n <- length(x)
  -.half_cauchy_curvature(x, n, scale)
}
