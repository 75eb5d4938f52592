# Maximum-likelihood estimation: Levy distribution with a threshold.
#
#   f(x; location, scale) =
#       sqrt(scale/(2*pi))*exp(-scale/(2*(x-location)))/(x-location)**(3/2)
#   support: x > location
#   location: real
#   scale: positive
#
# Log-likelihood:
#
#   -scale*sum(1/(x - location))/2 + log(scale/(2*pi))*n/2 - 3*sum(log(x -
#       location))/2
#
# Estimator (reduced):
#
#   location = the solution of -n*sum((x - location)**(-2))/sum(1/(x -
#       location)) + 3*sum(1/(x - location)) = 0
#   scale = n/sum(1/(x - location))
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 12
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
mle_levy_shifted <- function(x) {
  x <- .levy_shifted_column(x, "x")
  labels <- c("location", "scale")
  units_x <- .levy_shifted_units_x(x)
  estimate <- .levy_shifted_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1] + units_x[1]
  estimate[2] <- units_x[2] * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_levy_shifted(x, estimate)
    information <- hessian_levy_shifted(x, estimate)
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
#' @param parameters numeric vector: location, scale, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_levy_shifted <- function(x, parameters) {
  x <- .levy_shifted_column(x, "x")
  .levy_shifted_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_levy_shifted <- function(x, parameters) {
  x <- .levy_shifted_column(x, "x")
  .levy_shifted_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_levy_shifted <- function(x, parameters) {
  x <- .levy_shifted_column(x, "x")
  triangle <- .levy_shifted_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, scale, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_levy_shifted <- function(x, parameters) {
  x <- .levy_shifted_column(x, "x")
  location <- parameters[[1]]
  scale <- parameters[[2]]
  t_9 <- x - location
  t_10 <- 1 / t_9
  score_1 <- rep_len(1.5 * t_10 - 0.5 * scale / t_9^2, length(x))
  score_2 <- rep_len(0.5 / scale - 0.5 * t_10, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("location", "scale")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.levy_shifted_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.levy_shifted_column <- function(values, name) {
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

# The remainder of a/b that has the sign of b.
.levy_shifted_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.levy_shifted_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.levy_shifted_outward <- function(u, lower, upper) {
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
.levy_shifted_inward <- function(t, lower, upper) {
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
.levy_shifted_stretch <- function(u, lower, upper) {
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
.levy_shifted_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .levy_shifted_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.levy_shifted_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.levy_shifted_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.levy_shifted_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The equation that gives location, and its slope.
.levy_shifted_equation_location <- function(x, n, location) {
  t <- x - location
  sum_h <- sum(1 / t)
  sum_h_1 <- sum(1 / t^2)
  sum_h_2 <- sum(1 / (t * t * t))
  t_1 <- n / sum_h
  c(
    3 * sum_h - t_1 * sum_h_1,
    sum_h_1^2 * n / sum_h^2 + 3 * sum_h_1 - 2 * t_1 * sum_h_2
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.levy_shifted_zero_location <- function(x, n, near, f_near, far, f_far, lower,
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
    found_1 <- .levy_shifted_equation_location(
      x, n, .levy_shifted_outward(u, lower, upper)
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
    if (isTRUE(.levy_shifted_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .levy_shifted_stretch(u, lower, upper))
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
  .levy_shifted_outward(u, lower, upper)
}

# The log-likelihood as a function of location alone.
.levy_shifted_rate_location <- function(x, n, location) {
  t_2 <- x - location
  sum_h_3 <- sum(log(t_2))
  sum_h_4 <- sum(1 / t_2)
  (0.5 * log(0.5 * n / (pi * sum_h_4)) - 0.5) * n - 1.5 * sum_h_3
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.levy_shifted_root_location <- function(x, n, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .levy_shifted_inward(start, lower, upper)
  }
  limit_1 <- .levy_shifted_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_2 <- .levy_shifted_equation_location(
      x, n, .levy_shifted_outward(new, lower, upper)
    )
    f <- found_2[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .levy_shifted_zero_location(x, n, last, f_last, new, f, lower, upper)
      height <- .levy_shifted_rate_location(x, n, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .levy_shifted_rate_location(
        x, n, .levy_shifted_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .levy_shifted_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .levy_shifted_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .levy_shifted_rate_location(
    x, n, .levy_shifted_outward(u, lower, upper)
  )
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_3 <- .levy_shifted_equation_location(
      x, n, .levy_shifted_outward(last, lower, upper)
    )
    f_last <- found_3[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_4 <- .levy_shifted_equation_location(
        x, n, .levy_shifted_outward(new, lower, upper)
      )
      f <- found_4[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .levy_shifted_zero_location(
          x, n, last, f_last, new, f, lower, upper
        )
        height <- .levy_shifted_rate_location(x, n, t)
        v <- .levy_shifted_inward(t, lower, upper)
        below <- .levy_shifted_rate_location(
          x, n, .levy_shifted_outward(v - 1, lower, upper)
        )
        above <- .levy_shifted_rate_location(
          x, n, .levy_shifted_outward(v + 1, lower, upper)
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

# The log-likelihood as a function of location, scale.
.levy_shifted_value_joint <- function(x, n, location, scale) {
  t_11 <- x - location
  sum_h_9 <- sum(log(t_11))
  sum_h_10 <- sum(1 / t_11)
  t_12 <- 0.5 * scale
  0.5 * n * log(t_12 / pi) - t_12 * sum_h_10 - 1.5 * sum_h_9
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.levy_shifted_derivatives_joint <- function(x, n, location, scale) {
  t_14 <- x - location
  sum_h_13 <- sum(log(t_14))
  sum_h_14 <- sum(1 / t_14)
  sum_h_15 <- sum(1 / t_14^2)
  sum_h_16 <- sum(1 / (t_14 * t_14 * t_14))
  t_15 <- 0.5 * sum_h_14
  t_16 <- 0.5 * sum_h_15
  t_17 <- 0.5 * n
  c(
    0.5 * n * log(0.5 * scale / pi) - scale * t_15 - 1.5 * sum_h_13,
    1.5 * sum_h_14 - scale * t_16,
    t_17 / scale - t_15,
    1.5 * sum_h_15 - scale * sum_h_16,
    -t_16,
    -t_17 / scale^2
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.levy_shifted_surface_joint <- function(x, n, u_1, u_2) {
  location <- .levy_shifted_outward(u_1, -Inf, Inf)
  stretch_1 <- .levy_shifted_stretch(u_1, -Inf, Inf)
  scale <- .levy_shifted_outward(u_2, 0, Inf)
  stretch_2 <- .levy_shifted_stretch(u_2, 0, Inf)
  outside <- sum(ifelse(x >= location, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(Inf, 0, 0, 0, 0, 0))
  }
  found_5 <- .levy_shifted_derivatives_joint(x, n, location, scale)
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
      g_1 * .levy_shifted_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .levy_shifted_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.levy_shifted_climb_joint <- function(x, n, start_1, start_2) {
  u_1 <- .levy_shifted_inward(start_1, -Inf, Inf)
  u_2 <- .levy_shifted_inward(start_2, 0, Inf)
  found_6 <- .levy_shifted_surface_joint(x, n, u_1, u_2)
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
    found_7 <- .levy_shifted_surface_joint(x, n, u_1 + step_1, u_2 + step_2)
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
  if (isTRUE(abs(d_1) <= 0)) {
    return(c(-Inf, start_1, start_2))
  }
  l_2_1 <- h_2_1 / d_1
  d_2 <- h_2_2 - l_2_1 * l_2_1 * d_1
  if (isTRUE(abs(d_2) <= 1e-09)) {
    return(c(-Inf, start_1, start_2))
  }
  c(
    -f,
    .levy_shifted_outward(u_1, -Inf, Inf),
    .levy_shifted_outward(u_2, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.levy_shifted_maximise_joint <- function(x, n) {
  lowest_x <- .levy_shifted_level(x, 0.05)
  low_x <- .levy_shifted_level(x, 0.25)
  middle_x <- .levy_shifted_level(x, 0.5)
  high_x <- .levy_shifted_level(x, 0.75)
  highest_x <- .levy_shifted_level(x, 0.95)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- middle_x
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .levy_shifted_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .levy_shifted_choose(
        at, middle_x, low_x, high_x, lowest_x, highest_x, middle_x, middle_x
      )
      seed <- .levy_shifted_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .levy_shifted_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && draw_2 > 0 && is.finite(draw_2))) {
        height <- .levy_shifted_value_joint(x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_8 <- .levy_shifted_climb_joint(x, n, reached_1, reached_2)
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
.levy_shifted_solve <- function(x) {
  n <- length(x)
  min_x <- min(x)
  location <- .levy_shifted_root_location(x, n, -Inf, min_x, NaN)
  t_3 <- x - location
  sum_h_5 <- sum(1 / t_3)
  scale <- n / sum_h_5
  if (!isTRUE(is.finite(location) && is.finite(scale) && scale > 0)) {
    found_9 <- .levy_shifted_maximise_joint(x, n)
    location <- found_9[1]
    scale <- found_9[2]
  }
  c(location, scale)
}

# A centre and a spread with which the data are standardised.
.levy_shifted_units_x <- function(x) {
  n <- length(x)
  quarter <- .levy_shifted_level(x, 0.25)
  half <- .levy_shifted_level(x, 0.5)
  rest <- .levy_shifted_level(x, 0.75)
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
.levy_shifted_log_likelihood <- function(x, n, location, scale) {
  t_11 <- x - location
  sum_h_9 <- sum(log(t_11))
  sum_h_10 <- sum(1 / t_11)
  t_12 <- 0.5 * scale
  0.5 * n * log(t_12 / pi) - t_12 * sum_h_10 - 1.5 * sum_h_9
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.levy_shifted_nll <- function(x, location, scale) {
  if (!isTRUE(is.finite(location) && scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  outside <- sum(ifelse(x >= location, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  -.levy_shifted_log_likelihood(x, n, location, scale)
}

# The gradient of the log-likelihood.
.levy_shifted_score <- function(x, n, location, scale) {
  t_13 <- x - location
  sum_h_11 <- sum(1 / t_13)
  sum_h_12 <- sum(1 / t_13^2)
  c(1.5 * sum_h_11 - 0.5 * scale * sum_h_12, 0.5 * n / scale - 0.5 * sum_h_11)
}

# The gradient of nll; nan outside the domain or the support.
.levy_shifted_gradient <- function(x, location, scale) {
  if (!isTRUE(is.finite(location) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN))
  }
  outside <- sum(ifelse(x >= location, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_10 <- .levy_shifted_score(x, n, location, scale)
  g_1 <- found_10[1]
  g_2 <- found_10[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.levy_shifted_curvature <- function(x, n, location, scale) {
  t_14 <- x - location
  sum_h_15 <- sum(1 / t_14^2)
  sum_h_16 <- sum(1 / (t_14 * t_14 * t_14))
  t_16 <- 0.5 * sum_h_15
  t_17 <- 0.5 * n
  c(1.5 * sum_h_15 - scale * sum_h_16, -t_16, -t_17 / scale^2)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.levy_shifted_hessian <- function(x, location, scale) {
  if (!isTRUE(is.finite(location) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x >= location, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_11 <- .levy_shifted_curvature(x, n, location, scale)
  h_1 <- found_11[1]
  h_2 <- found_11[2]
  h_3 <- found_11[3]
  c(-h_1, -h_2, -h_3)
}
