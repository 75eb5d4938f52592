# Maximum-likelihood estimation: Cardioid distribution centred at zero.
#
#   f(x; rho) = (1+2*rho*cos(x))/(2*pi)
#   support: -pi <= x <= pi
#   rho: -1/2 < rho < 1/2
#
# Log-likelihood:
#
#   -log(2*pi)*n + sum(log(2*rho*cos(x) + 1))
#
# Estimator (reduced):
#
#   rho = the solution of sum(cos(x)/(rho*cos(x) + 1/2)) = 0
#
# Conditions:
#
#   A maximum exists only if sum [cos x_i/(cos x_i - 1)] < 0.
#   A maximum exists only if sum [cos x_i/(1 + cos x_i)] < 0.
#
# Source:
#
#   Mardia, Jupp (2000), Directional Statistics, ch. 3
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
mle_cardioid <- function(x) {
  x <- .cardioid_column(x, "x")
  .cardioid_require_rows("x", x >= -pi, "must be >= -pi")
  .cardioid_require_rows("x", x <= pi, "must be <= pi")
  labels <- c("rho")
  limit <- .cardioid_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .cardioid_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_cardioid(x, estimate)
    information <- hessian_cardioid(x, estimate)
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[] <- chol2inv(root) / unit
      }
    }
  } else if (exists) {
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
nll_cardioid <- function(x, parameters) {
  x <- .cardioid_column(x, "x")
  .cardioid_require_rows("x", x >= -pi, "must be >= -pi")
  .cardioid_require_rows("x", x <= pi, "must be <= pi")
  .cardioid_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rho, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_cardioid <- function(x, parameters) {
  x <- .cardioid_column(x, "x")
  .cardioid_require_rows("x", x >= -pi, "must be >= -pi")
  .cardioid_require_rows("x", x <= pi, "must be <= pi")
  .cardioid_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rho, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_cardioid <- function(x, parameters) {
  x <- .cardioid_column(x, "x")
  .cardioid_require_rows("x", x >= -pi, "must be >= -pi")
  .cardioid_require_rows("x", x <= pi, "must be <= pi")
  triangle <- .cardioid_hessian(x, parameters[[1]])
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
scores_cardioid <- function(x, parameters) {
  x <- .cardioid_column(x, "x")
  .cardioid_require_rows("x", x >= -pi, "must be >= -pi")
  .cardioid_require_rows("x", x <= pi, "must be <= pi")
  rho <- parameters[[1]]
  t_6 <- 2 * cos(x)
  score_1 <- rep_len(t_6 / (rho * t_6 + 1), length(x))
  out <- cbind(score_1)
  colnames(out) <- c("rho")
  out
}

# A variable as a numeric vector; stops if it is none.
.cardioid_column <- function(values, name) {
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
.cardioid_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.cardioid_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.cardioid_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.cardioid_outward <- function(u, lower, upper) {
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
.cardioid_inward <- function(t, lower, upper) {
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
.cardioid_stretch <- function(u, lower, upper) {
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
.cardioid_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .cardioid_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.cardioid_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.cardioid_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.cardioid_choose <- function(at, a, b, c_1, d, e, f, g) {
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
.cardioid_equation_rho <- function(x, rho) {
  t_1 <- cos(x)
  t_2 <- 2 * rho * t_1 + 1
  sum_h_2 <- sum(t_1 / t_2)
  sum_h_3 <- sum(t_1^2 / t_2^2)
  c(2 * sum_h_2, -4 * sum_h_3)
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.cardioid_zero_rho <- function(x, near, f_near, far, f_far, lower, upper) {
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
    found_1 <- .cardioid_equation_rho(x, .cardioid_outward(u, lower, upper))
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
    if (isTRUE(.cardioid_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .cardioid_stretch(u, lower, upper))
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
  .cardioid_outward(u, lower, upper)
}

# The log-likelihood as a function of rho alone.
.cardioid_rate_rho <- function(x, n, rho) {
  sum_h_4 <- sum(log1p(2 * rho * cos(x)))
  sum_h_4 - n * log(2 * pi)
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.cardioid_root_rho <- function(x, n, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .cardioid_inward(start, lower, upper)
  }
  limit_1 <- .cardioid_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_2 <- .cardioid_equation_rho(x, .cardioid_outward(new, lower, upper))
    f <- found_2[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .cardioid_zero_rho(x, last, f_last, new, f, lower, upper)
      height <- .cardioid_rate_rho(x, n, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .cardioid_rate_rho(x, n, .cardioid_outward(new, lower, upper))
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .cardioid_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .cardioid_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .cardioid_rate_rho(x, n, .cardioid_outward(u, lower, upper))
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_3 <- .cardioid_equation_rho(x, .cardioid_outward(last, lower, upper))
    f_last <- found_3[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_4 <- .cardioid_equation_rho(x, .cardioid_outward(new, lower, upper))
      f <- found_4[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .cardioid_zero_rho(x, last, f_last, new, f, lower, upper)
        height <- .cardioid_rate_rho(x, n, t)
        v <- .cardioid_inward(t, lower, upper)
        below <- .cardioid_rate_rho(
          x, n, .cardioid_outward(v - 1, lower, upper)
        )
        above <- .cardioid_rate_rho(
          x, n, .cardioid_outward(v + 1, lower, upper)
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
.cardioid_value_joint <- function(x, n, rho) {
  sum_h_8 <- sum(log1p(2 * rho * cos(x)))
  sum_h_8 - n * log(2 * pi)
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.cardioid_derivatives_joint <- function(x, n, rho) {
  t_8 <- cos(x)
  t_9 <- 2 * rho * t_8
  t_10 <- t_9 + 1
  sum_h_10 <- sum(log1p(t_9))
  sum_h_11 <- sum(t_8 / t_10)
  sum_h_12 <- sum(t_8^2 / t_10^2)
  c(sum_h_10 - n * log(2 * pi), 2 * sum_h_11, -4 * sum_h_12)
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.cardioid_surface_joint <- function(x, n, u_1) {
  rho <- .cardioid_outward(u_1, -0.5, 0.5)
  stretch_1 <- .cardioid_stretch(u_1, -0.5, 0.5)
  found_5 <- .cardioid_derivatives_joint(x, n, rho)
  height <- found_5[1]
  g_1 <- found_5[2]
  h_1_1 <- found_5[3]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .cardioid_bend(u_1, -0.5, 0.5) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.cardioid_climb_joint <- function(x, n, start_1) {
  u_1 <- .cardioid_inward(start_1, -0.5, 0.5)
  found_6 <- .cardioid_surface_joint(x, n, u_1)
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
    found_7 <- .cardioid_surface_joint(x, n, u_1 + step_1)
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
  c(-f, .cardioid_outward(u_1, -0.5, 0.5))
}

# The joint maximiser, the best of several climbs.
.cardioid_maximise_joint <- function(x, n) {
  best <- -Inf
  chosen_1 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- -0.5 + (0.5 - (-0.5)) * 0.5
    for (pick in seq_len(40) - 1) {
      seed <- .cardioid_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_8 <- -0.5 + (0.5 - (-0.5)) * 0.05
      part_9 <- -0.5 + (0.5 - (-0.5)) * 0.35
      part_10 <- -0.5 + (0.5 - (-0.5)) * 0.65
      part_11 <- -0.5 + (0.5 - (-0.5)) * 0.95
      part_12 <- -0.5 + (0.5 - (-0.5)) * 0.5
      draw_1 <- .cardioid_choose(
        at,
        part_12,
        part_8,
        -0.5 + (0.5 - (-0.5)) * 0.2,
        part_9,
        part_10,
        -0.5 + (0.5 - (-0.5)) * 0.8,
        part_11
      )
      height <- -Inf
      if (isTRUE(draw_1 > -0.5 && draw_1 < 0.5)) {
        height <- .cardioid_value_joint(x, n, draw_1)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
      }
    }
    found_13 <- .cardioid_climb_joint(x, n, reached_1)
    height <- found_13[1]
    reached_1 <- found_13[2]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
    }
  }
  chosen_1
}

# The estimate, in the order of the parameters.
.cardioid_solve <- function(x) {
  n <- length(x)
  rho <- .cardioid_root_rho(x, n, -0.5, 0.5, NaN)
  if (!isTRUE(is.finite(rho) && rho > -0.5 && rho < 0.5)) {
    rho <- .cardioid_maximise_joint(x, n)
  }
  rho
}

# 1 and the limits where no maximum exists, else 0.
.cardioid_limits <- function(x) {
  t <- cos(x)
  sum_h <- sum(t / (t - 1))
  sum_h_1 <- sum(t / (t + 1))
  if (!isTRUE(-2 * sum_h > 0)) {
    return(c(1, -0.5))
  }
  if (!isTRUE(-2 * sum_h_1 > 0)) {
    return(c(1, 0.5))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.cardioid_log_likelihood <- function(x, n, rho) {
  sum_h_8 <- sum(log1p(2 * rho * cos(x)))
  sum_h_8 - n * log(2 * pi)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.cardioid_nll <- function(x, rho) {
  if (!isTRUE(rho > -0.5 && rho < 0.5)) {
    return(Inf)
  }
  n <- length(x)
  -.cardioid_log_likelihood(x, n, rho)
}

# The gradient of the log-likelihood.
.cardioid_score <- function(x, rho) {
  t_7 <- cos(x)
  sum_h_9 <- sum(t_7 / (2 * rho * t_7 + 1))
  2 * sum_h_9
}

# The gradient of nll; nan outside the domain or the support.
.cardioid_gradient <- function(x, rho) {
  if (!isTRUE(rho > -0.5 && rho < 0.5)) {
    return(NaN)
  }
  -.cardioid_score(x, rho)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.cardioid_curvature <- function(x, rho) {
  t_8 <- cos(x)
  t_9 <- 2 * rho * t_8
  t_10 <- t_9 + 1
  sum_h_12 <- sum(t_8^2 / t_10^2)
  -4 * sum_h_12
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.cardioid_hessian <- function(x, rho) {
  if (!isTRUE(rho > -0.5 && rho < 0.5)) {
    return(NaN)
  }
  -.cardioid_curvature(x, rho)
}
