# Maximum-likelihood estimation: Burr XII distribution.
#
#   f(x; c, k) = c*k*x**(c-1)*(1+x**c)**(-k-1)
#   support: x > 0
#   c: positive
#   k: positive
#
# Log-likelihood:
#
#   (c - 1)*sum(log(x)) + (-k - 1)*sum(log(x**c + 1)) + (log(c) + log(k))*n
#
# Estimator (reduced):
#
#   c = the solution of -n*sum(x**c*log(x)/(x**c + 1))/sum(log(x**c + 1)) -
#       sum(x**c*log(x)/(x**c + 1)) + sum(log(x)) + n/c = 0
#   k = n/sum(log(x**c + 1))
#
# Source:
#
#   Burr (1942), Cumulative frequency functions, Ann. Math. Statist. 13,
#       215-232
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
mle_burr_xii <- function(x) {
  x <- .burr_xii_column(x, "x")
  .burr_xii_require_rows("x", x > 0, "must be > 0")
  labels <- c("c", "k")
  estimate <- .burr_xii_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_burr_xii(x, estimate)
    information <- hessian_burr_xii(x, estimate)
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
#' @param parameters numeric vector: c, k, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_burr_xii <- function(x, parameters) {
  x <- .burr_xii_column(x, "x")
  .burr_xii_require_rows("x", x > 0, "must be > 0")
  .burr_xii_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: c, k, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_burr_xii <- function(x, parameters) {
  x <- .burr_xii_column(x, "x")
  .burr_xii_require_rows("x", x > 0, "must be > 0")
  .burr_xii_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: c, k, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_burr_xii <- function(x, parameters) {
  x <- .burr_xii_column(x, "x")
  .burr_xii_require_rows("x", x > 0, "must be > 0")
  triangle <- .burr_xii_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: c, k, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_burr_xii <- function(x, parameters) {
  x <- .burr_xii_column(x, "x")
  .burr_xii_require_rows("x", x > 0, "must be > 0")
  c_1 <- parameters[[1]]
  k <- parameters[[2]]
  t_10 <- log(x)
  t_11 <- c_1 * t_10
  score_1 <- rep_len(
    (-k - 1) * t_10 * stats::plogis(t_11) + t_10 + 1 / c_1, length(x)
  )
  score_2 <- rep_len(1 / k - .burr_xii_logaddexp(0, t_11), length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("c", "k")
  out
}

# log(exp a + exp b).
.burr_xii_logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.burr_xii_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.burr_xii_column <- function(values, name) {
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
.burr_xii_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.burr_xii_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.burr_xii_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.burr_xii_outward <- function(u, lower, upper) {
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
.burr_xii_inward <- function(t, lower, upper) {
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
.burr_xii_stretch <- function(u, lower, upper) {
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
.burr_xii_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .burr_xii_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.burr_xii_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.burr_xii_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.burr_xii_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The equation that gives c, and its slope.
.burr_xii_equation_c <- function(x, n, sum_log_x, c_1) {
  t <- log(x)
  t_1 <- c_1 * t
  t_2 <- stats::plogis(t_1)
  t_3 <- t^2
  sum_h <- sum(t * t_2)
  sum_h_1 <- sum(.burr_xii_logaddexp(0, t_1))
  sum_h_2 <- sum(t_2 * t_3)
  sum_h_3 <- sum(t_2^2 * t_3)
  t_4 <- n / sum_h_1
  c(
    n / c_1 + sum_log_x - t_4 * sum_h - sum_h,
    sum_h^2 * n / sum_h_1^2 + (sum_h_3 - sum_h_2) * t_4 + sum_h_3 - n / c_1^2 -
      sum_h_2
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.burr_xii_zero_c <- function(x, n, sum_log_x, near, f_near, far, f_far, lower,
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
    found_1 <- .burr_xii_equation_c(
      x, n, sum_log_x, .burr_xii_outward(u, lower, upper)
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
    if (isTRUE(.burr_xii_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .burr_xii_stretch(u, lower, upper))
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
  .burr_xii_outward(u, lower, upper)
}

# The log-likelihood as a function of c alone.
.burr_xii_rate_c <- function(x, n, sum_log_x, c_1) {
  sum_h_4 <- sum(.burr_xii_logaddexp(0, c_1 * log(x)))
  (log(c_1) + log(n / sum_h_4) - 1) * n + (c_1 - 1) * sum_log_x - sum_h_4
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.burr_xii_root_c <- function(x, n, sum_log_x, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .burr_xii_inward(start, lower, upper)
  }
  limit_1 <- .burr_xii_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_2 <- .burr_xii_equation_c(
      x, n, sum_log_x, .burr_xii_outward(new, lower, upper)
    )
    f <- found_2[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .burr_xii_zero_c(x, n, sum_log_x, last, f_last, new, f, lower, upper)
      height <- .burr_xii_rate_c(x, n, sum_log_x, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .burr_xii_rate_c(
        x, n, sum_log_x, .burr_xii_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .burr_xii_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .burr_xii_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .burr_xii_rate_c(x, n, sum_log_x, .burr_xii_outward(u, lower, upper))
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_3 <- .burr_xii_equation_c(
      x, n, sum_log_x, .burr_xii_outward(last, lower, upper)
    )
    f_last <- found_3[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_4 <- .burr_xii_equation_c(
        x, n, sum_log_x, .burr_xii_outward(new, lower, upper)
      )
      f <- found_4[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .burr_xii_zero_c(
          x, n, sum_log_x, last, f_last, new, f, lower, upper
        )
        height <- .burr_xii_rate_c(x, n, sum_log_x, t)
        v <- .burr_xii_inward(t, lower, upper)
        below <- .burr_xii_rate_c(
          x, n, sum_log_x, .burr_xii_outward(v - 1, lower, upper)
        )
        above <- .burr_xii_rate_c(
          x, n, sum_log_x, .burr_xii_outward(v + 1, lower, upper)
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

# The log-likelihood as a function of c, k.
.burr_xii_value_joint <- function(x, sum_log_x, n, c_1, k) {
  sum_h_8 <- sum(.burr_xii_logaddexp(0, c_1 * log(x)))
  n * log(c_1) + n * log(k) + (c_1 - 1) * sum_log_x + (-k - 1) * sum_h_8
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.burr_xii_derivatives_joint <- function(x, sum_log_x, n, c_1, k) {
  t_14 <- log(x)
  t_15 <- c_1 * t_14
  t_16 <- stats::plogis(t_15)
  sum_h_11 <- sum(.burr_xii_logaddexp(0, t_15))
  sum_h_12 <- sum(t_14 * t_16)
  sum_h_13 <- sum(t_14^2 * t_16 * stats::plogis(-t_15))
  t_17 <- -k - 1
  c(
    n * log(c_1) + n * log(k) + t_17 * sum_h_11 + (c_1 - 1) * sum_log_x,
    n / c_1 + t_17 * sum_h_12 + sum_log_x,
    n / k - sum_h_11,
    t_17 * sum_h_13 - n / c_1^2,
    -sum_h_12,
    -n / k^2
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.burr_xii_surface_joint <- function(x, sum_log_x, n, u_1, u_2) {
  c_1 <- .burr_xii_outward(u_1, 0, Inf)
  stretch_1 <- .burr_xii_stretch(u_1, 0, Inf)
  k <- .burr_xii_outward(u_2, 0, Inf)
  stretch_2 <- .burr_xii_stretch(u_2, 0, Inf)
  found_5 <- .burr_xii_derivatives_joint(x, sum_log_x, n, c_1, k)
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
    -h_1_1 * stretch_1 * stretch_1 / n - g_1 * .burr_xii_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n - g_2 * .burr_xii_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.burr_xii_climb_joint <- function(x, sum_log_x, n, start_1, start_2) {
  u_1 <- .burr_xii_inward(start_1, 0, Inf)
  u_2 <- .burr_xii_inward(start_2, 0, Inf)
  found_6 <- .burr_xii_surface_joint(x, sum_log_x, n, u_1, u_2)
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
    found_7 <- .burr_xii_surface_joint(
      x, sum_log_x, n, u_1 + step_1, u_2 + step_2
    )
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
  c(-f, .burr_xii_outward(u_1, 0, Inf), .burr_xii_outward(u_2, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.burr_xii_maximise_joint <- function(x, sum_log_x, n) {
  middle_x <- .burr_xii_level(x, 0.5)
  high_x <- .burr_xii_level(x, 0.75)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .burr_xii_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .burr_xii_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      seed <- .burr_xii_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .burr_xii_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .burr_xii_value_joint(x, sum_log_x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_8 <- .burr_xii_climb_joint(x, sum_log_x, n, reached_1, reached_2)
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
.burr_xii_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  c_1 <- .burr_xii_root_c(x, n, sum_log_x, 0, Inf, NaN)
  t_5 <- log(x)
  t_6 <- c_1 * t_5
  sum_h_5 <- sum(.burr_xii_logaddexp(0, t_6))
  k <- n / sum_h_5
  if (!isTRUE(is.finite(c_1) && is.finite(k) && c_1 > 0 && k > 0)) {
    found_9 <- .burr_xii_maximise_joint(x, sum_log_x, n)
    c_1 <- found_9[1]
    k <- found_9[2]
  }
  c(c_1, k)
}

# The log-likelihood, every constant included.
.burr_xii_log_likelihood <- function(x, sum_log_x, n, c_1, k) {
  sum_h_8 <- sum(.burr_xii_logaddexp(0, c_1 * log(x)))
  n * log(c_1) + n * log(k) + (c_1 - 1) * sum_log_x + (-k - 1) * sum_h_8
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.burr_xii_nll <- function(x, c_1, k) {
  if (!isTRUE(c_1 > 0 && is.finite(c_1) && k > 0 && is.finite(k))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.burr_xii_log_likelihood(x, sum_log_x, n, c_1, k)
}

# The gradient of the log-likelihood.
.burr_xii_score <- function(x, sum_log_x, n, c_1, k) {
  t_12 <- log(x)
  t_13 <- c_1 * t_12
  sum_h_9 <- sum(t_12 * stats::plogis(t_13))
  sum_h_10 <- sum(.burr_xii_logaddexp(0, t_13))
  c(n / c_1 + sum_log_x + (-k - 1) * sum_h_9, n / k - sum_h_10)
}

# The gradient of nll; nan outside the domain or the support.
.burr_xii_gradient <- function(x, c_1, k) {
  if (!isTRUE(c_1 > 0 && is.finite(c_1) && k > 0 && is.finite(k))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_10 <- .burr_xii_score(x, sum_log_x, n, c_1, k)
  g_1 <- found_10[1]
  g_2 <- found_10[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.burr_xii_curvature <- function(x, n, c_1, k) {
  t_14 <- log(x)
  t_15 <- c_1 * t_14
  t_16 <- stats::plogis(t_15)
  sum_h_12 <- sum(t_14 * t_16)
  sum_h_13 <- sum(t_14^2 * t_16 * stats::plogis(-t_15))
  t_17 <- -k - 1
  c(t_17 * sum_h_13 - n / c_1^2, -sum_h_12, -n / k^2)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.burr_xii_hessian <- function(x, c_1, k) {
  if (!isTRUE(c_1 > 0 && is.finite(c_1) && k > 0 && is.finite(k))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_11 <- .burr_xii_curvature(x, n, c_1, k)
  h_1 <- found_11[1]
  h_2 <- found_11[2]
  h_3 <- found_11[3]
  c(-h_1, -h_2, -h_3)
}
