# Maximum-likelihood estimation: Yule-Simon distribution.
#
#   f(x; rho) = rho*beta(x, rho+1)
#   support: x in 1, 2, 3, ...
#   rho: positive
#
# Log-likelihood:
#
#   (log(rho) + loggamma(rho + 1))*n + sum(loggamma(x)) - sum(loggamma(x + rho
#       + 1))
#
# Estimator (reduced):
#
#   rho = the solution of (polygamma(0, rho + 1) + 1/rho)*n - sum(polygamma(0,
#       x + rho + 1)) = 0
#
# Source:
#
#   Simon (1955), On a class of skew distribution functions, Biometrika 42,
#       425-440
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 6
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
mle_yule_simon <- function(x) {
  x <- .yule_simon_column(x, "x")
  .yule_simon_require_rows("x", x == floor(x), "must be an integer")
  .yule_simon_require_rows("x", x >= 1, "must be >= 1")
  labels <- c("rho")
  estimate <- .yule_simon_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_yule_simon(x, estimate)
    information <- hessian_yule_simon(x, estimate)
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
#' @param parameters numeric vector: rho, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_yule_simon <- function(x, parameters) {
  x <- .yule_simon_column(x, "x")
  .yule_simon_require_rows("x", x == floor(x), "must be an integer")
  .yule_simon_require_rows("x", x >= 1, "must be >= 1")
  .yule_simon_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rho, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_yule_simon <- function(x, parameters) {
  x <- .yule_simon_column(x, "x")
  .yule_simon_require_rows("x", x == floor(x), "must be an integer")
  .yule_simon_require_rows("x", x >= 1, "must be >= 1")
  .yule_simon_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rho, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_yule_simon <- function(x, parameters) {
  x <- .yule_simon_column(x, "x")
  .yule_simon_require_rows("x", x == floor(x), "must be an integer")
  .yule_simon_require_rows("x", x >= 1, "must be >= 1")
  triangle <- .yule_simon_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rho, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_yule_simon <- function(x, parameters) {
  x <- .yule_simon_column(x, "x")
  .yule_simon_require_rows("x", x == floor(x), "must be an integer")
  .yule_simon_require_rows("x", x >= 1, "must be >= 1")
  rho <- parameters[[1]]
  score_1 <- rep_len(
    1 / rho - .yule_simon_polygamma_rising(0, rho + 1, x), length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("rho")
  out
}

# psi(z) - log z, z >= 10.
.yule_simon_digamma_tail <- function(z) {
  w <- 1 / z^2
  -0.5 / z - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))
}

# psi'(z) - 1/z, z >= 10.
.yule_simon_trigamma_tail <- function(z) {
  w <- 1 / z^2
  w * (0.5 + (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30))) / z)
}

# psi_m(a + d) - psi_m(a) for a, a + d > 0.
.yule_simon_polygamma_rising <- function(m, a, d) {
  b <- a + d
  plain <- psigamma(b, m) - psigamma(a, m)
  if (m > 1) {
    return(plain)
  }
  large <- pmin(a, b) >= 20
  u <- ifelse(large, a, 20)
  v <- ifelse(large, b, 20)
  e <- ifelse(large, d, 0)
  if (m == 0) {
    series <- log1p(e / u) +
      (.yule_simon_digamma_tail(v) - .yule_simon_digamma_tail(u))
  } else {
    series <- -e / (u * v) +
      (.yule_simon_trigamma_tail(v) - .yule_simon_trigamma_tail(u))
  }
  ifelse(large, series, plain)
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.yule_simon_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.yule_simon_column <- function(values, name) {
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
.yule_simon_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.yule_simon_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.yule_simon_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.yule_simon_outward <- function(u, lower, upper) {
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
.yule_simon_inward <- function(t, lower, upper) {
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
.yule_simon_stretch <- function(u, lower, upper) {
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
.yule_simon_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .yule_simon_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.yule_simon_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.yule_simon_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.yule_simon_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The equation that gives rho, and its slope.
.yule_simon_equation_rho <- function(x, n, rho) {
  t <- x + rho + 1
  sum_h_1 <- sum(digamma(t))
  sum_h_2 <- sum(trigamma(t))
  t_1 <- rho + 1
  c(
    (digamma(t_1) + 1 / rho) * n - sum_h_1,
    (trigamma(t_1) - 1 / rho^2) * n - sum_h_2
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.yule_simon_zero_rho <- function(x, n, near, f_near, far, f_far, lower, upper) {
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
    found_1 <- .yule_simon_equation_rho(
      x, n, .yule_simon_outward(u, lower, upper)
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
    if (isTRUE(.yule_simon_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .yule_simon_stretch(u, lower, upper))
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
  .yule_simon_outward(u, lower, upper)
}

# The log-likelihood as a function of rho alone.
.yule_simon_rate_rho <- function(x, sum_h, n, rho) {
  sum_h_3 <- sum(lgamma(x + rho + 1))
  (log(rho) + lgamma(rho + 1)) * n + sum_h - sum_h_3
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.yule_simon_root_rho <- function(x, n, sum_h, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .yule_simon_inward(start, lower, upper)
  }
  limit_1 <- .yule_simon_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_2 <- .yule_simon_equation_rho(
      x, n, .yule_simon_outward(new, lower, upper)
    )
    f <- found_2[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .yule_simon_zero_rho(x, n, last, f_last, new, f, lower, upper)
      height <- .yule_simon_rate_rho(x, sum_h, n, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .yule_simon_rate_rho(
        x, sum_h, n, .yule_simon_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .yule_simon_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .yule_simon_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .yule_simon_rate_rho(
    x, sum_h, n, .yule_simon_outward(u, lower, upper)
  )
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_3 <- .yule_simon_equation_rho(
      x, n, .yule_simon_outward(last, lower, upper)
    )
    f_last <- found_3[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_4 <- .yule_simon_equation_rho(
        x, n, .yule_simon_outward(new, lower, upper)
      )
      f <- found_4[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .yule_simon_zero_rho(x, n, last, f_last, new, f, lower, upper)
        height <- .yule_simon_rate_rho(x, sum_h, n, t)
        v <- .yule_simon_inward(t, lower, upper)
        below <- .yule_simon_rate_rho(
          x, sum_h, n, .yule_simon_outward(v - 1, lower, upper)
        )
        above <- .yule_simon_rate_rho(
          x, sum_h, n, .yule_simon_outward(v + 1, lower, upper)
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

# The log-likelihood as a function of rho.
.yule_simon_value_joint <- function(x, n, rho) {
  sum_h_7 <- sum(lbeta(rho + 1, x))
  n * log(rho) + sum_h_7
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.yule_simon_derivatives_joint <- function(x, n, rho) {
  t_3 <- rho + 1
  sum_h_9 <- sum(lbeta(t_3, x))
  sum_h_10 <- sum(.yule_simon_polygamma_rising(0, t_3, x))
  sum_h_11 <- sum(.yule_simon_polygamma_rising(1, t_3, x))
  c(n * log(rho) + sum_h_9, n / rho - sum_h_10, -n / rho^2 - sum_h_11)
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.yule_simon_surface_joint <- function(x, n, u_1) {
  rho <- .yule_simon_outward(u_1, 0, Inf)
  stretch_1 <- .yule_simon_stretch(u_1, 0, Inf)
  found_5 <- .yule_simon_derivatives_joint(x, n, rho)
  height <- found_5[1]
  g_1 <- found_5[2]
  h_1_1 <- found_5[3]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -h_1_1 * stretch_1 * stretch_1 / n - g_1 * .yule_simon_bend(u_1, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.yule_simon_climb_joint <- function(x, n, start_1) {
  u_1 <- .yule_simon_inward(start_1, 0, Inf)
  found_6 <- .yule_simon_surface_joint(x, n, u_1)
  f <- found_6[1]
  g_1 <- found_6[2]
  h_1_1 <- found_6[3]
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
    found_7 <- .yule_simon_surface_joint(x, n, u_1 + step_1)
    f_new <- found_7[1]
    g_1_new <- found_7[2]
    h_1_1_new <- found_7[3]
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
  d_1 <- h_1_1
  if (isTRUE(abs(d_1) <= 1e-09)) {
    return(c(-Inf, start_1))
  }
  c(-f, .yule_simon_outward(u_1, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.yule_simon_maximise_joint <- function(x, n) {
  middle_x <- .yule_simon_level(x, 0.5)
  high_x <- .yule_simon_level(x, 0.75)
  best <- -Inf
  chosen_1 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .yule_simon_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .yule_simon_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1))) {
        height <- .yule_simon_value_joint(x, n, draw_1)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
      }
    }
    found_8 <- .yule_simon_climb_joint(x, n, reached_1)
    height <- found_8[1]
    reached_1 <- found_8[2]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
    }
  }
  chosen_1
}

# The estimate, in the order of the parameters.
.yule_simon_solve <- function(x) {
  n <- length(x)
  sum_h <- sum(lgamma(x))
  rho <- .yule_simon_root_rho(x, n, sum_h, 0, Inf, NaN)
  if (!isTRUE(is.finite(rho) && rho > 0)) {
    rho <- .yule_simon_maximise_joint(x, n)
  }
  rho
}

# The log-likelihood, every constant included.
.yule_simon_log_likelihood <- function(x, n, rho) {
  sum_h_7 <- sum(lbeta(rho + 1, x))
  n * log(rho) + sum_h_7
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.yule_simon_nll <- function(x, rho) {
  if (!isTRUE(rho > 0 && is.finite(rho))) {
    return(Inf)
  }
  n <- length(x)
  -.yule_simon_log_likelihood(x, n, rho)
}

# The gradient of the log-likelihood.
.yule_simon_score <- function(x, n, rho) {
  sum_h_8 <- sum(.yule_simon_polygamma_rising(0, rho + 1, x))
  n / rho - sum_h_8
}

# The gradient of nll; nan outside the domain or the support.
.yule_simon_gradient <- function(x, rho) {
  if (!isTRUE(rho > 0 && is.finite(rho))) {
    return(NaN)
  }
  n <- length(x)
  -.yule_simon_score(x, n, rho)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.yule_simon_curvature <- function(x, n, rho) {
  t_3 <- rho + 1
  sum_h_11 <- sum(.yule_simon_polygamma_rising(1, t_3, x))
  -n / rho^2 - sum_h_11
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.yule_simon_hessian <- function(x, rho) {
  if (!isTRUE(rho > 0 && is.finite(rho))) {
    return(NaN)
  }
  n <- length(x)
  -.yule_simon_curvature(x, n, rho)
}
