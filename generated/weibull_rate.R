# Maximum-likelihood estimation: Weibull distribution (shape, rate).
#
#   f(x; shape, rate) = shape*rate*x**(shape-1)*exp(-rate*x**shape)
#   support: x > 0
#   shape: positive
#   rate: positive
#
# Log-likelihood:
#
#   -rate*sum(x**shape) + (shape - 1)*sum(log(x)) + (log(rate) + log(shape))*n
#
# Estimator (reduced):
#
#   shape = the solution of -n*sum(x**shape*log(x))/sum(x**shape) +
#       sum(log(x)) + n/shape = 0
#   rate = n/sum(x**shape)
#
# Conditions:
#
#   A maximum exists only if the x_i are not all equal.
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 21
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
mle_weibull_rate <- function(x) {
  x <- .weibull_rate_column(x, "x")
  .weibull_rate_require_rows("x", x > 0, "must be > 0")
  labels <- c("shape", "rate")
  limit <- .weibull_rate_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .weibull_rate_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_weibull_rate(x, estimate)
    information <- hessian_weibull_rate(x, estimate)
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
#' @param parameters numeric vector: shape, rate, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_weibull_rate <- function(x, parameters) {
  x <- .weibull_rate_column(x, "x")
  .weibull_rate_require_rows("x", x > 0, "must be > 0")
  .weibull_rate_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, rate, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_weibull_rate <- function(x, parameters) {
  x <- .weibull_rate_column(x, "x")
  .weibull_rate_require_rows("x", x > 0, "must be > 0")
  .weibull_rate_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, rate, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_weibull_rate <- function(x, parameters) {
  x <- .weibull_rate_column(x, "x")
  .weibull_rate_require_rows("x", x > 0, "must be > 0")
  triangle <- .weibull_rate_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, rate, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_weibull_rate <- function(x, parameters) {
  x <- .weibull_rate_column(x, "x")
  .weibull_rate_require_rows("x", x > 0, "must be > 0")
  shape <- parameters[[1]]
  rate <- parameters[[2]]
  t_5 <- x^shape
  t_6 <- log(x)
  score_1 <- rep_len(t_6 + 1 / shape - rate * t_5 * t_6, length(x))
  score_2 <- rep_len(1 / rate - t_5, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("shape", "rate")
  out
}

# A variable as a numeric vector; stops if it is none.
.weibull_rate_column <- function(values, name) {
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
.weibull_rate_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# 1 if neither end is finite.
.weibull_rate_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.weibull_rate_outward <- function(u, lower, upper) {
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
.weibull_rate_inward <- function(t, lower, upper) {
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
.weibull_rate_stretch <- function(u, lower, upper) {
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

# How far the free coordinate goes.
.weibull_rate_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The equation that gives shape, and its slope.
.weibull_rate_equation_shape <- function(x, n, sum_log_x, shape) {
  t <- x^shape
  t_1 <- log(x)
  sum_h <- sum(t)
  sum_h_1 <- sum(t * t_1)
  sum_h_2 <- sum(t_1^2 * t)
  t_2 <- n / sum_h
  c(
    n / shape + sum_log_x - t_2 * sum_h_1,
    sum_h_1^2 * n / sum_h^2 - n / shape^2 - t_2 * sum_h_2
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.weibull_rate_zero_shape <- function(x, n, sum_log_x, near, f_near, far, f_far,
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
    found_1 <- .weibull_rate_equation_shape(
      x, n, sum_log_x, .weibull_rate_outward(u, lower, upper)
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
    if (isTRUE(.weibull_rate_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .weibull_rate_stretch(u, lower, upper))
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
  .weibull_rate_outward(u, lower, upper)
}

# The zero of the equation in (lower, upper), searched outwards from start;
# nan if its sign never changes.
.weibull_rate_root_shape <- function(x, n, sum_log_x, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .weibull_rate_inward(start, lower, upper)
  }
  limit_1 <- .weibull_rate_farthest(lower, upper)
  found_2 <- .weibull_rate_equation_shape(
    x, n, sum_log_x, .weibull_rate_outward(u, lower, upper)
  )
  f <- found_2[1]
  shift <- 1
  while (isTRUE(!is.finite(f) && shift < 40)) {
    found_3 <- .weibull_rate_equation_shape(
      x, n, sum_log_x, .weibull_rate_outward(u + shift, lower, upper)
    )
    f <- found_3[1]
    if (is.finite(f)) {
      u <- u + shift
    } else {
      found_4 <- .weibull_rate_equation_shape(
        x, n, sum_log_x, .weibull_rate_outward(u - shift, lower, upper)
      )
      f <- found_4[1]
      if (is.finite(f)) {
        u <- u - shift
      }
    }
    shift <- 2 * shift
  }
  if (!is.finite(f)) {
    return(NaN)
  }
  if (isTRUE(f == 0)) {
    return(.weibull_rate_outward(u, lower, upper))
  }
  right <- u
  f_right <- f
  up <- 1
  left <- u
  f_left <- f
  down <- 1
  while (isTRUE(up > 0 || down > 0)) {
    if (isTRUE(up > 0)) {
      new <- pmin(right + up, limit_1)
      found_5 <- .weibull_rate_equation_shape(
        x, n, sum_log_x, .weibull_rate_outward(new, lower, upper)
      )
      f <- found_5[1]
      if (!is.finite(f)) {
        up <- 0.25 * up
        if (isTRUE(up < 0.001 * pmax(1, abs(right)))) {
          up <- 0
        }
      } else if (isTRUE((f > 0) == (f_right > 0))) {
        right <- new
        f_right <- f
        up <- 2 * up
        if (isTRUE(right >= limit_1)) {
          up <- 0
        }
      } else {
        return(
          .weibull_rate_zero_shape(
            x, n, sum_log_x, right, f_right, new, f, lower, upper
          )
        )
      }
    }
    if (isTRUE(down > 0)) {
      new <- pmax(left - down, -limit_1)
      found_6 <- .weibull_rate_equation_shape(
        x, n, sum_log_x, .weibull_rate_outward(new, lower, upper)
      )
      f <- found_6[1]
      if (!is.finite(f)) {
        down <- 0.25 * down
        if (isTRUE(down < 0.001 * pmax(1, abs(left)))) {
          down <- 0
        }
      } else if (isTRUE((f > 0) == (f_left > 0))) {
        left <- new
        f_left <- f
        down <- 2 * down
        if (isTRUE(left <= -limit_1)) {
          down <- 0
        }
      } else {
        return(
          .weibull_rate_zero_shape(
            x, n, sum_log_x, left, f_left, new, f, lower, upper
          )
        )
      }
    }
  }
  NaN
}

# The estimate, in the order of the parameters.
.weibull_rate_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  shape <- .weibull_rate_root_shape(x, n, sum_log_x, 0, Inf, NaN)
  t_3 <- x^shape
  sum_h_4 <- sum(t_3)
  rate <- n / sum_h_4
  c(shape, rate)
}

# 1 and the limits where no maximum exists, else 0.
.weibull_rate_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, Inf, NaN))
  }
  c(0, NaN, NaN)
}

# The log-likelihood, every constant included.
.weibull_rate_log_likelihood <- function(x, sum_log_x, n, shape, rate) {
  sum_h_7 <- sum(x^shape)
  n * log(rate) + n * log(shape) + (shape - 1) * sum_log_x - rate * sum_h_7
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.weibull_rate_nll <- function(x, shape, rate) {
  if (!isTRUE(shape > 0 && is.finite(shape) && rate > 0 && is.finite(rate))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.weibull_rate_log_likelihood(x, sum_log_x, n, shape, rate)
}

# The gradient of the log-likelihood.
.weibull_rate_score <- function(x, sum_log_x, n, shape, rate) {
  t_7 <- x^shape
  sum_h_8 <- sum(t_7 * log(x))
  sum_h_9 <- sum(t_7)
  c(n / shape + sum_log_x - rate * sum_h_8, n / rate - sum_h_9)
}

# The gradient of nll; nan outside the domain or the support.
.weibull_rate_gradient <- function(x, shape, rate) {
  if (!isTRUE(shape > 0 && is.finite(shape) && rate > 0 && is.finite(rate))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_7 <- .weibull_rate_score(x, sum_log_x, n, shape, rate)
  g_1 <- found_7[1]
  g_2 <- found_7[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.weibull_rate_curvature <- function(x, n, shape, rate) {
  t_8 <- x^shape
  t_9 <- log(x)
  sum_h_11 <- sum(t_8 * t_9)
  sum_h_12 <- sum(t_9^2 * t_8)
  c(-n / shape^2 - rate * sum_h_12, -sum_h_11, -n / rate^2)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.weibull_rate_hessian <- function(x, shape, rate) {
  if (!isTRUE(shape > 0 && is.finite(shape) && rate > 0 && is.finite(rate))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_8 <- .weibull_rate_curvature(x, n, shape, rate)
  h_1 <- found_8[1]
  h_2 <- found_8[2]
  h_3 <- found_8[3]
  c(-h_1, -h_2, -h_3)
}
