# Maximum-likelihood estimation: Half-logistic distribution.
#
#   f(x; scale) = 2*exp(-x/scale)/(scale*(1+exp(-x/scale))**2)
#   support: x >= 0
#   scale: positive
#
# Log-likelihood:
#
#   (-log(scale) - log(2))*n - 2*sum(log(cosh(x/(2*scale))))
#
# Estimator (reduced):
#
#   scale = the solution of -n + sum(x*tanh(x/(2*scale)))/scale = 0
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
#       vol. 2, ch. 23
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
mle_half_logistic <- function(x) {
  x <- .half_logistic_column(x, "x")
  .half_logistic_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("scale")
  units_x <- .half_logistic_units_x(x)
  estimate <- .half_logistic_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_half_logistic(x, estimate)
    information <- hessian_half_logistic(x, estimate)
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
#' @param parameters numeric vector: scale, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_half_logistic <- function(x, parameters) {
  x <- .half_logistic_column(x, "x")
  .half_logistic_require_rows("x", x >= 0, "must be >= 0")
  .half_logistic_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_half_logistic <- function(x, parameters) {
  x <- .half_logistic_column(x, "x")
  .half_logistic_require_rows("x", x >= 0, "must be >= 0")
  .half_logistic_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_half_logistic <- function(x, parameters) {
  x <- .half_logistic_column(x, "x")
  .half_logistic_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .half_logistic_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_half_logistic <- function(x, parameters) {
  x <- .half_logistic_column(x, "x")
  .half_logistic_require_rows("x", x >= 0, "must be >= 0")
  scale <- parameters[[1]]
  t_4 <- 1 / scale
  score_1 <- rep_len(tanh(0.5 * t_4 * x) * x / scale^2 - t_4, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("scale")
  out
}

# log(exp a + exp b).
.half_logistic_logaddexp <- function(a, b) {
  pmax(a, b) + log1p(exp(-abs(a - b)))
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.half_logistic_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.half_logistic_column <- function(values, name) {
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
.half_logistic_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# 1 if neither end is finite.
.half_logistic_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.half_logistic_outward <- function(u, lower, upper) {
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
.half_logistic_inward <- function(t, lower, upper) {
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
.half_logistic_stretch <- function(u, lower, upper) {
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
.half_logistic_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The equation that gives scale, and its slope.
.half_logistic_equation_scale <- function(x, n, scale) {
  t <- tanh(0.5 / scale * x)
  sum_h <- sum(t * x)
  sum_h_1 <- sum((t^2 - 1) * x^2)
  c(
    sum_h / scale - n, 0.5 * sum_h_1 / (scale * scale * scale) - sum_h / scale^2
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.half_logistic_zero_scale <- function(x, n, near, f_near, far, f_far, lower,
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
    found_1 <- .half_logistic_equation_scale(
      x, n, .half_logistic_outward(u, lower, upper)
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
    if (isTRUE(.half_logistic_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .half_logistic_stretch(u, lower, upper))
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
  .half_logistic_outward(u, lower, upper)
}

# The zero of the equation in (lower, upper), searched outwards from start;
# nan if its sign never changes.
.half_logistic_root_scale <- function(x, n, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .half_logistic_inward(start, lower, upper)
  }
  limit_1 <- .half_logistic_farthest(lower, upper)
  found_2 <- .half_logistic_equation_scale(
    x, n, .half_logistic_outward(u, lower, upper)
  )
  f <- found_2[1]
  shift <- 1
  while (isTRUE(!is.finite(f) && shift < 40)) {
    found_3 <- .half_logistic_equation_scale(
      x, n, .half_logistic_outward(u + shift, lower, upper)
    )
    f <- found_3[1]
    if (is.finite(f)) {
      u <- u + shift
    } else {
      found_4 <- .half_logistic_equation_scale(
        x, n, .half_logistic_outward(u - shift, lower, upper)
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
    return(.half_logistic_outward(u, lower, upper))
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
      found_5 <- .half_logistic_equation_scale(
        x, n, .half_logistic_outward(new, lower, upper)
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
          .half_logistic_zero_scale(x, n, right, f_right, new, f, lower, upper)
        )
      }
    }
    if (isTRUE(down > 0)) {
      new <- pmax(left - down, -limit_1)
      found_6 <- .half_logistic_equation_scale(
        x, n, .half_logistic_outward(new, lower, upper)
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
          .half_logistic_zero_scale(x, n, left, f_left, new, f, lower, upper)
        )
      }
    }
  }
  NaN
}

# The estimate, in the order of the parameters.
.half_logistic_solve <- function(x) {
  n <- length(x)
  scale <- .half_logistic_root_scale(x, n, 0, Inf, NaN)
  scale
}

# A centre and a spread with which the data are standardised.
.half_logistic_units_x <- function(x) {
  n <- length(x)
  half <- .half_logistic_level(abs(x), 0.5)
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
.half_logistic_log_likelihood <- function(x, n, scale) {
  t_5 <- 0.5 / scale * x
  sum_h_5 <- sum(.half_logistic_logaddexp(t_5, -t_5))
  n * log(2) - n * log(scale) - 2 * sum_h_5
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.half_logistic_nll <- function(x, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  n <- length(x)
  -.half_logistic_log_likelihood(x, n, scale)
}

# The gradient of the log-likelihood.
.half_logistic_score <- function(x, n, scale) {
  sum_h_6 <- sum(tanh(0.5 / scale * x) * x)
  sum_h_6 / scale^2 - n / scale
}

# The gradient of nll; nan outside the domain or the support.
.half_logistic_gradient <- function(x, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale))) {
    return(NaN)
  }
  n <- length(x)
  -.half_logistic_score(x, n, scale)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.half_logistic_curvature <- function(x, n, scale) {
  t_6 <- 0.5 / scale * x
  sum_h_8 <- sum(tanh(t_6) * x)
  sum_h_9 <- sum(x^2 / cosh(t_6)^2)
  t_7 <- 1 / scale^2
  t_7 * n - 2 * sum_h_8 / (scale * scale * scale) -
    0.5 * sum_h_9 / (scale * scale * scale * scale)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.half_logistic_hessian <- function(x, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale))) {
    return(NaN)
  }
  n <- length(x)
  -.half_logistic_curvature(x, n, scale)
}
