# Maximum-likelihood estimation: Normal distribution truncated to positive
# values.
#
#   f(x; mu, sigma) =
#       sqrt(2/pi)/sigma*exp(-(x-
#       mu)**2/(2*sigma**2))/(1+erf(mu/(sigma*sqrt(2))))
#   support: x > 0
#   mu: real
#   sigma: positive
#
# Log-likelihood:
#
#   (-log(sigma) - log(erf(sqrt(2)*mu/(2*sigma)) + 1) + log(2/pi)/2)*n -
#       sum((x - mu)**2)/(2*sigma**2)
#
# Estimator (reduced):
#
#   mu = the solution of n*sum(x - mu)/(-mu*sum(x) + sum(x**2)) -
#       sqrt(2)*exp(-mu**2*n/(2*(-mu*sum(x) +
#       sum(x**2))))*n**(3/2)/(sqrt(pi)*sqrt(-mu*sum(x) +
#       sum(x**2))*(erf(sqrt(2)*mu*sqrt(n)/(2*sqrt(-mu*sum(x) + sum(x**2)))) +
#       1)) = 0
#   sigma = sqrt(-mu*sum(x)/n + sum(x**2)/n)
#
# Conditions:
#
#   A maximum exists only if sum x_i^2 > mu sum x_i.
#
# Source:
#
#   del Castillo (1994), The singly truncated normal distribution: a non-steep
#       exponential family, Ann. Inst. Statist. Math. 46, 57-66
#   del Castillo (1994), The singly truncated normal distribution: a non-steep
#       exponential family, Ann. Inst. Statist. Math. 46, 57-66
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
mle_truncated_normal_positive <- function(x) {
  x <- .truncated_normal_positive_column(x, "x")
  .truncated_normal_positive_require_rows("x", x > 0, "must be > 0")
  labels <- c("mu", "sigma")
  units_x <- .truncated_normal_positive_units_x(x)
  estimate <- .truncated_normal_positive_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1]
  estimate[2] <- units_x[2] * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_truncated_normal_positive(x, estimate)
    information <- hessian_truncated_normal_positive(x, estimate)
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
#' @param parameters numeric vector: mu, sigma, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_truncated_normal_positive <- function(x, parameters) {
  x <- .truncated_normal_positive_column(x, "x")
  .truncated_normal_positive_require_rows("x", x > 0, "must be > 0")
  .truncated_normal_positive_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_truncated_normal_positive <- function(x, parameters) {
  x <- .truncated_normal_positive_column(x, "x")
  .truncated_normal_positive_require_rows("x", x > 0, "must be > 0")
  .truncated_normal_positive_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_truncated_normal_positive <- function(x, parameters) {
  x <- .truncated_normal_positive_column(x, "x")
  .truncated_normal_positive_require_rows("x", x > 0, "must be > 0")
  triangle <- .truncated_normal_positive_hessian(
    x, parameters[[1]], parameters[[2]]
  )
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, sigma, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_truncated_normal_positive <- function(x, parameters) {
  x <- .truncated_normal_positive_column(x, "x")
  .truncated_normal_positive_require_rows("x", x > 0, "must be > 0")
  mu <- parameters[[1]]
  sigma <- parameters[[2]]
  t_33 <- 1 / sigma^2
  t_34 <- sqrt(2)
  t_35 <- 1 / sigma
  t_36 <- t_34 * t_35
  t_37 <- .truncated_normal_positive_mills(-0.5 * mu * t_36) / sqrt(pi)
  score_1 <- rep_len(-0.5 * t_33 * (2 * mu - 2 * x) - t_36 * t_37, length(x))
  score_2 <- rep_len(
    (x - mu)^2 / (sigma * sigma * sigma) + mu * t_33 * t_34 * t_37 - t_35,
    length(x)
  )
  out <- cbind(score_1, score_2)
  colnames(out) <- c("mu", "sigma")
  out
}

# log erfc(w); erfc itself underflows beyond w = 27.
.truncated_normal_positive_log_erfc <- function(w) {
  log(2) + stats::pnorm(-sqrt(2) * w, log.p = TRUE)
}

# exp(-w^2)/erfc(w).
.truncated_normal_positive_mills <- function(w) {
  v <- pmax(w, 1)
  far <- sqrt(pi) * v / (1 - 1 / (2 * v^2) + 3 / (4 * v^4) - 15 / (8 * v^6))
  ifelse(
    w > 100,
    far,
    exp(-pmin(w, 100)^2 - .truncated_normal_positive_log_erfc(pmin(w, 100)))
  )
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.truncated_normal_positive_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.truncated_normal_positive_column <- function(values, name) {
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
.truncated_normal_positive_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.truncated_normal_positive_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.truncated_normal_positive_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.truncated_normal_positive_outward <- function(u, lower, upper) {
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
.truncated_normal_positive_inward <- function(t, lower, upper) {
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
.truncated_normal_positive_stretch <- function(u, lower, upper) {
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
.truncated_normal_positive_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .truncated_normal_positive_stretch(u, lower, upper) * (1 - e) /
        (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.truncated_normal_positive_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.truncated_normal_positive_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.truncated_normal_positive_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# exp(w^2) erfc(w).
.truncated_normal_positive_erfcx <- function(w) {
  if (isTRUE(w < 2)) {
    return(exp(w * w) * (2 * stats::pnorm(-sqrt(2) * (w))))
  }
  tail <- 0
  k <- 120
  while (isTRUE(k > 0.5)) {
    tail <- 0.5 * k / (w + tail)
    k <- k - 1
  }
  0.5641895835477563 / (w + tail)
}
.truncated_normal_positive_erfcx <- Vectorize(.truncated_normal_positive_erfcx)

# The equation that gives mu, and its slope.
.truncated_normal_positive_equation_mu <- function(x, sum_x, sum_x_2, n, mu) {
  sum_h <- sum(x - mu)
  t <- mu * sum_x
  t_1 <- sum_x_2 - t
  t_2 <- 1 / t_1
  t_3 <- n^1.5
  t_4 <- 1 / sqrt(pi)
  t_5 <- sqrt(n)
  t_6 <- sqrt(2)
  t_7 <- 1 / sqrt(t_1)
  t_8 <- t_6 * t_7
  t_9 <- 0.5 * t_5 * t_8
  t_10 <- .truncated_normal_positive_mills(-mu * t_9)
  t_11 <- t_10 * t_4 * t_8
  t_12 <- 1 / t_1^2
  t_13 <- t_6 / t_1^1.5
  part_1 <- (
    2 * t_10^2 * (0.25 * t * t_13 * t_5 + t_9) * t_6 * t_7 / pi -
      (-0.5 * mu^2 * t_12 * sum_x * n - mu * t_2 * n) * t_11
  ) * t_3
  c(
    t_2 * sum_h * n - t_11 * t_3,
    t_12 * sum_x * sum_h * n + part_1 - n^2 * t_2 -
      0.5 * t_10 * t_13 * t_3 * t_4 * sum_x
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.truncated_normal_positive_zero_mu <- function(
    x, sum_x, sum_x_2, n, near, f_near, far, f_far, lower, upper
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
    found_2 <- .truncated_normal_positive_equation_mu(
      x, sum_x, sum_x_2, n, .truncated_normal_positive_outward(u, lower, upper)
    )
    f <- found_2[1]
    slope <- found_2[2]
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
    if (isTRUE(.truncated_normal_positive_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .truncated_normal_positive_stretch(u, lower, upper))
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
  .truncated_normal_positive_outward(u, lower, upper)
}

# The log-likelihood, every constant included.
.truncated_normal_positive_log_likelihood <- function(x, n, mu, sigma) {
  sum_h_3 <- sum((x - mu)^2)
  0.5 * n * log(2 / pi) - n * log(sigma) -
    n * .truncated_normal_positive_log_erfc(-0.5 * mu * sqrt(2) / sigma) -
    0.5 * sum_h_3 / sigma^2
}

# The log-likelihood that follows from mu.
.truncated_normal_positive_rate_mu <- function(x, sum_x_2, n, sum_x, mu) {
  sigma <- sqrt(sum_x_2 / n - mu * sum_x / n)
  .truncated_normal_positive_log_likelihood(x, n, mu, sigma)
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.truncated_normal_positive_root_mu <- function(
    x, sum_x, sum_x_2, n, lower, upper, start
) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .truncated_normal_positive_inward(start, lower, upper)
  }
  limit_1 <- .truncated_normal_positive_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_3 <- .truncated_normal_positive_equation_mu(
      x,
      sum_x,
      sum_x_2,
      n,
      .truncated_normal_positive_outward(new, lower, upper)
    )
    f <- found_3[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .truncated_normal_positive_zero_mu(
        x, sum_x, sum_x_2, n, last, f_last, new, f, lower, upper
      )
      height <- .truncated_normal_positive_rate_mu(x, sum_x_2, n, sum_x, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .truncated_normal_positive_rate_mu(
        x,
        sum_x_2,
        n,
        sum_x,
        .truncated_normal_positive_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .truncated_normal_positive_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (
    isTRUE(
      best > -Inf || .truncated_normal_positive_unbounded(lower, upper) > 0
    )
  ) {
    return(chosen)
  }
  best <- .truncated_normal_positive_rate_mu(
    x, sum_x_2, n, sum_x, .truncated_normal_positive_outward(u, lower, upper)
  )
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_4 <- .truncated_normal_positive_equation_mu(
      x,
      sum_x,
      sum_x_2,
      n,
      .truncated_normal_positive_outward(last, lower, upper)
    )
    f_last <- found_4[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_5 <- .truncated_normal_positive_equation_mu(
        x,
        sum_x,
        sum_x_2,
        n,
        .truncated_normal_positive_outward(new, lower, upper)
      )
      f <- found_5[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .truncated_normal_positive_zero_mu(
          x, sum_x, sum_x_2, n, last, f_last, new, f, lower, upper
        )
        height <- .truncated_normal_positive_rate_mu(x, sum_x_2, n, sum_x, t)
        v <- .truncated_normal_positive_inward(t, lower, upper)
        below <- .truncated_normal_positive_rate_mu(
          x,
          sum_x_2,
          n,
          sum_x,
          .truncated_normal_positive_outward(v - 1, lower, upper)
        )
        above <- .truncated_normal_positive_rate_mu(
          x,
          sum_x_2,
          n,
          sum_x,
          .truncated_normal_positive_outward(v + 1, lower, upper)
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

# The log-likelihood as a function of mu, sigma.
.truncated_normal_positive_value_joint <- function(x, n, mu, sigma) {
  sum_h_3 <- sum((x - mu)^2)
  0.5 * n * log(2 / pi) - n * log(sigma) -
    n * .truncated_normal_positive_log_erfc(-0.5 * mu * sqrt(2) / sigma) -
    0.5 * sum_h_3 / sigma^2
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.truncated_normal_positive_derivatives_joint <- function(x, n, mu, sigma) {
  t_45 <- x - mu
  sum_h_6 <- sum(t_45^2)
  sum_h_7 <- sum(t_45)
  t_46 <- 1 / sigma
  t_47 <- sqrt(2)
  t_48 <- mu * t_47
  t_49 <- t_46 * t_48
  t_50 <- -0.5 * t_49
  t_51 <- 1 / sigma^2
  t_52 <- t_46 * n
  t_53 <- 1 / sqrt(pi)
  t_54 <- .truncated_normal_positive_mills(t_50)
  t_55 <- t_53 * t_54
  t_56 <- 1 / (sigma * sigma * sigma)
  t_57 <- t_51 * n
  t_58 <- t_57 * t_55
  t_59 <- 2 * t_55
  t_60 <- t_59 + t_49
  t_61 <- t_56 * n
  t_62 <- t_60 * t_55
  t_63 <- 1 / (sigma * sigma * sigma * sigma)
  c(
    0.5 * n * log(2 / pi) - n * log(sigma) -
      n * .truncated_normal_positive_log_erfc(t_50) - 0.5 * t_51 * sum_h_6,
    t_51 * sum_h_7 - t_47 * t_52 * t_55,
    t_56 * sum_h_6 + t_58 * t_48 - t_52,
    t_58 * t_60 - t_57,
    t_47 * t_51 * t_53 * t_54 * n - 2 * t_56 * sum_h_7 - mu * t_61 * t_62,
    mu^2 * t_62 * t_63 * n + t_57 - t_59 * t_61 * t_48 - 3 * t_63 * sum_h_6
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.truncated_normal_positive_surface_joint <- function(x, n, u_1, u_2) {
  mu <- .truncated_normal_positive_outward(u_1, -Inf, Inf)
  stretch_1 <- .truncated_normal_positive_stretch(u_1, -Inf, Inf)
  sigma <- .truncated_normal_positive_outward(u_2, 0, Inf)
  stretch_2 <- .truncated_normal_positive_stretch(u_2, 0, Inf)
  found_6 <- .truncated_normal_positive_derivatives_joint(x, n, mu, sigma)
  height <- found_6[1]
  g_1 <- found_6[2]
  g_2 <- found_6[3]
  h_1_1 <- found_6[4]
  h_2_1 <- found_6[5]
  h_2_2 <- found_6[6]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .truncated_normal_positive_bend(u_1, -Inf, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .truncated_normal_positive_bend(u_2, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.truncated_normal_positive_climb_joint <- function(x, n, start_1, start_2) {
  u_1 <- .truncated_normal_positive_inward(start_1, -Inf, Inf)
  u_2 <- .truncated_normal_positive_inward(start_2, 0, Inf)
  found_7 <- .truncated_normal_positive_surface_joint(x, n, u_1, u_2)
  f <- found_7[1]
  g_1 <- found_7[2]
  g_2 <- found_7[3]
  h_1_1 <- found_7[4]
  h_2_1 <- found_7[5]
  h_2_2 <- found_7[6]
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
    found_8 <- .truncated_normal_positive_surface_joint(
      x, n, u_1 + step_1, u_2 + step_2
    )
    f_new <- found_8[1]
    g_1_new <- found_8[2]
    g_2_new <- found_8[3]
    h_1_1_new <- found_8[4]
    h_2_1_new <- found_8[5]
    h_2_2_new <- found_8[6]
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
    .truncated_normal_positive_outward(u_1, -Inf, Inf),
    .truncated_normal_positive_outward(u_2, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.truncated_normal_positive_maximise_joint <- function(x, n) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  seed <- 20240229
  for (around in seq_len(1) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .truncated_normal_positive_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .truncated_normal_positive_choose(
        at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4
      )
      seed <- .truncated_normal_positive_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .truncated_normal_positive_choose(
        at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4
      )
      height <- -Inf
      if (isTRUE(is.finite(draw_1) && draw_2 > 0 && is.finite(draw_2))) {
        height <- .truncated_normal_positive_value_joint(x, n, draw_1, draw_2)
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
      }
    }
    found_9 <- .truncated_normal_positive_climb_joint(
      x, n, reached_1, reached_2
    )
    height <- found_9[1]
    reached_1 <- found_9[2]
    reached_2 <- found_9[3]
    if (isTRUE(height > best)) {
      best <- height
      chosen_1 <- reached_1
      chosen_2 <- reached_2
    }
  }
  c(chosen_1, chosen_2)
}

# The estimate, in the order of the parameters.
.truncated_normal_positive_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  sum_x_2 <- sum(x^2)
  mu <- .truncated_normal_positive_root_mu(x, sum_x, sum_x_2, n, -Inf, Inf, NaN)
  sigma <- sqrt(sum_x_2 / n - mu * sum_x / n)
  if (!isTRUE(is.finite(mu) && is.finite(sigma) && sigma > 0)) {
    found_10 <- .truncated_normal_positive_maximise_joint(x, n)
    mu <- found_10[1]
    sigma <- found_10[2]
  }
  c(mu, sigma)
}

# A centre and a spread with which the data are standardised.
.truncated_normal_positive_units_x <- function(x) {
  n <- length(x)
  half <- .truncated_normal_positive_level(abs(x), 0.5)
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

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.truncated_normal_positive_nll <- function(x, mu, sigma) {
  if (!isTRUE(is.finite(mu) && sigma > 0 && is.finite(sigma))) {
    return(Inf)
  }
  n <- length(x)
  -.truncated_normal_positive_log_likelihood(x, n, mu, sigma)
}

# The gradient of the log-likelihood.
.truncated_normal_positive_score <- function(x, n, mu, sigma) {
  t_38 <- x - mu
  sum_h_4 <- sum(t_38)
  sum_h_5 <- sum(t_38^2)
  t_39 <- 1 / sigma^2
  t_40 <- sqrt(2)
  t_41 <- 1 / sigma
  t_42 <- t_41 * n
  t_43 <- mu * t_40
  t_44 <- .truncated_normal_positive_mills(-0.5 * t_41 * t_43) / sqrt(pi)
  c(
    t_39 * sum_h_4 - t_40 * t_42 * t_44,
    t_39 * t_43 * t_44 * n + sum_h_5 / (sigma * sigma * sigma) - t_42
  )
}

# The gradient of nll; nan outside the domain or the support.
.truncated_normal_positive_gradient <- function(x, mu, sigma) {
  if (!isTRUE(is.finite(mu) && sigma > 0 && is.finite(sigma))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  found_11 <- .truncated_normal_positive_score(x, n, mu, sigma)
  g_1 <- found_11[1]
  g_2 <- found_11[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.truncated_normal_positive_curvature <- function(x, n, mu, sigma) {
  t_45 <- x - mu
  sum_h_6 <- sum(t_45^2)
  sum_h_7 <- sum(t_45)
  t_46 <- 1 / sigma
  t_47 <- sqrt(2)
  t_48 <- mu * t_47
  t_49 <- t_46 * t_48
  t_50 <- -0.5 * t_49
  t_51 <- 1 / sigma^2
  t_53 <- 1 / sqrt(pi)
  t_54 <- .truncated_normal_positive_mills(t_50)
  t_55 <- t_53 * t_54
  t_56 <- 1 / (sigma * sigma * sigma)
  t_57 <- t_51 * n
  t_58 <- t_57 * t_55
  t_59 <- 2 * t_55
  t_60 <- t_59 + t_49
  t_61 <- t_56 * n
  t_62 <- t_60 * t_55
  t_63 <- 1 / (sigma * sigma * sigma * sigma)
  c(
    t_58 * t_60 - t_57,
    t_47 * t_51 * t_53 * t_54 * n - 2 * t_56 * sum_h_7 - mu * t_61 * t_62,
    mu^2 * t_62 * t_63 * n + t_57 - t_59 * t_61 * t_48 - 3 * t_63 * sum_h_6
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.truncated_normal_positive_hessian <- function(x, mu, sigma) {
  if (!isTRUE(is.finite(mu) && sigma > 0 && is.finite(sigma))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_12 <- .truncated_normal_positive_curvature(x, n, mu, sigma)
  h_1 <- found_12[1]
  h_2 <- found_12[2]
  h_3 <- found_12[3]
  c(-h_1, -h_2, -h_3)
}
