# Maximum-likelihood estimation: Lognormal distribution with a threshold.
#
#   f(x; location, mu, sigma2) = 1/((x-location)*sqrt(2*pi*sigma2))*exp(-
#       (log(x-location)-mu)**2/(2*sigma2))
#   support: x > location
#   location: real
#   mu: real
#   sigma2: positive
#
# Log-likelihood:
#
#   -log(2*pi*sigma2)*n/2 - sum(log(x - location)) - sum((-mu + log(x -
#       location))**2)/(2*sigma2)
#
# Estimator (unbounded):
#
#   location = the solution of n*sum(log(x - location)/(x -
#       location))/sum((log(x - location) - sum(log(x - location))/n)**2) +
#       sum(1/(x - location)) - sum(1/(x - location))*sum(log(x -
#       location))/sum((log(x - location) - sum(log(x - location))/n)**2) = 0
#   sigma2 = sum((log(x - location) - sum(log(x - location))/n)**2)/n
#   mu = sum(log(x - location))/n
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 14
#   Hill (1963), The three-parameter lognormal distribution and Bayesian
#       analysis of a point-source epidemic, J. Amer. Statist. Assoc. 58,
#       72-84
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
mle_lognormal_shifted <- function(x) {
  x <- .lognormal_shifted_column(x, "x")
  labels <- c("location", "mu", "sigma2")
  units_x <- .lognormal_shifted_units_x(x)
  estimate <- .lognormal_shifted_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1] + units_x[1]
  estimate[2] <- estimate[2] + log(units_x[2])
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_lognormal_shifted(x, estimate)
    information <- hessian_lognormal_shifted(x, estimate)
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
#' @param parameters numeric vector: location, mu, sigma2, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_lognormal_shifted <- function(x, parameters) {
  x <- .lognormal_shifted_column(x, "x")
  .lognormal_shifted_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, mu, sigma2, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_lognormal_shifted <- function(x, parameters) {
  x <- .lognormal_shifted_column(x, "x")
  .lognormal_shifted_gradient(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, mu, sigma2, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_lognormal_shifted <- function(x, parameters) {
  x <- .lognormal_shifted_column(x, "x")
  triangle <- .lognormal_shifted_hessian(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
  out <- matrix(0, 3, 3)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: location, mu, sigma2, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_lognormal_shifted <- function(x, parameters) {
  x <- .lognormal_shifted_column(x, "x")
  location <- parameters[[1]]
  mu <- parameters[[2]]
  sigma2 <- parameters[[3]]
  t_21 <- 1 / sigma2
  t_22 <- 0.5 * t_21
  t_23 <- x - location
  t_24 <- 1 / t_23
  t_25 <- log(t_23)
  t_26 <- t_25 - mu
  score_1 <- rep_len(t_24 * t_21 * t_26 + t_24, length(x))
  score_2 <- rep_len(-(2 * mu - 2 * t_25) * t_22, length(x))
  score_3 <- rep_len(0.5 * t_26^2 / sigma2^2 - t_22, length(x))
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("location", "mu", "sigma2")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.lognormal_shifted_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.lognormal_shifted_column <- function(values, name) {
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
.lognormal_shifted_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.lognormal_shifted_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.lognormal_shifted_outward <- function(u, lower, upper) {
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
.lognormal_shifted_inward <- function(t, lower, upper) {
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
.lognormal_shifted_stretch <- function(u, lower, upper) {
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
.lognormal_shifted_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .lognormal_shifted_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.lognormal_shifted_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.lognormal_shifted_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.lognormal_shifted_choose <- function(at, a, b, c_1, d, e, f, g) {
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
.lognormal_shifted_equation_location <- function(x, n, location) {
  t <- x - location
  t_1 <- log(t)
  t_2 <- 1 / t
  t_3 <- t_2^2
  sum_h <- sum(t_1)
  sum_h_1 <- sum(t_1 * t_2)
  sum_h_2 <- sum(t_2)
  sum_h_3 <- sum(t_3)
  sum_h_4 <- sum(t_1 * t_3)
  t_4 <- 1 / n
  t_5 <- x - location
  t_6 <- log(t_5) - t_4 * sum_h
  sum_h_5 <- sum(t_6^2)
  sum_h_6 <- sum((1 / t_5 - t_4 * sum_h_2) * t_6)
  t_7 <- 1 / sum_h_5
  t_8 <- t_7 * n
  t_9 <- t_7 * sum_h
  t_10 <- 2 * sum_h_6 / sum_h_5^2
  c(
    t_8 * sum_h_1 + sum_h_2 - t_9 * sum_h_2,
    t_10 * sum_h_1 * n + sum_h_2^2 * t_7 + (sum_h_4 - sum_h_3) * t_8 + sum_h_3 -
      t_9 * sum_h_3 - t_10 * sum_h * sum_h_2
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.lognormal_shifted_zero_location <- function(
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
    found_1 <- .lognormal_shifted_equation_location(
      x, n, .lognormal_shifted_outward(u, lower, upper)
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
    if (isTRUE(.lognormal_shifted_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .lognormal_shifted_stretch(u, lower, upper))
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
  .lognormal_shifted_outward(u, lower, upper)
}

# The log-likelihood as a function of location alone.
.lognormal_shifted_rate_location <- function(x, n, location) {
  t_11 <- log(x - location)
  sum_h_7 <- sum(t_11)
  sum_h_8 <- sum(t_11^2)
  sum_h_9 <- sum((log(x - location) - sum_h_7 / n)^2)
  (-0.5 * log(sum_h_9 / n) - 0.5 * log(2 * pi)) * n +
    0.5 * sum_h_7^2 / sum_h_9 - 0.5 * sum_h_8 * n / sum_h_9 - sum_h_7
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.lognormal_shifted_root_location <- function(x, n, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .lognormal_shifted_inward(start, lower, upper)
  }
  limit_1 <- .lognormal_shifted_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_2 <- .lognormal_shifted_equation_location(
      x, n, .lognormal_shifted_outward(new, lower, upper)
    )
    f <- found_2[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .lognormal_shifted_zero_location(
        x, n, last, f_last, new, f, lower, upper
      )
      height <- .lognormal_shifted_rate_location(x, n, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .lognormal_shifted_rate_location(
        x, n, .lognormal_shifted_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .lognormal_shifted_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .lognormal_shifted_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .lognormal_shifted_rate_location(
    x, n, .lognormal_shifted_outward(u, lower, upper)
  )
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_3 <- .lognormal_shifted_equation_location(
      x, n, .lognormal_shifted_outward(last, lower, upper)
    )
    f_last <- found_3[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_4 <- .lognormal_shifted_equation_location(
        x, n, .lognormal_shifted_outward(new, lower, upper)
      )
      f <- found_4[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .lognormal_shifted_zero_location(
          x, n, last, f_last, new, f, lower, upper
        )
        height <- .lognormal_shifted_rate_location(x, n, t)
        v <- .lognormal_shifted_inward(t, lower, upper)
        below <- .lognormal_shifted_rate_location(
          x, n, .lognormal_shifted_outward(v - 1, lower, upper)
        )
        above <- .lognormal_shifted_rate_location(
          x, n, .lognormal_shifted_outward(v + 1, lower, upper)
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

# The log-likelihood as a function of location, mu, sigma2.
.lognormal_shifted_value_joint <- function(x, n, location, mu, sigma2) {
  t_27 <- log(x - location)
  sum_h_18 <- sum(t_27)
  sum_h_19 <- sum((t_27 - mu)^2)
  -0.5 * n * log(2 * pi * sigma2) - sum_h_18 - 0.5 * sum_h_19 / sigma2
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.lognormal_shifted_derivatives_joint <- function(x, n, location, mu, sigma2) {
  t_32 <- x - location
  t_33 <- log(t_32)
  t_34 <- t_33 - mu
  t_35 <- 1 / t_32
  t_36 <- t_35^2
  sum_h_24 <- sum(t_33)
  sum_h_25 <- sum(t_34^2)
  sum_h_26 <- sum(t_34 * t_35)
  sum_h_27 <- sum(t_35)
  sum_h_28 <- sum(t_34)
  sum_h_29 <- sum(t_34 * t_36)
  sum_h_30 <- sum(t_36)
  t_37 <- 1 / sigma2
  t_38 <- 0.5 * n
  t_39 <- t_37 * n
  t_40 <- 1 / sigma2^2
  c(
    -0.5 * t_37 * sum_h_25 - t_38 * log(2 * pi * sigma2) - sum_h_24,
    t_37 * sum_h_26 + sum_h_27,
    t_37 * sum_h_28,
    0.5 * t_40 * sum_h_25 - 0.5 * t_39,
    t_37 * sum_h_29 + sum_h_30 - t_37 * sum_h_30,
    -t_37 * sum_h_27,
    -t_39,
    -t_40 * sum_h_26,
    -t_40 * sum_h_28,
    t_38 * t_40 - sum_h_25 / (sigma2 * sigma2 * sigma2)
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.lognormal_shifted_surface_joint <- function(x, n, u_1, u_2, u_3) {
  location <- .lognormal_shifted_outward(u_1, -Inf, Inf)
  stretch_1 <- .lognormal_shifted_stretch(u_1, -Inf, Inf)
  mu <- .lognormal_shifted_outward(u_2, -Inf, Inf)
  stretch_2 <- .lognormal_shifted_stretch(u_2, -Inf, Inf)
  sigma2 <- .lognormal_shifted_outward(u_3, 0, Inf)
  stretch_3 <- .lognormal_shifted_stretch(u_3, 0, Inf)
  outside <- sum(ifelse(x >= location, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(Inf, 0, 0, 0, 0, 0, 0, 0, 0, 0))
  }
  found_5 <- .lognormal_shifted_derivatives_joint(x, n, location, mu, sigma2)
  height <- found_5[1]
  g_1 <- found_5[2]
  g_2 <- found_5[3]
  g_3 <- found_5[4]
  h_1_1 <- found_5[5]
  h_2_1 <- found_5[6]
  h_2_2 <- found_5[7]
  h_3_1 <- found_5[8]
  h_3_2 <- found_5[9]
  h_3_3 <- found_5[10]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -g_3 * stretch_3 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .lognormal_shifted_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .lognormal_shifted_bend(u_2, -Inf, Inf) / n,
    -h_3_1 * stretch_3 * stretch_1 / n,
    -h_3_2 * stretch_3 * stretch_2 / n,
    -h_3_3 * stretch_3 * stretch_3 / n -
      g_3 * .lognormal_shifted_bend(u_3, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.lognormal_shifted_climb_joint <- function(x, n, start_1, start_2, start_3) {
  u_1 <- .lognormal_shifted_inward(start_1, -Inf, Inf)
  u_2 <- .lognormal_shifted_inward(start_2, -Inf, Inf)
  u_3 <- .lognormal_shifted_inward(start_3, 0, Inf)
  found_6 <- .lognormal_shifted_surface_joint(x, n, u_1, u_2, u_3)
  f <- found_6[1]
  g_1 <- found_6[2]
  g_2 <- found_6[3]
  g_3 <- found_6[4]
  h_1_1 <- found_6[5]
  h_2_1 <- found_6[6]
  h_2_2 <- found_6[7]
  h_3_1 <- found_6[8]
  h_3_2 <- found_6[9]
  h_3_3 <- found_6[10]
  if (!is.finite(f)) {
    return(c(-Inf, start_1, start_2, start_3))
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
    l_3_1 <- h_3_1 / d_1
    l_3_2 <- (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2
    d_3 <- h_3_3 + damp * pmax(abs(h_3_3), 1e-06) - l_3_1 * l_3_1 * d_1 -
      l_3_2 * l_3_2 * d_2
    if (!isTRUE(d_3 > 1e-14 * abs(h_3_3))) {
      definite <- 0
      d_3 <- 1
    }
    if (isTRUE(definite == 0)) {
      damp <- pmax(4 * damp, 0.001)
      next
    }
    v_1 <- -g_1
    v_2 <- -g_2 - l_2_1 * v_1
    v_3 <- -g_3 - l_3_1 * v_1 - l_3_2 * v_2
    decrement <- v_1 * v_1 / d_1 + v_2 * v_2 / d_2 + v_3 * v_3 / d_3
    step_3 <- v_3 / d_3
    step_2 <- v_2 / d_2 - l_3_2 * step_3
    step_1 <- v_1 / d_1 - l_2_1 * step_2 - l_3_1 * step_3
    length <- pmax(pmax(abs(step_1), abs(step_2)), abs(step_3))
    if (isTRUE(length > 4)) {
      step_1 <- step_1 * 4 / length
      step_2 <- step_2 * 4 / length
      step_3 <- step_3 * 4 / length
    }
    found_7 <- .lognormal_shifted_surface_joint(
      x, n, u_1 + step_1, u_2 + step_2, u_3 + step_3
    )
    f_new <- found_7[1]
    g_1_new <- found_7[2]
    g_2_new <- found_7[3]
    g_3_new <- found_7[4]
    h_1_1_new <- found_7[5]
    h_2_1_new <- found_7[6]
    h_2_2_new <- found_7[7]
    h_3_1_new <- found_7[8]
    h_3_2_new <- found_7[9]
    h_3_3_new <- found_7[10]
    if (isTRUE(is.finite(f_new) && is.finite(g_1_new) && is.finite(g_2_new) &&
      is.finite(g_3_new) && is.finite(h_1_1_new) && is.finite(h_2_1_new) &&
      is.finite(h_2_2_new) && is.finite(h_3_1_new) && is.finite(h_3_2_new) &&
      is.finite(h_3_3_new) && f_new <= f + 1e-13 * (1 + abs(f)))) {
      u_1 <- u_1 + step_1
      u_2 <- u_2 + step_2
      u_3 <- u_3 + step_3
      f <- f_new
      g_1 <- g_1_new
      g_2 <- g_2_new
      g_3 <- g_3_new
      h_1_1 <- h_1_1_new
      h_2_1 <- h_2_1_new
      h_2_2 <- h_2_2_new
      h_3_1 <- h_3_1_new
      h_3_2 <- h_3_2_new
      h_3_3 <- h_3_3_new
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
    return(c(-Inf, start_1, start_2, start_3))
  }
  l_2_1 <- h_2_1 / d_1
  d_2 <- h_2_2 - l_2_1 * l_2_1 * d_1
  if (isTRUE(abs(d_2) <= 0)) {
    return(c(-Inf, start_1, start_2, start_3))
  }
  l_3_1 <- h_3_1 / d_1
  l_3_2 <- (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2
  d_3 <- h_3_3 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2
  if (isTRUE(abs(d_3) <= 1e-09)) {
    return(c(-Inf, start_1, start_2, start_3))
  }
  c(
    -f,
    .lognormal_shifted_outward(u_1, -Inf, Inf),
    .lognormal_shifted_outward(u_2, -Inf, Inf),
    .lognormal_shifted_outward(u_3, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.lognormal_shifted_maximise_joint <- function(x, n) {
  lowest_x <- .lognormal_shifted_level(x, 0.05)
  low_x <- .lognormal_shifted_level(x, 0.25)
  middle_x <- .lognormal_shifted_level(x, 0.5)
  high_x <- .lognormal_shifted_level(x, 0.75)
  highest_x <- .lognormal_shifted_level(x, 0.95)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  chosen_3 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- middle_x
    reached_2 <- 0
    reached_3 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .lognormal_shifted_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .lognormal_shifted_choose(
        at, middle_x, low_x, high_x, lowest_x, highest_x, middle_x, middle_x
      )
      seed <- .lognormal_shifted_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .lognormal_shifted_choose(at, 0, -1, 1, -2.5, 2.5, 0.5, -0.5)
      seed <- .lognormal_shifted_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_3 <- .lognormal_shifted_choose(at, 1, 0.1, 0.3, 0.7, 2, 5, 20)
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && is.finite(draw_2) && draw_3 > 0 &&
        is.finite(draw_3))) {
        height <- .lognormal_shifted_value_joint(x, n, draw_1, draw_2, draw_3)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
        reached_3 <- draw_3
      }
    }
    found_8 <- .lognormal_shifted_climb_joint(
      x, n, reached_1, reached_2, reached_3
    )
    height <- found_8[1]
    reached_1 <- found_8[2]
    reached_2 <- found_8[3]
    reached_3 <- found_8[4]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
      chosen_3 <- reached_3
    }
  }
  c(chosen_1, chosen_2, chosen_3)
}

# The estimate, in the order of the parameters.
.lognormal_shifted_solve <- function(x) {
  n <- length(x)
  min_x <- min(x)
  location <- .lognormal_shifted_root_location(x, n, -Inf, min_x, NaN)
  t_12 <- x - location
  sum_h_10 <- sum(log(t_12))
  mu <- sum_h_10 / n
  t_13 <- x - location
  t_14 <- log(t_13)
  sum_h_13 <- sum((t_14 - sum_h_10 / n)^2)
  sigma2 <- sum_h_13 / n
  if (!isTRUE(is.finite(location) && is.finite(mu) && is.finite(sigma2) &&
    sigma2 > 0)) {
    found_9 <- .lognormal_shifted_maximise_joint(x, n)
    location <- found_9[1]
    mu <- found_9[2]
    sigma2 <- found_9[3]
  }
  c(location, mu, sigma2)
}

# A centre and a spread with which the data are standardised.
.lognormal_shifted_units_x <- function(x) {
  n <- length(x)
  quarter <- .lognormal_shifted_level(x, 0.25)
  half <- .lognormal_shifted_level(x, 0.5)
  rest <- .lognormal_shifted_level(x, 0.75)
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
.lognormal_shifted_log_likelihood <- function(x, n, location, mu, sigma2) {
  t_27 <- log(x - location)
  sum_h_18 <- sum(t_27)
  sum_h_19 <- sum((t_27 - mu)^2)
  -0.5 * n * log(2 * pi * sigma2) - sum_h_18 - 0.5 * sum_h_19 / sigma2
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.lognormal_shifted_nll <- function(x, location, mu, sigma2) {
  if (!isTRUE(is.finite(location) && is.finite(mu) && sigma2 > 0 &&
    is.finite(sigma2))) {
    return(Inf)
  }
  outside <- sum(ifelse(x >= location, 0, 1))
  if (isTRUE(outside > 0)) {
    return(Inf)
  }
  n <- length(x)
  -.lognormal_shifted_log_likelihood(x, n, location, mu, sigma2)
}

# The gradient of the log-likelihood.
.lognormal_shifted_score <- function(x, n, location, mu, sigma2) {
  t_28 <- x - location
  t_29 <- 1 / t_28
  t_30 <- log(t_28) - mu
  sum_h_20 <- sum(t_29 * t_30)
  sum_h_21 <- sum(t_29)
  sum_h_22 <- sum(t_30)
  sum_h_23 <- sum(t_30^2)
  t_31 <- 1 / sigma2
  c(
    t_31 * sum_h_20 + sum_h_21,
    t_31 * sum_h_22,
    0.5 * sum_h_23 / sigma2^2 - 0.5 * t_31 * n
  )
}

# The gradient of nll; nan outside the domain or the support.
.lognormal_shifted_gradient <- function(x, location, mu, sigma2) {
  if (!isTRUE(is.finite(location) && is.finite(mu) && sigma2 > 0 &&
    is.finite(sigma2))) {
    return(c(NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x >= location, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_10 <- .lognormal_shifted_score(x, n, location, mu, sigma2)
  g_1 <- found_10[1]
  g_2 <- found_10[2]
  g_3 <- found_10[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.lognormal_shifted_curvature <- function(x, n, location, mu, sigma2) {
  t_32 <- x - location
  t_33 <- log(t_32)
  t_34 <- t_33 - mu
  t_35 <- 1 / t_32
  t_36 <- t_35^2
  sum_h_25 <- sum(t_34^2)
  sum_h_26 <- sum(t_34 * t_35)
  sum_h_27 <- sum(t_35)
  sum_h_28 <- sum(t_34)
  sum_h_29 <- sum(t_34 * t_36)
  sum_h_30 <- sum(t_36)
  t_37 <- 1 / sigma2
  t_38 <- 0.5 * n
  t_39 <- t_37 * n
  t_40 <- 1 / sigma2^2
  c(
    t_37 * sum_h_29 + sum_h_30 - t_37 * sum_h_30,
    -t_37 * sum_h_27,
    -t_39,
    -t_40 * sum_h_26,
    -t_40 * sum_h_28,
    t_38 * t_40 - sum_h_25 / (sigma2 * sigma2 * sigma2)
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.lognormal_shifted_hessian <- function(x, location, mu, sigma2) {
  if (!isTRUE(is.finite(location) && is.finite(mu) && sigma2 > 0 &&
    is.finite(sigma2))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  outside <- sum(ifelse(x >= location, 0, 1))
  if (isTRUE(outside > 0)) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_11 <- .lognormal_shifted_curvature(x, n, location, mu, sigma2)
  h_1 <- found_11[1]
  h_2 <- found_11[2]
  h_3 <- found_11[3]
  h_4 <- found_11[4]
  h_5 <- found_11[5]
  h_6 <- found_11[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
