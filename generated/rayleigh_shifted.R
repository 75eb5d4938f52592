# Maximum-likelihood estimation: Rayleigh distribution with a threshold.
#
#   f(x; location, sigma) =
#       (x-location)/sigma**2*exp(-(x-location)**2/(2*sigma**2))
#   support: x > location
#   location: real
#   sigma: positive
#
# Log-likelihood:
#
#   -2*log(sigma)*n + sum(log(x - location)) - sum((x -
#       location)**2)/(2*sigma**2)
#
# Estimator (reduced):
#
#   location = the solution of 2*n*sum(x - location)/sum((x - location)**2) -
#       sum(1/(x - location)) = 0
#   sigma = sqrt(2)*sqrt(sum((x - location)**2))/(2*sqrt(n))
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 18
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
mle_rayleigh_shifted <- function(x) {
  x <- .rayleigh_shifted_column(x, "x")
  labels <- c("location", "sigma")
  units_x <- .rayleigh_shifted_units_x(x)
  estimate <- .rayleigh_shifted_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1] + units_x[1]
  estimate[2] <- units_x[2] * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_rayleigh_shifted(x, estimate)
    information <- hessian_rayleigh_shifted(x, estimate)
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
#' @param parameters numeric vector: location, sigma, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_rayleigh_shifted <- function(x, parameters) {
  x <- .rayleigh_shifted_column(x, "x")
  .rayleigh_shifted_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, sigma, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_rayleigh_shifted <- function(x, parameters) {
  x <- .rayleigh_shifted_column(x, "x")
  .rayleigh_shifted_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, sigma, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_rayleigh_shifted <- function(x, parameters) {
  x <- .rayleigh_shifted_column(x, "x")
  triangle <- .rayleigh_shifted_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, sigma, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_rayleigh_shifted <- function(x, parameters) {
  x <- .rayleigh_shifted_column(x, "x")
  location <- parameters[[1]]
  sigma <- parameters[[2]]
  t_11 <- x - location
  score_1 <- rep_len(
    -0.5 / sigma^2 * (2 * location - 2 * x) - 1 / t_11, length(x)
  )
  score_2 <- rep_len(t_11^2 / (sigma * sigma * sigma) - 2 / sigma, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("location", "sigma")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.rayleigh_shifted_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.rayleigh_shifted_column <- function(values, name) {
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
.rayleigh_shifted_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.rayleigh_shifted_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.rayleigh_shifted_outward <- function(u, lower, upper) {
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
.rayleigh_shifted_inward <- function(t, lower, upper) {
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
.rayleigh_shifted_stretch <- function(u, lower, upper) {
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
.rayleigh_shifted_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .rayleigh_shifted_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.rayleigh_shifted_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.rayleigh_shifted_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.rayleigh_shifted_choose <- function(at, a, b, c_1, d, e, f, g) {
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
.rayleigh_shifted_equation_location <- function(x, n, location) {
  t <- x - location
  t_1 <- t^2
  sum_h <- sum(1 / t)
  sum_h_1 <- sum(t_1)
  sum_h_2 <- sum(t)
  sum_h_3 <- sum(1 / t_1)
  t_2 <- 2 / sum_h_1
  c(
    t_2 * sum_h_2 * n - sum_h,
    4 * sum_h_2^2 * n / sum_h_1^2 - n^2 * t_2 - sum_h_3
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.rayleigh_shifted_zero_location <- function(
    x, n, near, f_near, far, f_far, lower, upper
) {
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
    found_1 <- .rayleigh_shifted_equation_location(
      x, n, .rayleigh_shifted_outward(u, lower, upper)
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
    if (isTRUE(.rayleigh_shifted_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .rayleigh_shifted_stretch(u, lower, upper))
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
  .rayleigh_shifted_outward(u, lower, upper)
}

# The log-likelihood as a function of location alone.
.rayleigh_shifted_rate_location <- function(x, n, location) {
  t_3 <- x - location
  sum_h_4 <- sum(t_3^2)
  sum_h_5 <- sum(log(t_3))
  (-2 * log(0.5 * sqrt(2) * sqrt(sum_h_4) / sqrt(n)) - 1) * n + sum_h_5
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.rayleigh_shifted_root_location <- function(x, n, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .rayleigh_shifted_inward(start, lower, upper)
  }
  limit_1 <- .rayleigh_shifted_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_2 <- .rayleigh_shifted_equation_location(
      x, n, .rayleigh_shifted_outward(new, lower, upper)
    )
    f <- found_2[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .rayleigh_shifted_zero_location(
        x, n, last, f_last, new, f, lower, upper
      )
      height <- .rayleigh_shifted_rate_location(x, n, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .rayleigh_shifted_rate_location(
        x, n, .rayleigh_shifted_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .rayleigh_shifted_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .rayleigh_shifted_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .rayleigh_shifted_rate_location(
    x, n, .rayleigh_shifted_outward(u, lower, upper)
  )
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_3 <- .rayleigh_shifted_equation_location(
      x, n, .rayleigh_shifted_outward(last, lower, upper)
    )
    f_last <- found_3[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_4 <- .rayleigh_shifted_equation_location(
        x, n, .rayleigh_shifted_outward(new, lower, upper)
      )
      f <- found_4[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .rayleigh_shifted_zero_location(
          x, n, last, f_last, new, f, lower, upper
        )
        height <- .rayleigh_shifted_rate_location(x, n, t)
        v <- .rayleigh_shifted_inward(t, lower, upper)
        below <- .rayleigh_shifted_rate_location(
          x, n, .rayleigh_shifted_outward(v - 1, lower, upper)
        )
        above <- .rayleigh_shifted_rate_location(
          x, n, .rayleigh_shifted_outward(v + 1, lower, upper)
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

# The log-likelihood as a function of location, sigma.
.rayleigh_shifted_value_joint <- function(x, n, location, sigma) {
  t_12 <- x - location
  sum_h_11 <- sum(t_12^2)
  sum_h_12 <- sum(log(t_12))
  sum_h_12 - 2 * n * log(sigma) - 0.5 * sum_h_11 / sigma^2
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.rayleigh_shifted_derivatives_joint <- function(x, n, location, sigma) {
  t_14 <- x - location
  t_15 <- t_14^2
  sum_h_16 <- sum(t_15)
  sum_h_17 <- sum(log(t_14))
  sum_h_18 <- sum(1 / t_14)
  sum_h_19 <- sum(t_14)
  sum_h_20 <- sum(1 / t_15)
  t_16 <- 1 / sigma^2
  t_17 <- 2 * n
  t_18 <- 1 / (sigma * sigma * sigma)
  t_19 <- t_16 * n
  c(
    sum_h_17 - 0.5 * t_16 * sum_h_16 - t_17 * log(sigma),
    t_16 * sum_h_19 - sum_h_18,
    t_18 * sum_h_16 - t_17 / sigma,
    -t_19 - sum_h_20,
    -2 * t_18 * sum_h_19,
    2 * t_19 - 3 * sum_h_16 / (sigma * sigma * sigma * sigma)
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.rayleigh_shifted_surface_joint <- function(x, n, u_1, u_2) {
  location <- .rayleigh_shifted_outward(u_1, -Inf, Inf)
  stretch_1 <- .rayleigh_shifted_stretch(u_1, -Inf, Inf)
  sigma <- .rayleigh_shifted_outward(u_2, 0, Inf)
  stretch_2 <- .rayleigh_shifted_stretch(u_2, 0, Inf)
  outside <- sum(ifelse(x >= location, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(Inf, 0, 0, 0, 0, 0))
  }
  found_5 <- .rayleigh_shifted_derivatives_joint(x, n, location, sigma)
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
      g_1 * .rayleigh_shifted_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .rayleigh_shifted_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.rayleigh_shifted_climb_joint <- function(x, n, start_1, start_2) {
  u_1 <- .rayleigh_shifted_inward(start_1, -Inf, Inf)
  u_2 <- .rayleigh_shifted_inward(start_2, 0, Inf)
  found_6 <- .rayleigh_shifted_surface_joint(x, n, u_1, u_2)
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
    found_7 <- .rayleigh_shifted_surface_joint(x, n, u_1 + step_1, u_2 + step_2)
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
    .rayleigh_shifted_outward(u_1, -Inf, Inf),
    .rayleigh_shifted_outward(u_2, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.rayleigh_shifted_maximise_joint <- function(x, n) {
  lowest_x <- .rayleigh_shifted_level(x, 0.05)
  low_x <- .rayleigh_shifted_level(x, 0.25)
  middle_x <- .rayleigh_shifted_level(x, 0.5)
  high_x <- .rayleigh_shifted_level(x, 0.75)
  highest_x <- .rayleigh_shifted_level(x, 0.95)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- middle_x
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .rayleigh_shifted_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .rayleigh_shifted_choose(
        at, middle_x, low_x, high_x, lowest_x, highest_x, middle_x, middle_x
      )
      seed <- .rayleigh_shifted_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .rayleigh_shifted_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && draw_2 > 0 && is.finite(draw_2))) {
        height <- .rayleigh_shifted_value_joint(x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_8 <- .rayleigh_shifted_climb_joint(x, n, reached_1, reached_2)
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
.rayleigh_shifted_solve <- function(x) {
  n <- length(x)
  min_x <- min(x)
  location <- .rayleigh_shifted_root_location(x, n, -Inf, min_x, NaN)
  t_4 <- x - location
  t_5 <- t_4^2
  sum_h_6 <- sum(t_5)
  sigma <- 0.5 * sqrt(2) * sqrt(sum_h_6) / sqrt(n)
  if (!isTRUE(is.finite(location) && is.finite(sigma) && sigma > 0)) {
    found_9 <- .rayleigh_shifted_maximise_joint(x, n)
    location <- found_9[1]
    sigma <- found_9[2]
  }
  c(location, sigma)
}

# A centre and a spread with which the data are standardised.
.rayleigh_shifted_units_x <- function(x) {
  n <- length(x)
  quarter <- .rayleigh_shifted_level(x, 0.25)
  half <- .rayleigh_shifted_level(x, 0.5)
  rest <- .rayleigh_shifted_level(x, 0.75)
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
.rayleigh_shifted_log_likelihood <- function(x, n, location, sigma) {
  t_12 <- x - location
  sum_h_11 <- sum(t_12^2)
  sum_h_12 <- sum(log(t_12))
  sum_h_12 - 2 * n * log(sigma) - 0.5 * sum_h_11 / sigma^2
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.rayleigh_shifted_nll <- function(x, location, sigma) {
  if (!isTRUE(is.finite(location) && sigma > 0 && is.finite(sigma))) {
    return(Inf)
  }
  outside <- sum(ifelse(x >= location, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  -.rayleigh_shifted_log_likelihood(x, n, location, sigma)
}

# The gradient of the log-likelihood.
.rayleigh_shifted_score <- function(x, n, location, sigma) {
  t_13 <- x - location
  sum_h_13 <- sum(1 / t_13)
  sum_h_14 <- sum(t_13)
  sum_h_15 <- sum(t_13^2)
  c(
    sum_h_14 / sigma^2 - sum_h_13,
    sum_h_15 / (sigma * sigma * sigma) - 2 * n / sigma
  )
}

# The gradient of nll; nan outside the domain or the support.
.rayleigh_shifted_gradient <- function(x, location, sigma) {
  if (!isTRUE(is.finite(location) && sigma > 0 && is.finite(sigma))) {
    return(c(NaN, NaN))
  }
  outside <- sum(ifelse(x >= location, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_10 <- .rayleigh_shifted_score(x, n, location, sigma)
  g_1 <- found_10[1]
  g_2 <- found_10[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.rayleigh_shifted_curvature <- function(x, n, location, sigma) {
  t_14 <- x - location
  t_15 <- t_14^2
  sum_h_16 <- sum(t_15)
  sum_h_19 <- sum(t_14)
  sum_h_20 <- sum(1 / t_15)
  t_16 <- 1 / sigma^2
  t_18 <- 1 / (sigma * sigma * sigma)
  t_19 <- t_16 * n
  c(
    -t_19 - sum_h_20,
    -2 * t_18 * sum_h_19,
    2 * t_19 - 3 * sum_h_16 / (sigma * sigma * sigma * sigma)
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.rayleigh_shifted_hessian <- function(x, location, sigma) {
  if (!isTRUE(is.finite(location) && sigma > 0 && is.finite(sigma))) {
    return(c(NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x >= location, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_11 <- .rayleigh_shifted_curvature(x, n, location, sigma)
  h_1 <- found_11[1]
  h_2 <- found_11[2]
  h_3 <- found_11[3]
  c(-h_1, -h_2, -h_3)
}
