# Maximum-likelihood estimation: Conway-Maxwell-Poisson distribution with exponent 2.
#
#   f(x; rate) = rate**x/(factorial(x)**2*besseli(0, 2*sqrt(rate)))
#   support: x in 0, 1, 2, ...
#   rate: positive
#
# Log-likelihood:
#
#   log(rate)*sum(x) - log(besseli(0, 2*sqrt(rate)))*n - 2*sum(loggamma(x +
#       1))
#
# Estimator (reduced):
#
#   rate = the solution of sum(x)/rate - besseli(1,
#       2*sqrt(rate))*n/(sqrt(rate)*besseli(0, 2*sqrt(rate))) = 0
#
# Source:
#
#   Conway, Maxwell (1962), A queuing model with state dependent service
#       rates, J. Indust. Eng. 12, 132-136
#   Shmueli, Minka, Kadane, Borle, Boatwright (2005), A useful distribution
#       for fitting discrete data, Appl. Statist. 54, 127-142
#
# Written by thetahat 0.1.0.

# Maximum-likelihood estimates: a list with estimate, vcov, standard_errors,
# logLik and n.  Stops for data that are none; warns where no maximum exists.
mle_conway_maxwell_poisson_two <- function(x) {
  x <- .conway_maxwell_poisson_two_column(x, "x")
  .conway_maxwell_poisson_two_require_rows("x", x == floor(x),
    "must be an integer")
  .conway_maxwell_poisson_two_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("rate")
  exists <- TRUE
  estimate <- .conway_maxwell_poisson_two_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_conway_maxwell_poisson_two(x, estimate)
    information <- hessian_conway_maxwell_poisson_two(x, estimate)
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

# -l at parameters in the order rate;
# Inf outside the domain or the support.
nll_conway_maxwell_poisson_two <- function(x, parameters) {
  x <- .conway_maxwell_poisson_two_column(x, "x")
  .conway_maxwell_poisson_two_require_rows("x", x == floor(x),
    "must be an integer")
  .conway_maxwell_poisson_two_require_rows("x", x >= 0, "must be >= 0")
  .conway_maxwell_poisson_two_nll(x, parameters[[1]])
}

# The gradient of nll.
gradient_conway_maxwell_poisson_two <- function(x, parameters) {
  x <- .conway_maxwell_poisson_two_column(x, "x")
  .conway_maxwell_poisson_two_require_rows("x", x == floor(x),
    "must be an integer")
  .conway_maxwell_poisson_two_require_rows("x", x >= 0, "must be >= 0")
  .conway_maxwell_poisson_two_gradient(x, parameters[[1]])
}

# The Hessian of nll.
hessian_conway_maxwell_poisson_two <- function(x, parameters) {
  x <- .conway_maxwell_poisson_two_column(x, "x")
  .conway_maxwell_poisson_two_require_rows("x", x == floor(x),
    "must be an integer")
  .conway_maxwell_poisson_two_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .conway_maxwell_poisson_two_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

# The gradient of log f, a row for each observation.
scores_conway_maxwell_poisson_two <- function(x, parameters) {
  x <- .conway_maxwell_poisson_two_column(x, "x")
  .conway_maxwell_poisson_two_require_rows("x", x == floor(x),
    "must be an integer")
  .conway_maxwell_poisson_two_require_rows("x", x >= 0, "must be >= 0")
  rate <- parameters[[1]]
  t_10 <- sqrt(rate)
  score_1 <- rep_len(x / rate - .conway_maxwell_poisson_two_bessel_i_ratio(0, 2 * t_10) / t_10, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("rate")
  out
}

.conway_maxwell_poisson_two_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

.conway_maxwell_poisson_two_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) median(values) else values[k]
}

.conway_maxwell_poisson_two_column <- function(values, name) {
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

.conway_maxwell_poisson_two_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(bad, " observations are outside the support: '", name, "' ", rule)
  }
}

# The remainder of a/b that has the sign of b.
.conway_maxwell_poisson_two_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.conway_maxwell_poisson_two_unbounded <- function(lower, upper) {
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.conway_maxwell_poisson_two_outward <- function(u, lower, upper) {
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
.conway_maxwell_poisson_two_inward <- function(t, lower, upper) {
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
.conway_maxwell_poisson_two_stretch <- function(u, lower, upper) {
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
.conway_maxwell_poisson_two_bend <- function(u, lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    e <- exp(-pmax(u, -u))
    part_25 <- .conway_maxwell_poisson_two_stretch(u, lower, upper)
    return(-sign(u) * part_25 * (1 - e) / (1 + e))
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(.conway_maxwell_poisson_two_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.conway_maxwell_poisson_two_farthest <- function(lower, upper) {
  if (isTRUE(is.finite(lower) && is.finite(upper))) {
    return(36)
  }
  if (isTRUE(is.finite(lower) || is.finite(upper))) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.conway_maxwell_poisson_two_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# log I_m(z) for z >= 0; a whole order may be negative.
.conway_maxwell_poisson_two_log_bessel_i <- function(order, z) {
  m <- pmax(order, -order)
  r <- sqrt(m * m + z * z)
  if (isTRUE(r < 600)) {
    term <- 1
    total <- 1
    k <- 1
    while (isTRUE(term > 1e-17 * total)) {
      term <- term * (0.5 * z) * (0.5 * z) / (k * (m + k))
      total <- total + term
      k <- k + 1
    }
    if (isTRUE(m == 0)) {
      return(log(total))
    }
    return(m * log(0.5 * z) - lgamma(m + 1) + log(total))
  }
  t <- 1 / r
  p <- m * m * t * t
  u_1 <- t * (3 - 5 * p) / 24
  u_2 <- t * t * (81 + p * (-462 + 385 * p)) / 1152
  part_26 <- p * (-369603 + p * (765765 - 425425 * p))
  u_3 <- t * t * t * (30375 + part_26) / 414720
  part_27 <- 349922430 + p * (-446185740 + 185910725 * p)
  inner <- -94121676 + p * part_27
  u_4 <- t * t * t * t * (4465125 + p * inner) / 39813120
  series <- log1p(u_1 + u_2 + u_3 + u_4)
  turned <- 0
  if (isTRUE(m > 0)) {
    turned <- m * log(z / (m + r))
  }
  r + turned - 0.9189385332046727 - 0.5 * log(r) + series
}
.conway_maxwell_poisson_two_log_bessel_i <- Vectorize(.conway_maxwell_poisson_two_log_bessel_i)

# I_{m+1}(z)/I_m(z) for z >= 0; a whole order may be negative.
.conway_maxwell_poisson_two_bessel_i_ratio <- function(order, z) {
  m <- pmax(order, -order - 1)
  ratio <- 0
  if (isTRUE(z > 20000)) {
    ratio <- exp(.conway_maxwell_poisson_two_log_bessel_i(m + 1, z) - .conway_maxwell_poisson_two_log_bessel_i(m, z))
  } else if (isTRUE(z > 0)) {
    k <- m + 1 + floor(z) + 60
    while (isTRUE(k > m + 0.5)) {
      ratio <- 1 / (2 * k / z + ratio)
      k <- k - 1
    }
  }
  if (isTRUE(order < -0.5)) {
    return(1 / ratio)
  }
  ratio
}
.conway_maxwell_poisson_two_bessel_i_ratio <- Vectorize(.conway_maxwell_poisson_two_bessel_i_ratio)

# I_m(z).
.conway_maxwell_poisson_two_iv <- function(order, z) {
  exp(.conway_maxwell_poisson_two_log_bessel_i(order, z))
}
.conway_maxwell_poisson_two_iv <- Vectorize(.conway_maxwell_poisson_two_iv)

# The equation that gives rate, and its slope.
.conway_maxwell_poisson_two_equation_rate <- function(sum_x, n, rate) {
  t <- 1 / rate
  t_1 <- sqrt(rate)
  t_2 <- 2 * t_1
  t_3 <- .conway_maxwell_poisson_two_bessel_i_ratio(0, t_2)
  t_4 <- .conway_maxwell_poisson_two_iv(0, t_2)
  part_1 <- 0.5 * t_4 + 0.5 * .conway_maxwell_poisson_two_iv(2, t_2)
  part_2 <- t_3^2 * t + 0.5 * t_3 / rate^1.5 - part_1 * t / t_4
  c(t * sum_x - t_3 * n / t_1, part_2 * n - sum_x / rate^2)
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.conway_maxwell_poisson_two_zero_rate <- function(sum_x, n, near, f_near, far,
  f_far, lower, upper) {
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
    found_3 <- .conway_maxwell_poisson_two_equation_rate(sum_x, n,
      .conway_maxwell_poisson_two_outward(u, lower, upper))
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
    if (isTRUE(.conway_maxwell_poisson_two_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .conway_maxwell_poisson_two_stretch(u, lower, upper))
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
  .conway_maxwell_poisson_two_outward(u, lower, upper)
}

# The log-likelihood as a function of rate alone.
.conway_maxwell_poisson_two_rate_rate <- function(sum_h, sum_x, n, rate) {
  part_4 <- .conway_maxwell_poisson_two_xlogy(sum_x, rate)
  part_5 <- 2 * sqrt(rate)
  part_6 <- n * .conway_maxwell_poisson_two_log_bessel_i(0, part_5)
  part_4 - part_6 - 2 * sum_h
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates.
.conway_maxwell_poisson_two_root_rate <- function(sum_x, n, sum_h, lower, upper,
  start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .conway_maxwell_poisson_two_inward(start, lower, upper)
  }
  limit_1 <- .conway_maxwell_poisson_two_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_7 <- .conway_maxwell_poisson_two_equation_rate(sum_x, n,
      .conway_maxwell_poisson_two_outward(new, lower, upper))
    f <- found_7[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .conway_maxwell_poisson_two_zero_rate(sum_x, n, last, f_last, new, f, lower, upper)
      height <- .conway_maxwell_poisson_two_rate_rate(sum_h, sum_x, n, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .conway_maxwell_poisson_two_rate_rate(sum_h, sum_x, n, .conway_maxwell_poisson_two_outward(new, lower, upper))
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .conway_maxwell_poisson_two_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  chosen
}

# The log-likelihood as a function of rate.
.conway_maxwell_poisson_two_value_joint <- function(sum_h, sum_x, n, rate) {
  part_8 <- .conway_maxwell_poisson_two_xlogy(sum_x, rate)
  part_9 <- 2 * sqrt(rate)
  part_10 <- n * .conway_maxwell_poisson_two_log_bessel_i(0, part_9)
  part_8 - part_10 - 2 * sum_h
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.conway_maxwell_poisson_two_derivatives_joint <- function(sum_h, sum_x, n,
  rate) {
  t_12 <- sqrt(rate)
  t_13 <- 2 * t_12
  t_14 <- 1 / rate
  t_15 <- .conway_maxwell_poisson_two_bessel_i_ratio(0, t_13)
  t_16 <- t_15 / t_12
  part_11 <- n * .conway_maxwell_poisson_two_log_bessel_i(0, t_13)
  part_12 <- (1 - t_15^2 - 0.5 * t_16) * t_14 * n
  c(.conway_maxwell_poisson_two_xlogy(sum_x, rate) - part_11 - 2 * sum_h,
    t_14 * sum_x - t_16 * n,
    0.5 * t_15 * n / rate^1.5 - part_12 - sum_x / rate^2)
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.conway_maxwell_poisson_two_surface_joint <- function(sum_h, sum_x, n, u_1) {
  rate <- .conway_maxwell_poisson_two_outward(u_1, 0, Inf)
  stretch_1 <- .conway_maxwell_poisson_two_stretch(u_1, 0, Inf)
  found_13 <- .conway_maxwell_poisson_two_derivatives_joint(sum_h, sum_x, n,
    rate)
  height <- found_13[1]
  g_1 <- found_13[2]
  h_1_1 <- found_13[3]
  part_14 <- g_1 * .conway_maxwell_poisson_two_bend(u_1, 0, Inf) / n
  c(-height / n, -g_1 * stretch_1 / n,
    -h_1_1 * stretch_1 * stretch_1 / n - part_14)
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.conway_maxwell_poisson_two_climb_joint <- function(sum_h, sum_x, n, start_1) {
  u_1 <- .conway_maxwell_poisson_two_inward(start_1, 0, Inf)
  found_15 <- .conway_maxwell_poisson_two_surface_joint(sum_h, sum_x, n, u_1)
  f <- found_15[1]
  g_1 <- found_15[2]
  h_1_1 <- found_15[3]
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
    found_16 <- .conway_maxwell_poisson_two_surface_joint(sum_h, sum_x, n,
      u_1 + step_1)
    f_new <- found_16[1]
    g_1_new <- found_16[2]
    h_1_1_new <- found_16[3]
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
  c(-f, .conway_maxwell_poisson_two_outward(u_1, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.conway_maxwell_poisson_two_maximise_joint <- function(x, sum_h, sum_x, n) {
  middle_x <- .conway_maxwell_poisson_two_level(x, 0.5)
  high_x <- .conway_maxwell_poisson_two_level(x, 0.75)
  best <- -Inf
  chosen_1 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .conway_maxwell_poisson_two_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_17 <- 0.001 + abs(middle_x)
      part_18 <- 0.001 + abs(high_x)
      draw_1 <- .conway_maxwell_poisson_two_choose(at, 1, 0.1, 0.4, 2.5, part_17, part_18, 20)
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1))) {
        height <- .conway_maxwell_poisson_two_value_joint(sum_h, sum_x, n, draw_1)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
      }
    }
    found_19 <- .conway_maxwell_poisson_two_climb_joint(sum_h, sum_x, n,
      reached_1)
    height <- found_19[1]
    reached_1 <- found_19[2]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
    }
  }
  chosen_1
}

# The estimate, in the order of the parameters.
.conway_maxwell_poisson_two_solve <- function(x) {
  n <- length(x)
  sum_h <- sum(lgamma(x + 1))
  sum_x <- sum(x)
  rate <- .conway_maxwell_poisson_two_root_rate(sum_x, n, sum_h, 0, Inf, NaN)
  if (!isTRUE(is.finite(rate) && rate > 0)) {
    rate <- .conway_maxwell_poisson_two_maximise_joint(x, sum_h, sum_x, n)
  }
  rate
}

# The log-likelihood, every constant included.
.conway_maxwell_poisson_two_log_likelihood <- function(sum_h, sum_x, n, rate) {
  part_20 <- .conway_maxwell_poisson_two_xlogy(sum_x, rate)
  part_21 <- 2 * sqrt(rate)
  part_22 <- n * .conway_maxwell_poisson_two_log_bessel_i(0, part_21)
  part_20 - part_22 - 2 * sum_h
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.conway_maxwell_poisson_two_nll <- function(x, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(Inf)
  }
  n <- length(x)
  sum_h <- sum(lgamma(x + 1))
  sum_x <- sum(x)
  -.conway_maxwell_poisson_two_log_likelihood(sum_h, sum_x, n, rate)
}

# The gradient of the log-likelihood.
.conway_maxwell_poisson_two_score <- function(sum_x, n, rate) {
  t_11 <- sqrt(rate)
  part_23 <- .conway_maxwell_poisson_two_bessel_i_ratio(0, 2 * t_11)
  sum_x / rate - part_23 * n / t_11
}

# The gradient of nll; nan outside the domain or the support.
.conway_maxwell_poisson_two_gradient <- function(x, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.conway_maxwell_poisson_two_score(sum_x, n, rate)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.conway_maxwell_poisson_two_curvature <- function(sum_x, n, rate) {
  t_12 <- sqrt(rate)
  t_13 <- 2 * t_12
  t_14 <- 1 / rate
  t_15 <- .conway_maxwell_poisson_two_bessel_i_ratio(0, t_13)
  t_16 <- t_15 / t_12
  part_24 <- (1 - t_15^2 - 0.5 * t_16) * t_14 * n
  0.5 * t_15 * n / rate^1.5 - part_24 - sum_x / rate^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.conway_maxwell_poisson_two_hessian <- function(x, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.conway_maxwell_poisson_two_curvature(sum_x, n, rate)
}
