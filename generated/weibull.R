# Maximum-likelihood estimation: Weibull distribution (shape, scale).
#
#   f(x; shape, scale) =
#       shape/scale*(x/scale)**(shape-1)*exp(-(x/scale)**shape)
#   support: x > 0
#   shape: positive
#   scale: positive
#
# Log-likelihood:
#
#   (shape - 1)*sum(log(x)) + (-shape*log(scale) + log(shape))*n -
#       sum(x**shape)/scale**shape
#
# Estimator (reduced):
#
#   shape = the solution of -n*sum(x**shape*log(x))/sum(x**shape) +
#       sum(log(x)) + n/shape = 0
#   scale = (sum(x**shape)/n)**(1/shape)
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
mle_weibull <- function(x) {
  x <- .weibull_column(x, "x")
  .weibull_require_rows("x", x > 0, "must be > 0")
  labels <- c("shape", "scale")
  limit <- .weibull_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    units_x <- .weibull_units_x(x)
    estimate <- .weibull_solve((x - units_x[1]) / units_x[2])
    estimate[2] <- units_x[2] * estimate[2]
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 2, 2, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_weibull(x, estimate)
    information <- hessian_weibull(x, estimate)
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
#' @param parameters numeric vector: shape, scale, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_weibull <- function(x, parameters) {
  x <- .weibull_column(x, "x")
  .weibull_require_rows("x", x > 0, "must be > 0")
  .weibull_nll(x, parameters[[1]], parameters[[2]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_weibull <- function(x, parameters) {
  x <- .weibull_column(x, "x")
  .weibull_require_rows("x", x > 0, "must be > 0")
  .weibull_gradient(x, parameters[[1]], parameters[[2]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_weibull <- function(x, parameters) {
  x <- .weibull_column(x, "x")
  .weibull_require_rows("x", x > 0, "must be > 0")
  triangle <- .weibull_hessian(x, parameters[[1]], parameters[[2]])
  out <- matrix(0, 2, 2)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: shape, scale, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_weibull <- function(x, parameters) {
  x <- .weibull_column(x, "x")
  .weibull_require_rows("x", x > 0, "must be > 0")
  shape <- parameters[[1]]
  scale <- parameters[[2]]
  t_11 <- 1 / scale
  t_12 <- shape * t_11
  t_13 <- t_11 * x
  t_14 <- t_13^shape
  score_1 <- rep_len(
    log(x) + 1 / shape - t_14 * log(t_13) - log(scale), length(x)
  )
  score_2 <- rep_len(t_14 * t_12 - t_12, length(x))
  out <- cbind(score_1, score_2)
  colnames(out) <- c("shape", "scale")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.weibull_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.weibull_column <- function(values, name) {
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
.weibull_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# 1 if neither end is finite.
.weibull_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.weibull_outward <- function(u, lower, upper) {
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
.weibull_inward <- function(t, lower, upper) {
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
.weibull_stretch <- function(u, lower, upper) {
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
.weibull_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The equation that gives shape, and its slope.
.weibull_equation_shape <- function(x, n, sum_log_x, shape) {
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
.weibull_zero_shape <- function(x, n, sum_log_x, near, f_near, far, f_far,
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
    found_1 <- .weibull_equation_shape(
      x, n, sum_log_x, .weibull_outward(u, lower, upper)
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
    if (isTRUE(.weibull_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .weibull_stretch(u, lower, upper))
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
  .weibull_outward(u, lower, upper)
}

# The zero of the equation in (lower, upper), searched outwards from start;
# nan if its sign never changes.
.weibull_root_shape <- function(x, n, sum_log_x, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .weibull_inward(start, lower, upper)
  }
  limit_1 <- .weibull_farthest(lower, upper)
  found_2 <- .weibull_equation_shape(
    x, n, sum_log_x, .weibull_outward(u, lower, upper)
  )
  f <- found_2[1]
  shift <- 1
  while (isTRUE(!is.finite(f) && shift < 40)) {
    found_3 <- .weibull_equation_shape(
      x, n, sum_log_x, .weibull_outward(u + shift, lower, upper)
    )
    f <- found_3[1]
    if (is.finite(f)) {
      u <- u + shift
    } else {
      found_4 <- .weibull_equation_shape(
        x, n, sum_log_x, .weibull_outward(u - shift, lower, upper)
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
    return(.weibull_outward(u, lower, upper))
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
      found_5 <- .weibull_equation_shape(
        x, n, sum_log_x, .weibull_outward(new, lower, upper)
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
          .weibull_zero_shape(
            x, n, sum_log_x, right, f_right, new, f, lower, upper
          )
        )
      }
    }
    if (isTRUE(down > 0)) {
      new <- pmax(left - down, -limit_1)
      found_6 <- .weibull_equation_shape(
        x, n, sum_log_x, .weibull_outward(new, lower, upper)
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
          .weibull_zero_shape(
            x, n, sum_log_x, left, f_left, new, f, lower, upper
          )
        )
      }
    }
  }
  NaN
}

# The estimate, in the order of the parameters.
.weibull_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  shape <- .weibull_root_shape(x, n, sum_log_x, 0, Inf, NaN)
  sum_h_4 <- sum(x^shape)
  scale <- (sum_h_4 / n)^(1 / shape)
  c(shape, scale)
}

# 1 and the limits where no maximum exists, else 0.
.weibull_limits <- function(x) {
  min_x <- min(x)
  max_x <- max(x)
  if (!isTRUE(min_x < max_x)) {
    return(c(1, Inf, NaN))
  }
  c(0, NaN, NaN)
}

# A centre and a spread with which the data are standardised.
.weibull_units_x <- function(x) {
  n <- length(x)
  half <- .weibull_level(abs(x), 0.5)
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

# The log-likelihood, every constant included.
.weibull_log_likelihood <- function(x, n, sum_log_x, shape, scale) {
  sum_h_8 <- sum((x / scale)^shape)
  n * log(shape) + (shape - 1) * sum_log_x - shape * n * log(scale) - sum_h_8
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.weibull_nll <- function(x, shape, scale) {
  if (!isTRUE(shape > 0 && is.finite(shape) && scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.weibull_log_likelihood(x, n, sum_log_x, shape, scale)
}

# The gradient of the log-likelihood.
.weibull_score <- function(x, n, sum_log_x, shape, scale) {
  t_15 <- x / scale
  t_16 <- t_15^shape
  sum_h_9 <- sum(t_16 * log(t_15))
  sum_h_10 <- sum(t_16)
  t_17 <- 1 / scale
  c(
    n / shape + sum_log_x - n * log(scale) - sum_h_9,
    shape * t_17 * sum_h_10 - shape * t_17 * n
  )
}

# The gradient of nll; nan outside the domain or the support.
.weibull_gradient <- function(x, shape, scale) {
  if (!isTRUE(shape > 0 && is.finite(shape) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN))
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  found_7 <- .weibull_score(x, n, sum_log_x, shape, scale)
  g_1 <- found_7[1]
  g_2 <- found_7[2]
  c(-g_1, -g_2)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.weibull_curvature <- function(x, n, shape, scale) {
  t_18 <- x / scale
  t_19 <- t_18^shape
  t_20 <- log(t_18)
  sum_h_11 <- sum(t_19)
  sum_h_12 <- sum(t_19 * t_20)
  sum_h_13 <- sum(t_20^2 * t_19)
  t_22 <- 1 / scale
  t_23 <- t_22 * n
  t_24 <- shape^2
  t_25 <- 1 / scale^2
  c(
    -n / t_24 - sum_h_13,
    t_22 * sum_h_11 + shape * t_22 * sum_h_12 - t_23,
    shape * t_25 * n - t_24 * t_25 * sum_h_11 - shape * t_25 * sum_h_11
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.weibull_hessian <- function(x, shape, scale) {
  if (!isTRUE(shape > 0 && is.finite(shape) && scale > 0 && is.finite(scale))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_8 <- .weibull_curvature(x, n, shape, scale)
  h_1 <- found_8[1]
  h_2 <- found_8[2]
  h_3 <- found_8[3]
  c(-h_1, -h_2, -h_3)
}
