# Maximum-likelihood estimation: Discrete Rayleigh distribution.
#
#   f(x; q) = q**(x**2)-q**((x+1)**2)
#   support: x in 0, 1, 2, ...
#   q: 0 < q < 1
#
# Log-likelihood:
#
#   sum(log(q**(x**2) - q**((x + 1)**2)))
#
# Estimator (reduced):
#
#   q = the solution of sum((x**2*q**(x**2)/q - q**((x + 1)**2)*(x +
#       1)**2/q)/(q**(x**2) - q**((x + 1)**2))) = 0
#
# Source:
#
#   Roy (2004), Discrete Rayleigh distribution, IEEE Trans. Reliab. 53,
#       255-260
#
# Written by thetahat 0.1.0.

# Maximum-likelihood estimates: a list with estimate, vcov, standard_errors,
# logLik and n.  Stops for data that are none; warns where no maximum exists.
mle_discrete_rayleigh <- function(x) {
  x <- .discrete_rayleigh_column(x, "x")
  .discrete_rayleigh_require_rows("x", x == floor(x), "must be an integer")
  .discrete_rayleigh_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("q")
  exists <- TRUE
  estimate <- .discrete_rayleigh_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_discrete_rayleigh(x, estimate)
    information <- hessian_discrete_rayleigh(x, estimate)
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

# -l at parameters in the order q;
# Inf outside the domain or the support.
nll_discrete_rayleigh <- function(x, parameters) {
  x <- .discrete_rayleigh_column(x, "x")
  .discrete_rayleigh_require_rows("x", x == floor(x), "must be an integer")
  .discrete_rayleigh_require_rows("x", x >= 0, "must be >= 0")
  .discrete_rayleigh_nll(x, parameters[[1]])
}

# The gradient of nll.
gradient_discrete_rayleigh <- function(x, parameters) {
  x <- .discrete_rayleigh_column(x, "x")
  .discrete_rayleigh_require_rows("x", x == floor(x), "must be an integer")
  .discrete_rayleigh_require_rows("x", x >= 0, "must be >= 0")
  .discrete_rayleigh_gradient(x, parameters[[1]])
}

# The Hessian of nll.
hessian_discrete_rayleigh <- function(x, parameters) {
  x <- .discrete_rayleigh_column(x, "x")
  .discrete_rayleigh_require_rows("x", x == floor(x), "must be an integer")
  .discrete_rayleigh_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .discrete_rayleigh_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

# The gradient of log f, a row for each observation.
scores_discrete_rayleigh <- function(x, parameters) {
  x <- .discrete_rayleigh_column(x, "x")
  .discrete_rayleigh_require_rows("x", x == floor(x), "must be an integer")
  .discrete_rayleigh_require_rows("x", x >= 0, "must be >= 0")
  q <- parameters[[1]]
  t_23 <- 1 / q
  t_24 <- x^2
  t_25 <- q^t_24
  t_26 <- (x + 1)^2
  t_27 <- q^t_26
  part_1 <- t_24 * t_25 * t_23
  part_2 <- part_1 - t_26 * t_27 * t_23
  score_1 <- rep_len(part_2 / (t_25 - t_27), length(x))
  out <- cbind(score_1)
  colnames(out) <- c("q")
  out
}

.discrete_rayleigh_column <- function(values, name) {
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

.discrete_rayleigh_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(bad, " observations are outside the support: '", name, "' ", rule)
  }
}

# The remainder of a/b that has the sign of b.
.discrete_rayleigh_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.discrete_rayleigh_unbounded <- function(lower, upper) {
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.discrete_rayleigh_outward <- function(u, lower, upper) {
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
.discrete_rayleigh_inward <- function(t, lower, upper) {
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
.discrete_rayleigh_stretch <- function(u, lower, upper) {
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
.discrete_rayleigh_bend <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    e <- exp(-pmax(u, -u))
    part_24 <- -sign(u) * .discrete_rayleigh_stretch(u, lower, upper)
    return(part_24 * (1 - e) / (1 + e))
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(.discrete_rayleigh_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.discrete_rayleigh_farthest <- function(lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    return(36)
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.discrete_rayleigh_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The equation that gives q, and its slope.
.discrete_rayleigh_equation_q <- function(x, q) {
  t <- x^2
  t_1 <- q^t
  t_2 <- x + 1
  t_3 <- t_2^2
  t_4 <- q^t_3
  t_5 <- t_1 - t_4
  t_6 <- 1 / t_5
  t_7 <- 1 / q
  t_8 <- t_3 * t_4
  t_9 <- t * t_1 * t_7 - t_7 * t_8
  t_10 <- 1 / q^2
  sum_h <- sum(t_6 * t_9)
  part_3 <- t_2 * t_2 * t_2 * t_2 * t_10 * t_4
  part_4 <- t_1 * t_10 * (x * x * x * x)
  sum_h_1 <- sum(t_6 * (t * t_1 * t_10 + part_3 - part_4 - t_10 * t_8))
  sum_h_2 <- sum(t_9^2 / t_5^2)
  c(sum_h, -sum_h_1 - sum_h_2)
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.discrete_rayleigh_zero_q <- function(x, near, f_near, far, f_far, lower,
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
    found_5 <- .discrete_rayleigh_equation_q(x,
      .discrete_rayleigh_outward(u, lower, upper))
    f <- found_5[1]
    slope <- found_5[2]
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
    if (isTRUE(.discrete_rayleigh_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    part_6 <- .discrete_rayleigh_stretch(u, lower, upper)
    step <- -f / (slope * part_6)
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
  .discrete_rayleigh_outward(u, lower, upper)
}

# The log-likelihood as a function of q alone.
.discrete_rayleigh_rate_q <- function(x, q) {
  sum_h_3 <- sum(log(q^(x^2) - q^((x + 1)^2)))
  sum_h_3
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates.
.discrete_rayleigh_root_q <- function(x, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .discrete_rayleigh_inward(start, lower, upper)
  }
  limit_1 <- .discrete_rayleigh_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_7 <- .discrete_rayleigh_equation_q(x,
      .discrete_rayleigh_outward(new, lower, upper))
    f <- found_7[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .discrete_rayleigh_zero_q(x, last, f_last, new, f, lower, upper)
      height <- .discrete_rayleigh_rate_q(x, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .discrete_rayleigh_rate_q(x, .discrete_rayleigh_outward(new, lower, upper))
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .discrete_rayleigh_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  chosen
}

# The log-likelihood as a function of q.
.discrete_rayleigh_value_joint <- function(x, q) {
  sum_h_8 <- sum(log(q^(x^2) - q^((x + 1)^2)))
  sum_h_8
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.discrete_rayleigh_derivatives_joint <- function(x, q) {
  t_33 <- x^2
  t_34 <- q^t_33
  t_35 <- x + 1
  t_36 <- t_35^2
  t_37 <- q^t_36
  t_38 <- t_34 - t_37
  t_39 <- 1 / t_38
  t_40 <- 1 / q
  t_41 <- t_33 * t_34
  t_42 <- t_36 * t_37
  t_43 <- t_40 * t_41 - t_40 * t_42
  t_44 <- 1 / q^2
  sum_h_10 <- sum(log(t_38))
  sum_h_11 <- sum(t_43 * t_39)
  part_8 <- t_34 * t_44 * (x * x * x * x) + t_44 * t_42
  part_9 <- t_35 * t_35 * t_35 * t_35 * t_44 * t_37
  sum_h_12 <- sum(t_39 * (part_8 - part_9 - t_44 * t_41))
  sum_h_13 <- sum(-t_43^2 / t_38^2)
  c(sum_h_10, sum_h_11, sum_h_12 + sum_h_13)
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.discrete_rayleigh_surface_joint <- function(x, n, u_1) {
  q <- .discrete_rayleigh_outward(u_1, 0, 1)
  stretch_1 <- .discrete_rayleigh_stretch(u_1, 0, 1)
  found_10 <- .discrete_rayleigh_derivatives_joint(x, q)
  height <- found_10[1]
  g_1 <- found_10[2]
  h_1_1 <- found_10[3]
  part_11 <- g_1 * .discrete_rayleigh_bend(u_1, 0, 1) / n
  c(-height / n, -g_1 * stretch_1 / n,
    -h_1_1 * stretch_1 * stretch_1 / n - part_11)
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.discrete_rayleigh_climb_joint <- function(x, n, start_1) {
  u_1 <- .discrete_rayleigh_inward(start_1, 0, 1)
  found_12 <- .discrete_rayleigh_surface_joint(x, n, u_1)
  f <- found_12[1]
  g_1 <- found_12[2]
  h_1_1 <- found_12[3]
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
    found_13 <- .discrete_rayleigh_surface_joint(x, n, u_1 + step_1)
    f_new <- found_13[1]
    g_1_new <- found_13[2]
    h_1_1_new <- found_13[3]
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
  c(-f, .discrete_rayleigh_outward(u_1, 0, 1))
}

# The joint maximiser, the best of several climbs.
.discrete_rayleigh_maximise_joint <- function(x, n) {
  best <- -Inf
  chosen_1 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 0 + (1 - 0) * 0.5
    for (pick in seq_len(40) - 1) {
      seed <- .discrete_rayleigh_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_14 <- 0 + (1 - 0) * 0.05
      part_15 <- 0 + (1 - 0) * 0.35
      part_16 <- 0 + (1 - 0) * 0.65
      part_17 <- 0 + (1 - 0) * 0.95
      part_18 <- 0 + (1 - 0) * 0.5
      part_19 <- 0 + (1 - 0) * 0.2
      part_20 <- 0 + (1 - 0) * 0.8
      draw_1 <- .discrete_rayleigh_choose(at, part_18, part_14, part_19, part_15, part_16, part_20, part_17)
      height <- -Inf
      if (isTRUE(draw_1 > 0 && draw_1 < 1)) {
        height <- .discrete_rayleigh_value_joint(x, draw_1)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
      }
    }
    found_21 <- .discrete_rayleigh_climb_joint(x, n, reached_1)
    height <- found_21[1]
    reached_1 <- found_21[2]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
    }
  }
  chosen_1
}

# The estimate, in the order of the parameters.
.discrete_rayleigh_solve <- function(x) {
  n <- length(x)
  q <- .discrete_rayleigh_root_q(x, 0, 1, NaN)
  if (!isTRUE(is.finite(q) && q > 0 && q < 1)) {
    q <- .discrete_rayleigh_maximise_joint(x, n)
  }
  q
}

# The log-likelihood, every constant included.
.discrete_rayleigh_log_likelihood <- function(x, q) {
  sum_h_8 <- sum(log(q^(x^2) - q^((x + 1)^2)))
  sum_h_8
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.discrete_rayleigh_nll <- function(x, q) {
  if (!isTRUE(q > 0 && q < 1)) {
    return(Inf)
  }
  -.discrete_rayleigh_log_likelihood(x, q)
}

# The gradient of the log-likelihood.
.discrete_rayleigh_score <- function(x, q) {
  t_28 <- x^2
  t_29 <- q^t_28
  t_30 <- (x + 1)^2
  t_31 <- q^t_30
  t_32 <- 1 / q
  sum_h_9 <- sum((t_28 * t_29 * t_32 - t_30 * t_31 * t_32) / (t_29 - t_31))
  sum_h_9
}

# The gradient of nll; nan outside the domain or the support.
.discrete_rayleigh_gradient <- function(x, q) {
  if (!isTRUE(q > 0 && q < 1)) {
    return(NaN)
  }
  -.discrete_rayleigh_score(x, q)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.discrete_rayleigh_curvature <- function(x, q) {
  t_33 <- x^2
  t_34 <- q^t_33
  t_35 <- x + 1
  t_36 <- t_35^2
  t_37 <- q^t_36
  t_38 <- t_34 - t_37
  t_39 <- 1 / t_38
  t_40 <- 1 / q
  t_41 <- t_33 * t_34
  t_42 <- t_36 * t_37
  t_43 <- t_40 * t_41 - t_40 * t_42
  t_44 <- 1 / q^2
  part_22 <- t_34 * t_44 * (x * x * x * x) + t_44 * t_42
  part_23 <- t_35 * t_35 * t_35 * t_35 * t_44 * t_37
  sum_h_12 <- sum(t_39 * (part_22 - part_23 - t_44 * t_41))
  sum_h_13 <- sum(-t_43^2 / t_38^2)
  sum_h_12 + sum_h_13
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.discrete_rayleigh_hessian <- function(x, q) {
  if (!isTRUE(q > 0 && q < 1)) {
    return(NaN)
  }
  -.discrete_rayleigh_curvature(x, q)
}
