# Maximum-likelihood estimation: Half-Cauchy distribution.
#
#   f(x; scale) = 2/(pi*scale*(1+(x/scale)**2))
#   support: x >= 0
#   scale: positive
#
# Log-likelihood:
#
#   (-log(pi*scale) + log(2))*n - sum(log(x**2/scale**2 + 1))
#
# Estimator (reduced):
#
#   scale = the solution of -n + 2*sum(x**2/(x**2/scale**2 + 1))/scale**2 = 0
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 16
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
mle_half_cauchy <- function(x) {
  x <- .half_cauchy_column(x, "x")
  .half_cauchy_require_rows("x", x >= 0, "must be >= 0")
  labels <- c("scale")
  units_x <- .half_cauchy_units_x(x)
  estimate <- .half_cauchy_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_half_cauchy(x, estimate)
    information <- hessian_half_cauchy(x, estimate)
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
nll_half_cauchy <- function(x, parameters) {
  x <- .half_cauchy_column(x, "x")
  .half_cauchy_require_rows("x", x >= 0, "must be >= 0")
  .half_cauchy_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_half_cauchy <- function(x, parameters) {
  x <- .half_cauchy_column(x, "x")
  .half_cauchy_require_rows("x", x >= 0, "must be >= 0")
  .half_cauchy_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: scale, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_half_cauchy <- function(x, parameters) {
  x <- .half_cauchy_column(x, "x")
  .half_cauchy_require_rows("x", x >= 0, "must be >= 0")
  triangle <- .half_cauchy_hessian(x, parameters[[1]])
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
scores_half_cauchy <- function(x, parameters) {
  x <- .half_cauchy_column(x, "x")
  .half_cauchy_require_rows("x", x >= 0, "must be >= 0")
  scale <- parameters[[1]]
  t_5 <- x^2
  score_1 <- rep_len(
    2 * t_5 / (scale * scale * scale * (t_5 / scale^2 + 1)) - 1 / scale,
    length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("scale")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.half_cauchy_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.half_cauchy_column <- function(values, name) {
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
.half_cauchy_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# 1 if neither end is finite.
.half_cauchy_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.half_cauchy_outward <- function(u, lower, upper) {
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
.half_cauchy_inward <- function(t, lower, upper) {
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
.half_cauchy_stretch <- function(u, lower, upper) {
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
.half_cauchy_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The equation that gives scale, and its slope.
.half_cauchy_equation_scale <- function(x, n, scale) {
  t <- x^2
  t_1 <- t / scale^2 + 1
  sum_h <- sum(t / t_1)
  sum_h_1 <- sum(t^2 / t_1^2)
  c(
    2 * sum_h / scale^2 - n,
    4 * sum_h_1 / scale^5 - 4 * sum_h / (scale * scale * scale)
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.half_cauchy_zero_scale <- function(x, n, near, f_near, far, f_far, lower,
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
    found_1 <- .half_cauchy_equation_scale(
      x, n, .half_cauchy_outward(u, lower, upper)
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
    if (isTRUE(.half_cauchy_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .half_cauchy_stretch(u, lower, upper))
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
  .half_cauchy_outward(u, lower, upper)
}

# The zero of the equation in (lower, upper), searched outwards from start;
# nan if its sign never changes.
.half_cauchy_root_scale <- function(x, n, lower, upper, start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .half_cauchy_inward(start, lower, upper)
  }
  limit_1 <- .half_cauchy_farthest(lower, upper)
  found_2 <- .half_cauchy_equation_scale(
    x, n, .half_cauchy_outward(u, lower, upper)
  )
  f <- found_2[1]
  shift <- 1
  while (isTRUE(!is.finite(f) && shift < 40)) {
    found_3 <- .half_cauchy_equation_scale(
      x, n, .half_cauchy_outward(u + shift, lower, upper)
    )
    f <- found_3[1]
    if (is.finite(f)) {
      u <- u + shift
    } else {
      found_4 <- .half_cauchy_equation_scale(
        x, n, .half_cauchy_outward(u - shift, lower, upper)
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
    return(.half_cauchy_outward(u, lower, upper))
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
      found_5 <- .half_cauchy_equation_scale(
        x, n, .half_cauchy_outward(new, lower, upper)
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
          .half_cauchy_zero_scale(x, n, right, f_right, new, f, lower, upper)
        )
      }
    }
    if (isTRUE(down > 0)) {
      new <- pmax(left - down, -limit_1)
      found_6 <- .half_cauchy_equation_scale(
        x, n, .half_cauchy_outward(new, lower, upper)
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
          .half_cauchy_zero_scale(x, n, left, f_left, new, f, lower, upper)
        )
      }
    }
  }
  NaN
}

# The estimate, in the order of the parameters.
.half_cauchy_solve <- function(x) {
  n <- length(x)
  scale <- .half_cauchy_root_scale(x, n, 0, Inf, NaN)
  scale
}

# A centre and a spread with which the data are standardised.
.half_cauchy_units_x <- function(x) {
  n <- length(x)
  half <- .half_cauchy_level(abs(x), 0.5)
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
.half_cauchy_log_likelihood <- function(x, n, scale) {
  sum_h_5 <- sum(log1p(x^2 / scale^2))
  n * log(2) - n * log(pi * scale) - sum_h_5
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.half_cauchy_nll <- function(x, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale))) {
    return(Inf)
  }
  n <- length(x)
  -.half_cauchy_log_likelihood(x, n, scale)
}

# The gradient of the log-likelihood.
.half_cauchy_score <- function(x, n, scale) {
  t_6 <- x^2
  sum_h_6 <- sum(t_6 / (t_6 / scale^2 + 1))
  2 * sum_h_6 / (scale * scale * scale) - n / scale
}

# The gradient of nll; nan outside the domain or the support.
.half_cauchy_gradient <- function(x, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale))) {
    return(NaN)
  }
  n <- length(x)
  -.half_cauchy_score(x, n, scale)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.half_cauchy_curvature <- function(x, n, scale) {
  t_7 <- x^2
  t_8 <- t_7 / scale^2
  t_9 <- t_8 + 1
  sum_h_8 <- sum(t_7 / t_9)
  sum_h_9 <- sum(t_7^2 / t_9^2)
  n / scale^2 + 4 * sum_h_9 / scale^6 -
    6 * sum_h_8 / (scale * scale * scale * scale)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.half_cauchy_hessian <- function(x, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale))) {
    return(NaN)
  }
  n <- length(x)
  -.half_cauchy_curvature(x, n, scale)
}
