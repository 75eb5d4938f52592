# Maximum-likelihood estimation: Gompertz distribution.
#
#   f(x; shape, rate) = shape*rate*exp(shape+rate*x-shape*exp(rate*x))
#   support: x >= 0
#   shape: positive
#   rate: positive
#
# Log-likelihood:
#
#   rate*sum(x) - shape*sum(exp(x*rate)) + (shape + log(rate) + log(shape))*n
#
# Estimator (reduced):
#
#   rate = the solution of sum(x) - n*sum(x*exp(x*rate))/(-n +
#       sum(exp(x*rate))) + n/rate = 0
#   shape = n/(-n + sum(exp(x*rate)))
#
# Source:
#
#   Garg, Rao, Redmond (1970), Maximum-likelihood estimation of the parameters
#       of the Gompertz survival function, Appl. Statist. 19, 152-159
#   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
#       vol. 2, ch. 22
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
mle_gompertz <- function(x) {
  x <- .gompertz_column(x, "x")
  .gompertz_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("shape", "rate")
  units_x <- .gompertz_units_x(x)
  estimate <- .gompertz_solve((x - units_x[1]) / units_x[2])
  estimate[2] <- units_x[2]^(-1) * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_gompertz(x, estimate)
    information <- hessian_gompertz(x, estimate)
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
#' @param parameters numeric vector: shape, rate, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_gompertz <- function(x, parameters) {
  x <- .gompertz_column(x, "x")
  .gompertz_require_rows("x", x >= 0, "must be >= 0")
  .gompertz_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, rate, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_gompertz <- function(x, parameters) {
  x <- .gompertz_column(x, "x")
  .gompertz_require_rows("x", x >= 0, "must be >= 0")
  .gompertz_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, rate, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_gompertz <- function(x, parameters) {
  x <- .gompertz_column(x, "x")
  .gompertz_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .gompertz_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, rate, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_gompertz <- function(x, parameters) {
  x <- .gompertz_column(x, "x")
  .gompertz_require_rows("x", x >= 0, "must be >= 0")
  shape <- parameters[[1]]
  rate <- parameters[[2]]
  t_5 <- exp(rate * x)
  score_1 <- rep_len(1 + 1 / shape - t_5, length(x))
  score_2 <- rep_len(x + 1 / rate - shape * t_5 * x, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("shape", "rate")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.gompertz_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.gompertz_column <- function(values, name) {
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
.gompertz_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.gompertz_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.gompertz_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.gompertz_outward <- function(u, lower, upper) {
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
.gompertz_inward <- function(t, lower, upper) {
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
.gompertz_stretch <- function(u, lower, upper) {
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
.gompertz_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .gompertz_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.gompertz_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.gompertz_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.gompertz_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The equation that gives rate, and its slope.
.gompertz_equation_rate <- function(x, n, sum_x, rate) {
  t <- exp(rate * x)
  sum_h <- sum(t)
  sum_h_1 <- sum(t * x)
  sum_h_2 <- sum(t * x^2)
  t_1 <- sum_h - n
  t_2 <- n / t_1
  c(
    n / rate + sum_x - t_2 * sum_h_1,
    sum_h_1^2 * n / t_1^2 - n / rate^2 - t_2 * sum_h_2
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.gompertz_zero_rate <- function(x, n, sum_x, near, f_near, far, f_far, lower,
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
    found_1 <- .gompertz_equation_rate(
      x, n, sum_x, .gompertz_outward(u, lower, upper)
    )
    f <- found_1[1]
    slope <- found_1[2]
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
    if (isTRUE(.gompertz_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .gompertz_stretch(u, lower, upper))
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
  .gompertz_outward(u, lower, upper)
}

# The log-likelihood as a function of rate alone.
.gompertz_rate_rate <- function(x, sum_x, n, rate) {
  sum_h_3 <- sum(exp(rate * x))
  n^2 / (sum_h_3 - n) + (log(rate) + log(n / (sum_h_3 - n))) * n +
    rate * sum_x - sum_h_3 * n / (sum_h_3 - n)
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.gompertz_root_rate <- function(x, n, sum_x, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .gompertz_inward(start, lower, upper)
  }
  limit_1 <- .gompertz_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_2 <- .gompertz_equation_rate(
      x, n, sum_x, .gompertz_outward(new, lower, upper)
    )
    f <- found_2[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .gompertz_zero_rate(x, n, sum_x, last, f_last, new, f, lower, upper)
      height <- .gompertz_rate_rate(x, sum_x, n, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .gompertz_rate_rate(
        x, sum_x, n, .gompertz_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .gompertz_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .gompertz_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .gompertz_rate_rate(x, sum_x, n, .gompertz_outward(u, lower, upper))
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_3 <- .gompertz_equation_rate(
      x, n, sum_x, .gompertz_outward(last, lower, upper)
    )
    f_last <- found_3[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_4 <- .gompertz_equation_rate(
        x, n, sum_x, .gompertz_outward(new, lower, upper)
      )
      f <- found_4[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .gompertz_zero_rate(
          x, n, sum_x, last, f_last, new, f, lower, upper
        )
        height <- .gompertz_rate_rate(x, sum_x, n, t)
        v <- .gompertz_inward(t, lower, upper)
        below <- .gompertz_rate_rate(
          x, sum_x, n, .gompertz_outward(v - 1, lower, upper)
        )
        above <- .gompertz_rate_rate(
          x, sum_x, n, .gompertz_outward(v + 1, lower, upper)
        )
        gap <- height - pmax(below, above)
        if (isTRUE(height > best && gap > 1e-10 * (1 + abs(height)))) {
          best <- height
          chosen <- t
        }
      }
      last <- new
      f_last <- f
      shift <- 1.5 * shift
    }
  }
  chosen
}

# The log-likelihood as a function of shape, rate.
.gompertz_value_joint <- function(x, sum_x, n, shape, rate) {
  sum_h_7 <- sum(exp(rate * x))
  shape * n + n * log(rate) + n * log(shape) + rate * sum_x - shape * sum_h_7
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.gompertz_derivatives_joint <- function(x, n, sum_x, shape, rate) {
  t_7 <- exp(rate * x)
  sum_h_10 <- sum(t_7)
  sum_h_11 <- sum(t_7 * x)
  sum_h_12 <- sum(t_7 * x^2)
  c(
    shape * n + n * log(rate) + n * log(shape) + rate * sum_x -
      shape * sum_h_10,
    n + n / shape - sum_h_10,
    n / rate + sum_x - shape * sum_h_11,
    -n / shape^2,
    -sum_h_11,
    -n / rate^2 - shape * sum_h_12
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.gompertz_surface_joint <- function(x, n, sum_x, u_1, u_2) {
  shape <- .gompertz_outward(u_1, 0, Inf)
  stretch_1 <- .gompertz_stretch(u_1, 0, Inf)
  rate <- .gompertz_outward(u_2, 0, Inf)
  stretch_2 <- .gompertz_stretch(u_2, 0, Inf)
  found_5 <- .gompertz_derivatives_joint(x, n, sum_x, shape, rate)
  height <- found_5[1]
  g_1 <- found_5[2]
  g_2 <- found_5[3]
  h_1_1 <- found_5[4]
  h_2_1 <- found_5[5]
  h_2_2 <- found_5[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n - g_1 * .gompertz_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n - g_2 * .gompertz_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.gompertz_climb_joint <- function(x, n, sum_x, start_1, start_2) {
  u_1 <- .gompertz_inward(start_1, 0, Inf)
  u_2 <- .gompertz_inward(start_2, 0, Inf)
  found_6 <- .gompertz_surface_joint(x, n, sum_x, u_1, u_2)
  f <- found_6[1]
  g_1 <- found_6[2]
  g_2 <- found_6[3]
  h_1_1 <- found_6[4]
  h_2_1 <- found_6[5]
  h_2_2 <- found_6[6]
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
    found_7 <- .gompertz_surface_joint(x, n, sum_x, u_1 + step_1, u_2 + step_2)
    f_new <- found_7[1]
    g_1_new <- found_7[2]
    g_2_new <- found_7[3]
    h_1_1_new <- found_7[4]
    h_2_1_new <- found_7[5]
    h_2_2_new <- found_7[6]
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
  c(-f, .gompertz_outward(u_1, 0, Inf), .gompertz_outward(u_2, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.gompertz_maximise_joint <- function(x, n, sum_x) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .gompertz_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .gompertz_choose(at, 1, 0.1, 0.3, 0.7, 2, 5, 20)
      seed <- .gompertz_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .gompertz_choose(
        at, 1, 2, 4, 1.4285714285714286, 0.6666666666666666, 0.5, 0.25
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .gompertz_value_joint(x, sum_x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_8 <- .gompertz_climb_joint(x, n, sum_x, reached_1, reached_2)
    height <- found_8[1]
    reached_1 <- found_8[2]
    reached_2 <- found_8[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.gompertz_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  rate <- .gompertz_root_rate(x, n, sum_x, 0, Inf, NaN)
  t_3 <- exp(rate * x)
  sum_h_4 <- sum(t_3)
  shape <- n / (sum_h_4 - n)
  if (!isTRUE(is.finite(shape) && is.finite(rate) && shape > 0 && rate > 0)) {
    found_9 <- .gompertz_maximise_joint(x, n, sum_x)
    shape <- found_9[1]
    rate <- found_9[2]
  }
  c(shape, rate)
}

# A centre and a spread with which the data are standardised.
.gompertz_units_x <- function(x) {
  n <- length(x)
  half <- .gompertz_level(abs(x), 0.5)
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
.gompertz_log_likelihood <- function(x, sum_x, n, shape, rate) {
  sum_h_7 <- sum(exp(rate * x))
  shape * n + n * log(rate) + n * log(shape) + rate * sum_x - shape * sum_h_7
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.gompertz_nll <- function(x, shape, rate) {
  if (!isTRUE(shape > 0 && is.finite(shape) && rate > 0 && is.finite(rate))) {
    return(Inf)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.gompertz_log_likelihood(x, sum_x, n, shape, rate)
}

# The gradient of the log-likelihood.
.gompertz_score <- function(x, n, sum_x, shape, rate) {
  t_6 <- exp(rate * x)
  sum_h_8 <- sum(t_6)
  sum_h_9 <- sum(t_6 * x)
  c(n + n / shape - sum_h_8, n / rate + sum_x - shape * sum_h_9)
}

# The gradient of nll; nan outside the domain or the support.
.gompertz_gradient <- function(x, shape, rate) {
  if (!isTRUE(shape > 0 && is.finite(shape) && rate > 0 && is.finite(rate))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_x <- sum(x)
  found_10 <- .gompertz_score(x, n, sum_x, shape, rate)
  g_1 <- found_10[1]
  g_2 <- found_10[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.gompertz_curvature <- function(x, n, shape, rate) {
  t_7 <- exp(rate * x)
  sum_h_11 <- sum(t_7 * x)
  sum_h_12 <- sum(t_7 * x^2)
  c(-n / shape^2, -sum_h_11, -n / rate^2 - shape * sum_h_12)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.gompertz_hessian <- function(x, shape, rate) {
  if (!isTRUE(shape > 0 && is.finite(shape) && rate > 0 && is.finite(rate))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_11 <- .gompertz_curvature(x, n, shape, rate)
  h_1 <- found_11[1]
  h_2 <- found_11[2]
  h_3 <- found_11[3]
  c(-h_1, -h_2, -h_3)
}
