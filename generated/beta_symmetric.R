# Maximum-likelihood estimation: Symmetric beta distribution.
#
#   f(x; alpha) = (x*(1-x))**(alpha-1)/beta(alpha, alpha)
#   support: 0 < x < 1
#   alpha: positive
#
# Log-likelihood:
#
#   (alpha - 1)*sum(log(x)) + (alpha - 1)*sum(log(1 - x)) +
#       (-2*loggamma(alpha) + loggamma(2*alpha))*n
#
# Estimator (reduced):
#
#   alpha = the solution of 2*(-polygamma(0, alpha) + polygamma(0, 2*alpha))*n
#       + sum(log(x)) + sum(log(1 - x)) = 0
#
# Conditions:
#
#   A maximum exists only if sum log(1 - x_i) + sum log x_i < -2n log 2.
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
#       vol. 2, ch. 25
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
mle_beta_symmetric <- function(x) {
  x <- .beta_symmetric_column(x, "x")
  .beta_symmetric_require_rows("x", x > 0, "must be > 0")
  .beta_symmetric_require_rows("x", x < 1, "must be < 1")
  labels <- c("alpha")
  limit <- .beta_symmetric_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .beta_symmetric_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_beta_symmetric(x, estimate)
    information <- hessian_beta_symmetric(x, estimate)
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
#' @param parameters numeric vector: alpha, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_beta_symmetric <- function(x, parameters) {
  x <- .beta_symmetric_column(x, "x")
  .beta_symmetric_require_rows("x", x > 0, "must be > 0")
  .beta_symmetric_require_rows("x", x < 1, "must be < 1")
  .beta_symmetric_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: alpha, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_beta_symmetric <- function(x, parameters) {
  x <- .beta_symmetric_column(x, "x")
  .beta_symmetric_require_rows("x", x > 0, "must be > 0")
  .beta_symmetric_require_rows("x", x < 1, "must be < 1")
  .beta_symmetric_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: alpha, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_beta_symmetric <- function(x, parameters) {
  x <- .beta_symmetric_column(x, "x")
  .beta_symmetric_require_rows("x", x > 0, "must be > 0")
  .beta_symmetric_require_rows("x", x < 1, "must be < 1")
  triangle <- .beta_symmetric_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: alpha, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_beta_symmetric <- function(x, parameters) {
  x <- .beta_symmetric_column(x, "x")
  .beta_symmetric_require_rows("x", x > 0, "must be > 0")
  .beta_symmetric_require_rows("x", x < 1, "must be < 1")
  alpha <- parameters[[1]]
  score_1 <- rep_len(
    log(x) + log1p(-x) + 2 * digamma(2 * alpha) - 2 * digamma(alpha), length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("alpha")
  out
}

# A variable as a numeric vector; stops if it is none.
.beta_symmetric_column <- function(values, name) {
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
.beta_symmetric_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# 1 if neither end is finite.
.beta_symmetric_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.beta_symmetric_outward <- function(u, lower, upper) {
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
.beta_symmetric_inward <- function(t, lower, upper) {
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
.beta_symmetric_stretch <- function(u, lower, upper) {
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
.beta_symmetric_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The equation that gives alpha, and its slope.
.beta_symmetric_equation_alpha <- function(n, sum_h, sum_log_x, alpha) {
  t <- 2 * alpha
  t_1 <- 2 * n
  c(
    (digamma(t) - digamma(alpha)) * t_1 + sum_log_x + sum_h,
    (2 * trigamma(t) - trigamma(alpha)) * t_1
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.beta_symmetric_zero_alpha <- function(n, sum_h, sum_log_x, near, f_near, far,
                                       f_far, lower, upper) {
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
    found_1 <- .beta_symmetric_equation_alpha(
      n, sum_h, sum_log_x, .beta_symmetric_outward(u, lower, upper)
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
    if (isTRUE(.beta_symmetric_unbounded(lower, upper) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .beta_symmetric_stretch(u, lower, upper))
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
  .beta_symmetric_outward(u, lower, upper)
}

# The zero of the equation in (lower, upper), searched outwards from start;
# nan if its sign never changes.
.beta_symmetric_root_alpha <- function(n, sum_h, sum_log_x, lower, upper,
                                       start) {
  u <- 0
  if (isTRUE(lower < start && start < upper)) {
    u <- .beta_symmetric_inward(start, lower, upper)
  }
  limit_1 <- .beta_symmetric_farthest(lower, upper)
  found_2 <- .beta_symmetric_equation_alpha(
    n, sum_h, sum_log_x, .beta_symmetric_outward(u, lower, upper)
  )
  f <- found_2[1]
  shift <- 1
  while (isTRUE(!is.finite(f) && shift < 40)) {
    found_3 <- .beta_symmetric_equation_alpha(
      n, sum_h, sum_log_x, .beta_symmetric_outward(u + shift, lower, upper)
    )
    f <- found_3[1]
    if (is.finite(f)) {
      u <- u + shift
    } else {
      found_4 <- .beta_symmetric_equation_alpha(
        n, sum_h, sum_log_x, .beta_symmetric_outward(u - shift, lower, upper)
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
    return(.beta_symmetric_outward(u, lower, upper))
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
      found_5 <- .beta_symmetric_equation_alpha(
        n, sum_h, sum_log_x, .beta_symmetric_outward(new, lower, upper)
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
          .beta_symmetric_zero_alpha(
            n, sum_h, sum_log_x, right, f_right, new, f, lower, upper
          )
        )
      }
    }
    if (isTRUE(down > 0)) {
      new <- pmax(left - down, -limit_1)
      found_6 <- .beta_symmetric_equation_alpha(
        n, sum_h, sum_log_x, .beta_symmetric_outward(new, lower, upper)
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
          .beta_symmetric_zero_alpha(
            n, sum_h, sum_log_x, left, f_left, new, f, lower, upper
          )
        )
      }
    }
  }
  NaN
}

# The estimate, in the order of the parameters.
.beta_symmetric_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_h <- sum(log1p(-x))
  alpha <- .beta_symmetric_root_alpha(n, sum_h, sum_log_x, 0, Inf, NaN)
  alpha
}

# 1 and the limits where no maximum exists, else 0.
.beta_symmetric_limits <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_h_1 <- sum(log(1 - x))
  if (!isTRUE(-2 * n * log(2) - sum_log_x - sum_h_1 > 0)) {
    return(c(1, Inf))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.beta_symmetric_log_likelihood <- function(sum_h, n, sum_log_x, alpha) {
  t_6 <- alpha - 1
  n * lgamma(2 * alpha) + t_6 * sum_log_x + t_6 * sum_h - 2 * n * lgamma(alpha)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.beta_symmetric_nll <- function(x, alpha) {
  if (!isTRUE(alpha > 0 && is.finite(alpha))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_h <- sum(log1p(-x))
  -.beta_symmetric_log_likelihood(sum_h, n, sum_log_x, alpha)
}

# The gradient of the log-likelihood.
.beta_symmetric_score <- function(n, sum_h, sum_log_x, alpha) {
  t_7 <- 2 * n
  t_7 * digamma(2 * alpha) + sum_log_x + sum_h - t_7 * digamma(alpha)
}

# The gradient of nll; nan outside the domain or the support.
.beta_symmetric_gradient <- function(x, alpha) {
  if (!isTRUE(alpha > 0 && is.finite(alpha))) {
    return(NaN)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_h <- sum(log1p(-x))
  -.beta_symmetric_score(n, sum_h, sum_log_x, alpha)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.beta_symmetric_curvature <- function(n, alpha) {
  t_9 <- 2 * alpha
  t_10 <- 2 * n
  4 * n * trigamma(t_9) - t_10 * trigamma(alpha)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.beta_symmetric_hessian <- function(x, alpha) {
  if (!isTRUE(alpha > 0 && is.finite(alpha))) {
    return(NaN)
  }
  n <- length(x)
  -.beta_symmetric_curvature(n, alpha)
}
