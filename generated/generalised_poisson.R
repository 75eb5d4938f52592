# Maximum-likelihood estimation: Generalised Poisson distribution.
#
#   f(x; theta, kappa) = theta*(theta+kappa*x)**(x-1)*exp(-theta-
#       kappa*x)/factorial(x)
#   support: x in 0, 1, 2, ...
#   theta: positive
#   kappa: 0 < kappa < 1
#
# Log-likelihood:
#
#   -kappa*sum(x) + (-theta + log(theta))*n + sum((x - 1)*log(x*kappa +
#       theta)) - sum(loggamma(x + 1))
#
# Estimator (reduced):
#
#   theta = the solution of -theta**2*n*sum(1/(x + theta/(-theta*n/sum(x) +
#       1)))/(-theta**3*n**3/sum(x)**2 + 3*theta**2*n**2/sum(x) - 3*theta*n +
#       sum(x)) - theta*(theta - 1)*n**2*sum(x)/(-theta*n + sum(x))**2 +
#       theta*(theta + 1)*sum(x)**3*sum(1/(x + theta/(-theta*n/sum(x) +
#       1)))/(-theta*n + sum(x))**3 - n*sum(x)**2/(theta**2*n**2 -
#       2*theta*n*sum(x) + sum(x)**2) = 0
#   kappa = -theta*n/sum(x) + 1
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#   A maximum exists only if sum x_i > n theta.
#   A maximum exists only if sum x_i > 0.
#
# Source:
#
#   Consul, Jain (1973), A generalization of the Poisson distribution,
#       Technometrics 15, 791-799
#   Consul, Shoukri (1984), Maximum likelihood estimation for the generalized
#       Poisson distribution, Comm. Statist. Theory Methods 13, 1533-1547
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
mle_generalised_poisson <- function(x) {
  x <- .generalised_poisson_column(x, "x")
  .generalised_poisson_require_rows("x", x == floor(x), "must be an integer")
  .generalised_poisson_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("theta", "kappa")
  limit <- .generalised_poisson_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .generalised_poisson_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_generalised_poisson(x, estimate)
    information <- hessian_generalised_poisson(x, estimate)
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
#' @param parameters numeric vector: theta, kappa, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_generalised_poisson <- function(x, parameters) {
  x <- .generalised_poisson_column(x, "x")
  .generalised_poisson_require_rows("x", x == floor(x), "must be an integer")
  .generalised_poisson_require_rows("x", x >= 0, "must be >= 0")
  .generalised_poisson_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, kappa, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_generalised_poisson <- function(x, parameters) {
  x <- .generalised_poisson_column(x, "x")
  .generalised_poisson_require_rows("x", x == floor(x), "must be an integer")
  .generalised_poisson_require_rows("x", x >= 0, "must be >= 0")
  .generalised_poisson_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, kappa, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_generalised_poisson <- function(x, parameters) {
  x <- .generalised_poisson_column(x, "x")
  .generalised_poisson_require_rows("x", x == floor(x), "must be an integer")
  .generalised_poisson_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .generalised_poisson_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, kappa, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_generalised_poisson <- function(x, parameters) {
  x <- .generalised_poisson_column(x, "x")
  .generalised_poisson_require_rows("x", x == floor(x), "must be an integer")
  .generalised_poisson_require_rows("x", x >= 0, "must be >= 0")
  theta <- parameters[[1]]
  kappa <- parameters[[2]]
  t_33 <- 1 / theta
  t_34 <- kappa * x
  t_35 <- 1 / (t_34 + theta)
  t_36 <- 1 / (t_34 * t_33 + 1)
  score_1 <- rep_len(t_35 * x + t_34 * t_36 / theta^2 - 1, length(x))
  score_2 <- rep_len(t_35 * x^2 - t_33 * t_36 * x - x, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("theta", "kappa")
  out
}

# x log y, and 0 where x = 0.
.generalised_poisson_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.generalised_poisson_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.generalised_poisson_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.generalised_poisson_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(
    y < 16, small, log(2 * pi * z) / 2 + .generalised_poisson_gamma_tail(z)
  )
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.generalised_poisson_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .generalised_poisson_log_ratio(ifelse(near, d, 0)), far)
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.generalised_poisson_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.generalised_poisson_column <- function(values, name) {
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
.generalised_poisson_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.generalised_poisson_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.generalised_poisson_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.generalised_poisson_outward <- function(u, lower, upper) {
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
.generalised_poisson_inward <- function(t, lower, upper) {
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
.generalised_poisson_stretch <- function(u, lower, upper) {
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
.generalised_poisson_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .generalised_poisson_stretch(u, lower, upper) * (1 - e) /
        (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.generalised_poisson_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.generalised_poisson_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.generalised_poisson_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The equation that gives theta, and its slope.
.generalised_poisson_equation_theta <- function(x, n, sum_x, theta) {
  t <- x + theta / (1 - theta * n / sum_x)
  sum_h_1 <- sum(1 / t)
  sum_h_2 <- sum(1 / t^2)
  t_1 <- sum_x^2
  t_2 <- theta^2
  t_3 <- n^2
  t_4 <- theta * n
  t_5 <- 2 * sum_x
  t_6 <- t_1 + t_2 * t_3 - t_4 * t_5
  t_7 <- t_1 * n
  t_8 <- -sum_x
  t_9 <- n * n * n
  t_10 <- 1 / sum_x
  t_11 <- t_2 * n / (
    3 * t_2 * t_3 * t_10 - 3 * t_4 - t_8 - theta * theta * theta * t_9 / t_1
  )
  t_12 <- theta - 1
  t_13 <- -t_4 - t_8
  t_14 <- t_3 * sum_x / t_13^2
  t_15 <- 1 / (t_13 * t_13 * t_13)
  t_16 <- sum_x * sum_x * sum_x
  t_17 <- theta + 1
  t_18 <- 2 * theta
  t_19 <- t_4 * t_10
  t_20 <- 1 - t_19
  t_21 <- -t_19 / t_20^2 - 1 / t_20
  t_22 <- 1 / (t_13 * t_13 * t_13 * t_13)
  part_1 <- 3 * theta * t_16 * t_17 * t_22 * sum_h_1 * n +
    theta * t_15 * t_16 * t_17 * t_21 * sum_h_2 +
    (t_18 + 1) * t_15 * t_16 * sum_h_1
  part_2 <- part_1 - (t_4 + t_5) * t_1 * t_22 * t_4 * sum_h_1 -
    t_11 * t_21 * sum_h_2 - t_12 * t_15 * t_18 * t_9 * sum_x - (t_18 - 1) * t_14
  c(
    theta * t_15 * t_16 * t_17 * sum_h_1 - t_11 * sum_h_1 -
      theta * t_12 * t_14 - t_7 / t_6,
    part_2 - (2 * sum_x * n - t_18 * t_3) * t_7 / t_6^2
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.generalised_poisson_zero_theta <- function(
    x, n, sum_x, near, f_near, far, f_far, lower, upper
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
    found_3 <- .generalised_poisson_equation_theta(
      x, n, sum_x, .generalised_poisson_outward(u, lower, upper)
    )
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
    if (isTRUE(.generalised_poisson_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .generalised_poisson_stretch(u, lower, upper))
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
  .generalised_poisson_outward(u, lower, upper)
}

# The log-likelihood, every constant included.
.generalised_poisson_log_likelihood <- function(x, theta, kappa) {
  t_32 <- kappa * x + theta
  log_densities <- sum(
    log(theta) - .generalised_poisson_deviance(x, t_32) -
      .generalised_poisson_stirling(x) - log(t_32)
  )
  log_densities
}

# The log-likelihood that follows from theta.
.generalised_poisson_rate_theta <- function(x, sum_x, n, theta) {
  kappa <- 1 - theta * n / sum_x
  .generalised_poisson_log_likelihood(x, theta, kappa)
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.generalised_poisson_root_theta <- function(x, n, sum_x, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .generalised_poisson_inward(start, lower, upper)
  }
  limit_1 <- .generalised_poisson_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_4 <- .generalised_poisson_equation_theta(
      x, n, sum_x, .generalised_poisson_outward(new, lower, upper)
    )
    f <- found_4[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .generalised_poisson_zero_theta(
        x, n, sum_x, last, f_last, new, f, lower, upper
      )
      height <- .generalised_poisson_rate_theta(x, sum_x, n, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .generalised_poisson_rate_theta(
        x, sum_x, n, .generalised_poisson_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .generalised_poisson_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .generalised_poisson_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .generalised_poisson_rate_theta(
    x, sum_x, n, .generalised_poisson_outward(u, lower, upper)
  )
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_5 <- .generalised_poisson_equation_theta(
      x, n, sum_x, .generalised_poisson_outward(last, lower, upper)
    )
    f_last <- found_5[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_6 <- .generalised_poisson_equation_theta(
        x, n, sum_x, .generalised_poisson_outward(new, lower, upper)
      )
      f <- found_6[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .generalised_poisson_zero_theta(
          x, n, sum_x, last, f_last, new, f, lower, upper
        )
        height <- .generalised_poisson_rate_theta(x, sum_x, n, t)
        v <- .generalised_poisson_inward(t, lower, upper)
        below <- .generalised_poisson_rate_theta(
          x, sum_x, n, .generalised_poisson_outward(v - 1, lower, upper)
        )
        above <- .generalised_poisson_rate_theta(
          x, sum_x, n, .generalised_poisson_outward(v + 1, lower, upper)
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

# The log-likelihood as a function of theta, kappa.
.generalised_poisson_value_joint <- function(x, sum_h, sum_x, n, theta, kappa) {
  t_37 <- kappa * x
  sum_h_12 <- sum(log1p(t_37 / theta))
  sum_h_13 <- sum(.generalised_poisson_xlogy(x, t_37 + theta))
  sum_h_13 - theta * n - sum_h_12 - sum_h - kappa * sum_x
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.generalised_poisson_derivatives_joint <- function(
    x, n, sum_x, sum_h, theta, kappa
) {
  t_40 <- kappa * x
  t_41 <- t_40 / theta
  t_42 <- t_40 + theta
  t_43 <- t_41 + 1
  t_44 <- 1 / t_42
  t_45 <- x^2
  t_46 <- t_44^2
  sum_h_17 <- sum(log1p(t_41))
  sum_h_18 <- sum(.generalised_poisson_xlogy(x, t_42))
  sum_h_19 <- sum(x / t_43)
  sum_h_20 <- sum(t_44 * x)
  sum_h_21 <- sum(t_44 * t_45)
  sum_h_22 <- sum(t_46 * x)
  sum_h_23 <- sum(t_45 / t_43^2)
  sum_h_24 <- sum(t_45 * t_46)
  sum_h_25 <- sum(t_45 * t_46 * x)
  t_47 <- 1 / theta^2
  t_48 <- kappa / (theta * theta * theta)
  c(
    sum_h_18 - theta * n - sum_h - kappa * sum_x - sum_h_17,
    kappa * t_47 * sum_h_19 + sum_h_20 - n,
    sum_h_21 - sum_x - sum_h_19 / theta,
    kappa^2 * sum_h_23 / (theta * theta * theta * theta) -
      2 * t_48 * sum_h_19 - sum_h_22,
    t_47 * sum_h_19 - t_48 * sum_h_23 - sum_h_24,
    t_47 * sum_h_23 - sum_h_25
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.generalised_poisson_surface_joint <- function(x, n, sum_x, sum_h, u_1, u_2) {
  theta <- .generalised_poisson_outward(u_1, 0, Inf)
  stretch_1 <- .generalised_poisson_stretch(u_1, 0, Inf)
  kappa <- .generalised_poisson_outward(u_2, 0, 1)
  stretch_2 <- .generalised_poisson_stretch(u_2, 0, 1)
  found_7 <- .generalised_poisson_derivatives_joint(
    x, n, sum_x, sum_h, theta, kappa
  )
  height <- found_7[1]
  g_1 <- found_7[2]
  g_2 <- found_7[3]
  h_1_1 <- found_7[4]
  h_2_1 <- found_7[5]
  h_2_2 <- found_7[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .generalised_poisson_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .generalised_poisson_bend(u_2, 0, 1) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.generalised_poisson_climb_joint <- function(
    x, n, sum_x, sum_h, start_1, start_2
) {
  u_1 <- .generalised_poisson_inward(start_1, 0, Inf)
  u_2 <- .generalised_poisson_inward(start_2, 0, 1)
  found_8 <- .generalised_poisson_surface_joint(x, n, sum_x, sum_h, u_1, u_2)
  f <- found_8[1]
  g_1 <- found_8[2]
  g_2 <- found_8[3]
  h_1_1 <- found_8[4]
  h_2_1 <- found_8[5]
  h_2_2 <- found_8[6]
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
    found_9 <- .generalised_poisson_surface_joint(
      x, n, sum_x, sum_h, u_1 + step_1, u_2 + step_2
    )
    f_new <- found_9[1]
    g_1_new <- found_9[2]
    g_2_new <- found_9[3]
    h_1_1_new <- found_9[4]
    h_2_1_new <- found_9[5]
    h_2_2_new <- found_9[6]
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
  c(
    -f,
    .generalised_poisson_outward(u_1, 0, Inf),
    .generalised_poisson_outward(u_2, 0, 1)
  )
}

# The joint maximiser, the best of several climbs.
.generalised_poisson_maximise_joint <- function(x, n, sum_x, sum_h) {
  middle_x <- .generalised_poisson_level(x, 0.5)
  high_x <- .generalised_poisson_level(x, 0.75)
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 0 + (1 - 0) * 0.5
    for (pick in seq_len(40) - 1) {
      seed <- .generalised_poisson_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .generalised_poisson_choose(
        at, 1, 0.1, 0.4, 2.5, 0.001 + abs(middle_x), 0.001 + abs(high_x), 20
      )
      seed <- .generalised_poisson_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      part_10 <- 0 + (1 - 0) * 0.05
      part_11 <- 0 + (1 - 0) * 0.35
      part_12 <- 0 + (1 - 0) * 0.65
      part_13 <- 0 + (1 - 0) * 0.95
      draw_2 <- .generalised_poisson_choose(
        at,
        0 + (1 - 0) * 0.5,
        part_10,
        0 + (1 - 0) * 0.2,
        part_11,
        part_12,
        0 + (1 - 0) * 0.8,
        part_13
      )
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 && draw_2 < 1)) {
        height <- .generalised_poisson_value_joint(
          x, sum_h, sum_x, n, draw_1, draw_2
        )
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_14 <- .generalised_poisson_climb_joint(
      x, n, sum_x, sum_h, reached_1, reached_2
    )
    height <- found_14[1]
    reached_1 <- found_14[2]
    reached_2 <- found_14[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.generalised_poisson_solve <- function(x) {
  n <- length(x)
  sum_h <- sum(lgamma(x + 1))
  sum_x <- sum(x)
  theta <- .generalised_poisson_root_theta(x, n, sum_x, 0, sum_x / n, NaN)
  kappa <- 1 - theta * n / sum_x
  if (!isTRUE(is.finite(theta) && is.finite(kappa) && theta > 0 && kappa > 0 &&
    kappa < 1)) {
    found_15 <- .generalised_poisson_maximise_joint(x, n, sum_x, sum_h)
    theta <- found_15[1]
    kappa <- found_15[2]
  }
  c(theta, kappa)
}

# 1 and the limits where no maximum exists, else 0.
.generalised_poisson_limits <- function(x) {
  sum_x <- sum(x)
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, 0, 1))
  }
  if (!isTRUE(sum_x > 0)) {
    return(c(1, NaN, NaN))
  }
  c(0, NaN, NaN)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.generalised_poisson_nll <- function(x, theta, kappa) {
  if (!isTRUE(theta > 0 && is.finite(theta) && kappa > 0 && kappa < 1)) {
    return(Inf)
  }
  -.generalised_poisson_log_likelihood(x, theta, kappa)
}

# The gradient of the log-likelihood.
.generalised_poisson_score <- function(x, n, sum_x, theta, kappa) {
  t_38 <- kappa * x
  t_39 <- 1 / (t_38 + theta)
  sum_h_14 <- sum(x / (t_38 / theta + 1))
  sum_h_15 <- sum(t_39 * x)
  sum_h_16 <- sum(t_39 * x^2)
  c(
    kappa * sum_h_14 / theta^2 + sum_h_15 - n,
    sum_h_16 - sum_x - sum_h_14 / theta
  )
}

# The gradient of nll; nan outside the domain or the support.
.generalised_poisson_gradient <- function(x, theta, kappa) {
  if (!isTRUE(theta > 0 && is.finite(theta) && kappa > 0 && kappa < 1)) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_x <- sum(x)
  found_16 <- .generalised_poisson_score(x, n, sum_x, theta, kappa)
  g_1 <- found_16[1]
  g_2 <- found_16[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.generalised_poisson_curvature <- function(x, theta, kappa) {
  t_40 <- kappa * x
  t_41 <- t_40 / theta
  t_42 <- t_40 + theta
  t_43 <- t_41 + 1
  t_44 <- 1 / t_42
  t_45 <- x^2
  t_46 <- t_44^2
  sum_h_19 <- sum(x / t_43)
  sum_h_22 <- sum(t_46 * x)
  sum_h_23 <- sum(t_45 / t_43^2)
  sum_h_24 <- sum(t_45 * t_46)
  sum_h_25 <- sum(t_45 * t_46 * x)
  t_47 <- 1 / theta^2
  t_48 <- kappa / (theta * theta * theta)
  c(
    kappa^2 * sum_h_23 / (theta * theta * theta * theta) -
      2 * t_48 * sum_h_19 - sum_h_22,
    t_47 * sum_h_19 - t_48 * sum_h_23 - sum_h_24,
    t_47 * sum_h_23 - sum_h_25
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.generalised_poisson_hessian <- function(x, theta, kappa) {
  if (!isTRUE(theta > 0 && is.finite(theta) && kappa > 0 && kappa < 1)) {
    return(c(NaN, NaN, NaN))
  }
  found_17 <- .generalised_poisson_curvature(x, theta, kappa)
  h_1 <- found_17[1]
  h_2 <- found_17[2]
  h_3 <- found_17[3]
  c(-h_1, -h_2, -h_3)
}
