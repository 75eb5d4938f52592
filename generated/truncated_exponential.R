# Maximum-likelihood estimation: Exponential distribution truncated at a known
# point.
#
#   f(x; rate, upper) = rate*exp(-rate*x)/(1-exp(-rate*upper))
#   support: 0 <= x <= upper
#   rate: positive
#   upper: positive (a known constant)
#
# Log-likelihood:
#
#   -rate*sum(x) + (log(rate) - log(1 - exp(-rate*upper)))*n
#
# Estimator (reduced):
#
#   rate = the solution of (-upper*exp(-rate*upper)/(1 - exp(-rate*upper)) +
#       1/rate)*n - sum(x) = 0
#
# Conditions:
#
#   A maximum exists only if sum x_i < n upper/2.
#
# Source:
#
#   Deemer, Votaw (1955), Estimation of parameters of truncated or censored
#       exponential distributions, Ann. Math. Statist. 26, 498-504
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param upper number: a known constant, positive.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_truncated_exponential <- function(x, upper) {
  x <- .truncated_exponential_column(x, "x")
  .truncated_exponential_require_rows("x", x >= 0, "must be >= 0")
  .truncated_exponential_require_rows("x", x <= upper, "must be <= upper")
  labels <- c("rate")
  limit <- .truncated_exponential_limits(x, upper)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .truncated_exponential_solve(x, upper)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_truncated_exponential(x, estimate, upper)
    information <- hessian_truncated_exponential(x, estimate, upper)
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
#' @param parameters numeric vector: rate, in this order.
#' @param upper number: a known constant, positive.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_truncated_exponential <- function(x, parameters, upper) {
  x <- .truncated_exponential_column(x, "x")
  .truncated_exponential_require_rows("x", x >= 0, "must be >= 0")
  .truncated_exponential_require_rows("x", x <= upper, "must be <= upper")
  .truncated_exponential_nll(x, upper, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rate, in this order.
#' @param upper number: a known constant, positive.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_truncated_exponential <- function(x, parameters, upper) {
  x <- .truncated_exponential_column(x, "x")
  .truncated_exponential_require_rows("x", x >= 0, "must be >= 0")
  .truncated_exponential_require_rows("x", x <= upper, "must be <= upper")
  .truncated_exponential_gradient(x, upper, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rate, in this order.
#' @param upper number: a known constant, positive.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_truncated_exponential <- function(x, parameters, upper) {
  x <- .truncated_exponential_column(x, "x")
  .truncated_exponential_require_rows("x", x >= 0, "must be >= 0")
  .truncated_exponential_require_rows("x", x <= upper, "must be <= upper")
  triangle <- .truncated_exponential_hessian(x, upper, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: rate, in this order.
#' @param upper number: a known constant, positive.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_truncated_exponential <- function(x, parameters, upper) {
  x <- .truncated_exponential_column(x, "x")
  .truncated_exponential_require_rows("x", x >= 0, "must be >= 0")
  .truncated_exponential_require_rows("x", x <= upper, "must be <= upper")
  rate <- parameters[[1]]
  score_1 <- rep_len(
    -x - upper * .truncated_exponential_log_decay(1, rate * upper), length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("rate")
  out
}

# log(1 - exp u) for u < 0, accurate at both ends.
.truncated_exponential_log1m_exp <- function(u) {
  ifelse(u > -log(2), log(-expm1(u)), log1p(-exp(u)))
}

# A variable as a numeric vector; stops if it is none.
.truncated_exponential_column <- function(values, name) {
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
.truncated_exponential_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The k-th derivative of log((1 - exp(-v))/v) for any v, k = 0, 1, 2.
.truncated_exponential_log_decay <- function(k, v) {
  near <- abs(v) < 0.5
  u <- ifelse(near, v, 0)
  f <- ifelse(near, 1, v)
  s <- u^2
  e <- expm1(-abs(f))
  if (k == 0) {
    last <- 1 / 181440 - s * (1 / 9676800 - s / 479001600)
    close <- s * (1 / 24 - s * (1 / 2880 - s * last)) - u / 2
    ifelse(near, close, pmax(-f, 0) + log(-e / abs(f)))
  } else if (k == 1) {
    last <- 1 / 1209600 - s * (1 / 47900160 - s * 691 / 1307674368000)
    close <- u * (1 / 12 - s * (1 / 720 - s * (1 / 30240 - s * last))) - 0.5
    ifelse(near, close, 1 / expm1(f) - 1 / f)
  } else {
    last <- 1 / 5322240 - s * (691 / 118879488000 - s / 5748019200)
    last <- 1 / 172800 - s * last
    close <- 1 / 12 - s * (1 / 240 - s * (1 / 6048 - s * last))
    ifelse(near, close, 1 / f^2 - (1 + e) / e^2)
  }
}

# 1 if neither end is finite.
.truncated_exponential_unbounded <- function(lower, upper) {
  if (is.finite(lower) || is.finite(upper)) {
    return(0)
  }
  1
}

# The parameter at the free coordinate u.
.truncated_exponential_outward <- function(u, lower, upper) {
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
.truncated_exponential_inward <- function(t, lower, upper) {
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
.truncated_exponential_stretch <- function(u, lower, upper) {
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
.truncated_exponential_farthest <- function(lower, upper) {
  if (is.finite(lower) && is.finite(upper)) {
    return(36)
  }
  if (is.finite(lower) || is.finite(upper)) {
    return(690)
  }
  1e+300
}

# The equation that gives rate, and its slope.
.truncated_exponential_equation_rate <- function(upper, sum_x, n, rate) {
  t <- rate * upper
  t_1 <- -t
  t_2 <- exp(t_1) / expm1(t_1)
  t_3 <- upper^2
  c(
    (upper * t_2 + 1 / rate) * n - sum_x,
    ((1 / expm1(t_1))^2 * t_3 * exp(-2 * t) - t_2 * t_3 - 1 / rate^2) * n
  )
}

# The zero of the equation between two points where its signs differ: Newton
# steps, bisections where one would leave.
.truncated_exponential_zero_rate <- function(
    upper, sum_x, n, near, f_near, far, f_far, lower, upper_
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
    found_1 <- .truncated_exponential_equation_rate(
      upper, sum_x, n, .truncated_exponential_outward(u, lower, upper_)
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
    if (isTRUE(.truncated_exponential_unbounded(lower, upper_) > 0)) {
      scale <- pmax(abs(u), 1e-06 * width)
    }
    step <- -f / (slope * .truncated_exponential_stretch(u, lower, upper_))
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
  .truncated_exponential_outward(u, lower, upper_)
}

# The zero of the equation in (lower, upper), searched outwards from start;
# nan if its sign never changes.
.truncated_exponential_root_rate <- function(
    upper, sum_x, n, lower, upper_, start
) {
  u <- 0
  if (isTRUE(lower < start && start < upper_)) {
    u <- .truncated_exponential_inward(start, lower, upper_)
  }
  limit_1 <- .truncated_exponential_farthest(lower, upper_)
  found_2 <- .truncated_exponential_equation_rate(
    upper, sum_x, n, .truncated_exponential_outward(u, lower, upper_)
  )
  f <- found_2[1]
  shift <- 1
  while (isTRUE(!is.finite(f) && shift < 40)) {
    found_3 <- .truncated_exponential_equation_rate(
      upper, sum_x, n, .truncated_exponential_outward(u + shift, lower, upper_)
    )
    f <- found_3[1]
    if (is.finite(f)) {
      u <- u + shift
    } else {
      found_4 <- .truncated_exponential_equation_rate(
        upper,
        sum_x,
        n,
        .truncated_exponential_outward(u - shift, lower, upper_)
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
    return(.truncated_exponential_outward(u, lower, upper_))
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
      found_5 <- .truncated_exponential_equation_rate(
        upper, sum_x, n, .truncated_exponential_outward(new, lower, upper_)
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
          .truncated_exponential_zero_rate(
            upper, sum_x, n, right, f_right, new, f, lower, upper_
          )
        )
      }
    }
    if (isTRUE(down > 0)) {
      new <- pmax(left - down, -limit_1)
      found_6 <- .truncated_exponential_equation_rate(
        upper, sum_x, n, .truncated_exponential_outward(new, lower, upper_)
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
          .truncated_exponential_zero_rate(
            upper, sum_x, n, left, f_left, new, f, lower, upper_
          )
        )
      }
    }
  }
  NaN
}

# The estimate, in the order of the parameters.
.truncated_exponential_solve <- function(x, upper) {
  n <- length(x)
  sum_x <- sum(x)
  rate <- .truncated_exponential_root_rate(upper, sum_x, n, 0, Inf, NaN)
  rate
}

# 1 and the limits where no maximum exists, else 0.
.truncated_exponential_limits <- function(x, upper) {
  n <- length(x)
  sum_x <- sum(x)
  if (!isTRUE(0.5 * upper * n - sum_x > 0)) {
    return(c(1, 0))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.truncated_exponential_log_likelihood <- function(sum_x, n, upper, rate) {
  n * log(rate) - n * .truncated_exponential_log1m_exp(-rate * upper) -
    rate * sum_x
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.truncated_exponential_nll <- function(x, upper, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate) && upper > 0 && is.finite(upper))) {
    return(Inf)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.truncated_exponential_log_likelihood(sum_x, n, upper, rate)
}

# The gradient of the log-likelihood.
.truncated_exponential_score <- function(sum_x, n, upper, rate) {
  -upper * n * .truncated_exponential_log_decay(1, rate * upper) - sum_x
}

# The gradient of nll; nan outside the domain or the support.
.truncated_exponential_gradient <- function(x, upper, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate) && upper > 0 && is.finite(upper))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.truncated_exponential_score(sum_x, n, upper, rate)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.truncated_exponential_curvature <- function(upper, n, rate) {
  t_5 <- rate * upper
  -upper^2 * n * .truncated_exponential_log_decay(2, t_5)
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.truncated_exponential_hessian <- function(x, upper, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate) && upper > 0 && is.finite(upper))) {
    return(NaN)
  }
  n <- length(x)
  -.truncated_exponential_curvature(upper, n, rate)
}
