# Maximum-likelihood estimation: Kumaraswamy distribution.
#
#   f(x; a, b) = a*b*x**(a-1)*(1-x**a)**(b-1)
#   support: 0 < x < 1
#   a: positive
#   b: positive
#
# Log-likelihood:
#
#   (a - 1)*sum(log(x)) + (b - 1)*sum(log(1 - x**a)) + (log(a) + log(b))*n
#
# Estimator (reduced):
#
#   a = the solution of -n*sum(x**a*log(x)/(x**a - 1))/sum(log(1 - x**a)) -
#       sum(x**a*log(x)/(x**a - 1)) + sum(log(x)) + n/a = 0
#   b = -n/sum(log(1 - x**a))
#
# Source:
#
#   Kumaraswamy (1980), A generalized probability density function for double-
#       bounded random processes, J. Hydrol. 46, 79-88
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
mle_kumaraswamy <- function(x) {
  x <- .kumaraswamy_column(x, "x")
  .kumaraswamy_require_rows("x", x > 0, "must be > 0")
  .kumaraswamy_require_rows("x", x < 1, "must be < 1")
  labels <- c("a", "b")
  estimate <- .kumaraswamy_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_kumaraswamy(x, estimate)
    information <- hessian_kumaraswamy(x, estimate)
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
#' @param parameters numeric vector: a, b, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_kumaraswamy <- function(x, parameters) {
  x <- .kumaraswamy_column(x, "x")
  .kumaraswamy_require_rows("x", x > 0, "must be > 0")
  .kumaraswamy_require_rows("x", x < 1, "must be < 1")
  .kumaraswamy_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, b, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_kumaraswamy <- function(x, parameters) {
  x <- .kumaraswamy_column(x, "x")
  .kumaraswamy_require_rows("x", x > 0, "must be > 0")
  .kumaraswamy_require_rows("x", x < 1, "must be < 1")
  .kumaraswamy_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, b, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_kumaraswamy <- function(x, parameters) {
  x <- .kumaraswamy_column(x, "x")
  .kumaraswamy_require_rows("x", x > 0, "must be > 0")
  .kumaraswamy_require_rows("x", x < 1, "must be < 1")
  triangle <- .kumaraswamy_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, b, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_kumaraswamy <- function(x, parameters) {
  x <- .kumaraswamy_column(x, "x")
  .kumaraswamy_require_rows("x", x > 0, "must be > 0")
  .kumaraswamy_require_rows("x", x < 1, "must be < 1")
  a <- parameters[[1]]
  b <- parameters[[2]]
  t_13 <- x^a
  t_14 <- log(x)
  score_1 <- rep_len(
    t_14 + 1 / a - (b - 1) * t_13 * t_14 / (1 - t_13), length(x)
  )
  score_2 <- rep_len(log1p(-t_13) + 1 / b, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("a", "b")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.kumaraswamy_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.kumaraswamy_column <- function(values, name) {
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
.kumaraswamy_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.kumaraswamy_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.kumaraswamy_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.kumaraswamy_outward <- function(u, lower, upper) {
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
.kumaraswamy_inward <- function(t, lower, upper) {
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
.kumaraswamy_stretch <- function(u, lower, upper) {
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
.kumaraswamy_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(-sign(u) * .kumaraswamy_stretch(u, lower, upper) * (1 - e) / (1 + e))
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.kumaraswamy_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.kumaraswamy_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.kumaraswamy_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The equation that gives a, and its slope.
.kumaraswamy_equation_a <- function(x, n, sum_log_x, a) {
  t <- log(x)
  t_1 <- x^a
  t_2 <- t_1 - 1
  t_3 <- t_1 / t_2
  t_4 <- t^2
  sum_h <- sum(t * t_3)
  sum_h_1 <- sum(log1p(-t_1))
  sum_h_2 <- sum(t_3 * t_4)
  sum_h_3 <- sum(t_4 / t_2^2 * x^(2 * a))
  t_5 <- n / sum_h_1
  c(
    n / a + sum_log_x - t_5 * sum_h - sum_h,
    sum_h^2 * n / sum_h_1^2 + (sum_h_3 - sum_h_2) * t_5 + sum_h_3 - n / a^2 -
      sum_h_2
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.kumaraswamy_zero_a <- function(x, n, sum_log_x, near, f_near, far, f_far,
                                lower, upper) {
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
    found_1 <- .kumaraswamy_equation_a(
      x, n, sum_log_x, .kumaraswamy_outward(u, lower, upper)
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
    if (isTRUE(.kumaraswamy_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .kumaraswamy_stretch(u, lower, upper))
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
  .kumaraswamy_outward(u, lower, upper)
}

# The log-likelihood as a function of a alone.
.kumaraswamy_rate_a <- function(x, n, sum_log_x, a) {
  sum_h_4 <- sum(log1p(-x^a))
  (log(a) + log(-n / sum_h_4) - 1) * n + (a - 1) * sum_log_x - sum_h_4
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.kumaraswamy_root_a <- function(x, n, sum_log_x, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .kumaraswamy_inward(start, lower, upper)
  }
  limit_1 <- .kumaraswamy_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_2 <- .kumaraswamy_equation_a(
      x, n, sum_log_x, .kumaraswamy_outward(new, lower, upper)
    )
    f <- found_2[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .kumaraswamy_zero_a(
        x, n, sum_log_x, last, f_last, new, f, lower, upper
      )
      height <- .kumaraswamy_rate_a(x, n, sum_log_x, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .kumaraswamy_rate_a(
        x, n, sum_log_x, .kumaraswamy_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .kumaraswamy_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .kumaraswamy_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .kumaraswamy_rate_a(
    x, n, sum_log_x, .kumaraswamy_outward(u, lower, upper)
  )
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_3 <- .kumaraswamy_equation_a(
      x, n, sum_log_x, .kumaraswamy_outward(last, lower, upper)
    )
    f_last <- found_3[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_4 <- .kumaraswamy_equation_a(
        x, n, sum_log_x, .kumaraswamy_outward(new, lower, upper)
      )
      f <- found_4[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .kumaraswamy_zero_a(
          x, n, sum_log_x, last, f_last, new, f, lower, upper
        )
        height <- .kumaraswamy_rate_a(x, n, sum_log_x, t)
        v <- .kumaraswamy_inward(t, lower, upper)
        below <- .kumaraswamy_rate_a(
          x, n, sum_log_x, .kumaraswamy_outward(v - 1, lower, upper)
        )
        above <- .kumaraswamy_rate_a(
          x, n, sum_log_x, .kumaraswamy_outward(v + 1, lower, upper)
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

# The log-likelihood as a function of a, b.
.kumaraswamy_value_joint <- function(x, sum_log_x, n, a, b) {
  sum_h_9 <- sum(log1p(-x^a))
  n * log(a) + n * log(b) + (a - 1) * sum_log_x + (b - 1) * sum_h_9
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.kumaraswamy_derivatives_joint <- function(x, sum_log_x, n, a, b) {
  t_16 <- x^a
  t_17 <- log(x)
  t_18 <- t_16 - 1
  t_19 <- t_16 / t_18
  t_20 <- t_17^2
  sum_h_12 <- sum(log1p(-t_16))
  sum_h_13 <- sum(t_17 * t_19)
  sum_h_14 <- sum(t_19 * t_20)
  sum_h_15 <- sum(t_20 / t_18^2 * x^(2 * a))
  t_21 <- b - 1
  t_22 <- -t_21
  c(
    n * log(a) + n * log(b) + t_21 * sum_h_12 + (a - 1) * sum_log_x,
    n / a + sum_log_x - t_22 * sum_h_13,
    n / b + sum_h_12,
    t_22 * sum_h_15 - n / a^2 - t_22 * sum_h_14,
    sum_h_13,
    -n / b^2
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.kumaraswamy_surface_joint <- function(x, sum_log_x, n, u_1, u_2) {
  a <- .kumaraswamy_outward(u_1, 0, Inf)
  stretch_1 <- .kumaraswamy_stretch(u_1, 0, Inf)
  b <- .kumaraswamy_outward(u_2, 0, Inf)
  stretch_2 <- .kumaraswamy_stretch(u_2, 0, Inf)
  found_5 <- .kumaraswamy_derivatives_joint(x, sum_log_x, n, a, b)
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
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .kumaraswamy_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .kumaraswamy_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.kumaraswamy_climb_joint <- function(x, sum_log_x, n, start_1, start_2) {
  u_1 <- .kumaraswamy_inward(start_1, 0, Inf)
  u_2 <- .kumaraswamy_inward(start_2, 0, Inf)
  found_6 <- .kumaraswamy_surface_joint(x, sum_log_x, n, u_1, u_2)
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
    found_7 <- .kumaraswamy_surface_joint(
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
  c(-f, .kumaraswamy_outward(u_1, 0, Inf), .kumaraswamy_outward(u_2, 0, Inf))
}

# The joint maximiser, the best of several climbs.
.kumaraswamy_maximise_joint <- function(x, sum_log_x, n) {
  middle_x <- .kumaraswamy_level(x, 0.5)
  high_x <- .kumaraswamy_level(x, 0.75)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .kumaraswamy_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .kumaraswamy_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      seed <- .kumaraswamy_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .kumaraswamy_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2))) {
        height <- .kumaraswamy_value_joint(x, sum_log_x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_8 <- .kumaraswamy_climb_joint(x, sum_log_x, n, reached_1, reached_2)
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
.kumaraswamy_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  a <- .kumaraswamy_root_a(x, n, sum_log_x, 0, Inf, NaN)
  t_6 <- x^a
  sum_h_5 <- sum(log1p(-t_6))
  b <- -n / sum_h_5
  if (!isTRUE(is.finite(a) && is.finite(b) && a > 0 && b > 0)) {
    found_9 <- .kumaraswamy_maximise_joint(x, sum_log_x, n)
    a <- found_9[1]
    b <- found_9[2]
  }
  c(a, b)
}

# The log-likelihood, every constant included.
.kumaraswamy_log_likelihood <- function(x, sum_log_x, n, a, b) {
  sum_h_9 <- sum(log1p(-x^a))
  n * log(a) + n * log(b) + (a - 1) * sum_log_x + (b - 1) * sum_h_9
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.kumaraswamy_nll <- function(x, a, b) {
  if (!isTRUE(a > 0 && is.finite(a) && b > 0 && is.finite(b))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.kumaraswamy_log_likelihood(x, sum_log_x, n, a, b)
}

# The gradient of the log-likelihood.
.kumaraswamy_score <- function(x, sum_log_x, n, a, b) {
  t_15 <- x^a
  sum_h_10 <- sum(t_15 / (t_15 - 1) * log(x))
  sum_h_11 <- sum(log1p(-t_15))
  c(n / a + sum_log_x - (1 - b) * sum_h_10, n / b + sum_h_11)
}

# The gradient of nll; nan outside the domain or the support.
.kumaraswamy_gradient <- function(x, a, b) {
  if (!isTRUE(a > 0 && is.finite(a) && b > 0 && is.finite(b))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_10 <- .kumaraswamy_score(x, sum_log_x, n, a, b)
  g_1 <- found_10[1]
  g_2 <- found_10[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.kumaraswamy_curvature <- function(x, n, a, b) {
  t_16 <- x^a
  t_17 <- log(x)
  t_18 <- t_16 - 1
  t_19 <- t_16 / t_18
  t_20 <- t_17^2
  sum_h_13 <- sum(t_17 * t_19)
  sum_h_14 <- sum(t_19 * t_20)
  sum_h_15 <- sum(t_20 / t_18^2 * x^(2 * a))
  t_21 <- b - 1
  t_22 <- -t_21
  c(t_22 * sum_h_15 - n / a^2 - t_22 * sum_h_14, sum_h_13, -n / b^2)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.kumaraswamy_hessian <- function(x, a, b) {
  if (!isTRUE(a > 0 && is.finite(a) && b > 0 && is.finite(b))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_11 <- .kumaraswamy_curvature(x, n, a, b)
  h_1 <- found_11[1]
  h_2 <- found_11[2]
  h_3 <- found_11[3]
  c(-h_1, -h_2, -h_3)
}
