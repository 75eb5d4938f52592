# Maximum-likelihood estimation: Generalised gamma distribution (Stacy).
#
#   f(x; a, d, p) = p*x**(d-1)*exp(-(x/a)**p)/(a**d*gamma(d/p))
#   support: x > 0
#   a: positive
#   d: positive
#   p: positive
#
# Log-likelihood:
#
#   (d - 1)*sum(log(x)) + (-d*log(a) + log(p) - loggamma(d/p))*n -
#       sum(x**p)/a**p
#
# Estimator (reduced):
#
#   p = the solution of sum(log(x)) + (-log(p) - log(sum(x**p)/n) +
#       log(sum(x**p)/sum((x**p - sum(x**p)/n)*(log(x) - sum(log(x))/n))) -
#       polygamma(0, sum(x**p)/(p*sum((x**p - sum(x**p)/n)*(log(x) -
#       sum(log(x))/n)))))*n/p = 0
#   d = sum(x**p)/sum((x**p - sum(x**p)/n)*(log(x) - sum(log(x))/n))
#   a = (p*sum(x**p)/(d*n))**(1/p)
#
# Source:
#
#   Stacy (1962), A generalization of the gamma distribution, Ann. Math.
#       Statist. 33, 1187-1192
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 17
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
mle_generalised_gamma <- function(x) {
  x <- .generalised_gamma_column(x, "x")
  .generalised_gamma_require_rows("x", x > 0, "must be > 0")
  labels <- c("a", "d", "p")
  units_x <- .generalised_gamma_units_x(x)
  estimate <- .generalised_gamma_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_generalised_gamma(x, estimate)
    information <- hessian_generalised_gamma(x, estimate)
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
#' @param parameters numeric vector: a, d, p, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_generalised_gamma <- function(x, parameters) {
  x <- .generalised_gamma_column(x, "x")
  .generalised_gamma_require_rows("x", x > 0, "must be > 0")
  .generalised_gamma_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, d, p, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_generalised_gamma <- function(x, parameters) {
  x <- .generalised_gamma_column(x, "x")
  .generalised_gamma_require_rows("x", x > 0, "must be > 0")
  .generalised_gamma_gradient(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: a, d, p, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_generalised_gamma <- function(x, parameters) {
  x <- .generalised_gamma_column(x, "x")
  .generalised_gamma_require_rows("x", x > 0, "must be > 0")
  triangle <- .generalised_gamma_hessian(
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
#' @param parameters numeric vector: a, d, p, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_generalised_gamma <- function(x, parameters) {
  x <- .generalised_gamma_column(x, "x")
  .generalised_gamma_require_rows("x", x > 0, "must be > 0")
  a <- parameters[[1]]
  d <- parameters[[2]]
  p <- parameters[[3]]
  t_31 <- 1 / a
  t_32 <- 1 / p
  t_33 <- digamma(d * t_32)
  t_34 <- t_31 * x
  t_35 <- t_34^p
  score_1 <- rep_len(p * t_31 * t_35 - d * t_31, length(x))
  score_2 <- rep_len(log(x) - t_32 * t_33 - log(a), length(x))
  score_3 <- rep_len(t_32 + d * t_33 / p^2 - t_35 * log(t_34), length(x))
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("a", "d", "p")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.generalised_gamma_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.generalised_gamma_column <- function(values, name) {
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
.generalised_gamma_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The remainder of a/b that has the sign of b.
.generalised_gamma_modulo <- function(a, b) {
  a - b * floor(a / b)
}

# 1 if neither end is finite.
.generalised_gamma_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.generalised_gamma_outward <- function(u, lower, upper) {
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
.generalised_gamma_inward <- function(t, lower, upper) {
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
.generalised_gamma_stretch <- function(u, lower, upper) {
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
.generalised_gamma_bend <- function(u, lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    e <- exp(-pmax(u, -u))
    return(
      -sign(u) * .generalised_gamma_stretch(u, lower, upper) * (1 - e) / (1 + e)
    )
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(.generalised_gamma_stretch(u, lower, upper))
  }
  0
}

# How far the free coordinate goes.
.generalised_gamma_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The value at position 0 to 6.
.generalised_gamma_choose <- function(at, a, b, c_1, d, e, f, g) {
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

# The equation that gives p, and its slope.
.generalised_gamma_equation_p <- function(x, n, sum_log_x, p) {
  t <- x^p
  sum_h <- sum(t)
  sum_h_1 <- sum(t * log(x))
  t_1 <- x^p
  t_2 <- 1 / n
  t_3 <- log(x)
  t_4 <- t_3 - t_2 * sum_log_x
  sum_h_2 <- sum((t_1 - t_2 * sum_h) * t_4)
  sum_h_3 <- sum((t_1 * t_3 - t_2 * sum_h_1) * t_4)
  t_5 <- 1 / p
  t_6 <- 1 / sum_h_2
  t_7 <- t_6 * sum_h
  t_8 <- t_5 * t_7
  t_9 <- log(t_7) - log(p) - log(sum_h / n) - digamma(t_8)
  t_10 <- 1 / sum_h
  t_11 <- 1 / p^2
  t_12 <- sum_h * sum_h_3 / sum_h_2^2
  part_1 <- (
    (t_6 * sum_h_1 - t_12) * t_10 * sum_h_2 - t_5 - t_10 * sum_h_1 -
      (t_5 * t_6 * sum_h_1 - t_5 * t_12 - t_7 * t_11) * trigamma(t_8)
  ) * t_5
  c(t_5 * t_9 * n + sum_log_x, (part_1 - t_9 * t_11) * n)
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.generalised_gamma_zero_p <- function(x, n, sum_log_x, near, f_near, far, f_far,
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
    found_2 <- .generalised_gamma_equation_p(
      x, n, sum_log_x, .generalised_gamma_outward(u, lower, upper)
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
    if (isTRUE(.generalised_gamma_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .generalised_gamma_stretch(u, lower, upper))
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
  .generalised_gamma_outward(u, lower, upper)
}

# The log-likelihood, every constant included.
.generalised_gamma_log_likelihood <- function(x, n, sum_log_x, a, d, p) {
  sum_h_9 <- sum((x / a)^p)
  n * log(p) + (d - 1) * sum_log_x - d * n * log(a) - n * lgamma(d / p) -
    sum_h_9
}

# The log-likelihood that follows from p.
.generalised_gamma_rate_p <- function(x, n, sum_log_x, p) {
  sum_h_4 <- sum(x^p)
  t_13 <- 1 / n
  sum_h_5 <- sum((x^p - t_13 * sum_h_4) * (log(x) - t_13 * sum_log_x))
  d <- sum_h_4 / sum_h_5
  a <- (p * sum_h_4 / (d * n))^(1 / p)
  .generalised_gamma_log_likelihood(x, n, sum_log_x, a, d, p)
}

# That zero of the equation in (lower, upper) which is likeliest, among those
# that a grid separates; else a peak beyond.
.generalised_gamma_root_p <- function(x, n, sum_log_x, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .generalised_gamma_inward(start, lower, upper)
  }
  limit_1 <- .generalised_gamma_farthest(lower, upper)
  span <- pmin(12, limit_1)
  best <- -Inf
  chosen <- NaN
  last <- u
  f_last <- NaN
  for (turn in seq_len(61) - 1) {
    new <- u + span * (turn / 30 - 1)
    found_3 <- .generalised_gamma_equation_p(
      x, n, sum_log_x, .generalised_gamma_outward(new, lower, upper)
    )
    f <- found_3[1]
    if (isTRUE(is.finite(f) && is.finite(f_last) && f != 0 &&
      (f > 0) != (f_last > 0))) {
      t <- .generalised_gamma_zero_p(
        x, n, sum_log_x, last, f_last, new, f, lower, upper
      )
      height <- .generalised_gamma_rate_p(x, n, sum_log_x, t)
      if (isTRUE(height > best)) {
        best <- height
        chosen <- t
      }
    }
    if (isTRUE(f == 0)) {
      height <- .generalised_gamma_rate_p(
        x, n, sum_log_x, .generalised_gamma_outward(new, lower, upper)
      )
      if (isTRUE(height > best)) {
        best <- height
        chosen <- .generalised_gamma_outward(new, lower, upper)
      }
      f <- NaN
    }
    last <- new
    f_last <- f
  }
  if (isTRUE(best > -Inf || .generalised_gamma_unbounded(lower, upper) > 0)) {
    return(chosen)
  }
  best <- .generalised_gamma_rate_p(
    x, n, sum_log_x, .generalised_gamma_outward(u, lower, upper)
  )
  for (turn in seq_len(2) - 1) {
    last <- u + span * (1 - 2 * turn)
    found_4 <- .generalised_gamma_equation_p(
      x, n, sum_log_x, .generalised_gamma_outward(last, lower, upper)
    )
    f_last <- found_4[1]
    shift <- 1 - 2 * turn
    while (isTRUE(is.finite(f_last) && abs(last) < limit_1)) {
      new <- pmax(pmin(last + shift, limit_1), -limit_1)
      found_5 <- .generalised_gamma_equation_p(
        x, n, sum_log_x, .generalised_gamma_outward(new, lower, upper)
      )
      f <- found_5[1]
      if (isTRUE(is.finite(f) && (f > 0) != (f_last > 0))) {
        t <- .generalised_gamma_zero_p(
          x, n, sum_log_x, last, f_last, new, f, lower, upper
        )
        height <- .generalised_gamma_rate_p(x, n, sum_log_x, t)
        v <- .generalised_gamma_inward(t, lower, upper)
        below <- .generalised_gamma_rate_p(
          x, n, sum_log_x, .generalised_gamma_outward(v - 1, lower, upper)
        )
        above <- .generalised_gamma_rate_p(
          x, n, sum_log_x, .generalised_gamma_outward(v + 1, lower, upper)
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

# The log-likelihood as a function of a, d, p.
.generalised_gamma_value_joint <- function(x, n, sum_log_x, a, d, p) {
  sum_h_9 <- sum((x / a)^p)
  n * log(p) + (d - 1) * sum_log_x - d * n * log(a) - n * lgamma(d / p) -
    sum_h_9
}

# The log-likelihood, its gradient, and the lower triangle of its Hessian.
.generalised_gamma_derivatives_joint <- function(x, n, sum_log_x, a, d, p) {
  t_43 <- x / a
  t_44 <- t_43^p
  t_45 <- log(t_43)
  sum_h_12 <- sum(t_44)
  sum_h_13 <- sum(t_44 * t_45)
  sum_h_14 <- sum(t_45^2 * t_44)
  t_46 <- 1 / p
  t_47 <- d * t_46
  t_48 <- n * log(a)
  t_49 <- 1 / a
  t_50 <- t_49 * n
  t_51 <- digamma(t_47)
  t_52 <- t_46 * n
  t_53 <- p^2
  t_54 <- n / t_53
  t_55 <- t_51 * t_54
  t_56 <- 1 / a^2
  t_57 <- t_56 * sum_h_12
  t_58 <- trigamma(t_47)
  t_59 <- d * n / (p * p * p)
  c(
    n * log(p) + (d - 1) * sum_log_x - n * lgamma(t_47) - d * t_48 - sum_h_12,
    p * t_49 * sum_h_12 - d * t_50,
    sum_log_x - t_48 - t_51 * t_52,
    t_52 + d * t_55 - sum_h_13,
    d * t_56 * n - t_57 * t_53 - p * t_57,
    -t_50,
    -t_58 * t_54,
    t_49 * sum_h_12 + p * t_49 * sum_h_13,
    t_58 * t_59 + t_55,
    -d^2 * t_58 * n / (p * p * p * p) - 2 * t_59 * t_51 - t_54 - sum_h_14
  )
}

# -l/n in free coordinates, its gradient and the lower triangle of its
# Hessian.
.generalised_gamma_surface_joint <- function(x, n, sum_log_x, u_1, u_2, u_3) {
  a <- .generalised_gamma_outward(u_1, 0, Inf)
  stretch_1 <- .generalised_gamma_stretch(u_1, 0, Inf)
  d <- .generalised_gamma_outward(u_2, 0, Inf)
  stretch_2 <- .generalised_gamma_stretch(u_2, 0, Inf)
  p <- .generalised_gamma_outward(u_3, 0, Inf)
  stretch_3 <- .generalised_gamma_stretch(u_3, 0, Inf)
  found_6 <- .generalised_gamma_derivatives_joint(x, n, sum_log_x, a, d, p)
  height <- found_6[1]
  g_1 <- found_6[2]
  g_2 <- found_6[3]
  g_3 <- found_6[4]
  h_1_1 <- found_6[5]
  h_2_1 <- found_6[6]
  h_2_2 <- found_6[7]
  h_3_1 <- found_6[8]
  h_3_2 <- found_6[9]
  h_3_3 <- found_6[10]
  c(
    -height / n,
    -g_1 * stretch_1 / n,
    -g_2 * stretch_2 / n,
    -g_3 * stretch_3 / n,
    -h_1_1 * stretch_1 * stretch_1 / n -
      g_1 * .generalised_gamma_bend(u_1, 0, Inf) / n,
    -h_2_1 * stretch_2 * stretch_1 / n,
    -h_2_2 * stretch_2 * stretch_2 / n -
      g_2 * .generalised_gamma_bend(u_2, 0, Inf) / n,
    -h_3_1 * stretch_3 * stretch_1 / n,
    -h_3_2 * stretch_3 * stretch_2 / n,
    -h_3_3 * stretch_3 * stretch_3 / n -
      g_3 * .generalised_gamma_bend(u_3, 0, Inf) / n
  )
}

# The local maximum uphill of a start, by damped Newton steps: its height, and
# the parameters.
.generalised_gamma_climb_joint <- function(
    x, n, sum_log_x, start_1, start_2, start_3
) {
  u_1 <- .generalised_gamma_inward(start_1, 0, Inf)
  u_2 <- .generalised_gamma_inward(start_2, 0, Inf)
  u_3 <- .generalised_gamma_inward(start_3, 0, Inf)
  found_7 <- .generalised_gamma_surface_joint(x, n, sum_log_x, u_1, u_2, u_3)
  f <- found_7[1]
  g_1 <- found_7[2]
  g_2 <- found_7[3]
  g_3 <- found_7[4]
  h_1_1 <- found_7[5]
  h_2_1 <- found_7[6]
  h_2_2 <- found_7[7]
  h_3_1 <- found_7[8]
  h_3_2 <- found_7[9]
  h_3_3 <- found_7[10]
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
    found_8 <- .generalised_gamma_surface_joint(
      x, n, sum_log_x, u_1 + step_1, u_2 + step_2, u_3 + step_3
    )
    f_new <- found_8[1]
    g_1_new <- found_8[2]
    g_2_new <- found_8[3]
    g_3_new <- found_8[4]
    h_1_1_new <- found_8[5]
    h_2_1_new <- found_8[6]
    h_2_2_new <- found_8[7]
    h_3_1_new <- found_8[8]
    h_3_2_new <- found_8[9]
    h_3_3_new <- found_8[10]
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
  if (isTRUE(abs(d_1) <= 1e-09)) {
    return(c(-Inf, start_1, start_2, start_3))
  }
  l_2_1 <- h_2_1 / d_1
  d_2 <- h_2_2 - l_2_1 * l_2_1 * d_1
  if (isTRUE(abs(d_2) <= 1e-09)) {
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
    .generalised_gamma_outward(u_1, 0, Inf),
    .generalised_gamma_outward(u_2, 0, Inf),
    .generalised_gamma_outward(u_3, 0, Inf)
  )
}

# The joint maximiser, the best of several climbs.
.generalised_gamma_maximise_joint <- function(x, n, sum_log_x) {
  best <- -Inf
  chosen_1 <- NaN
  chosen_2 <- NaN
  chosen_3 <- NaN
  seed <- 20240229
  for (around in seq_len(4) - 1) {
    rated <- -Inf
    reached_1 <- 1
    reached_2 <- 1
    reached_3 <- 1
    for (pick in seq_len(40) - 1) {
      seed <- .generalised_gamma_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_1 <- .generalised_gamma_choose(at, 1, 0.5, 0.25, 0.7, 1.5, 2, 4)
      seed <- .generalised_gamma_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_2 <- .generalised_gamma_choose(at, 1, 0.1, 0.3, 0.7, 2, 5, 20)
      seed <- .generalised_gamma_modulo(16807 * seed, 2147483647)
      at <- floor(seed / 2147483647 * 7)
      draw_3 <- .generalised_gamma_choose(at, 1, 0.1, 0.3, 0.7, 2, 5, 20)
      height <- -Inf
      if (isTRUE(draw_1 > 0 && is.finite(draw_1) && draw_2 > 0 &&
        is.finite(draw_2) && draw_3 > 0 && is.finite(draw_3))) {
        height <- .generalised_gamma_value_joint(
          x, n, sum_log_x, draw_1, draw_2, draw_3
        )
      }
      if (isTRUE(height > rated)) {
        rated <- height
        reached_1 <- draw_1
        reached_2 <- draw_2
        reached_3 <- draw_3
      }
    }
    found_9 <- .generalised_gamma_climb_joint(
      x, n, sum_log_x, reached_1, reached_2, reached_3
    )
    height <- found_9[1]
    reached_1 <- found_9[2]
    reached_2 <- found_9[3]
    reached_3 <- found_9[4]
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
.generalised_gamma_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  p <- .generalised_gamma_root_p(x, n, sum_log_x, 0, Inf, NaN)
  sum_h_4 <- sum(x^p)
  t_13 <- 1 / n
  sum_h_5 <- sum((x^p - t_13 * sum_h_4) * (log(x) - t_13 * sum_log_x))
  d <- sum_h_4 / sum_h_5
  a <- (p * sum_h_4 / (d * n))^(1 / p)
  if (!isTRUE(is.finite(a) && is.finite(d) && is.finite(p) && a > 0 && d > 0 &&
    p > 0)) {
    found_10 <- .generalised_gamma_maximise_joint(x, n, sum_log_x)
    a <- found_10[1]
    d <- found_10[2]
    p <- found_10[3]
  }
  c(a, d, p)
}

# A centre and a spread with which the data are standardised.
.generalised_gamma_units_x <- function(x) {
  n <- length(x)
  half <- .generalised_gamma_level(abs(x), 0.5)
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
.generalised_gamma_nll <- function(x, a, d, p) {
  if (!isTRUE(a > 0 && is.finite(a) && d > 0 && is.finite(d) && p > 0 &&
    is.finite(p))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.generalised_gamma_log_likelihood(x, n, sum_log_x, a, d, p)
}

# The gradient of the log-likelihood.
.generalised_gamma_score <- function(x, n, sum_log_x, a, d, p) {
  t_36 <- x / a
  t_37 <- t_36^p
  sum_h_10 <- sum(t_37)
  sum_h_11 <- sum(t_37 * log(t_36))
  t_38 <- 1 / a
  t_39 <- d * n
  t_40 <- 1 / p
  t_41 <- digamma(d * t_40)
  t_42 <- t_40 * n
  c(
    p * t_38 * sum_h_10 - t_38 * t_39,
    sum_log_x - n * log(a) - t_41 * t_42,
    t_39 * t_41 / p^2 + t_42 - sum_h_11
  )
}

# The gradient of nll; nan outside the domain or the support.
.generalised_gamma_gradient <- function(x, a, d, p) {
  if (!isTRUE(a > 0 && is.finite(a) && d > 0 && is.finite(d) && p > 0 &&
    is.finite(p))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_11 <- .generalised_gamma_score(x, n, sum_log_x, a, d, p)
  g_1 <- found_11[1]
  g_2 <- found_11[2]
  g_3 <- found_11[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.generalised_gamma_curvature <- function(x, n, a, d, p) {
  t_43 <- x / a
  t_44 <- t_43^p
  t_45 <- log(t_43)
  sum_h_12 <- sum(t_44)
  sum_h_13 <- sum(t_44 * t_45)
  sum_h_14 <- sum(t_45^2 * t_44)
  t_46 <- 1 / p
  t_47 <- d * t_46
  t_49 <- 1 / a
  t_50 <- t_49 * n
  t_51 <- digamma(t_47)
  t_53 <- p^2
  t_54 <- n / t_53
  t_55 <- t_51 * t_54
  t_56 <- 1 / a^2
  t_57 <- t_56 * sum_h_12
  t_58 <- trigamma(t_47)
  t_59 <- d * n / (p * p * p)
  c(
    d * t_56 * n - t_57 * t_53 - p * t_57,
    -t_50,
    -t_58 * t_54,
    t_49 * sum_h_12 + p * t_49 * sum_h_13,
    t_58 * t_59 + t_55,
    -d^2 * t_58 * n / (p * p * p * p) - 2 * t_59 * t_51 - t_54 - sum_h_14
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.generalised_gamma_hessian <- function(x, a, d, p) {
  if (!isTRUE(a > 0 && is.finite(a) && d > 0 && is.finite(d) && p > 0 &&
    is.finite(p))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_12 <- .generalised_gamma_curvature(x, n, a, d, p)
  h_1 <- found_12[1]
  h_2 <- found_12[2]
  h_3 <- found_12[3]
  h_4 <- found_12[4]
  h_5 <- found_12[5]
  h_6 <- found_12[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
